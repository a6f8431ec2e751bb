"""From bytes to text: encodings, binary files, pages told from plain text.

A text is decoded by its byte order mark, else as UTF-8, else as the server, its own declaration or
`charset-normalizer` has it: bytes that are sound UTF-8 are nothing else, whatever they are declared to be. Every line
end becomes a line feed; no other character is changed.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from diplowatch.errors import InputError
from diplowatch.records import Media

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 5_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the one of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED = ("cp1252", "cp1251", "koi8_r", "cp1250", "iso8859_5", "cp1254", "mac_roman", "cp932", "gb18030", "euc_kr")
_ENOUGH = 200_000
"""Bytes that the guess looks at."""
_DECLARED = re.compile(
    rb"(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.I
)
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
"""What texts hold that are declared to be in an older and smaller encoding."""
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b", re.I | re.S
)
_BLOCK = re.compile(r"<(p|div|article|section|h[1-6]|li|table)\b[^>]{0,500}>", re.I)
_CLOSED = re.compile(r"</(p|div|article|section|h[1-6]|li|table)>", re.I)


def decode(data: bytes, charset: str | None = None) -> str:
    """Decode the bytes of one text; `charset` is the encoding that a server or a mail names.

    Raises InputError (without naming the file) where they are empty, too many, binary or in an unknown encoding.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES // 1_000_000} MB; split it into one file for each text")
    text = check_text(to_text(data, charset))
    if len(_CONTROL.findall(text[:_ENOUGH])) > len(text[:_ENOUGH]) / 50:
        raise InputError("a binary file, not a text; leave it out or save it as text")
    return text


def to_text(data: bytes, charset: str | None = None) -> str:
    """Decode bytes of any length, as `decode` does, without looking at what they say.

    Raises InputError where they are binary or in an unknown encoding.
    """
    return _decode(data, charset).replace("\r\n", "\n").replace("\r", "\n")


def check_text(text: str) -> str:
    """Return the text where it can be read at all.

    Raises InputError where it is empty or too long, or holds characters that no text has.
    """
    if not text.strip():
        raise InputError("empty; nothing to read")
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"{len(text):,} characters, more than {MAX_CHARACTERS:,}; split it into one file for each text"
        )
    if "\x00" in text:
        raise InputError("a binary file, not a text; leave it out or save it as text")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("half of a character (a lone surrogate) in the text; save it as UTF-8") from None
    return text


def tell_media(text: str) -> Media:
    """Tell a page from plain text by how it begins, or by a text made of closed blocks."""
    if _PAGE.match(text):
        return Media.HTML
    blocks = _BLOCK.match(text.lstrip()) and len(_CLOSED.findall(text[:100_000]))
    return Media.HTML if blocks else Media.TEXT


def _decode(data: bytes, charset: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data, encoding)
    told = _normalize(charset) if charset else ""
    if b"\x00" in data and told.startswith(("utf-16", "utf-32")):
        return _try(data, told)
    if b"\x00" in data:
        raise InputError("a binary file, not a text; leave it out or save it as text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    if told and told != "utf-8":
        try:
            return data.decode(told)
        except UnicodeDecodeError:
            pass  # the server is wrong; what the text says of itself may be right
    if declared := _DECLARED.search(data[:4096]):
        name = declared.group(1).decode("ascii")
        if not name.lower().startswith(("utf-8", "utf8")):
            return _try(data, _normalize(name) or name)
    # A text mostly of sound UTF-8 sequences is damaged UTF-8; any other encoding would give garbage without an error.
    sound = len(_MULTIBYTE.findall(data))
    if sound > 2 * data.decode("utf-8", "replace").count("�"):
        raise InputError(f"UTF-8 that is damaged at byte {broken.start}; save it as UTF-8 again")
    best = from_bytes(data[:_ENOUGH], cp_isolation=list(_GUESSED)).best()
    if best is None:
        raise InputError(f"an unknown encoding (tried utf-8, {', '.join(_GUESSED)}); save it as UTF-8")
    return _try(data, best.encoding)


def _normalize(name: str) -> str:
    """Return the codec for a name of an encoding, empty where there is none for texts."""
    try:
        codec = codecs.lookup(name.strip("\"' "))
        "".encode(codec.name)  # refuses codecs that are not of texts, such as base64
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(codec.name, codec.name)


def _try(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace" if encoding == "cp1252" else "strict")
    except (UnicodeDecodeError, LookupError):
        raise InputError(
            f"not the encoding it claims to be in (tried utf-8 and {encoding}); save it as UTF-8"
        ) from None
