"""The position ledger: where each actor stands on each issue.

Invariants
- Only positions with a resolved actor, an issue and a day enter the ledger.
- What somebody else says about an actor is shown, and stands only where nothing better is known.
- Voices of one actor that differ on one day, or within a few days, are all kept.
What changed is told in shifts.py and silences.py. The rule of every status, in words: docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from diplowatch.records import (
    Actor,
    ActorKind,
    Held,
    Position,
    ReadDocument,
    Stance,
    Standing,
    Statement,
)
from diplowatch.track.issues import IssueIndex, link_position
from diplowatch.track.period import day_of
from diplowatch.track.voices import DAYS_TO_ANSWER, are_two_voices, find_voice

CROWDS = frozenset({"NGO", "MED", "BUS", "CVL"})
"""Codes of those who speak for no state: many different people, so no single position of "the" actor exists."""

LOOSE = frozenset({"EUR"})
"""Codes of groups whose members differ from text to text: they stand somewhere, but do not change their mind."""


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
            voice=find_voice(position, statements.get(position.statement or "")),
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
    return Standing(
        actor=pair[0],
        issue=pair[1],
        stance=latest.held.position.stance,
        latest=latest.held,
        held=tuple(entry.held for entry in entries),
        disagreeing=_find_disagreeing(latest, entries),
    )


def _find_disagreeing(latest: Entry, entries: Sequence[Entry]) -> tuple[Held, ...]:
    """Return what differs from the latest position: of its day, and the last words of others in the days before."""
    since = latest.on - timedelta(days=DAYS_TO_ANSWER)
    voices: dict[tuple[str, Stance], Held] = {}
    heard = {latest.held.voice}
    for entry in reversed(entries):
        is_other = _is_unheard(entry, latest, heard) if entry.on < latest.on else entry.on == latest.on
        if is_other and entry.on >= since and entry.held.position.stance is not latest.held.position.stance:
            voices.setdefault((entry.held.holder, entry.held.position.stance), entry.held)
        heard.add(entry.held.voice)
    return tuple(reversed(voices.values()))


def _is_unheard(entry: Entry, latest: Entry, heard: Set[str | None]) -> bool:
    """Return whether these are the last own words of another person than the one who spoke last."""
    return not entry.held.ascribed and are_two_voices(entry.held, latest.held) and entry.held.voice not in heard
