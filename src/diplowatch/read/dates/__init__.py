"""Find date expressions and what day, week, month or year they mean, anchored on the day of publication."""

from __future__ import annotations

import functools
import re

from diplowatch.read.dates.anchor import Anchor
from diplowatch.read.dates.grammar import load_forms, load_start
from diplowatch.read.dates.names import any_of
from diplowatch.read.dates.resolve import LISTS, RESOLVERS
from diplowatch.read.dates.values import Value
from diplowatch.records import Document, Precision, When, cut_passage
from diplowatch.tables import load_words

__all__ = ["find_dates"]

_DEADLINE = re.compile(
    r"\b(?:(?:by|(?:no|not) later than|deadline (?:of|is|was|on|for))\s(?:the\s|early\s|late\s|mid-)?"
    r"|before\s(?:the\s)?(?=end\b))",
    re.IGNORECASE,
)
_RECURS = re.compile(r"\s(?:each|every|a)\s(?:day|week|month|year)\b", re.IGNORECASE)
_ANAPHORA = 400
"""Characters after which "the next day" no longer refers to the day named before."""


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
        for form in load_forms():
            match = form.pattern.match(text, start.start())
            if match is None:
                continue
            value = RESOLVERS[form.name](match, _make_anchor(document, found, match.start()))
            if value is None and form.name in LISTS:
                continue
            position = max(position, match.end())
            if value and not _RECURS.match(text, match.end()):
                found.append(_make_when(document, match, value, text_hash))
            break
    return tuple(found)


@functools.cache
def _names() -> re.Pattern[str]:
    return re.compile(any_of(list(load_words("read", "data", "dates_not.txt"))) + r"\b")


def _make_anchor(document: Document, found: list[When], start: int) -> Anchor:
    recent = next((when for when in reversed(found) if start - when.passage.end <= _ANAPHORA), None)
    if recent is None:
        return Anchor(document.text, document.published)
    day = recent.start if recent.start == recent.end else None
    return Anchor(document.text, document.published, recent.start, day)


def _make_when(document: Document, match: re.Match[str], value: Value, text_hash: str) -> When:
    passage = cut_passage(document, match.start(), match.end(), text_hash)
    open_still = document.published is None or value.end >= document.published
    return When(
        words=passage.exact,
        value=value.value,
        precision=value.precision,
        start=value.start,
        end=value.end,
        passage=passage,
        deadline=open_still and _is_deadline(document.text, match) and value.precision is not Precision.RANGE,
    )


def _is_deadline(text: str, match: re.Match[str]) -> bool:
    """Whether words like "by" stand right in front; not the "by" of an agent, as in "by today's meeting"."""
    if text[match.end() : match.end() + 2] in {"'s", "’s"}:
        return False
    reach = max(0, match.start() - 24)
    return any(found.end() == match.start() for found in _DEADLINE.finditer(text, reach, match.end()))
