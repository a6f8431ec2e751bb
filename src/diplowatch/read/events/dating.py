"""When an event was: a date that the text gives it, never the day on which the text appeared."""

from __future__ import annotations

from spacy.tokens import Span, Token

from diplowatch.read.context import Context
from diplowatch.read.events.finds import Find
from diplowatch.records import Factuality, When

_TOLD = (Factuality.ASSERTED, Factuality.ALLEGED)


def date_of(context: Context, find: Find, sentence: Span) -> When | None:
    """Return the date in the clause, else the only one in the sentence, else the day that the story is at.

    The story is at the day of the sentence before where both tell in the simple past, in one paragraph. What is
    reported as done has no date after the day of publication, nor one until which something is to be done.
    """
    inside = _possible(context, find, find.start, find.end)
    if inside:
        return _nearest(context, find.token, inside)
    around = _possible(context, find, sentence.start_char, sentence.end_char)
    if around:
        return around[0] if len(around) == 1 else None
    return _day_before(context, find, sentence)


def _possible(context: Context, find: Find, start: int, end: int) -> list[When]:
    found = context.dates_in(start, end)
    published = context.document.published
    if find.factuality not in _TOLD or published is None:
        return found
    return [when for when in found if when.start <= published and not when.deadline]


def _nearest(context: Context, verb: Token, dates: list[When]) -> When:
    """Return the date that hangs on the verb itself, else the first."""
    for when in dates:
        span = context.doc.char_span(when.passage.start, when.passage.end, alignment_mode="expand")
        if span is not None and _hangs_on(span.root, verb):
            return when
    return dates[0]


def _hangs_on(token: Token, verb: Token) -> bool:
    return token.head == verb or (token.head.dep_ == "prep" and token.head.head == verb)


def _day_before(context: Context, find: Find, sentence: Span) -> When | None:
    if find.factuality not in _TOLD or find.token.tag_ != "VBD" or sentence.start == 0:
        return None
    before = context.doc[sentence.start - 1].sent
    told = context.dates_in(before.start_char, before.end_char)
    if len(told) != 1 or told[0].start != told[0].end or before.root.tag_ != "VBD":
        return None
    same_paragraph = context.document.text.find("\n", before.start_char, sentence.start_char) < 0
    return told[0] if same_paragraph else None
