"""Who an actor is, before it is tied to the words that name it; people as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from diplowatch.read.actors.lexicon import Entry, Lexicon, Sort, is_held
from diplowatch.records import ActorKind

PRIVATE = "CVL"
"""Code of private persons (PLOVER: civilians). ISO 3166 gives IND to India, so it is never theirs."""


@dataclass(frozen=True)
class Who:
    """What words resolve to: the fields of an `Actor` that do not depend on where the words stand."""

    code: str | None
    name: str | None = None
    kind: ActorKind = ActorKind.UNKNOWN
    office: str | None = None
    former: bool = False
    """Whether a person held the office before and holds none now."""


NOBODY = Who(None)

_KINDS = {
    Sort.STATE: ActorKind.STATE,
    Sort.DEMONYM: ActorKind.STATE,
    Sort.CAPITAL: ActorKind.STATE,
    Sort.SEAT: ActorKind.STATE,
    Sort.ARMY: ActorKind.STATE,
    Sort.MINISTRY: ActorKind.STATE,
    Sort.BODY: ActorKind.BODY,
    Sort.HOST: ActorKind.BODY,
    Sort.ORGANISATION: ActorKind.GROUP,
    Sort.OUTLET: ActorKind.OUTLET,
}


def who_named(entry: Entry) -> Who:
    """Return who the name of a state, a body or an outlet means."""
    kind = ActorKind.GROUP if entry.code in {"EUR", "NGO"} else _KINDS[entry.sort]
    return Who(entry.code, None if entry.code == "NGO" else entry.name, kind)


def who_was(lexicon: Lexicon, person: str, on: date | None) -> Who:
    """Return a person of the pack as of a day.

    In office: the code of the latest office begun. Out of every office: a private person. Before the first office, or
    on an unknown day after offices for several actors: the name without a code.
    """
    offices = lexicon.people[person]
    if on is None:
        codes = {office.code for office in offices}
        return Who(codes.pop() if len(codes) == 1 else None, person, ActorKind.PERSON)
    held = [office for office in offices if is_held(office, on)]
    if held:
        office = max(held, key=lambda one: one.since or date.min)
        return Who(office.code, person, ActorKind.PERSON, office.title or None)
    past = [office for office in offices if office.until and office.until < on]
    if past:
        last = max(past, key=lambda one: one.until or date.min)
        return Who(PRIVATE, person, ActorKind.PERSON, f"former {last.title}", former=True)
    return Who(None, person, ActorKind.PERSON)
