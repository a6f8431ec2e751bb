"""Find date expressions and what day, week, month or year they mean, anchored on the day of publication."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from diplowatch.read.dates.anchor import Anchor
from diplowatch.read.dates.deadlines import is_deadline
from diplowatch.read.dates.grammar import load_clock, load_forms, load_start
from diplowatch.read.dates.names import any_of
from diplowatch.read.dates.resolve import AROUND, MAYBE, RESOLVERS
from diplowatch.read.dates.values import Value
from diplowatch.records import Document, Precision, When, cut_passage
from diplowatch.tables import load_words

__all__ = ["find_dates"]

_RECURS = re.compile(r"\s(?:each|every|a)\s(?:day|week|month|year)\b", re.IGNORECASE)
_ANAPHORA = 400
"""Characters after which "the next day" no longer refers to the day named before."""


@dataclass(frozen=True)
class _Read:
    """A date expression that ends at an offset; no value where nothing fixes it."""

    end: int
    value: Value | None


def find_dates(document: Document, text_hash: str) -> tuple[When, ...]:
    """Find every date expression whose meaning the text and its publication date fix, in order of the text.

    Without a publication date, expressions that depend on it give no record; neither do impossible days.
    """
    found: list[When] = []
    text, position = document.text, 0
    while start := load_start().search(text, position):
        position = start.end()
        if name := _names().match(text, start.start()):
            position = name.end()
            continue
        read = _read_at(document, found, start.start())
        if read is None:
            continue
        position = max(position, read.end)
        if read.value and not _RECURS.match(text, read.end):
            found.append(_make_when(document, start.start(), read.end, read.value, text_hash))
    return tuple(found)


@functools.cache
def _names() -> re.Pattern[str]:
    return re.compile(any_of(list(load_words("read", "data", "dates_not.txt"))) + r"\b")


def _read_at(document: Document, found: list[When], start: int, around: bool = True) -> _Read | None:
    """Read the first form that matches; one form may stand around another date, and no deeper."""
    for form in load_forms():
        if form.name in AROUND and not around:
            continue
        match = form.pattern.match(document.text, start)
        if match is None:
            continue
        anchor, end = _make_anchor(document, found, start), match.end()
        if form.name in AROUND:
            inner = _read_at(document, found, end, around=False)
            if inner is None or inner.value is None:
                continue
            anchor, end = replace(anchor, inner=inner.value), inner.end
        value = RESOLVERS[form.name](match, anchor)
        if value is None and (form.name in MAYBE or form.name in AROUND):
            continue
        return _add_clock(document.text, _Read(end, value))
    return None


def _add_clock(text: str, read: _Read) -> _Read:
    """Take in a time of day behind a day: "Tuesday night", "26 March at 9 a.m."."""
    if read.value is None or read.value.precision not in {Precision.DAY, Precision.PART_OF_DAY}:
        return read
    clock = load_clock().match(text, read.end)
    return _Read(clock.end(), replace(read.value, precision=Precision.PART_OF_DAY)) if clock else read


def _make_anchor(document: Document, found: list[When], start: int) -> Anchor:
    last = found[-1] if found and start - found[-1].passage.end <= _ANAPHORA else None
    return Anchor(document.text, document.published, last)


def _make_when(document: Document, start: int, end: int, value: Value, text_hash: str) -> When:
    passage = cut_passage(document, start, end, text_hash)
    open_still = document.published is None or value.end >= document.published
    return When(
        words=passage.exact,
        value=value.value,
        precision=value.precision,
        start=value.start,
        end=value.end,
        passage=passage,
        deadline=open_still and is_deadline(document.text, start, end),
    )
