"""What `track` finds across documents: stories, the position ledger, blockers, agreements, the diary."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from diplowatch.records.base import Record
from diplowatch.records.documents import Document, Passage
from diplowatch.records.readings import (
    Appointment,
    Condition,
    Event,
    Exchange,
    Position,
    Quantity,
    Stance,
    Statement,
)


class Period(Record):
    """The days an edition covers, both included, and the name of its week (`2025-W13`)."""

    week: str
    since: date
    until: date


class Story(Record):
    """Reports of the same thing, from however many outlets."""

    id: str
    events: tuple[Event, ...]
    """The best-sourced report first."""
    documents: tuple[str, ...]
    """Ids of the documents that report it."""
    origins: tuple[str, ...]
    """Names of the independent origins: an agency counts once, whoever reprints it."""
    first: date | None
    last: date | None
    denials: tuple[Event, ...] = ()
    """Denials of the same thing, always printed with it."""


class Held(Record):
    """A position as the ledger holds it: linked to an issue, dated, with what stands behind it."""

    position: Position
    document: str
    actor: str
    """Code of the actor the ledger entry belongs to."""
    holder: str
    """Who voiced it: name of a person, or the words used."""
    issue: str | None
    """Id of the issue in the pack or the watch; None where no issue's terms match."""
    on: date | None
    """Day of the position: the date in the text, else the publication date."""
    basis: str
    """Which term of the issue matched, or why none did."""
    by_context: bool = False
    """Whether the issue shows only in words around the proposal. Shown, never a change of stance."""
    ascribed: str | None = None
    """Words that name who says so, where somebody else ascribes the position to the actor. Shown, never a shift."""


class Change(StrEnum):
    """What became of a position. The rule of each is in docs/method.md."""

    NEW = "new"
    HARDENED = "hardened"
    SOFTENED = "softened"
    REVERSED = "reversed"
    REAFFIRMED = "reaffirmed"
    CONDITION_ADDED = "condition added"
    CONDITION_DROPPED = "condition dropped"
    CONDITION_MET = "condition met"


class Shift(Record):
    """One change in the ledger, with the old words and the new."""

    id: str
    actor: str
    issue: str
    change: Change
    on: date | None
    old: Held | None
    new: Held
    evidence: int
    """How many positions of this actor on this issue stand behind it."""
    rule: str
    """The rule that was applied, in words."""
    met_by: Event | None = None
    """For a condition met: the report that meets it; `new` is then the position that waited."""


class Standing(Record):
    """Where one actor stands on one issue at the end of the period."""

    actor: str
    issue: str
    stance: Stance
    latest: Held
    held: tuple[Held, ...]
    """All positions behind it, oldest first."""
    disagreeing: tuple[Held, ...] = ()
    """Positions of the same day that differ, one for each voice and stance: shown, never averaged."""


class Blocker(Record):
    """A condition that is unmet, or that another actor opposes."""

    id: str
    waiting: str
    """Code of the actor whose position waits."""
    issue: str | None
    held: Held
    condition: Condition
    condition_issue: str | None
    """Issue that the condition's words are about, where one matches."""
    waits_on: str | None
    """Code of who would have to act."""
    opposed_by: tuple[Held, ...] = ()
    met: bool = False
    met_by: Event | None = None
    """The report that meets the condition."""
    words: str
    """The blocker in one sentence composed from the records."""


class Deadlock(Record):
    """A circle of conditions: each waits for the next, the last for the first."""

    blockers: tuple[str, ...]
    actors: tuple[str, ...]


class AgreementEntry(Record):
    """An agreement in the register, with who accuses whom of breaking it."""

    id: str
    name: str
    parties: tuple[str, ...]
    on: date | None
    terms: tuple[str, ...]
    evidence: tuple[Event, ...] = ()
    violations: tuple[Violation, ...] = ()


class Violation(Record):
    """An alleged violation, always together with its denial where there is one."""

    id: str
    accuser: str | None
    accused: str | None
    on: date | None
    passage: Passage
    statement: Statement | None = None
    denial: Statement | None = None
    event: Event | None = None
    """The event that alleges it, where no statement does."""
    denial_event: Event | None = None
    """The denied event, where the denial is no statement."""


class DiaryEntry(Record):
    """A coming date, with every announcement of it."""

    on: date | None
    what: str
    appointments: tuple[Appointment, ...]
    place: str | None = None
    is_deadline: bool = False
    when: str | None = None
    """The date as far as it is known (`2025-04-02`, `2025-W14`, `2025-04`); `on` is filled only where it is one day."""


class Tracked(Record):
    """Everything `track` found for one period, ready to be composed into an edition."""

    period: Period
    documents: tuple[Document, ...]
    """Documents of the period."""
    earlier: int
    """How many documents before the period stand behind the ledger."""
    undated: tuple[Document, ...]
    stories: tuple[Story, ...]
    statements: tuple[Statement, ...]
    """Statements of the period's documents."""
    exchanges: tuple[Exchange, ...]
    quantities: tuple[Quantity, ...]
    positions: tuple[Held, ...]
    """Positions of the period whose actor is known, linked to an issue or not."""
    standings: tuple[Standing, ...]
    shifts: tuple[Shift, ...]
    blockers: tuple[Blocker, ...]
    deadlocks: tuple[Deadlock, ...]
    agreements: tuple[AgreementEntry, ...]
    diary: tuple[DiaryEntry, ...]
    silent: tuple[str, ...]
    """Actors with a standing position who said nothing in the period."""


AgreementEntry.model_rebuild()
