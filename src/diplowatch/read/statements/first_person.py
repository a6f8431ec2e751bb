"""Sentences that a document says in its own voice: in an address or a declaration every sentence is the speaker's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Span

from diplowatch.read.quotes import quotation_around
from diplowatch.read.statements.spans import Attribution, covers, trim
from diplowatch.read.voice import is_first_person

if TYPE_CHECKING:
    from diplowatch.read.context import Context

_FEWEST_WORDS = 4
_CHANCE = 0.6
"""Share of such sentences that annotators took for statements of their own."""


def find_own(context: Context, given: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield the sentences of a text in the first person that report nobody else, each with its voice as the source.

    The source's words are the pronoun that stands nearest before the end of the sentence.
    """
    if not context.voice.narrates:
        return
    pronouns = [
        token
        for token in context.doc
        if is_first_person(token.text if token.text == "US" else token.lower_) and context.voice.at(token.idx)
    ]
    starts = [token.idx for token in pronouns]
    cues = {one.cue[0] for one in given}
    for sentence in context.doc.sents:
        if not pronouns or not _is_told(context, sentence, given) or sentence.root.idx in cues:
            continue
        content = trim(context.document.text, sentence.start_char, sentence.end_char)
        if content is None:
            continue
        source = pronouns[max(0, bisect_right(starts, sentence.end_char) - 1)]
        root = sentence.root
        yield Attribution(
            source=(source.idx, source.idx + len(source)),
            cue=(root.idx, root.idx + len(root)),
            content=(content,),
            frame="voice",
            chance=_CHANCE,
        )


def _is_told(context: Context, sentence: Span, given: Sequence[Attribution]) -> bool:
    """Whether a sentence is long enough to say something and stands in nobody else's words."""
    at = sentence.root.idx
    if len(sentence.text.split()) < _FEWEST_WORDS or quotation_around(context.quotations, at) is not None:
        return False
    if not any(token.pos_ in ("VERB", "AUX") for token in sentence):
        return False
    return not any(one.frame in ("introduced", "turn") and covers(one.content, at) for one in given)
