"""Newsletters as they come by e-mail: one mail (`.eml`) or a mailbox (`.mbox`), read one mail at a time.

A mail gives its HTML where that is the letter, else its plain text; attachments are not looked at. The day in its
header is the day on which it was sent; of a forwarded mail it is not, and the day that the forwarded lines name counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from lxml import etree, html  # type: ignore[import-untyped]

from diplowatch.collect.decode import check_text, decode
from diplowatch.collect.markup import plain_line
from diplowatch.collect.stamps import read_day, read_stamp
from diplowatch.errors import InputError
from diplowatch.records import Capture, Claim, DateBasis, Media, Problem, hash_text

MAX_BYTES = 25_000_000
"""The most that one mail may hold, attachments included; larger ones no server lets through."""
_FROM = re.compile(rb"From \S+ +.*\d\d:\d\d.*\d{4}")
_QUOTED = re.compile(rb">+From ")
_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the parser of the standard library may raise at a header that breaks every rule."""
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_PREFIX = re.compile(r"^\s*(?:(?:fwd?|wg|re|aw|tr)\s*:\s*|\[[\w .-]{1,40}\]\s*(?=\S))+", re.I)
_FORWARDED = re.compile(
    r"^[ \t>]*(?:-{2,}\s*(?:forwarded message|original message)\s*-{2,}|begin forwarded message:)[ \t]*$", re.I | re.M
)
_FIELD = re.compile(r"^[ \t>*]*(from|date|sent|subject|to|cc|reply-to)\s*:\*?[ \t]*(.*)$", re.I)
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|(?:font-size|max-height)\s*:\s*0(?:px|pt)?\s*(?:;|$)", re.I
)
_LAYOUT = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "center"})
"""Mails are laid out in tables, which are no tables of facts."""
_WRAPPED = re.compile(r"(?<=\S) \n(?=\S)")


@dataclass(frozen=True)
class _Body:
    """The letter itself and what tells where it came from."""

    media: Media
    content: str
    plain: str
    """Its words, whatever its form."""


def is_mailbox(line: bytes) -> bool:
    """Tell whether the first line of a file is one that begins a mail in a mailbox."""
    return bool(_FROM.match(line))


def read_mailbox(lines: Iterable[bytes], key: str | None, where: str) -> Iterator[Capture | Problem]:
    """Yield the mails of a mailbox, given its lines; a mail without a Message-ID is keyed by `key` and its words."""
    number = 0
    for number, content in enumerate(_split(lines), 1):
        name = f"{where}, mail {number}"
        if content is None:
            what = f"more than {MAX_BYTES // 1_000_000} MB in one mail"
            yield Problem(where=name, what=what, advice="save it without its attachments")
            continue
        try:
            yield read_mail(content, key)
        except InputError as error:
            what, _, advice = str(error).partition("; ")
            yield Problem(where=name, what=what, advice=advice)
    if not number:
        yield Problem(where=where, what="a mailbox without a mail", advice="save it again")


def read_mail(content: bytes, key: str | None = None) -> Capture:
    """Read one mail; one without a Message-ID is keyed by `key` and its words.

    Raises InputError (without naming the mail) where it is none, encrypted, or without text.
    """
    if len(content) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES // 1_000_000} MB in one mail; save it without its attachments")
    message = _parse(content)
    body = _find_body(message)
    sent = read_stamp(_header(message, "Date"))
    name, address = parseaddr(_header(message, "From"))
    subject = _header(message, "Subject")
    if forwarded := _read_forwarded(body.plain):
        sent, name, subject = forwarded.sent, forwarded.name, forwarded.subject or subject
        address = ""
    title = plain_line(_PREFIX.sub("", subject)) or None
    identity = re.sub(r"[<>\s]", "", _header(message, "Message-ID"))
    return Capture(
        key=f"mid:{identity}" if identity else f"{key or 'mail'}#{hash_text(body.content)[:16]}",
        media=body.media,
        content=body.content,
        title=title,
        claim=Claim(by=DateBasis.MAIL, published=sent.date()) if sent else None,
        outlet=plain_line(name, 200) or address.rpartition("@")[2] or None,
    )


def _parse(content: bytes) -> EmailMessage:
    """Parse a mail; one that carries another as an attachment and says nothing itself stands for that one."""
    try:
        message = message_from_bytes(content.lstrip(b"\r\n"), policy=policy.default)
        if not any(message.get_all(name) for name in ("From", "Date", "Subject", "Received", "Message-ID")):
            raise InputError("not an e-mail; save the mail as .eml")
        carried = [part for part in message.walk() if part.get_content_type() == "message/rfc822"]
        own = message.get_body(preferencelist=("plain", "html"))
        if len(carried) == 1 and (own is None or len(_decode_part(own).strip()) < 200):
            inner = carried[0].get_payload()
            return inner[0] if isinstance(inner, list) and isinstance(inner[0], EmailMessage) else message
    except _BROKEN as error:
        raise InputError(f"an e-mail that cannot be parsed ({type(error).__name__}); save it again") from None
    return message


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = message.get(name)
    except _BROKEN:
        return ""
    return " ".join(str(value).split()) if value is not None else ""


def _find_body(message: EmailMessage) -> _Body:
    if message.get_content_type() in _ENCRYPTED:  # before its parts: what they show in the clear is no letter
        raise InputError("an encrypted e-mail; save its text")
    try:
        parts = {kind: message.get_body(preferencelist=(kind,)) for kind in ("html", "plain")}
    except _BROKEN:
        parts = {}
    markup, plain = (_decode_part(part) if (part := parts.get(kind)) is not None else "" for kind in ("html", "plain"))
    letter, words = _show(markup) if markup.strip() else ("", "")
    plain = check_text(_WRAPPED.sub(" ", plain)) if plain.strip() else ""
    if len(words) >= max(1, len(plain) / 2):
        return _Body(Media.HTML, check_text(letter), words)
    if plain:
        return _Body(Media.TEXT, plain, plain)
    raise InputError("an e-mail without text; save what it carries as a file of its own")


def _decode_part(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return ""
    try:
        charset = part.get_content_charset()
    except _BROKEN:
        charset = None
    return decode(payload, charset)


def _show(markup: str) -> tuple[str, str]:
    """Return the HTML of a letter without what its reader does not see, and its words."""
    try:
        tree = html.document_fromstring(markup.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return "", ""
    for element in list(tree.iter(etree.Element)):
        unseen = element.tag in ("script", "style", "noscript") or _HIDDEN.search(element.get("style") or "")
        if unseen and element.getparent() is not None:
            element.drop_tree()
        elif element.tag in _LAYOUT:
            element.tag = "div"
    lines = [" ".join(line.split()) for line in tree.itertext()]
    return str(html.tostring(tree, encoding="unicode")), "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class _Forwarded:
    name: str
    sent: datetime | None
    subject: str


def _read_forwarded(words: str) -> _Forwarded | None:
    """Read the lines that a mail program puts above a mail that it forwards, None where there are none."""
    match = _FORWARDED.search(words[:5000])
    if match is None:
        return None
    fields: dict[str, str] = {}
    name = ""
    for line in words[match.end() : match.end() + 2000].split("\n")[:24]:
        if found := _FIELD.match(line):
            name = found.group(1).lower().replace("sent", "date")
            fields.setdefault(name, found.group(2).strip(" *"))
        elif name and not fields[name]:
            fields[name] = line.strip(" *")  # in HTML the field and its words are two pieces
    return _Forwarded(
        name=parseaddr(fields.get("from", ""))[0],
        sent=read_day(fields.get("date", "")),
        subject=fields.get("subject", ""),
    )


def _split(source: Iterable[bytes]) -> Iterator[bytes | None]:
    """Yield the mails of a mailbox as bytes, None for one that is too large; at most one is held."""
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    for line in source:
        if blank and _FROM.match(line):
            if begun:
                yield None if size > MAX_BYTES else b"".join(lines)
            lines, size, begun = [], 0, True
            continue
        blank = not line.strip()
        size += len(line)
        if size > MAX_BYTES:
            lines = []
        else:
            lines.append(line[1:] if _QUOTED.match(line) else line)
    if begun or lines:
        yield None if size > MAX_BYTES else b"".join(lines)
