"""Sentences that a document says in its own voice: in an address or a declaration every sentence is the speaker's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from diplowatch.read.quotes import quotation_around
from diplowatch.read.statements.spans import Attribution, Frame, covers, trim
from diplowatch.read.voice import is_first_person

if TYPE_CHECKING:
    from diplowatch.read.context import Context

_FEWEST_WORDS = 4
_SHORT = 8
"""Words below which a sentence goes with the one before it in its paragraph."""
_LONG_PARAGRAPH = 120
"""Words from which a turn's paragraph has lost its line breaks and is cut into its sentences."""
_CHANCE = 0.6
"""Share of such sentences that annotators took for statements of their own."""
_GAP = 3
"""Characters between neighbouring sentences at most."""
_SPOKEN = (Frame.TURN, Frame.INTRODUCED)


def find_own(context: Context, given: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield the sentences of a text in the first person that report nobody else, each with its voice as the source.

    The source's words are the pronoun that stands nearest before the end of the sentence.
    """
    if not context.voice.narrates:
        return
    pronouns = [
        token
        for token in context.doc
        if is_first_person("" if token.text == "US" else token.lower_) and context.voice.at(token.idx)
    ]
    if not pronouns:
        return
    starts = [token.idx for token in pronouns]
    cues = {one.cue[0] for one in given if not is_own(context.document.text, one) or gives_content(one)}
    first = min((one.start for one in given if one.frame is Frame.INTRODUCED), default=0)
    told = [one for one in context.doc.sents if _is_told(context, one, given) and one.root.idx not in cues]
    for start, end, root in _join_short(context, [one for one in told if one.start_char >= first]):
        if len(context.document.text[start:end].split()) < _FEWEST_WORDS:
            continue
        source = pronouns[max(0, bisect_right(starts, end) - 1)]
        yield Attribution(
            source=(source.idx, source.idx + len(source)),
            cue=(root.idx, root.idx + len(root)),
            content=((start, end),),
            frame=Frame.VOICE,
            chance=_CHANCE,
        )


def is_own(text: str, attribution: Attribution) -> bool:
    """Return whether a pronoun of the first person is the source."""
    return attribution.source is not None and is_first_person(text[slice(*attribution.source)].lower())


def gives_content(attribution: Attribution) -> bool:
    """Return whether what is said is a clause of its own; of "I spoke about repairs" the whole is the statement."""
    return attribution.frame is Frame.CLAUSE


def split_speech(context: Context, given: Sequence[Attribution]) -> Iterator[Attribution]:
    """Cut what is said in turns and after a colon into its sentences; all else is passed on as it is."""
    for one in given:
        span = context.doc.char_span(one.start, one.end, alignment_mode="expand") if one.frame in _SPOKEN else None
        if span is None or (one.frame is Frame.TURN and len(span.text.split()) < _LONG_PARAGRAPH):
            yield one
            continue
        for start, end, _ in _join_short(context, list(_sentences(span))):
            yield replace(one, content=((max(start, one.start), min(end, one.end)),))


def _sentences(span: Span) -> Iterator[Span]:
    doc = span.doc
    at = span.start
    while at < span.end:
        end = min(doc[at].sent.end, span.end)
        yield doc[at:end]
        at = end


def _join_short(context: Context, sentences: Sequence[Span]) -> list[tuple[int, int, Token]]:
    """Return start, end and main verb of each sentence; a short one is joined to its neighbour in the paragraph."""
    text = context.document.text
    found: list[tuple[int, int, Token]] = []
    for sentence in sentences:
        stretch = trim(text, sentence.start_char, sentence.end_char)
        if stretch is None:
            continue
        start, end = stretch
        if found:
            before = found[-1]
            near = start - before[1] <= _GAP and "\n" not in text[before[1] : start]
            is_short = min(len(text[start:end].split()), len(text[before[0] : before[1]].split())) < _SHORT
            if near and is_short:
                found[-1] = (before[0], end, before[2])
                continue
        found.append((start, end, sentence.root))
    return found


def _is_told(context: Context, sentence: Span, given: Sequence[Attribution]) -> bool:
    """Whether a sentence says something and stands in nobody else's words."""
    at = sentence.root.idx
    if quotation_around(context.quotations, at) is not None:
        return False
    if not any(token.pos_ in ("VERB", "AUX") for token in sentence):
        return False
    return not any(one.frame in _SPOKEN and covers(one.content, at) for one in given)
