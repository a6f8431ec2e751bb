"""Relays: who passed a statement on.

A statement inside another's content is passed on by the outer source ("CNN reports that officials claim ..."). An outer
statement that holds nothing but the inner one, and whose source is an outlet, adds nothing and gives way to it. An
outlet that a source "told" something is the nearest relay of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diplowatch.read.statements.spans import Attribution, Stretch
from diplowatch.records import Actor, ActorKind

if TYPE_CHECKING:
    from diplowatch.read.context import Context

_SHELL = 0.75
"""Share of an outlet's content that the inner source, cue and content make up where the outer one adds nothing."""
_TOLD_WITHIN = 90
_LEADS = re.compile(
    r"(?:\b(?:told|tells?|telling|on)|\b(?:interview\w*|speaking|spoke|appear\w*|comments|remarks|statement|quoted"
    r"|cited)(?: \w+)? (?:with|to|by|on|for|in)|\b(?:op-ed|article|essay|column) (?:in|for|with))"
    r"(?: (?:the|state|news|agency|broadcaster|channel|newspaper|magazine|network|website|outlet"
    r"|\w+an|\w+[’']s)){0,4} $",
    re.IGNORECASE,
)
"""Words right before an outlet by which a source told it something."""


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
    """Return the outlet that the source told it: "told Reuters", "in an interview with the BBC", "said on CNN"."""
    text = context.document.text
    for start, end in _around_cue(context, attribution):
        for mention in context.mentions.within(start, end):
            if is_outlet(mention.actor) and _LEADS.search(text, start, mention.start):
                return mention.actor
    return None


def carry_outlets(
    context: Context,
    attributions: Sequence[Attribution],
    sources: dict[Attribution, tuple[Actor, ...]],
) -> dict[Attribution, Actor]:
    """Map attributions to the outlet that was told them, the speaker's further words of the paragraph included."""
    told: dict[Attribution, Actor] = {}
    before: tuple[Attribution, tuple[Actor, ...]] | None = None
    for one in sorted(attributions, key=lambda one: one.cue):
        outlet = find_told_outlet(context, one)
        if outlet is not None:
            before = one, sources[one]
        elif before is not None and _goes_on(context.document.text, before, one, sources[one]):
            outlet = told[before[0]]
        if outlet is not None and not any(is_outlet(source) for source in sources[one]):
            told[one] = outlet
        elif outlet is not None:
            before = None
    return told


def _goes_on(
    text: str, before: tuple[Attribution, tuple[Actor, ...]], one: Attribution, speakers: tuple[Actor, ...]
) -> bool:
    """Tell whether the same speaker goes on in the same paragraph; a pronoun alone may be anybody's."""
    if "\n" in text[before[0].cue[1] : one.cue[0]].strip() or not speakers:
        return False
    return {(actor.code, actor.name or actor.words) for actor in speakers} == {
        (actor.code, actor.name or actor.words) for actor in before[1]
    }


def _around_cue(context: Context, attribution: Attribution) -> Iterator[Stretch]:
    """Yield the stretches of the cue's sentence that are no content of it, that after the cue first.

    They start with the cue itself and, before it, with the sentence, so that the words that lead to an outlet are seen.
    """
    cue = context.doc.char_span(*attribution.cue, alignment_mode="expand")
    if cue is None:
        return
    later = [first for first, _ in attribution.content if first >= attribution.cue[1]]
    yield attribution.cue[0], min([attribution.cue[1] + _TOLD_WITHIN, cue.sent.end_char, *later])
    earlier = [last for _, last in attribution.content if last <= attribution.cue[0]]
    yield max([cue.sent.start_char, *earlier]), attribution.cue[0]


def is_outlet(actor: Actor) -> bool:
    """Tell whether an actor is a publisher of news."""
    return actor.kind is ActorKind.OUTLET or actor.code == "MED"
