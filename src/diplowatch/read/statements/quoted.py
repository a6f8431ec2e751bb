"""Quotations: contents widened to their marks, and quotations given to the cue that stands next to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from diplowatch.read.quotes import Quotation
from diplowatch.read.statements.cues import load_list
from diplowatch.read.statements.sources import find_source, source_stretch
from diplowatch.read.statements.spans import Attribution, Stretch

_SHORTEST = 4
"""Words from which a quotation may stand for itself; shorter ones are single borrowed words."""


def widen_to_quotations(attribution: Attribution, quotations: Sequence[Quotation]) -> Attribution | None:
    """Grow content that takes part of a quotation to the whole of it, and cut content that leaves its own quotation.

    None where nothing of the content is inside the quotation that the cue is in.
    """
    around = next((q for q in quotations if q.start < attribution.cue[0] < q.end), None)
    pieces: list[Stretch] = []
    for start, end in attribution.content:
        if around is not None:
            start, end = max(start, around.inner_start), min(end, around.inner_end)  # noqa: PLW2901
        else:
            for q in quotations:
                if q.end <= start or q.start >= end:
                    continue
                start, end = min(start, q.start), max(end, q.end)  # noqa: PLW2901
        if start >= end:
            continue
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return replace(attribution, content=tuple(pieces)) if pieces else None


def attribute_quotations(doc: Doc, quotations: Sequence[Quotation], given: Sequence[Attribution]) -> list[Attribution]:
    """Add attributions for quotations that no content holds; join those that go on after their cue to its content."""
    found, text = list(given), doc.text
    last: tuple[Quotation, int] | None = None
    for quotation in quotations:
        holder = next((i for i, one in enumerate(found) if _holds(one, quotation)), None)
        if holder is None and _is_speech(text, quotation):
            cue = _cue_beside(doc, text, quotation, quotations)
            if cue is not None:
                found.append(_attribution(cue, quotation, text))
                holder = len(found) - 1
        if last is not None and _goes_on(text, last[0], quotation, found[last[1]]):
            first = found[last[1]]
            if holder is None:
                found[last[1]] = replace(
                    first, content=tuple(sorted({*first.content, (quotation.start, quotation.end)}))
                )
                holder = last[1]
        if holder is not None:
            last = (quotation, holder)
    return found


def _holds(attribution: Attribution, quotation: Quotation) -> bool:
    if quotation.start < attribution.cue[0] < quotation.end:
        return False
    return any(start < quotation.end and quotation.start < end for start, end in attribution.content)


def _is_speech(text: str, quotation: Quotation) -> bool:
    return len(text[quotation.inner_start : quotation.inner_end].split()) >= _SHORTEST


def _goes_on(text: str, before: Quotation, after: Quotation, attribution: Attribution) -> bool:
    """Tell whether a quotation continues the one before: only the cue's clause, or a paragraph's end, lies between."""
    between = text[before.end : after.start]
    if not before.closed and not between.strip():
        return True
    if "\n" in between or len(between) > 160:
        return False
    return before.end <= attribution.cue[0] < after.start and not re.search(r"[.!?]\s+\S+.*[.!?:]\s*$", between)


def _cue_beside(doc: Doc, text: str, quotation: Quotation, quotations: Sequence[Quotation]) -> Token | None:
    """Find the verb of speech of the clause right after the quotation, else of the one right before it."""
    verbs = load_list("speech_verbs.txt")
    after = doc.char_span(quotation.end, min(quotation.end + 90, len(text)), alignment_mode="contract")
    for token in after or ():
        if "\n" in token.text or token.text in (".", "!", "?") or any(q.start <= token.idx < q.end for q in quotations):
            break
        if token.lemma_.lower() in verbs and token.pos_ in ("VERB", "AUX") and token.tag_ != "VB":
            return token
    before = doc.char_span(max(0, quotation.start - 120), quotation.start, alignment_mode="contract")
    for token in reversed(list(before or ())):
        if "\n" in token.text or any(q.start <= token.idx < q.end for q in quotations):
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
