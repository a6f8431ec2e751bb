"""Attribution spans by the learned tagger: cues first, then for each cue the words of its source and of its content."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from diplowatch.read.parse import text_of
from diplowatch.read.quotes import Quotation, quotations_in
from diplowatch.read.statements.spans import Attribution, Frame, Stretch, covers, trim
from diplowatch.read.tagger import Network, Window, Words, cut_windows, list_words, load_network, pair_words
from diplowatch.read.tagger.network import Floats

_FIRST, _FURTHER = 0.15, 0.3
"""Chance of a word from which a cue may start, and go on; far below what is kept, since the whole is weighed later."""
_MEMBER = 0.5
_FAINT = 0.02
"""Chance below which no word at the edges takes part in the search for content."""
_BORDER = 1.5
"""Log odds that the border of a piece of content costs: half the breaks, and three in a hundred more contents exact."""
_GAP = 2
"""Words apart at most in one piece of a source or content."""
_ENDS = " .,;:!?…-–—"
_EDGES = ' \t\u00a0,;:–—-"“”*_'


@dataclass(frozen=True)
class Reading:
    """One cue with what the weights say of the words of its window."""

    first: int
    last: int
    """Last word of the cue, inclusive."""
    source: tuple[int, ...]
    content: tuple[tuple[int, int], ...]
    """Pieces as first and last word, inclusive."""
    score: float
    """Chance of the cue times the mean chance of its content's words; raw, before calibration."""


def read_attributions(doc: Doc, quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    """Yield the attribution relations that the weights find in a parsed text; a pure function of its arguments."""
    network = load_network()
    words = list_words(doc, quotations, network.labels)
    for window in cut_windows(words, network.pieces, network.marks):
        for reading in read_window(network, words, window):
            if reading.score >= network.least_score:
                yield _attribution(doc, words, reading, network, quotations)


def read_inside(
    doc: Doc, quotations: Sequence[Quotation], outer: Sequence[Attribution], cues: frozenset[str]
) -> Iterator[Attribution]:
    """Yield what is attributed inside the contents of others, each content read as if it stood alone.

    Annotated news seldom marks what a quoted official says that somebody else said, so the weights leave it out when
    they see the whole. Only contents in which a verb of `cues` has a subject are read again.
    """
    clauses = [one for one in outer if one.frame in (Frame.CLAUSE, Frame.ACCOUNT)]
    again = [one for one in clauses if _may_hold(doc, one, outer, cues)]
    if not again:
        return
    network = load_network()
    words = list_words(doc, quotations, network.labels)
    for attribution in again:
        held = words.covering(attribution.start, attribution.end)
        for window in cut_windows(words, network.pieces, network.marks, first=held.start, last=held.stop):
            for reading in read_window(network, words, window):
                if reading.score >= network.least_score and reading.source:
                    yield _attribution(doc, words, reading, network, quotations)


def _may_hold(doc: Doc, outer: Attribution, others: Sequence[Attribution], cues: frozenset[str]) -> bool:
    """Tell whether somebody speaks in a content, by a verb with a subject of its own, whom nothing read so far has."""
    if any(covers(outer.content, other.cue[0]) for other in others):
        return False
    return any(
        token.lemma_.lower() in cues and any(child.dep_ == "nsubj" for child in token.children)
        for token in doc.char_span(outer.start, outer.end, alignment_mode="expand") or ()
    )


def read_window(network: Network, words: Words, window: Window) -> Iterator[Reading]:
    """Yield what the weights say of every likely cue of a window, in order of the text."""
    states, scores = network.encode(window)
    chances = _softmax(scores)[:, 0]
    cues = list(find_cues(chances, window.first))
    if not cues:
        return
    members = _sigmoid(network.relate(states, window, cues, pair_words(words, window, cues)))
    for (first, last), member in zip(cues, members, strict=True):
        found = _read(window, (first, last), chances, member)
        if found is not None:
            yield found


def find_cues(chances: Floats, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of each likely cue, counted in the text."""
    begins, goes_on = chances[:, 1], chances[:, 2]
    cue = begins + goes_on
    at = 0
    while at < len(cue):
        if cue[at] <= _FIRST:
            at += 1
            continue
        stop = at + 1
        while stop < len(cue) and cue[stop] > _FURTHER and begins[stop] <= goes_on[stop]:
            stop += 1
        yield at + offset, stop - 1 + offset
        at = stop


def _read(window: Window, cue: tuple[int, int], chances: Floats, member: Floats) -> Reading | None:
    content = _stretches(member[:, 1])
    if not content:
        return None
    sources = _pieces(np.flatnonzero(member[:, 0] > _MEMBER).tolist())
    source = max(sources, key=lambda one: float(member[one[0] : one[1] + 1, 0].sum()), default=None)
    first, last = cue[0] - window.first, cue[1] - window.first
    chance = float((chances[first : last + 1, 1] + chances[first : last + 1, 2]).max())
    held = np.concatenate([member[a : b + 1, 1] for a, b in content])
    return Reading(
        first=cue[0],
        last=cue[1],
        source=() if source is None else (source[0] + window.first, source[1] + window.first),
        content=tuple((a + window.first, b + window.first) for a, b in content),
        score=chance * float(np.maximum(held, _MEMBER).mean()),
    )


def _stretches(chances: Floats) -> list[tuple[int, int]]:
    """Return the likeliest division of a window into content and the rest, where every border costs `_BORDER`.

    Contents are stretches: a word alone that is likely, or unlikely among likely ones, seldom is what its chance says.
    """
    held = np.flatnonzero(chances > _FAINT)
    if not len(held):
        return []
    offset = int(held[0])
    clipped = np.clip(chances[offset : int(held[-1]) + 1], 1e-5, 1 - 1e-5)
    gains = np.log(clipped / (1 - clipped)).tolist()
    # The best sum so far when this word is outside and when it is inside, and whether it came from inside.
    outside, inside = 0.0, gains[0] - _BORDER
    came: list[tuple[bool, bool]] = []
    for gain in gains[1:]:
        came.append((inside > outside, inside >= outside - _BORDER))
        outside, inside = max(outside, inside), max(inside, outside - _BORDER) + gain
    is_inside = inside > outside
    numbers = [len(gains) - 1] if is_inside else []
    for number in range(len(came) - 1, -1, -1):
        is_inside = came[number][is_inside]
        if is_inside:
            numbers.append(number)
    return [(first + offset, last + offset) for first, last in _pieces(numbers[::-1])]


def _pieces(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Join numbers that stand next to each other, or nearly so, into pieces."""
    pieces: list[tuple[int, int]] = []
    for number in numbers:
        if pieces and number - pieces[-1][1] <= _GAP:
            pieces[-1] = pieces[-1][0], number
        else:
            pieces.append((number, number))
    return pieces


def _attribution(
    doc: Doc, words: Words, reading: Reading, network: Network, quotations: Sequence[Quotation]
) -> Attribution:
    text = words.text
    cue = int(words.start[reading.first]), int(words.end[reading.last])
    content = tuple(_with_marks(text, _stretch(words, piece), quotations) for piece in reading.content)
    source = _stretch(words, reading.source) if reading.source else None
    if source is not None:
        source = trim(text, *source, _EDGES)
    return Attribution(
        source=source,
        cue=cue,
        content=content,
        frame=_frame(doc, cue, content),
        chance=_calibrated(reading.score, network),
        negated=_is_negated(doc, cue),
    )


def _frame(doc: Doc, cue: Stretch, content: Sequence[Stretch]) -> Frame:
    if text_of(doc)[slice(*cue)].lower().startswith("according"):
        return Frame.ACCOUNT
    spans = [doc.char_span(*stretch, alignment_mode="expand") for stretch in content]
    holds_verb = any(span is not None and span.root.pos_ in ("VERB", "AUX") for span in spans)
    return Frame.CLAUSE if holds_verb else Frame.PHRASE


def _stretch(words: Words, piece: tuple[int, ...]) -> Stretch:
    return int(words.start[piece[0]]), int(words.end[piece[-1]])


def _with_marks(text: str, stretch: Stretch, quotations: Sequence[Quotation]) -> Stretch:
    """Take in the quotation marks that stand at the edges of a stretch; what is learned leaves them out."""
    start, end = stretch
    for quotation in quotations_in(quotations, start, end):
        if quotation.start < start and not text[quotation.inner_start : start].strip():
            start = quotation.start
        if quotation.end > end and not text[end : quotation.inner_end].strip(_ENDS):
            end = quotation.end
    return start, end


def _is_negated(doc: Doc, cue: Stretch) -> bool:
    """Tell whether the cue itself is negated ("did not say", "never said")."""
    span = doc.char_span(*cue, alignment_mode="expand")
    return span is not None and any(child.dep_ == "neg" for child in span.root.children)


def _calibrated(score: float, network: Network) -> float:
    score = min(max(score, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(network.slope * math.log(score / (1 - score)) + network.offset)))


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return chances


def _sigmoid(scores: Floats) -> Floats:
    return (1 / (1 + np.exp(-scores))).astype(np.float32)
