"""What `track` finds across documents: stories, the position ledger, blockers, agreements, the diary."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

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
    """Who holds it: name of a person, or the words used."""
    voice: str | None = None
    """Name of the person who voices it for the actor: whose statement shows it, else the holder; None where unnamed."""
    issue: str | None
    """Id of the issue in the pack or the watch; None where no issue's terms match."""
    on: date | None
    """Day of the position: the date in the text, else the publication date."""
    basis: str
    """Which term of the issue matched, or why none did."""
    by_context: bool = False
    """Whether the issue shows only in words around the proposal. Shown, never a change of stance."""
    by_meaning: bool = False
    """Whether the issue was found by meaning, no term of it being in the words. Shown, never a change of stance."""
    ascribed: str | None = None
    """Words that name who says so, where somebody else ascribes the position to the actor. Shown, never a shift."""

    @property
    def is_inferred(self) -> bool:
        """Whether the proposal's own words do not name the issue: it was taken from context or by meaning."""
        return self.by_context or self.by_meaning


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
    CONTRADICTORY = "contradictory"
    """One person, for and against on one day. Neither is preferred."""
    VOICES_DIFFER = "voices differ"
    """Two persons of one actor, a few days apart at most. Not a change of the actor."""
    SILENT = "silent since"
    """No words of an actor on an issue on which it stood, while others spoke of it."""


class Mark(StrEnum):
    """What a reader has to know beside a change: the old words and the new are not of the same people."""

    VOICE = "another voice"
    GOVERNMENT = "under another government"
    HEAD = "under another head"


class Shift(Record):
    """One change in the ledger, with the old words and the new."""

    id: str
    actor: str
    issue: str
    change: Change
    on: date | None
    old: Held | None
    new: Held
    """The new words. For a condition met and for a silence these are the last words, and nothing newer was said."""
    evidence: int
    """How many documents show it, identical words counted once; for a silence those since then about the issue."""
    rule: str
    """The rule that was applied, in words, with its dates."""
    documents: tuple[str, ...] = ()
    """Ids of the documents that `evidence` counts."""
    marks: tuple[Mark, ...] = ()
    conditions: tuple[Condition, ...] = ()
    """The conditions that were added, are no longer named, or are met."""
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
    """Positions that differ, one for each voice and stance: of the same day, or of another person shortly before."""


class Blocker(Record):
    """A condition that is unmet, or that another actor opposes."""

    what: Literal["blocker"] = "blocker"
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
    refers_to_itself: bool = False
    """Whether the position waits for the very position that it is: no circle of several, and never met by itself."""
    words: str
    """The blocker in one sentence composed from the records."""


class Deadlock(Record):
    """A circle of conditions: each waits for the next, the last for the first."""

    what: Literal["deadlock"] = "deadlock"
    blockers: tuple[str, ...]
    actors: tuple[str, ...]
    issues: tuple[str, ...] = ()
    """The issue of each actor's position, in the same order."""
    words: str = ""
    """The circle in one sentence composed from the records."""


class MoveKind(StrEnum):
    """What an actor could do to free an issue."""

    DROP = "drop"
    """Drop its opposition."""
    MEET = "meet"
    """Meet a condition, without waiting for a condition of its own."""


class Move(Record):
    """One thing that one actor could do, with the words that show it is missing."""

    id: str
    kind: MoveKind
    actor: str | None
    """None where nobody is named who would have to meet the condition."""
    issue: str | None
    """Issue of the opposed proposal or of the condition, where one is known."""
    held: Held
    """The opposing position, or the position that waits."""
    condition: Condition | None = None
    """What would have to be met; None where a conditional position does not tell."""
    waiting: tuple[str, ...] = ()
    """Who waits for it, where a condition is met."""
    stance: Stance | None = None
    """Where the one who would have to meet a condition stands on its issue."""


class Keystone(Record):
    """The smallest sets of moves that would free an issue. What "free" means: docs/method.md."""

    what: Literal["keystone"] = "keystone"
    issue: str
    moves: tuple[Move, ...]
    """Every move of any of the sets."""
    sets: tuple[tuple[str, ...], ...]
    """Each a set that frees the issue, as ids of moves; all of the same size."""
    at_least: int
    """No set of fewer moves frees the issue."""
    is_smallest: bool
    """Whether it was shown that none smaller than `sets` does; else the search was ended and one set is given."""
    is_complete: bool
    """Whether `sets` are all there are of their size."""
    blockers: tuple[str, ...]
    """Ids of the unmet conditions of the positions on the issue."""
    words: str
    """The first set in one sentence composed from the records, and how many others there are."""
    alternatives: tuple[str, ...] = ()
    """The first of the other sets, each told by what is different."""


class AgreementEntry(Record):
    """An agreement in the register, with who accuses whom of breaking it."""

    id: str
    name: str
    parties: tuple[str, ...]
    on: date | None
    terms: tuple[str, ...]
    evidence: tuple[Event, ...] = ()
    violations: tuple[Violation, ...] = ()


class Verification(Record):
    """What somebody without a part in a quarrel says of a claim."""

    by: str
    """Code of a body that monitors; MED for an outlet that says the claim was not verified."""
    is_confirmed: bool
    """False where it says that it could not be confirmed."""
    passage: Passage
    statement: Statement | None = None


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
    verification: Verification | None = None
    """None where no verification was found, which does not mean that there was none."""


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
    keystones: tuple[Keystone, ...] = ()
    agreements: tuple[AgreementEntry, ...]
    diary: tuple[DiaryEntry, ...]
    silent: tuple[str, ...]
    """Actors with a standing position who said nothing in the period."""
    silences: tuple[Shift, ...] = ()
    """Actors who said nothing on an issue on which they stood, while others spoke of it."""


AgreementEntry.model_rebuild()
