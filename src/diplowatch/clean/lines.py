"""The article in a pasted plain text: the title and the lines that belong to it, each where it stood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diplowatch.clean.phrases import Kind
from diplowatch.clean.regions import find_article, is_prose
from diplowatch.clean.units import Line, Unit, make_units, split_lines
from diplowatch.records import Segment

_BYLINES = (Kind.BYLINE, Kind.ENDING)


@dataclass(frozen=True)
class Article:
    """What was kept of a pasted text: its title, its text and where each run of it stood."""

    title: str
    text: str
    segments: tuple[Segment, ...]
    kept: tuple[bool, ...]
    """For every line that is not blank, whether it was kept."""
    head: tuple[str, ...]
    """Dates and bylines between the title and the first paragraph."""
    bylines: tuple[str, ...]
    """The bylines of the article, which may credit an agency."""


def find_lines(content: str, title: str = "") -> Article:
    """Find the article in a plain text that may have been pasted with its page around it.

    `title` is the title where it is known. Whole lines are kept or dropped; what is kept is kept letter for letter.
    """
    lines = split_lines(content)
    units = make_units(lines)
    inside = find_article(units)
    headline = _find_headline(units, inside, title)
    kept = tuple(
        index in headline or keep
        for index, (unit, keep) in enumerate(zip(units, inside, strict=True))
        for _ in unit.lines
    )
    chosen = [line for line, keep in zip(lines, kept, strict=True) if keep]
    text, segments = _cut(content, chosen)
    return Article(
        title=title or (_strip_marks(units[headline[0]].text) if headline else ""),
        text=text,
        segments=segments,
        kept=kept,
        head=_find_head(units, inside, headline),
        bylines=tuple(unit.text for unit in units[: _find_end(inside) + 4] if unit.kind in _BYLINES),
    )


def _find_head(units: Sequence[Unit], inside: Sequence[bool], headline: Sequence[int]) -> tuple[str, ...]:
    """Find the lines that may date the article: bylines from the title to the first two paragraphs, else above."""
    paragraphs = [i for i, unit in enumerate(units) if inside[i] and is_prose(unit)][:2]
    last = paragraphs[-1] if paragraphs else len(units)
    top = headline[0] if headline else 0
    below = [unit.text for unit in units[top:last] if unit.kind is Kind.BYLINE or _is_short(unit)]
    above = [unit.text for unit in units[max(0, top - 5) : top] if unit.kind is Kind.BYLINE]
    return (*below, *above)


def _is_short(unit: Unit) -> bool:
    return unit.kind is None and len(unit.text) <= 80 and not is_prose(unit)


def _find_end(inside: Sequence[bool]) -> int:
    return max((i for i, keep in enumerate(inside) if keep), default=0)


def _find_headline(units: Sequence[Unit], inside: Sequence[bool], title: str) -> list[int]:
    """Find the title and the line below it among what stands above the first paragraph: their indexes, or nothing."""
    first = next((i for i, unit in enumerate(units) if inside[i] and is_prose(unit)), None)
    if first is None:
        return []
    above = [i for i in range(first) if units[i].kind is None and _may_be_title(units[i].text)]
    if title:
        wanted = _simplify(title)
        same = [i for i in above if _simplify(units[i].text) == wanted]
        return same[-1:]
    if not above:
        return [0] if first and units[0].kind is None and inside[0] else []
    page = [i for i in above if _is_page_title(units[0].text, units[i].text)]
    top = page[-1] if page else max(above, key=lambda i: (_weigh_title(units[i].text), -i))
    top = max(i for i in above if units[i].text == units[top].text)
    return [top, *(i for i in above if top < i and not is_prose(units[i]))]


def _may_be_title(text: str) -> bool:
    return 4 <= len(re.findall(r"[^\W\d_]{2,}", text)) <= 30 and "|" not in text


def _weigh_title(text: str) -> int:
    """Weigh what speaks for a title: more words than a label has, and words in lower case, which names do not have."""
    return (len(text.split()) >= 5) + bool(re.search(r"\s[a-z]+\b", text))


def _is_page_title(longer: str, title: str) -> bool:
    """Tell whether the first line is the title of the page: the headline with the name of the site after it."""
    return _simplify(longer).startswith(_simplify(title))


def _strip_marks(title: str) -> str:
    """Strip the marks of a Markdown heading."""
    return title.strip("#*_ ")


def _simplify(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _cut(content: str, lines: Sequence[Line]) -> tuple[str, tuple[Segment, ...]]:
    """Join the kept lines; lines that follow each other in the capture with one line feed between make one run."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and content[runs[-1][1] : line.start] == "\n":
            runs[-1][1] = line.end
        else:
            runs.append([line.start, line.end])
    segments: list[Segment] = []
    at = 0
    for start, end in runs:
        segments.append(Segment(start=at, end=at + end - start, captured_at=start))
        at += end - start + 1
    return "\n".join(content[start:end] for start, end in runs), tuple(segments)
