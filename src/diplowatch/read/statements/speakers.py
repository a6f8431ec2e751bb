"""Speakers: whom the words of a source mean, one actor for each who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Span

from diplowatch.read.positions.joint import resolve_joint
from diplowatch.read.statements.labelled import name_handle
from diplowatch.read.statements.spans import Attribution, Frame
from diplowatch.read.statements.unnamed import find_state
from diplowatch.records import Actor

if TYPE_CHECKING:
    from diplowatch.read.context import Context

_EXAMPLES = re.compile(r"\b(?:like|such as|including|among them) ")
_PAIR = (2, 3)
"""How many parties of a meeting "they" and "the leaders" may be, to be named one by one."""


def find_speakers(context: Context, attribution: Attribution) -> tuple[Actor, ...]:
    """Return each actor that the source of an attribution means; none where the text names no source."""
    if attribution.source is None:
        return ()
    span = context.doc.char_span(*attribution.source, alignment_mode="expand")
    if span is None:
        return ()
    found = _pointed_at(context, span) or _resolved(context, attribution, span)
    if len(found) != 1 or found[0].code is not None or found[0].name is not None:
        return found
    return (found[0].model_copy(update={"code": find_state(context, span)}),)


def _pointed_at(context: Context, span: Span) -> tuple[Actor, ...]:
    """Return the owner of a handle, or the parties of the last meeting for "they" and "the leaders"."""
    handle = name_handle(context, span.text) if span.text.startswith("@") else None
    found = (handle,) if handle is not None else resolve_joint(context, span.root)
    if handle is None and len(found) not in _PAIR:
        return ()
    passage = context.passage(span.start_char, span.end_char)
    return tuple(one.model_copy(update={"words": passage.exact, "passage": passage}) for one in found)


def _resolved(context: Context, attribution: Attribution, span: Span) -> tuple[Actor, ...]:
    actors = tuple(_placed(context, attribution, actor) for actor in context.resolve_all(span))
    named = [mention.actor for mention in context.mentions.within(span.start_char, span.end_char) if mention.actor.code]
    if len(actors) > 1 and len({actor.words for actor in actors}) == 1:
        codes = {actor.code for actor in named}
        return tuple(actor for actor in actors if actor.code in codes) or actors
    if len(actors) == 1 and actors[0].code is None and _EXAMPLES.search(span.text):
        return tuple(named) or actors
    return actors


def _placed(context: Context, attribution: Attribution, actor: Actor) -> Actor:
    """Give a turn to its speaker; place who speaks after a colon, and is not placed by name, with the text's voice."""
    if attribution.frame is Frame.TURN:
        return context.voice.in_turn(attribution.start) or actor
    if actor.code is not None or attribution.frame is not Frame.INTRODUCED:
        return actor
    speaker = context.voice.at(attribution.start)
    return actor.model_copy(update={"code": speaker.code}) if speaker is not None else actor
