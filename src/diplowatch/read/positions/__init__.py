"""Positions: an actor, something that could be done, a stance, and what the stance waits for.

Invariants
- A position needs a holder that resolves to a code: where nobody is known to hold it, there is no position.
- What the words give to "whoever speaks" belongs to the source of the statement they stand in, or, in an official
  text without one, to its publisher. In a report they belong to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from diplowatch.read.context import Context
from diplowatch.read.positions.conditions import make_condition
from diplowatch.read.positions.dependences import find_dependences
from diplowatch.read.positions.evaluations import find_evaluations
from diplowatch.read.positions.grammar import Bounds, readable_tokens, reporter_of
from diplowatch.read.positions.holders import Voices, find_voices, resolve_holders
from diplowatch.read.positions.lexicon import occasion_verbs
from diplowatch.read.positions.receptions import find_receptions
from diplowatch.read.positions.regards import find_regards
from diplowatch.read.positions.stances import Shown, find_stances
from diplowatch.records import Actor, Position, Statement, When, make_id

__all__ = ["find_positions"]

_ANAPHORS = ("do so", "doing so", "do it", "doing it", "do that", "doing that", "do the same", "doing the same")

_NEIGHBOURHOOD = 2_000
"""Characters; no clause is longer."""


@dataclass(frozen=True)
class _Held:
    shown: Shown
    holders: tuple[Actor, ...]
    rank: int
    """0 for a word of stance, 1 for a dependence, 2 for what the speaker's words imply."""


def find_positions(context: Context, statements: Iterable[Statement]) -> tuple[Position, ...]:
    """Find the positions a document reports, in order of the text; one for each actor of a list."""
    voices = find_voices(context, statements)
    held = _without_nested(list(_find_held(context, voices)))
    positions: dict[str, Position] = {}
    for one in held:
        proposal = _what_is_meant(context, one.shown, held)
        for actor in one.holders:
            position = _make_position(context, voices, one.shown, actor, proposal)
            positions.setdefault(position.id, position)
    return tuple(sorted(positions.values(), key=lambda position: position.passage.start))


def _find_held(context: Context, voices: Voices) -> Iterator[_Held]:
    for find in (find_stances, find_regards, find_receptions):
        for shown in find(readable_tokens(context.doc)):
            holders = resolve_holders(context, voices, shown.holder)
            if holders and not _is_mere_measure(context, shown.proposal):
                yield _Held(shown, holders, 0)
    for rank, found in (
        (1, find_dependences(readable_tokens(context.doc))),
        (2, find_evaluations(readable_tokens(context.doc))),
    ):
        for shown in found:
            speaker = _speaker_of(context, voices, shown)
            doers = resolve_holders(context, voices, shown.holder)
            if speaker is None and doers and _is_reported(shown):
                # a report that an actor will do something takes it from the actor
                yield _Held(shown, doers, rank)
            if speaker is None or not speaker.code or (shown.own and not _is_own(shown, speaker, doers)):
                continue
            yield _Held(_inside_content(voices, shown), (speaker,), rank)


def _is_reported(shown: Shown) -> bool:
    """Whether a report takes it from the actor: what it will do, and what it would do on a condition."""
    return bool(shown.conditions) or (shown.cue == "will" and shown.head.lemma_ not in occasion_verbs())


def _is_mere_measure(context: Context, proposal: Bounds) -> bool:
    """Whether the words name no thing and no act, only how much of it: "agreed on less", "want more"."""
    span = context.doc.char_span(*proposal, alignment_mode="expand")
    return span is not None and span.root.tag_ in ("JJR", "JJS", "RBR", "RBS")


def _is_own(shown: Shown, speaker: Actor, holders: tuple[Actor, ...]) -> bool:
    """Whether a speaker announces his own doing, or the terms of what nobody does: "the truce would begin if"."""
    if not holders:
        return bool(shown.conditions)
    return speaker.code in {actor.code for actor in holders}


def _speaker_of(context: Context, voices: Voices, shown: Shown) -> Actor | None:
    """Return who says the words: the source of their statement, else the subject of the verb that reports them."""
    speaker = voices.speaker_at(shown.head.idx)
    if speaker is not None:
        return speaker
    reporter = reporter_of(shown.head)
    actors = resolve_holders(context, voices, reporter)
    return actors[0] if len(actors) == 1 else None


def _inside_content(voices: Voices, shown: Shown) -> Shown:
    """Cut the clause to the content it stands in, so that "he said" stays out of it."""
    content = voices.content_at(shown.head.idx)
    if content is None:
        return shown
    start, end = max(shown.clause[0], content[0]), min(shown.clause[1], content[1])
    if any(one.bounds[0] < start or one.bounds[1] > end for one in shown.conditions) or start >= end:
        return shown
    return replace(shown, clause=(start, end))


def _without_nested(held: list[_Held]) -> list[_Held]:
    """Drop what another position of the same actors already shows: its proposal covers it, or the same words do."""
    kept: list[_Held] = []
    # only neighbours can cover each other, so that a long text costs no more a word than a short one
    near: defaultdict[int, list[_Held]] = defaultdict(list)
    for one in sorted(held, key=lambda h: (h.rank, h.shown.clause[0], -h.shown.clause[1])):
        codes = {actor.code for actor in one.holders}
        block = one.shown.clause[0] // _NEIGHBOURHOOD
        others = (other for at in (block - 1, block, block + 1) for other in near[at])
        if not any(_covers(other, one) for other in others if codes <= {actor.code for actor in other.holders}):
            kept.append(one)
            near[block].append(one)
    return sorted(kept, key=lambda h: h.shown.clause)


def _covers(other: _Held, one: _Held) -> bool:
    inside = other.shown.proposal[0] <= one.shown.head.idx < other.shown.proposal[1]
    shared = min(other.shown.clause[1], one.shown.clause[1]) - max(other.shown.clause[0], one.shown.clause[0])
    shorter = min(other.shown.clause[1] - other.shown.clause[0], one.shown.clause[1] - one.shown.clause[0])
    alike = one.shown.stance is other.shown.stance and shared > 0.8 * shorter
    return inside or alike or (one.rank > 0 and shared > shorter / 2)


def _what_is_meant(context: Context, shown: Shown, held: list[_Held]) -> Bounds:
    """Return the bounds of the proposal; for "to do so" those of the only earlier proposal nearby."""
    if not _is_anaphoric(context, shown.proposal):
        return shown.proposal
    sentence = shown.head.sent
    earliest = sentence.start_char
    for _ in range(2):
        before = {
            other.shown.proposal
            for other in held
            if earliest <= other.shown.proposal[0] < shown.proposal[0]
            and not _is_anaphoric(context, other.shown.proposal)
        }
        if before:
            return before.pop() if len(before) == 1 else shown.proposal
        if sentence.start == 0:
            break
        earliest = context.doc[sentence.start - 1].sent.start_char
    return shown.proposal


def _is_anaphoric(context: Context, bounds: Bounds) -> bool:
    return context.document.text[bounds[0] : bounds[1]].lower().startswith(_ANAPHORS)


def _make_position(context: Context, voices: Voices, shown: Shown, actor: Actor, proposal: Bounds) -> Position:
    passage = context.passage(*shown.clause)
    content = voices.content_at(shown.head.idx)
    return Position(
        id=make_id(context.document.id, "position", passage.start, passage.end, actor.code, shown.stance, *proposal),
        actor=actor,
        stance=shown.stance,
        proposal=context.passage(*proposal),
        passage=passage,
        conditions=tuple(make_condition(context, waiting, (actor,)) for waiting in shown.conditions),
        when=_day_of(context, passage.start, passage.end),
        cue=shown.cue,
        statement=content[2].id if content is not None else None,
    )


def _day_of(context: Context, start: int, end: int) -> When | None:
    return next((when for when in context.dates_in(start, end) if not when.deadline), None)
