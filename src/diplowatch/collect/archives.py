"""Web archives: WARC, gzipped or not, and WACZ (a zip of WARC files); captures out, one record in memory at a time.

Invariants
- Nothing is unpacked to disk and no name inside a zip is used as a path.
- Records that are no page are passed over: requests, revisits, answers other than 200, pictures, styles, scripts.
- A damaged record costs itself: reading goes on at the next place where a record begins.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from diplowatch.collect.addresses import join_address
from diplowatch.collect.coded import unwrap
from diplowatch.collect.decode import MAX_BYTES, decode, tell_media
from diplowatch.collect.pdf import read_pdf
from diplowatch.errors import InputError
from diplowatch.records import Capture, Media, Problem

WARC_GZ = ".warc.gz"
_ENDINGS = (".warc", WARC_GZ)
_KINDS = WarcRecordType.response | WarcRecordType.resource
_PAGES = ("text/html", "application/xhtml+xml")
_TEXT = "text/plain"
_PDF = "application/pdf"
_STARTS = {b"\x1f\x8b": re.compile(rb"\x1f\x8b\x08"), b"WA": re.compile(rb"WARC/[01]\.\d+\r?\n")}
_SWALLOWED = re.compile(rb"WARC/[01]\.\d+\r?\n(?:WARC|Content)-", re.I)
_PIECE = 1 << 20
_MOST_GAPS = 1000
_WIDEST_GAP = 1 << 28
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile)


def read_warc(stream: BinaryIO, where: str) -> Iterator[Capture | Problem]:
    """Yield the pages of a WARC file; `stream` can be sought in, problems name `where`.

    A page is keyed by its address, so that several records of one address are versions in the order of the file. The
    day of a record is the day on which its page was seen, not that of its publication.
    """
    empty = True
    for found in _read_records(stream, where):
        empty = False
        yield found
    if empty:
        yield Problem(where=where, what="no page in this archive", advice="give a WARC file with responses in it")


def read_wacz(stream: BinaryIO, where: str) -> Iterator[Capture | Problem]:
    """Yield the pages of every WARC file in a WACZ archive, as `read_warc` does."""
    try:
        package = zipfile.ZipFile(stream)
    except _BROKEN as error:
        yield Problem(where=where, what=f"not a zip archive, or damaged ({error})", advice="save it again")
        return
    with package:
        names = sorted(name for name in package.namelist() if name.lower().endswith(_ENDINGS))
        if not names:
            yield Problem(where=where, what="a zip without a WARC file in it", advice="unpack it and add its texts")
        for name in names:
            inside = f"{where}, {name}"
            try:
                with package.open(name) as member:
                    yield from read_warc(member, inside)  # type: ignore[arg-type]
            except RuntimeError:  # what zipfile raises where a password is needed
                yield Problem(where=inside, what="locked with a password", advice="unpack it and add its WARC files")
            except (*_BROKEN, NotImplementedError) as error:
                yield Problem(where=inside, what=f"cannot be unpacked ({error})", advice="save it again")


def _read_records(stream: BinaryIO, where: str) -> Iterator[Capture | Problem]:
    start = _STARTS.get(stream.read(2))
    if start is None:
        yield Problem(where=where, what="not a WARC file", advice="give a .warc or .warc.gz file")
        return
    at: int | None = 0
    gaps, inside_gap = 0, False
    while at is not None:
        stream.seek(at)
        last = at
        try:
            for record in ArchiveIterator(stream, WarcRecordType.any_type, fsspec_args=False):
                last = record.stream_pos
                yield from _read_record(record)
                inside_gap = False
            return
        except _BROKEN as error:
            if not inside_gap:
                yield Problem(where=where, what=f"damaged near byte {last:,} ({error})", advice="the rest is read")
            gaps, inside_gap = gaps + (not inside_gap), True
        if gaps > _MOST_GAPS:
            yield Problem(where=where, what=f"damaged in more than {_MOST_GAPS:,} places", advice="save it again")
            return
        at = _find_start(stream, start, last + 1)


def _find_start(stream: BinaryIO, start: re.Pattern[bytes], at: int) -> int | None:
    """Find the next place where a record may begin, None where there is none within reach."""
    stream.seek(at)
    kept = b""
    for _ in range(_WIDEST_GAP // _PIECE):
        piece = stream.read(_PIECE)
        if not piece:
            return None
        window = kept + piece
        if match := start.search(window):
            return at - len(kept) + match.start()
        kept = window[-16:]
        at += len(piece)
    return None


def _read_record(record: WarcRecord) -> Iterator[Capture | Problem]:
    """Read one record where it holds a page; raises OSError where the record is damaged."""
    if record.headers.get("Content-Length") is None:
        raise OSError("a record breaks off")
    address = _find_address(record)
    if address is None:
        return
    length = record.content_length
    body = record.reader.read(min(length, MAX_BYTES + 1)) if record.reader else b""
    if len(body) < min(length, MAX_BYTES):
        raise OSError("a record breaks off")
    if _SWALLOWED.search(body):
        raise OSError("a record is shorter than it says")
    seen = record.record_date
    try:
        media, title, text = _read_body(record, body)
    except InputError as error:
        what, _, advice = str(error).partition("; ")
        yield Problem(where=address, what=what, advice=advice)
        return
    yield Capture(
        key=address, media=media, content=text, address=address, title=title, seen=seen.date() if seen else None
    )


def _find_address(record: WarcRecord) -> str | None:
    """Return the address of a record that may hold a page, else None."""
    if not record.record_type & _KINDS:
        return None
    if record.record_type == WarcRecordType.response:
        headers = record.http_headers
        if headers is None or headers.status_code != 200:
            return None
    if _find_type(record) not in (*_PAGES, _TEXT, _PDF):
        return None
    address = join_address(None, (record.headers.get("WARC-Target-URI") or "").strip("<>"))
    return None if address is None or urlsplit(address).path == "/robots.txt" else address


def _find_type(record: WarcRecord) -> str:
    named = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    return (named or "").split(";", 1)[0].strip().lower()


def _read_body(record: WarcRecord, body: bytes) -> tuple[Media, str | None, str]:
    headers = record.http_headers
    if headers is not None:
        transfer, coding = headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or ""
        body = unwrap(body, transfer, coding, MAX_BYTES)
    if _find_type(record) == _PDF:
        paper = read_pdf(body)
        return Media.TEXT, paper.title, paper.text
    text = decode(body, record.http_charset if record.is_http else None)
    return (Media.HTML if _find_type(record) in _PAGES else tell_media(text)), None, text
