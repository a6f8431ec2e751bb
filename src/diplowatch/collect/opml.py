"""Lists of feeds (OPML), as every feed reader exports them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element  # type: ignore[import-untyped]

from diplowatch.collect.addresses import join_address
from diplowatch.collect.markup import local_name, name_root, parse_xml, plain_line, strip_prolog
from diplowatch.errors import InputError
from diplowatch.records import FeedLink

_DEEPEST = 50


def read_opml(content: bytes) -> tuple[FeedLink, ...]:
    """Read the feeds of an OPML file, each once, in its order, with the headings above it.

    Raises InputError (without naming the file) where it is no OPML file, or lists no feed.
    """
    text = strip_prolog(content)
    if name_root(text) != "opml":
        raise InputError("not an OPML file; export the list of feeds from your feed reader as OPML")
    tree, _ = parse_xml(text)
    found: dict[str, FeedLink] = {}
    for link in _walk(tree, ()):
        found.setdefault(link.address, link)
    if not found:
        raise InputError("an OPML file without a feed (no xmlUrl with an http address); export it again")
    return tuple(found.values())


def _walk(element: Element, folder: tuple[str, ...]) -> Iterator[FeedLink]:
    for child in element:
        name = local_name(child)
        if name == "body":
            yield from _walk(child, folder)
        if name != "outline":
            continue
        cells = {str(key).lower(): str(value) for key, value in child.attrib.items()}
        title = plain_line(cells.get("title") or cells.get("text") or "") or None
        if address := join_address(None, cells.get("xmlurl")):
            yield FeedLink(address=address, title=title, site=join_address(None, cells.get("htmlurl")), folder=folder)
        if len(folder) < _DEEPEST:
            yield from _walk(child, (*folder, title) if title else folder)
