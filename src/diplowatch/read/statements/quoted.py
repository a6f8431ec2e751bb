"""Quotations: contents widened to their marks, and quotations given to the cue that stands next to them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from diplowatch.read.quotes import Quotation, quotation_around, quotations_in
from diplowatch.read.statements.cues import load_list
from diplowatch.read.statements.sources import find_source, source_stretch
from diplowatch.read.statements.spans import Attribution, Stretch

_SHORTEST = 4
"""Words from which a quotation may stand for itself; shorter ones are single borrowed words."""


def widen_to_quotations(attribution: Attribution, quotations: Sequence[Quotation]) -> Attribution | None:
    """Grow content that takes part of a quotation to the whole of it, and cut content that leaves its own quotation.

    None where nothing of the content is inside the quotation that the cue is in.
    """
    around = quotation_around(quotations, attribution.cue[0])
    pieces: list[Stretch] = []
    for start, end in attribution.content:
        if around is not None:
            start, end = max(start, around.inner_start), min(end, around.inner_end)  # noqa: PLW2901
        else:
            held = list(quotations_in(quotations, start, end))
            if held:
                start, end = min(start, held[0].start), max(end, held[-1].end)  # noqa: PLW2901
        if start >= end:
            continue
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return replace(attribution, content=tuple(pieces)) if pieces else None


def attribute_quotations(doc: Doc, quotations: Sequence[Quotation], given: Sequence[Attribution]) -> list[Attribution]:
    """Add attributions for quotations that no content holds; join those that go on after their cue to its content."""
    found, text = sorted(given, key=lambda one: one.start), doc.text
    starts = [one.start for one in found]
    longest = max((one.end - one.start for one in found), default=0)
    last: tuple[Quotation, int] | None = None
    for number, quotation in enumerate(quotations):
        holder = _holder(found, starts, longest, quotation)
        if holder is None and number + 1 < len(quotations):
            ahead = _holder(found, starts, longest, quotations[number + 1])
            if ahead is not None and _goes_on(doc, text, quotation, quotations[number + 1], found[ahead]):
                found[ahead] = _joined(found[ahead], quotation)
                holder = ahead
        if holder is None and _is_speech(text, quotation):
            cue = _cue_beside(doc, text, quotation, quotations)
            if cue is not None:
                found.append(_attribution(cue, quotation, text))
                holder = len(found) - 1
        if holder is None and last is not None and _goes_on(doc, text, last[0], quotation, found[last[1]]):
            found[last[1]] = _joined(found[last[1]], quotation)
            holder = last[1]
        if holder is not None:
            last = (quotation, holder)
    return found


def _holder(found: Sequence[Attribution], starts: Sequence[int], longest: int, quotation: Quotation) -> int | None:
    """Return the first of the given attributions, sorted by their starts, that holds part of a quotation."""
    first = bisect_left(starts, quotation.start - longest)
    last = bisect_left(starts, quotation.end)
    return next((at for at in range(first, last) if _holds(found[at], quotation)), None)


def _joined(attribution: Attribution, quotation: Quotation) -> Attribution:
    content = tuple(sorted({*attribution.content, (quotation.start, quotation.end)}))
    return replace(attribution, content=content)


def _holds(attribution: Attribution, quotation: Quotation) -> bool:
    if quotation.start < attribution.cue[0] < quotation.end:
        return False
    return any(start < quotation.end and quotation.start < end for start, end in attribution.content)


def _is_speech(text: str, quotation: Quotation) -> bool:
    return len(text[quotation.inner_start : quotation.inner_end].split()) >= _SHORTEST


def _goes_on(doc: Doc, text: str, before: Quotation, after: Quotation, attribution: Attribution) -> bool:
    """Tell whether a quotation continues the one before: only the cue's clause, or a paragraph's end, lies between."""
    between = text[before.end : after.start]
    if not before.closed and not between.strip():
        return True
    if "\n" in between or len(between) > 160:
        return False
    return before.end <= attribution.cue[0] < after.start and not _holds_sentence(doc, attribution.cue[1], after.start)


def _holds_sentence(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a sentence of its own starts in a stretch; the parse knows that "Mr." ends none."""
    words = doc.char_span(start, end, alignment_mode="contract")
    return any(token.is_sent_start and token.is_alpha for token in words or ())


def _cue_beside(doc: Doc, text: str, quotation: Quotation, quotations: Sequence[Quotation]) -> Token | None:
    """Find the verb of speech of the clause right after the quotation, else of the one right before it."""
    verbs = load_list("speech_verbs.txt")
    after = doc.char_span(quotation.end, min(quotation.end + 90, len(text)), alignment_mode="contract")
    for token in after or ():
        if "\n" in token.text or token.text in (".", "!", "?") or quotation_around(quotations, token.idx + 1):
            break
        if token.lemma_.lower() in verbs and token.pos_ in ("VERB", "AUX") and token.tag_ != "VB":
            return token
    before = doc.char_span(max(0, quotation.start - 120), quotation.start, alignment_mode="contract")
    for token in reversed(list(before or ())):
        if "\n" in token.text or quotation_around(quotations, token.idx + 1):
            break
        if token.text in (".", "!", "?"):
            break
        if token.lemma_.lower() in verbs and token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _attribution(cue: Token, quotation: Quotation, text: str) -> Attribution:
    head = find_source(cue) or _beside(cue)
    source = source_stretch(head, cue, text) if head is not None else None
    return Attribution(
        source=source,
        cue=(cue.idx, cue.idx + len(cue)),
        content=((quotation.start, quotation.end),),
        frame="quotation",
        chance=0.9,
    )


def _beside(cue: Token) -> Token | None:
    """Take the noun right after an inverted cue ("said Smith") where the parse does not call it the subject."""
    doc = cue.doc
    if cue.i + 1 < len(doc) and doc[cue.i + 1].pos_ in ("PROPN", "NOUN", "PRON", "DET"):
        for token in doc[cue.i + 1 : cue.i + 8]:
            if token.pos_ in ("PROPN", "NOUN", "PRON") and token.dep_ not in ("compound", "poss", "amod"):
                return token
    return None
