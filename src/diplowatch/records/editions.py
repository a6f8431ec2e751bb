"""The edition: one published round-up as a frozen, schema-checked object; page and Markdown are made from it.

Invariants
- Every sentence has at least one citation, except the fixed sentences that the house form prints itself
  (headings, rules, counts), which live in the templates and not here.
- Whatever stands between quotation marks (the curly marks that diplowatch adds) is found letter for letter in the
  passage of one of the sentence's citations; `diplowatch verify` checks it.
"""

from __future__ import annotations

from datetime import date

from diplowatch.records.base import Record
from diplowatch.records.coverage import SourceWeek
from diplowatch.records.documents import Passage
from diplowatch.records.findings import Change, Period
from diplowatch.records.readings import Answered, Stance


class Source(Record):
    """A document that the edition cites."""

    number: int
    """Its number in the list of sources, from 1."""
    document: str
    title: str
    outlet: str | None
    published: date | None
    address: str | None
    text_hash: str


class Citation(Record):
    """The exact words behind a sentence and where to find them."""

    source: int
    """`Source.number`."""
    passage: Passage
    link: str | None
    """Address with a text fragment that opens the source at the passage; None without an address."""


class Sentence(Record):
    """One published sentence with its citations."""

    text: str
    citations: tuple[Citation, ...]


class Item(Record):
    """A short attributed news item: what happened or was said, how many independent origins, what is denied."""

    heading: str
    sentences: tuple[Sentence, ...]
    actors: tuple[str, ...]
    on: date | None
    origins: int
    """Count of independent origins."""
    denial: Sentence | None = None
    alleged: bool = False
    """Whether it reports an accusation: its denial, or that none was found, is then always printed."""


class Briefing(Record):
    """A question, its answer, and whether it was answered."""

    asker: str
    respondent: str
    question: Sentence
    answer: Sentence
    answered: Answered
    why: str


class ChangeRow(Record):
    """A change of position: old words beside new words."""

    actor: str
    actor_name: str
    issue: str
    issue_name: str
    change: Change
    on: date | None
    old: Sentence | None
    new: Sentence
    evidence: int
    rule: str
    stance: Stance | None = None
    """The stance after the change."""
    old_on: date | None = None
    old_voice: str | None = None
    """Name of the person who voiced the old words, None where nobody is named."""
    new_voice: str | None = None
    marks: tuple[str, ...] = ()
    """What else to know: that another person or another government speaks."""
    conditions: tuple[str, ...] = ()
    """The conditions that were added, are no longer named or are met; else what the new words wait for."""
    met_by: Sentence | None = None
    """For a condition met: the report that meets it."""


class Cell(Record):
    """Where an actor stands on an issue, linked to the words."""

    actor: str
    issue: str
    stance: Stance
    since: date | None
    evidence: int
    sentence: Sentence
    conditions: tuple[str, ...] = ()
    disagreeing: tuple[Sentence, ...] = ()
    differing: tuple[str, ...] = ()
    """For each of `disagreeing`: who takes which other stance, and when."""


class Matrix(Record):
    """Actors by issues. Cells that no words support are absent, not guessed."""

    actors: tuple[tuple[str, str], ...]
    """Code and name, in order of rows."""
    issues: tuple[tuple[str, str], ...]
    """Id and name, in order of columns."""
    cells: tuple[Cell, ...]
    actors_left_out: int = 0
    issues_left_out: int = 0


class Node(Record):
    """A box in the picture of what blocks what."""

    id: str
    kind: str
    """"position", "condition" or "opponent"."""
    label: str
    """Who, or the condition in its own words."""
    detail: str
    """The issue of a position; who would have to meet a condition."""


class Edge(Record):
    """An arrow in the picture."""

    source: str
    target: str
    kind: str
    """"waits for", "opposed by", or "waits in turn" from a condition to the position that would meet it."""


class BlockerRow(Record):
    """A blocker in words, with the evidence of each of its edges."""

    sentence: Sentence
    waiting: str
    waits_on: str | None
    opposed_by: tuple[str, ...]
    met: bool
    circle: tuple[str, ...] = ()
    """Names of the actors of a circle of conditions that this blocker is part of, where there is one."""
    refers_to_itself: bool = False
    """Whether the position waits for the very position that it is."""


class CircleRow(Record):
    """A circle of conditions in words, each step cited."""

    sentence: Sentence
    steps: tuple[tuple[str, str], ...]
    """Name of actor and of issue, in the order in which each waits for the next."""


class KeystoneRow(Record):
    """The smallest sets of moves that would free an issue, in words."""

    issue: str
    issue_name: str
    sentence: Sentence
    """The first of them."""
    alternatives: tuple[Sentence, ...]
    """Others, told by what is different."""
    others: int
    """Sets of the same size that were found beside the first."""
    moves: int
    at_least: int
    is_smallest: bool
    is_complete: bool


class NumberRow(Record):
    """A number with its stage; never summed."""

    figure: str
    unit: str
    giver: str | None
    receiver: str | None
    stage: str
    sentence: Sentence


class AgreementRow(Record):
    """An agreement with its alleged violations and their denials."""

    name: str
    parties: tuple[str, ...]
    on: date | None
    terms: tuple[Sentence, ...]
    """What the texts that were read say of it."""
    noted: tuple[str, ...]
    """Its terms as the pack records them; not from a text that was read."""
    violations: tuple[ViolationRow, ...]


class ViolationRow(Record):
    """An accusation and, always beside it, the denial or the fact that none was found."""

    accuser: str | None
    accused: str | None
    claim: Sentence
    denial: Sentence | None
    verification: Sentence | None = None
    """What somebody without a part in it says: that it is so, or that it could not be confirmed."""
    is_confirmed: bool | None = None
    """None without a verification."""


class DiaryRow(Record):
    """A coming date."""

    on: date | None
    when: str
    """The date as printed: "2 April 2025", or the words of the text where they fix no day."""
    sentence: Sentence
    place: str | None
    is_deadline: bool = False


class Coverage(Record):
    """What was read, what failed, who was silent."""

    documents: int
    earlier: int
    undated: tuple[str, ...]
    """Titles of documents without a date: read, but not placed in the week."""
    outlets: tuple[tuple[str, int], ...]
    unread: tuple[str, ...]
    """One line for every input that could not be used."""
    silent: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    sources: tuple[SourceWeek, ...] = ()
    """What came of each source that is collected from."""


class Correction(Record):
    """Something an earlier edition said that later data changed, or a correction a source made."""

    edition: str
    """Week of the edition that printed `before`; empty where a source corrected itself."""
    before: str
    after: Sentence


class LeftOut(Record):
    """How many entries of a section were found but not printed, so that a short list is not read as all there was."""

    section: str
    count: int


class Edition(Record):
    """One published round-up. Frozen once published."""

    format: int
    """Version of this schema."""
    id: str
    """Content hash of everything else in the edition."""
    watch: str
    process: str
    period: Period
    made_by: str
    """Name and version of the program."""
    title: str
    standfirst: Sentence | None
    """None only where nothing was read that could be cited."""
    lead: Item | None
    news: tuple[Item, ...]
    briefings: tuple[Briefing, ...]
    changes: tuple[ChangeRow, ...]
    matrix: Matrix
    blockers: tuple[BlockerRow, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    circles: tuple[CircleRow, ...] = ()
    keystones: tuple[KeystoneRow, ...] = ()
    agreements: tuple[AgreementRow, ...]
    numbers: tuple[NumberRow, ...]
    diary: tuple[DiaryRow, ...]
    coverage: Coverage
    corrections: tuple[Correction, ...]
    left_out: tuple[LeftOut, ...]
    sources: tuple[Source, ...]


AgreementRow.model_rebuild()
