"""Where a site keeps its feeds: what its page declares, else what its page links to, else where feeds usually are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree, html  # type: ignore[import-untyped]

from diplowatch.collect.addresses import join_address
from diplowatch.collect.markup import plain_line
from diplowatch.records import FeedLink, Record
from diplowatch.tables import load_table, package_file

_TYPE = re.compile(r"^\s*application/(?:rss|atom|rdf|feed)(?:\+xml|\+json)\s*(?:;|$)|^\s*text/(?:x-)?rss", re.I)
_LOOKS = re.compile(
    r"(?:/(?:rss|atom|feeds?|index\.rdf)/?$)|(?:\.(?:rss|atom|rdf)$)|(?:/(?:rss|feeds?|atom)(?:/[\w.-]+){0,3}\.xml$)"
    r"|(?:/(?:rss|feed|atom|feeds)[\w-]*\.(?:xml|json|php)$)|(?:[?&]feed=)|(?://feeds?\.)|(?:/feeds?/[\w-]+/?$)",
    re.I,
)
_ASIDE = re.compile(r"\bcomments?\b|\bkommentar|/comments/|\bpodcast", re.I)
_WHOLE = 2_000_000
"""Characters of a page that are looked at; feeds are declared in its head."""


class Place(Record):
    """One row of the table of places where sites keep their feeds, the most usual first."""

    path: str


def find_feeds(page: str, address: str) -> tuple[FeedLink, ...]:
    """Find the feeds that a page points to: declared ones first, those of comments and podcasts last.

    `address` is that of the page. Links that only look like feeds are marked as not declared, and are kept to the
    page's own site.
    """
    try:
        tree = html.fromstring(page[:_WHOLE].encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    base = join_address(address, next(iter(tree.xpath("//base/@href")), None)) or address
    found: dict[str, FeedLink] = {}
    for link in (*_find_declared(tree, base), *_find_linked(tree, base, address)):
        found.setdefault(link.address, link)
    return tuple(sorted(found.values(), key=lambda link: (bool(_ASIDE.search(_describe(link))), not link.declared)))


def guess_feeds(address: str) -> tuple[str, ...]:
    """Return where the feeds of a site usually are, for a site that tells of none, the most usual place first."""
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}"
    section = parts.path.rstrip("/") if "." not in parts.path.rsplit("/", 1)[-1] else ""
    folders = (section, "") if section else ("",)
    places = load_table(package_file("collect", "data", "feed_places.csv"), Place)
    return tuple(f"{root}{folder}/{place.path}" for folder in folders for place in places)


def _find_declared(tree: html.HtmlElement, base: str) -> Iterator[FeedLink]:
    for link in tree.iter("link"):
        rel = (link.get("rel") or "").lower().split()
        if not ({"alternate", "feed"} & set(rel)) or not (_TYPE.match(link.get("type") or "") or "feed" in rel):
            continue
        if found := join_address(base, link.get("href")):
            yield FeedLink(address=found, title=plain_line(link.get("title") or "") or None)


def _find_linked(tree: html.HtmlElement, base: str, address: str) -> Iterator[FeedLink]:
    site = _site(address)
    for link in tree.iter("a"):
        found = join_address(base, link.get("href"))
        if found and _LOOKS.search(found) and (_site(found) == site or re.search(r"//feeds?\.", found)):
            yield FeedLink(address=found, title=plain_line(link.text_content()) or None, declared=False)


def _site(address: str) -> str:
    """Return the last two labels of the host: a site may keep its feeds on another of its hosts."""
    return ".".join((urlsplit(address).hostname or "").split(".")[-2:])


def _describe(link: FeedLink) -> str:
    return f"{link.title or ''} {urlsplit(link.address).path}"
