"""JSON lines in, one capture or problem for each line out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import BinaryIO

from diplowatch.collect.decode import MAX_BYTES, check_text, tell_media
from diplowatch.errors import InputError
from diplowatch.records import Capture, Problem, hash_text

_KEYS = ("url", "title", "source")


def take_lines(handle: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file; one longer than the limit for a text comes cut, and its rest is thrown away."""
    while line := handle.readline(MAX_BYTES + 1):
        rest = line
        while rest and not rest.endswith(b"\n") and len(rest) > MAX_BYTES:
            rest = handle.readline(MAX_BYTES + 1)
        yield line


def read_lines(lines: Iterable[bytes], key: str | None, where: str) -> Iterator[Capture | Problem]:
    """Read JSON lines with the keys url, title, published, source and text; other keys are passed over.

    A line without url is keyed by `key` and its number, or by its text where there is no key; problems name `where`.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _read_line(line, key and f"{key}#{number}")
        except InputError as error:
            what, _, advice = str(error).partition("; ")
            yield Problem(where=f"{where}, line {number}", what=what, advice=advice)


def name_text(text: str) -> str:
    """Name a text from standard input by its content: two different texts must not become versions of one."""
    return f"stdin:{hash_text(text)[:16]}"


def is_record(line: bytes) -> bool:
    """Tell whether a line is a JSON object, as the first line of a JSON lines file is."""
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except ValueError:
        return False


def _read_line(line: bytes, key: str | None) -> Capture:
    row = _parse(line)
    if "text" not in row or row["text"] in (None, ""):
        raise InputError('no "text"; every line needs one')
    for name in (*_KEYS, "text"):
        if not isinstance(row.get(name), str | None):
            raise InputError(f'"{name}" is not a string; put it between quotation marks')
    fields = {name: str(row.get(name) or "").strip() or None for name in _KEYS}
    text = check_text(str(row["text"]).replace("\r\n", "\n").replace("\r", "\n"))
    return Capture(
        key=fields["url"] or key or name_text(text),
        media=tell_media(text),
        content=text,
        address=fields["url"],
        title=fields["title"],
        published=_read_date(row.get("published")),
        outlet=fields["source"],
    )


def _parse(line: bytes) -> dict[str, object]:
    if len(line) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES // 1_000_000} MB in one line; split the text")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError("not UTF-8 (tried utf-8); save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON ({error}); the line is left out") from None
    if not isinstance(row, dict):
        raise InputError('not a JSON object; write {"text": "..."}')
    return row


def _read_date(value: object) -> date | None:
    if value in (None, ""):
        return None
    try:
        return datetime.fromisoformat(str(value).strip()).date()
    except ValueError:
        raise InputError(f'"published" {str(value)[:40]!r} is not a date; write it as 2025-03-28') from None
