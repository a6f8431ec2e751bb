"""What reading gives: statements, events, positions, quantities, exchanges, appointments, and who and when.

Every record here points to the exact words that show it. `None` or an empty tuple means unknown, never "no".
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from diplowatch.records.base import Record
from diplowatch.records.documents import Document, Passage


class ActorKind(StrEnum):
    """What sort of actor the words name."""

    STATE = "state"
    BODY = "body"
    PERSON = "person"
    GROUP = "group"
    OUTLET = "outlet"
    UNKNOWN = "unknown"


class Actor(Record):
    """Words that name somebody, and what they resolve to; `code` is None where that is unknown.

    Codes: ISO 3166-1 alpha-3 for a state and whoever speaks for it, the code of a body (EUU, NATO, UNO),
    EUR for "European leaders" and the like, NGO, MED, BUS, CVL (private persons) for those who speak for no state.
    """

    words: str
    code: str | None = None
    name: str | None = None
    """The full name in the pack or the text, e.g. "Emmanuel Macron" for "he" or "Macron"."""
    kind: ActorKind = ActorKind.UNKNOWN
    office: str | None = None
    country: str | None = None
    """The state whose people or soil the words name, for those who speak for no state: "Polish farmers" are POL."""
    passage: Passage | None = None


class Precision(StrEnum):
    """How finely a date expression fixes the date."""

    PART_OF_DAY = "part of day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"


class When(Record):
    """A date expression and its value: `2025-03-26`, `2025-W13`, `2025-03`, `2025-Q1` or `2025`."""

    words: str
    value: str
    precision: Precision
    start: date
    """First day it may mean."""
    end: date
    """Last day it may mean, included."""
    passage: Passage
    deadline: bool = False


class Mode(StrEnum):
    """How content is given: every word quoted, none, or some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Grade(StrEnum):
    """How well a statement is sourced."""

    ON_RECORD = "on record"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    SECOND_HAND = "second-hand"
    STATE_MEDIA = "state media"


class Act(StrEnum):
    """What an attribution tells of its source."""

    UTTERANCE = "utterance"
    """The source said or wrote the content."""
    TOPIC = "topic"
    """The source spoke about the content; what was said of it stays open."""
    ATTITUDE = "attitude"
    """The text tells what the source believes, wants, plans or feels, not that it said so."""


class Statement(Record):
    """An attribution relation: source, cue, content (after PARC and PolNeAR)."""

    id: str
    source: Actor | None
    cue: str
    cue_passage: Passage | None
    content: tuple[Passage, ...]
    """One passage, or several where the cue interrupts the content."""
    mode: Mode
    grade: Grade
    relay: tuple[Actor, ...] = ()
    """Who passed it on, nearest the reader first: ("CNN",) in "according to CNN, officials claim"."""
    when: When | None = None
    negated: bool = False
    """True in "did not say that ..."."""
    confidence: float | None = None
    act: Act = Act.UTTERANCE


class Factuality(StrEnum):
    """Whether the text reports an event as done."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


class Plover(StrEnum):
    """Event types of PLOVER 2021."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Event(Record):
    """Something reported as done, coded with PLOVER."""

    id: str
    type: Plover
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    factuality: Factuality
    passage: Passage
    when: When | None = None
    place: str | None = None
    accuser: Actor | None = None
    """Who alleges or denies it, where it is alleged or denied."""
    statement: str | None = None
    """Id of the statement whose content reports it."""


class Stance(StrEnum):
    """Where an actor stands on a proposal."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    CONDITIONAL = "conditional"
    UNDECIDED = "undecided"


class Condition(Record):
    """What a position waits for."""

    cue: str
    passage: Passage
    actor: Actor | None = None
    """Who would have to meet it; None where several or nobody in particular would."""


class Position(Record):
    """An actor's stance on something that could be done."""

    id: str
    actor: Actor
    stance: Stance
    proposal: Passage
    """The words for what could be done."""
    passage: Passage
    """The shortest clause that shows the stance."""
    conditions: tuple[Condition, ...] = ()
    when: When | None = None
    cue: str = ""
    statement: str | None = None
    """Id of the statement whose content shows it."""


class Stage(StrEnum):
    """How far a quantity has come. Never summed across stages."""

    REQUESTED = "requested"
    PLEDGED = "pledged"
    ALLOCATED = "allocated"
    DELIVERED = "delivered"
    LOST = "lost"
    REPORTED = "reported"


class Quantity(Record):
    """A number that matters, with its unit and who gives it to whom."""

    id: str
    value: float
    low: float
    high: float
    """Bounds, both equal to `value` where the text gives one plain number."""
    approximate: bool
    unit: str
    passage: Passage
    """Number and unit."""
    stage: Stage = Stage.REPORTED
    giver: Actor | None = None
    receiver: Actor | None = None
    additional: bool = False
    statement: str | None = None
    measure: str = ""
    """What it is counted in across texts: "drone", "soldier", "km2", "USD", "percent"; empty where no table says."""
    amount: float | None = None
    """`value` in `measure`, e.g. square kilometres for square miles; None without a measure."""


class Answered(StrEnum):
    """Whether an answer answers its question."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Exchange(Record):
    """A question to an official and the answer."""

    id: str
    asker: Actor | None
    respondent: Actor
    question: Passage
    answer: Passage
    answered: Answered
    why: str
    """The rule and the words that decided `answered`."""


class Appointment(Record):
    """A diplomatic event announced for the future."""

    id: str
    what: str
    passage: Passage
    when: When | None
    place: str | None = None
    parties: tuple[Actor, ...] = ()


class Reading(Record):
    """Everything read from one document. A pure function of the document and the pack."""

    document: str
    reader: str
    """Version of the reader that made it."""
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    dates: tuple[When, ...] = ()
    actors: tuple[Actor, ...] = ()
    """Every resolved mention, in order of the text."""
    warnings: tuple[str, ...] = ()


class ReadDocument(Record):
    """A document with its reading: what `archive` hands to `track`."""

    document: Document
    reading: Reading
