"""Who speaks for an actor: one person or several, and under which government.

A state has many voices. Where two people speak for it, a difference between them is not yet a change of its mind; and
where its leaders have changed between two days, what stands on them are two governments' words.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from diplowatch.records import ActorKind, Held, Mark, Office, Pack, Position, Record, Statement
from diplowatch.tables import load_table, package_file

DAYS_TO_ANSWER = 7
"""Days within which two persons who differ are two voices; after that the later words count as the actor's own."""


class LeadingOffice(Record):
    """An office whose holder leads a government or a body."""

    role: str
    mark: Mark
    not_for: tuple[str, ...] = ()
    """Codes of states in which it is ceremonial."""


@dataclass(frozen=True)
class Leaders:
    """The leading offices of every actor, with the days on which they were held."""

    offices: Mapping[str, tuple[Office, ...]]


def find_voice(position: Position, statement: Statement | None) -> str | None:
    """Return the name of the person who voices a position for its actor, None where no person is named.

    That is the person of the actor's own side whose statement shows it, a spokesperson who tells what a president
    wants included; else the holder.
    """
    actor, source = position.actor, statement.source if statement else None
    speaker = source if source and source.code == actor.code else None
    return next((one.name for one in (speaker, actor) if one and one.kind is ActorKind.PERSON and one.name), None)


def are_two_voices(one: Held, other: Held) -> bool:
    """Return whether two positions of one actor are voiced by different persons, both known by name."""
    return one.voice is not None and other.voice is not None and one.voice != other.voice


def file_leaders(pack: Pack) -> Leaders:
    """File the holders of leading offices by the code they lead; ceremonial ones are left out."""
    leading = _load_leading()
    filed: dict[str, list[Office]] = {}
    for office in pack.offices:
        if office.role in leading and office.code not in leading[office.role].not_for:
            filed.setdefault(office.code, []).append(office)
    return Leaders({code: tuple(offices) for code, offices in filed.items()})


@functools.cache
def _load_leading() -> Mapping[str, LeadingOffice]:
    rows = load_table(package_file("track", "data", "leading_offices.csv"), LeadingOffice)
    return {row.role: row for row in rows}


def find_succession(code: str, old: date, new: date, leaders: Leaders) -> tuple[Mark, str] | None:
    """Say who led an actor on the one day and who on the other, None where nobody is known to have changed."""
    then, now = (_hold(leaders.offices.get(code, ()), day) for day in (old, new))
    for role in _load_leading():
        if role in then and role in now and then[role].person != now[role].person:
            words = f"{then[role].person} was {then[role].title} on {old}, {now[role].person} on {new}"
            return _load_leading()[role].mark, words
    return None


def _hold(offices: Iterable[Office], day: date) -> dict[str, Office]:
    """Return who holds each office on a day; an office changes hands on a day that counts for the later holder."""
    held: dict[str, Office] = {}
    for office in sorted(offices, key=lambda one: one.since or date.min):
        if (office.since or date.min) <= day <= (office.until or date.max):
            held[office.role] = office
    return held
