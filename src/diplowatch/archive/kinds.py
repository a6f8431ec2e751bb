"""The kinds of record that have rows of their own, and what of each is indexed: words, day, stance, actors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from diplowatch.records import (
    Actor,
    Appointment,
    Event,
    Exchange,
    Passage,
    Position,
    Quantity,
    Reading,
    Record,
    Statement,
    When,
)

Finding = Statement | Event | Position | Quantity | Exchange | Appointment


class Kind(StrEnum):
    """A kind of record; the name of its field in a `Reading`."""

    STATEMENTS = "statements"
    EVENTS = "events"
    POSITIONS = "positions"
    QUANTITIES = "quantities"
    EXCHANGES = "exchanges"
    APPOINTMENTS = "appointments"


MODELS: dict[Kind, type[Finding]] = {
    Kind.STATEMENTS: Statement,
    Kind.EVENTS: Event,
    Kind.POSITIONS: Position,
    Kind.QUANTITIES: Quantity,
    Kind.EXCHANGES: Exchange,
    Kind.APPOINTMENTS: Appointment,
}

KIND_OF: dict[type[Record], Kind] = {model: kind for kind, model in MODELS.items()}


@dataclass(frozen=True)
class Entry:
    """What of a record is indexed."""

    start: int
    end: int
    day: date | None
    stance: str | None
    actors: frozenset[tuple[str, str]]
    """Code and role."""


def findings_of(reading: Reading) -> Iterator[tuple[Kind, int, Finding]]:
    """Yield every record of a reading that has a row, with its place among those of its kind."""
    for kind in Kind:
        for place, record in enumerate(getattr(reading, kind)):
            yield kind, place, record


def describe(record: Finding, published: date | None) -> Entry:
    """Return what is indexed of a record; without a date of its own it counts for the day of publication."""
    passages = _passages_of(record)
    when: When | None = getattr(record, "when", None)
    return Entry(
        start=min((passage.start for passage in passages), default=0),
        end=max((passage.end for passage in passages), default=0),
        day=when.start if when else published,
        stance=_stance_of(record),
        actors=frozenset((actor.code, role) for role, actor in _actors_of(record) if actor and actor.code),
    )


def _passages_of(record: Finding) -> list[Passage]:
    match record:
        case Statement():
            return [*record.content, *([record.cue_passage] if record.cue_passage else [])]
        case Exchange():
            return [record.question, record.answer]
        case _:
            return [record.passage]


def _stance_of(record: Finding) -> str | None:
    match record:
        case Position():
            return record.stance
        case Event():
            return record.type
        case Statement():
            return record.grade
        case Quantity():
            return record.stage
        case Exchange():
            return record.answered
        case Appointment():
            return None


def _actors_of(record: Finding) -> list[tuple[str, Actor | None]]:
    match record:
        case Statement():
            return [("source", record.source), *(("relay", actor) for actor in record.relay)]
        case Event():
            done = [
                *(("actor", actor) for actor in record.actors),
                *(("recipient", actor) for actor in record.recipients),
            ]
            return [*done, ("accuser", record.accuser)]
        case Position():
            return [("actor", record.actor), *(("condition", condition.actor) for condition in record.conditions)]
        case Quantity():
            return [("giver", record.giver), ("receiver", record.receiver)]
        case Exchange():
            return [("asker", record.asker), ("respondent", record.respondent)]
        case Appointment():
            return [("party", actor) for actor in record.parties]
