"""Speech over several paragraphs, and contents that are only a part of another of the same source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from diplowatch.read.quotes import Quotation
from diplowatch.read.statements.spans import Attribution, covers

_SHARE = 0.8
"""Share of a content from which on it counts as a part of the other."""


def find_continued(text: str, quotations: Sequence[Quotation], given: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield the paragraphs of printed speech that nobody is said to speak, with the speaker of their neighbours.

    A chain that several speakers claim, or none, is left as it is.
    """
    for chain in _chains(text, quotations):
        owners = [[one for one in given if _says(one, quotation)] for quotation in chain]
        spoken = [one for found in owners for one in found]
        if len({one.source for one in spoken}) != 1:
            continue
        for quotation, found in zip(chain, owners, strict=True):
            if not found:
                yield replace(spoken[0], content=((quotation.start, quotation.end),))


def _chains(text: str, quotations: Sequence[Quotation]) -> Iterator[list[Quotation]]:
    """Yield quotations of which each but the last lacks its closing mark and is followed by the next paragraph's."""
    chain: list[Quotation] = []
    for one, other in pairwise(quotations):
        goes_on = not one.closed and "\n" in text[one.end : other.start] and not text[one.end : other.start].strip()
        if goes_on:
            chain = [*chain, other] if chain else [one, other]
        elif chain:
            yield chain
            chain = []
    if chain:
        yield chain


def _says(attribution: Attribution, quotation: Quotation) -> bool:
    """Tell whether a source outside the quotation says at least half of it."""
    if attribution.source is None or quotation.start < attribution.cue[0] < quotation.end:
        return False
    shared = sum(max(0, min(end, quotation.end) - max(start, quotation.start)) for start, end in attribution.content)
    return 2 * shared > quotation.end - quotation.start


def without_parts(given: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Leave out what the same source is said to say inside a longer content, by a cue that stands outside of that."""
    kept: list[Attribution] = []
    for one in sorted(given, key=lambda one: (one.start, -one.end)):
        if kept and _is_part(one, kept[-1]):
            continue
        if kept and _is_part(kept[-1], one):
            kept[-1] = one
        else:
            kept.append(one)
    return tuple(kept)


def _is_part(one: Attribution, whole: Attribution) -> bool:
    if one.source is None or one.source != whole.source or covers(whole.content, one.cue[0]) or one.size > whole.size:
        return False
    shared = min(one.end, whole.end) - max(one.start, whole.start)
    return shared > _SHARE * (one.end - one.start)
