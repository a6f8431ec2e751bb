"""Sitemaps, sitemap indexes and news sitemaps (sitemaps.org): bytes in, a `Sitemap` out.

A reader of one file: it follows nothing, so that sitemaps which point to each other in a circle are not its concern.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from lxml.etree import _Element as Element  # type: ignore[import-untyped]

from diplowatch.collect.addresses import join_address
from diplowatch.collect.markup import child_text, local_name, name_root, parse_xml, plain_line, strip_prolog
from diplowatch.collect.stamps import read_stamp
from diplowatch.errors import InputError
from diplowatch.records import Entry, Sitemap, SitemapLink

MAX_BYTES = 50_000_000
"""The most that a sitemap may hold unpacked, by its standard."""
MAX_ENTRIES = 50_000
"""The most addresses of one sitemap, by its standard."""
_GZIP = b"\x1f\x8b"
_ROOTS = ("urlset", "sitemapindex")
_NEWS = re.compile(r"news|latest|recent|aktuell", re.I)
_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_ROBOTS = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.I | re.M)


def read_sitemap(content: bytes, address: str | None = None) -> Sitemap:
    """Read a sitemap, gzipped or not: XML, or plain text with one address on each line.

    Raises InputError (without naming the sitemap) where it is none, or more than 50 MB.
    """
    text = strip_prolog(_unpack(content))
    root = name_root(text)
    if not root and (found := _read_lines(text, address)):
        return Sitemap(entries=found)
    if root not in _ROOTS:
        what = "a web page" if root == "html" else f"<{root}>" if root else "plain text"
        raise InputError(f"not a sitemap but {what}; give the address of a sitemap")
    tree, note = parse_xml(text)
    entries = _distinct(_read_entries(tree, address))
    cut = f"only the first {MAX_ENTRIES:,} of {len(entries):,} addresses" if len(entries) > MAX_ENTRIES else ""
    links: dict[str, SitemapLink] = {}
    for link in _read_links(tree, address):
        links.setdefault(link.address, link)
    return Sitemap(
        entries=entries[:MAX_ENTRIES],
        links=order_sitemaps(links.values()),
        note="; ".join(filter(None, (note, cut))),
    )


def find_sitemaps(robots: str, address: str | None = None) -> tuple[SitemapLink, ...]:
    """Find the sitemaps that a robots.txt names, sitemaps of news first."""
    found = (join_address(address, words) for words in _ROBOTS.findall(robots))
    return order_sitemaps({link: _make_link(link) for link in found if link}.values())


def order_sitemaps(links: Iterable[SitemapLink]) -> tuple[SitemapLink, ...]:
    """Put sitemaps of news first, and among equals the one changed last."""
    return tuple(sorted(links, key=lambda link: (link.news, link.updated or _NEVER), reverse=True))


def _unpack(content: bytes) -> bytes:
    """Unpack gzip as far as the limit: a small file may unpack to a disk full. A cut-off file gives what is there."""
    if content.startswith(_GZIP):
        engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            content = engine.decompress(content, MAX_BYTES + 1)
        except zlib.error as error:
            raise InputError(f"damaged gzip ({error}); fetch it again") from None
    if len(content) > MAX_BYTES:
        raise InputError(f"a sitemap of more than {MAX_BYTES // 1_000_000} MB, which no standard allows; left out")
    return content


def _read_entries(tree: Element, base: str | None) -> Iterator[Entry]:
    for row in tree:
        if local_name(row) != "url" or not (address := join_address(base, child_text(row, "loc"))):
            continue
        news = next((child for child in row if local_name(child) == "news"), None)
        yield Entry(
            address=address,
            title=(plain_line(child_text(news, "title")) or None) if news is not None else None,
            published=read_stamp(child_text(news, "publication_date")) if news is not None else None,
            updated=read_stamp(child_text(row, "lastmod")),
            outlet=_read_publisher(news),
        )


def _read_publisher(news: Element | None) -> str | None:
    for child in () if news is None else news:
        if local_name(child) == "publication":
            return plain_line(child_text(child, "name")) or None
    return None


def _read_links(tree: Element, base: str | None) -> Iterator[SitemapLink]:
    for row in tree:
        if local_name(row) == "sitemap" and (address := join_address(base, child_text(row, "loc"))):
            yield _make_link(address, read_stamp(child_text(row, "lastmod")))


def _make_link(address: str, updated: datetime | None = None) -> SitemapLink:
    path = re.sub(r"^https?://[^/]*", "", address)
    return SitemapLink(address=address, updated=updated, news=bool(_NEWS.search(path)))


def _read_lines(text: str, base: str | None) -> tuple[Entry, ...]:
    """Read a sitemap in plain text; every line that is not empty has to be an address."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:MAX_ENTRIES]
    if not all(re.match(r"https?://\S+$", line) for line in lines):
        return ()
    return _distinct(Entry(address=address) for line in lines if (address := join_address(base, line)))


def _distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    kept: dict[str | None, Entry] = {}
    for entry in entries:
        kept.setdefault(entry.address, entry)
    return tuple(kept.values())
