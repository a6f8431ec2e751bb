"""Quotations: stretches between quotation marks, in every style that reports and transcripts use."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Quotation:
    """One quotation: offsets of the text between its marks and of the marks themselves (character offsets)."""

    start: int
    """Of the opening mark."""
    end: int
    """After the closing mark, or where the quotation ends without one."""
    inner_start: int
    inner_end: int
    closed: bool
    """False where the closing mark is missing and the quotation was ended at the end of its paragraph."""


def quotations_in(quotations: Sequence[Quotation], start: int, end: int) -> Iterator[Quotation]:
    """Yield those of a text's quotations, as `find_quotations` gives them, that share a character with a stretch."""
    for at in range(bisect_right(quotations, start, key=lambda quotation: quotation.end), len(quotations)):
        if quotations[at].start >= end:
            return
        yield quotations[at]


def quotation_around(quotations: Sequence[Quotation], at: int) -> Quotation | None:
    """Return the quotation that an offset stands in."""
    return next((found for found in quotations_in(quotations, at, at + 1) if found.start < at), None)


_CLOSERS = {"“": '”"', '"': '"”', "„": "“”", "«": "»", "»": "«", "``": "''", "''": "''", "‹": "›", "‘": "’'", "'": "'’"}
"""Opening mark to the marks that may close it; straight and curly marks are often mixed by editing."""

_SINGLE = "‘'"
"""Opening marks whose closing ones are apostrophes as well."""

_MARK = re.compile("``|''|[“”\"„«»‹›‘’']")
_LOWER = re.compile(r"\s[a-z]")
_MOST_INNER = 200
"""Marks after a single one among which its closing one is looked for."""
_ELISION = re.compile(r"(?:\d|em\b|til\b|tis\b|twas\b|cause\b|n\b)", re.IGNORECASE)
"""What follows an apostrophe that stands for left-out letters: '90s, 'em."""


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Find all outermost quotations of a text, in order; marks are balanced inside a paragraph.

    A paragraph that opens a quotation without closing it is quoted to its end: so printed speech runs over paragraphs.
    """
    found: list[Quotation] = []
    position = 0
    for paragraph in text.splitlines(keepends=True):
        found.extend(_in_paragraph(paragraph, position))
        position += len(paragraph)
    return tuple(found)


def _in_paragraph(paragraph: str, offset: int) -> list[Quotation]:
    found: list[Quotation] = []
    marks = list(_MARK.finditer(paragraph))
    opened: re.Match[str] | None = None
    for at, mark in enumerate(marks):
        if opened is None:
            opened = mark if _opens(paragraph, mark) and _may_close(paragraph, mark, marks, at) else None
        elif _closes(paragraph, opened, mark) and not _is_inch(paragraph, mark):
            if mark.start() > opened.end():
                found.append(_quotation(offset, opened, mark.start(), mark.end(), closed=True))
            opened = None
    if opened is not None:
        end = len(paragraph.rstrip())
        if end > opened.end():
            found.append(_quotation(offset, opened, end, end, closed=False))
    return found


def _may_close(paragraph: str, opened: re.Match[str], marks: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a single mark and a reversed angle have their closing one: alone they open nothing."""
    if opened.group() not in (*_SINGLE, "»"):
        return True
    return any(_closes(paragraph, opened, later) for later in itertools.islice(marks, at + 1, at + 1 + _MOST_INNER))


def _quotation(offset: int, opened: re.Match[str], inner_end: int, end: int, *, closed: bool) -> Quotation:
    return Quotation(offset + opened.start(), offset + end, offset + opened.end(), offset + inner_end, closed)


def _opens(paragraph: str, mark: re.Match[str]) -> bool:
    if mark.group() not in _CLOSERS or _is_inch(paragraph, mark):
        return False
    following = paragraph[mark.end() : mark.end() + 1]
    if mark.group() in _SINGLE:
        before = paragraph[max(0, mark.start() - 1) : mark.start()]
        elided = _ELISION.match(paragraph, mark.end()) is not None
        return not before.isalnum() and following.isalnum() and not (mark.group() == "'" and elided)
    return mark.group() != "''" or following.strip() != ""


def _closes(paragraph: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    opening = opened.group()
    if opening in _SINGLE:
        before, after = paragraph[mark.start() - 1], paragraph[mark.end() : mark.end() + 1]
        return mark.group() in _CLOSERS[opening] and not before.isspace() and not after.isalnum()
    return mark.group() in _CLOSERS[opening] if len(opening) == 1 else mark.group() == _CLOSERS[opening]


def _is_inch(paragraph: str, mark: re.Match[str]) -> bool:
    """Tell a straight mark after a bare number and before a lower-case word (a 6" pipe) from a quotation mark."""
    at = mark.start()
    if mark.group() != '"' or not paragraph[max(0, at - 1) : at].isdigit() or not _LOWER.match(paragraph, mark.end()):
        return False
    return paragraph.count('"', 0, at) % 2 == 0
