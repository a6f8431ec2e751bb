"""Attribution spans of a text: what the tagger reads, and what the layout of transcripts and press releases says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from diplowatch.read.parse import text_of
from diplowatch.read.quotes import Quotation
from diplowatch.read.statements.introduced import find_introduced
from diplowatch.read.statements.learned import read_attributions
from diplowatch.read.statements.spans import Attribution, Frame, covers
from diplowatch.read.turns import find_turns

_FEWEST_WORDS = 4
"""Words of a paragraph in a turn; shorter ones are courtesies."""


def find_attributions(doc: Doc, quotations: Sequence[Quotation]) -> tuple[Attribution, ...]:
    """Find the attribution relations of a parsed text, in order of their content; a pure function of its arguments."""
    text = text_of(doc)
    laid_out = [*_of_turns(text), *find_introduced(doc, text)]
    found = [*read_attributions(doc, quotations), *laid_out]
    return without_doubles(found)


def _of_turns(text: str) -> Iterator[Attribution]:
    for turn in find_turns(text):
        if turn.is_question or turn.label is None:
            continue
        for start, end in turn.paragraphs:
            if len(text[start:end].split()) >= _FEWEST_WORDS:
                yield Attribution(turn.label, turn.label, ((start, end),), Frame.TURN, 1.0)


def without_doubles(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Keep, of attributions with nearly the same content, the likelier one."""
    kept: list[Attribution] = []
    for attribution in sorted(found, key=lambda one: (one.start, -one.end)):
        twin = None
        for at in range(len(kept) - 1, -1, -1):
            if kept[at].start < attribution.start - (attribution.end - attribution.start):
                break
            if _same(attribution, kept[at]):
                twin = at
                break
        if twin is None:
            kept.append(attribution)
        elif attribution.chance > kept[twin].chance:
            kept[twin] = attribution
    return tuple(sorted(kept, key=lambda one: (one.start, -one.end)))


def _same(one: Attribution, other: Attribution) -> bool:
    if covers(one.content, other.cue[0]) or covers(other.content, one.cue[0]):
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.8 * max(one.end - one.start, other.end - other.start)


def without_unsaid(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Leave out what stands inside words that somebody did not say: of "X did not say that Y agreed" the second."""
    unsaid = [one for one in found if one.negated]
    return tuple(one for one in found if not any(covers(other.content, one.cue[0]) for other in unsaid))
