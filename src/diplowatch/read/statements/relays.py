"""Relays: who passed a statement on.

A statement inside another's content is passed on by the outer source ("CNN reports that officials claim ..."). An outer
statement that holds nothing but the inner one, and whose source is an outlet, adds nothing and gives way to it. An
outlet that a source "told" something is the nearest relay of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from diplowatch.read.statements.spans import Attribution, Stretch
from diplowatch.records import Actor, ActorKind

if TYPE_CHECKING:
    from diplowatch.read.context import Context

_SHELL = 0.75
"""Share of an outlet's content that the inner source, cue and content make up where the outer one adds nothing."""
_TOLD_WITHIN = 90
_TOLD = re.compile(r"\b(?:in an? (?:\S+ ){0,4}interview (?:with|to|on)|speaking (?:to|with)|an interview with) ")


def find_outers(attributions: Sequence[Attribution]) -> dict[Attribution, Attribution | None]:
    """Map each attribution to the one whose content it stands in, sweeping over the text once."""
    outers: dict[Attribution, Attribution | None] = {}
    open_ones: list[Attribution] = []
    for attribution in sorted(attributions, key=lambda one: (one.start, -one.end)):
        open_ones = [other for other in open_ones if other.end > attribution.start]
        outers[attribution] = _smallest_outer(attribution, open_ones)
        open_ones.append(attribution)
    return outers


def _smallest_outer(attribution: Attribution, others: Sequence[Attribution]) -> Attribution | None:
    """Return the smallest other attribution whose content holds this one's cue and the start of its content."""
    holders = [
        other
        for other in others
        if other.source is not None
        and other.size > attribution.size
        and any(start <= attribution.cue[0] < end for start, end in other.content)
        and any(start <= attribution.start < end for start, end in other.content)
    ]
    return min(holders, key=lambda other: other.size, default=None)


def is_shell(outer: Attribution, inner: Attribution) -> bool:
    """Tell whether an outer attribution's content is little more than the inner attribution."""
    start = min(inner.start, inner.cue[0], inner.source[0] if inner.source else inner.cue[0])
    end = max(inner.end, inner.cue[1], inner.source[1] if inner.source else inner.cue[1])
    covered = sum(max(0, min(end, last) - max(start, first)) for first, last in outer.content)
    return covered >= _SHELL * outer.size


def find_told_outlet(context: Context, attribution: Attribution) -> Actor | None:
    """Return the outlet that the source told it: "told Reuters", "in an interview with the BBC"."""
    text = context.document.text
    cue = text[slice(*attribution.cue)].lower()
    after = _after_cue(text, attribution)
    for mention in context.mentions.within(*after):
        between = text[attribution.cue[1] : mention.start].strip().lower()
        told = cue in ("told", "tells", "telling", "tell") and between in ("", "the")
        if is_outlet(mention.actor) and (told or _TOLD.search(text[attribution.cue[1] : mention.start])):
            return mention.actor
    return None


def _after_cue(text: str, attribution: Attribution) -> Stretch:
    start = attribution.cue[1]
    later = [first for first, _ in attribution.content if first >= start]
    line = text.find("\n", start, start + _TOLD_WITHIN)
    return start, min([start + _TOLD_WITHIN, len(text), *later, *([line] if line >= 0 else [])])


def is_outlet(actor: Actor) -> bool:
    """Tell whether an actor is a publisher of news."""
    return actor.kind is ActorKind.OUTLET or actor.code == "MED"
