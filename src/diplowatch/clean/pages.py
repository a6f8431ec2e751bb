"""The article in an HTML page, through `trafilatura`; its date, site and address as the page's head declares them.

The date is looked for in the head (meta tags and JSON-LD, by `htmldate`) and between the headline and the first
paragraph, nowhere else: dates elsewhere on a page are those of teasers and photographs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import trafilatura
from htmldate import find_date
from lxml import html  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura.settings import Document as Extracted

from diplowatch.clean.dates import find_line_date

_ENOUGH = 200
"""Characters below which a stricter extraction is not trusted to be the article."""
_BELOW_HEADLINE = 60
"""Pieces of text between a headline and the first paragraph that may hold the date and the byline."""
_FAR = "2200-01-01"
"""Keeps `htmldate` from asking the clock; a date in the future is refused later, with a note."""


@dataclass(frozen=True)
class Page:
    """What a page gives: its article and what it says about itself."""

    title: str
    text: str
    published: date | None
    updated: date | None
    """The day of the last change, where the page declares one."""
    site: str | None
    address: str | None
    above: tuple[str, ...]
    """The lines between the headline and the first paragraph: byline, date, credits."""


def read_page(content: str, address: str | None) -> Page | None:
    """Read a page, None where it holds no article."""
    found = _extract(content, address)
    if found is None:
        return None
    tree = trafilatura.load_html(content)
    text = str(found.text)
    above = _read_above(tree, text)
    declared = _find_declared(tree)
    shown = next(filter(None, (find_line_date(line) for line in above)), None)
    return Page(
        title=_clean(found.title),
        text=text,
        published=declared or shown,
        updated=_find_declared(tree, changed=True) if declared else None,
        site=_clean(found.sitename) or None,
        address=_find_address(tree),
        above=above,
    )


def _extract(content: str, address: str | None) -> Extracted | None:
    """Extract the article: the strict way first, then the balanced one, which keeps short read-outs."""
    best: Extracted | None = None
    for strict in (True, False):
        found = trafilatura.bare_extraction(
            content,
            url=address,
            favor_precision=strict,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "max_date": _FAR},
        )
        if isinstance(found, Extracted) and _size(found) > (_size(best) if best else 0):
            best = found
        if best and _size(best) >= _ENOUGH:
            break
    return best


def _size(found: Extracted) -> int:
    return len(found.text or "")


def _find_declared(tree: HtmlElement, *, changed: bool = False) -> date | None:
    """Find the day of publication, or of the last change, in what the page declares for machines."""
    head = html.Element("head")
    for element in tree.xpath("//head/meta | //script[@type='application/ld+json'] | //*[@itemprop='datePublished']"):
        head.append(html.fromstring(html.tostring(element, with_tail=False)))
    page = html.Element("html")
    page.append(head)
    page.append(html.Element("body"))
    found = find_date(
        page, extensive_search=False, original_date=not changed, max_date=_FAR, deferred_url_extractor=True
    )
    return date.fromisoformat(found) if found else None


def _read_above(tree: HtmlElement, text: str) -> tuple[str, ...]:
    """Read the pieces of text from the last headline above the first paragraph down to that paragraph."""
    first = next((line for line in text.split("\n") if len(line) >= 60), text)
    opening = _squeeze(first)[:40]
    pieces = list(itertools.islice(_iterate_text(tree), 3000))
    at = next(
        (i for i, (_, piece) in enumerate(pieces) if opening.startswith(_squeeze(piece)[:40]) and len(piece) > 20), 0
    )
    headline = next((i for i in range(at - 1, -1, -1) if pieces[i][0] == "h1"), max(0, at - _BELOW_HEADLINE))
    return tuple(piece for tag, piece in pieces[headline:at][:_BELOW_HEADLINE] if tag != "figcaption")


def _iterate_text(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the pieces of text of a page's body with the tag they stand in; a `time` gives its attribute first."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "head", "title", "noscript"):
            continue
        if element.tag == "time" and element.get("datetime"):
            yield "time", element.get("datetime")
        inside = "figcaption" if any(True for _ in element.iterancestors("figcaption")) else element.tag
        if element.text and element.text.strip():
            yield inside, " ".join(element.text.split())
        if element.tail and element.tail.strip():
            yield "", " ".join(element.tail.split())


def _find_address(tree: HtmlElement) -> str | None:
    """Find the address that a page gives itself, which a saved page still carries."""
    for path in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for found in tree.xpath(path):
            if re.match(r"https?://[^\s/]+\.[^\s/]+/\S", found):
                return str(found)
    return None


def _clean(words: str | None) -> str:
    return " ".join((words or "").split())


def _squeeze(words: str) -> str:
    return re.sub(r"\s+", "", words)
