"""The position ledger: where each actor stands on each issue, and what changed.

Invariants
- Only positions with a resolved actor, an issue and a day enter the ledger.
- What somebody else says about an actor is shown, stands only where nothing better is known, and makes no shift.
- No stance changes on the word of a context or by meaning: both proposals name the issue themselves.
- Voices of one actor that differ on one day are all kept.
The rule of every status, in words: docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from diplowatch.records import (
    Actor,
    ActorKind,
    Change,
    Held,
    Period,
    Position,
    ReadDocument,
    Shift,
    Stance,
    Standing,
    Statement,
    make_id,
)
from diplowatch.track.conditions import Deeds, find_meeting
from diplowatch.track.issues import IssueIndex, link_position
from diplowatch.track.period import day_of
from diplowatch.track.words import contained, content_stems, cut_shingles, overlap

CROWDS = frozenset({"NGO", "MED", "BUS", "CVL"})
"""Codes of those who speak for no state: many different people, so no single position of "the" actor exists."""

LOOSE = frozenset({"EUR"})
"""Codes of groups whose members differ from text to text: they stand somewhere, but do not change their mind."""

REPEATED = 0.8
"""Share of three-word runs from which a text counts as the same text again."""

SAME_CONDITION = 0.5
"""Share of content words from which two conditions count as the same."""

_ORDER = {Stance.SUPPORT: 3, Stance.CONDITIONAL: 2, Stance.UNDECIDED: 1, Stance.OPPOSE: 0}


@dataclass(frozen=True)
class Entry:
    """A held position with what decides its weight."""

    held: Held
    on: date
    published: date

    @property
    def weight(self) -> tuple[int, int, date, str, int, str]:
        """Order within one day: what the actor's own side says, then conditional, then the later words."""
        return (
            0 if self.held.ascribed else 1,
            1 if self.held.position.stance is Stance.CONDITIONAL else 0,
            self.published,
            self.held.document,
            self.held.position.passage.start,
            self.held.position.id,
        )


Pair = tuple[str, str]
Ledger = Mapping[Pair, tuple[Entry, ...]]
"""Entries of each actor and issue, oldest day first, the weightiest of a day last."""


def hold_positions(read: Iterable[ReadDocument], index: IssueIndex) -> tuple[Held, ...]:
    """Return the positions of documents whose actor is known, linked to issues where that is possible."""
    return tuple(held for item in read for held in _hold_document(item, index))


def _hold_document(item: ReadDocument, index: IssueIndex) -> Iterable[Held]:
    statements = {statement.id: statement for statement in item.reading.statements}
    for position in sorted(item.reading.positions, key=lambda position: (position.passage.start, position.id)):
        if not position.actor.code:
            continue
        link = link_position(position, item.document, index)
        yield Held(
            position=position,
            document=item.document.id,
            actor=position.actor.code,
            holder=position.actor.name or position.actor.words,
            issue=link.issue,
            on=day_of(position.when, item.document.published),
            basis=link.basis,
            by_context=link.by_context,
            by_meaning=link.by_meaning,
            ascribed=_find_ascriber(position, statements.get(position.statement or "")),
        )


def _find_ascriber(position: Position, statement: Statement | None) -> str | None:
    """Return who ascribes a position to another actor; an outlet that reports it does not count."""
    source: Actor | None = statement.source if statement else None
    if source is None or source.code is None or source.code == position.actor.code:
        return None
    if source.code == "MED" or source.kind is ActorKind.OUTLET:
        return None
    return source.name or source.words


def build_ledger(held: Iterable[Held], published: Mapping[str, date], until: date) -> Ledger:
    """Sort held positions into the ledger; `published` gives the day of each document by id."""
    pairs: dict[Pair, list[Entry]] = {}
    for one in held:
        day = published.get(one.document)
        if one.issue and one.on and day and one.on <= until and one.actor not in CROWDS:
            pairs.setdefault((one.actor, one.issue), []).append(Entry(one, one.on, day))
    return {pair: tuple(sorted(pairs[pair], key=lambda entry: (entry.on, entry.weight))) for pair in sorted(pairs)}


def list_standings(ledger: Ledger) -> tuple[Standing, ...]:
    """Return where every actor of the ledger stands: the position of the latest day on which it spoke itself."""
    return tuple(_stand(pair, entries) for pair, entries in ledger.items())


def _stand(pair: Pair, entries: Sequence[Entry]) -> Standing:
    own = [entry for entry in entries if not entry.held.ascribed] or entries
    latest = own[-1]
    voices: dict[tuple[str, Stance], Held] = {}
    for entry in reversed(entries):
        if entry.on == latest.on and entry.held.position.stance is not latest.held.position.stance:
            voices.setdefault((entry.held.holder, entry.held.position.stance), entry.held)
    return Standing(
        actor=pair[0],
        issue=pair[1],
        stance=latest.held.position.stance,
        latest=latest.held,
        held=tuple(entry.held for entry in entries),
        disagreeing=tuple(reversed(voices.values())),
    )


def list_shifts(ledger: Ledger, deeds: Deeds, index: IssueIndex, period: Period) -> tuple[Shift, ...]:
    """Return the changes whose day is inside the period, by day, actor and issue."""
    shifts = [
        shift
        for pair, entries in ledger.items()
        for shift in (*_compare_days(pair, entries, period), *_find_met(pair, entries, deeds, index, period))
    ]
    return tuple(
        sorted(shifts, key=lambda shift: (shift.on or date.max, shift.actor, shift.issue, shift.change, shift.id))
    )


def _compare_days(pair: Pair, entries: Sequence[Entry], period: Period) -> Iterable[Shift]:
    """Walk the days of one actor and issue and yield what changed from each to the next."""
    own = [entry for entry in entries if not entry.held.ascribed]
    days = [tuple(group) for _, group in groupby(own, key=lambda entry: entry.on)]
    named: list[frozenset[str]] = []
    for at, day in enumerate(days):
        new = day[-1]
        old = _find_earlier(new, days[:at])
        if old and _is_guessed_step(old, new):
            step = _find_said_step(day, days[:at])
            if step is None:
                continue
            old, new = step
        changes = _name_changes(old, new, named, is_first=at == 0) if at == 0 or pair[0] not in LOOSE else []
        named = _remember_conditions(named, old, new)
        if period.since <= new.on <= period.until:
            for change, rule in changes:
                yield _shift(pair, change, old, new, day, rule)


def _is_guessed_step(old: Entry, new: Entry) -> bool:
    """Return whether a change of stance would rest on an issue that a proposal's own words do not name."""
    is_step = old.held.position.stance is not new.held.position.stance
    return is_step and (old.held.is_inferred or new.held.is_inferred)


def _find_said_step(day: Sequence[Entry], days: Sequence[tuple[Entry, ...]]) -> tuple[Entry, Entry] | None:
    """Return the last two positions, earlier and new, whose proposals name the issue themselves."""
    said = [entry for entry in day if not entry.held.is_inferred]
    earlier = [tuple(entry for entry in one if not entry.held.is_inferred) for one in days]
    old = _find_earlier(said[-1], earlier) if said else None
    return (old, said[-1]) if old else None


def _find_earlier(new: Entry, days: Sequence[tuple[Entry, ...]]) -> Entry | None:
    """Return the position of the latest earlier day that a document of another date shows."""
    for day in reversed(days):
        for entry in reversed(day):
            if entry.published != new.published:
                return entry
    return None


def _name_changes(
    old: Entry | None, new: Entry, named: Sequence[frozenset[str]], *, is_first: bool
) -> list[tuple[Change, str]]:
    stance = new.held.position.stance
    if old is None:
        return [(Change.NEW, f"first position of this actor on this issue: {stance}")] if is_first else []
    before = old.held.position.stance
    if stance is not before:
        step = f"{before} on {old.on}, {stance} on {new.on}"
        if {stance, before} == {Stance.SUPPORT, Stance.OPPOSE}:
            return [(Change.REVERSED, f"from one end to the other: {step}")]
        if _ORDER[stance] < _ORDER[before]:
            return [(Change.HARDENED, f"further from support: {step}")]
        return [(Change.SOFTENED, f"nearer to support: {step}")]
    if _is_repeated(old.held, new.held):
        return []
    conditions = _condition_stems(new.held)
    changes = []
    if any(not _is_among(one, named) for one in conditions):
        changes.append((Change.CONDITION_ADDED, f"{stance} on both days; a condition that was not named before"))
    elif conditions and _is_fewer(conditions, _condition_stems(old.held)):
        changes.append(
            (Change.CONDITION_DROPPED, f"{stance} on both days; only some of the earlier conditions are named")
        )
    return changes or [(Change.REAFFIRMED, f"{stance} on {old.on} and again, in other words, on {new.on}")]


def _condition_stems(held: Held) -> list[frozenset[str]]:
    return [content_stems(condition.passage.exact) for condition in held.position.conditions]


def _is_among(condition: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    return any(condition == other or overlap(condition, other) >= SAME_CONDITION for other in others)


def _is_fewer(new: Sequence[frozenset[str]], old: Sequence[frozenset[str]]) -> bool:
    return len(new) < len(old) and all(_is_among(one, old) for one in new)


def _remember_conditions(named: Sequence[frozenset[str]], old: Entry | None, new: Entry) -> list[frozenset[str]]:
    """Return the conditions named since the actor took its present stance."""
    is_same = old is not None and old.held.position.stance is new.held.position.stance
    return [*(named if is_same else ()), *_condition_stems(new.held)]


def _is_repeated(old: Held, new: Held) -> bool:
    """Return whether the new words are the old words printed again."""
    ours, theirs = (cut_shingles(held.position.passage.exact, 3) for held in (new, old))
    smaller, larger = sorted((ours, theirs), key=len)
    return contained(smaller, larger) >= REPEATED


def _shift(pair: Pair, change: Change, old: Entry | None, new: Entry, day: Sequence[Entry], rule: str) -> Shift:
    return Shift(
        id=make_id("shift", *pair, change, old.held.position.id if old else None, new.held.position.id),
        actor=pair[0],
        issue=pair[1],
        change=change,
        on=new.on,
        old=old.held if old else None,
        new=new.held,
        evidence=_count_evidence(new, day),
        rule=rule,
    )


def _count_evidence(new: Entry, day: Sequence[Entry]) -> int:
    """Count the documents of one day that show its stance; the same words printed again count once."""
    stance = new.held.position.stance
    agreeing = [entry.held for entry in day if entry.held.position.stance is stance]
    texts = {held.document: content_stems(held.position.passage.exact) for held in agreeing}
    return len(set(texts.values()))


def _find_met(pair: Pair, entries: Sequence[Entry], deeds: Deeds, index: IssueIndex, period: Period) -> Iterable[Shift]:
    """Yield the conditions that a report of the period meets, each once, at the last position that named it."""
    named: list[frozenset[str]] = []
    for entry in reversed([entry for entry in entries if not entry.held.ascribed]):
        for condition in entry.held.position.conditions:
            stems = content_stems(condition.passage.exact)
            if _is_among(stems, named):
                continue
            named.append(stems)
            deed = find_meeting(condition, entry.on, deeds, index)
            if deed and period.since <= deed.on <= period.until:
                yield Shift(
                    id=make_id("shift", *pair, Change.CONDITION_MET, entry.held.position.id, deed.event.id),
                    actor=pair[0],
                    issue=pair[1],
                    change=Change.CONDITION_MET,
                    on=deed.on,
                    old=entry.held,
                    new=entry.held,
                    evidence=1,
                    rule=f"a report of {deed.on} says that what the position of {entry.on} waited for happened",
                    met_by=deed.event,
                )
