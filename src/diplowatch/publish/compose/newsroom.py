"""The newsroom: what may be printed of one period, what stands near what, and what was printed already."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from datetime import date

from diplowatch.publish.compose.spots import (
    Place,
    Spot,
    find_spots,
    is_printable,
    rank_statement,
    statements_on_issues,
)
from diplowatch.publish.desk import Desk
from diplowatch.publish.sentences import are_spoken, capitalise, join_names
from diplowatch.records import (
    Event,
    Factuality,
    Held,
    Passage,
    Plover,
    Precision,
    Record,
    Sentence,
    Stance,
    Standing,
    Statement,
    Story,
    Tracked,
    When,
)
from diplowatch.tables import load_table, package_file
from diplowatch.track.issues import IssueIndex, link_words
from diplowatch.track.words import content_stems

NEAR = 1500
"""Characters around an event within which statements and positions count as being about it."""
NAMES = 6
"""Actors named for one stance in a sentence; the rest are counted."""

STANCES = (
    (Stance.SUPPORT, "in favour"),
    (Stance.CONDITIONAL, "on conditions"),
    (Stance.UNDECIDED, "undecided"),
    (Stance.OPPOSE, "against"),
)


class Noun(Record):
    """An event type and the noun printed for it."""

    type: Plover
    noun: str
    grave: bool
    """Whether to report it as alleged is to accuse somebody."""
    by: str
    """What joins it to who does it."""
    to: str
    """What joins it to whom it is done to."""


@functools.cache
def event_nouns() -> dict[Plover, Noun]:
    """Return the entry of every event type."""
    return {row.type: row for row in load_table(package_file("publish", "data", "plover_nouns.csv"), Noun)}


def accuses(event: Event) -> bool:
    """Say whether a report of an event is an accusation, so that its denial has to be printed with it."""
    if event.type is Plover.ACCUSE:
        return True
    return event.factuality is Factuality.ALLEGED and event_nouns()[event.type].grave


REPORTS = 40
"""Reports of one story, the best-sourced first, around which positions and statements are looked for."""


class Newsroom:
    """Everything the lead and the news are written from."""

    def __init__(self, tracked: Tracked, desk: Desk, index: IssueIndex) -> None:
        self.tracked = tracked
        self._index = index
        self._about: dict[Place, bool] = {}
        self.desk = desk
        self.spots: dict[Place, Spot] = find_spots(tracked, desk)
        self.statements = {statement.id: statement for statement in tracked.statements}
        self.linked = statements_on_issues(tracked.positions)
        self.order = {document.id: at for at, document in enumerate(tracked.documents)}
        self.printed: list[Passage] = []
        self._held: dict[str, list[Held]] = {}
        for held in tracked.positions:
            if held.issue:
                self._held.setdefault(held.position.passage.document, []).append(held)

    def was_printed(self, passage: Passage) -> bool:
        """Say whether the better part of a passage stands in the edition already."""
        return any(overlap(passage, one) * 2 > passage.end - passage.start for one in self.printed)

    def is_about_process(self, place: Place) -> bool:
        """Say whether a paragraph names an issue, or a party of the process that is not its own publisher."""
        if place not in self._about:
            document = self.desk.documents[place[0]]
            self._about[place] = self.is_about(document.text[place[1] : place[2]], document.outlet_code)
        return self._about[place]

    def is_about(self, text: str, publisher: str | None) -> bool:
        """Say whether words name an issue, or a party of the process that is not who publishes them."""
        return not self.desk.party_stems(publisher).isdisjoint(content_stems(text)) or bool(self._index.match(text))

    def issue_of(self, text: str) -> str | None:
        """Return the issue that some words are about, None where none or several are."""
        return link_words(text, self._index).issue

    def take(self, sentence: Sentence | None) -> Sentence | None:
        """Remember what a sentence prints and hand it on; None where it only asks or repeats what was printed."""
        if (
            sentence is None
            or sentence.text.endswith("?”")
            or all(self.was_printed(citation.passage) for citation in sentence.citations)
        ):
            return None
        self.printed.extend(citation.passage for citation in sentence.citations)
        return sentence

    def report_event(self, story: Story, event: Event, *, whole: bool = False) -> Sentence | None:
        """Write a report of an event, in its source's words where it stands in a statement; cites other origins too.

        With `whole`, words that were not spoken as printed come with their whole sentence.
        """
        statement = self.statements.get(event.statement or "")
        speaks = statement and statement.source and self.desk.knows(self.desk.code_of(statement.source))
        if whole and statement and not are_spoken(statement):
            speaks = False
        if statement and speaks and is_printable(statement, self.tracked, self.desk):
            sentence = self.desk.attributed(statement)
        else:
            sentence = self.desk.report(event.passage)
        if sentence is None:
            return None
        others: dict[str, Passage] = {}
        for other in story.events:
            if other.passage.document != event.passage.document:
                others.setdefault(other.passage.document, other.passage)
        cited = [citation.passage for citation in sentence.citations]
        return self.desk.sentence(sentence.text, [*cited, *list(others.values())[:3]])

    def near_positions(self, story: Story) -> list[Held]:
        """Return the positions that stand near any report of a story and are on an issue."""
        return [
            held
            for document in sorted({event.passage.document for event in story.events[:REPORTS]})
            for held in self._held.get(document, ())
            if any(distance(held.position.passage, event.passage) <= NEAR for event in story.events[:REPORTS])
        ]

    def near_statements(self, passages: Sequence[Passage]) -> list[Statement]:
        """Return the printable statements near some passages, the best first."""
        near = [
            statement
            for statement in self.tracked.statements
            if is_printable(statement, self.tracked, self.desk)
            and any(distance(statement.content[0], passage) <= NEAR for passage in passages[:REPORTS])
        ]
        return sorted(
            near, key=lambda one: (*rank_statement(one, self.desk, self.linked), one.content[0].start, one.id)
        )

    def standings_on(self, issue: str) -> list[Standing]:
        """Return where actors stand on an issue: whom the process is about, then those with most evidence."""
        chosen = [standing for standing in self.tracked.standings if standing.issue == issue]
        return sorted(chosen, key=lambda one: (not self.desk.is_party(one.actor), -len(one.held), one.actor))

    def sum_up(self, issue: str) -> Sentence | None:
        """Compose who stands where on an issue, each actor's words cited."""
        standings = self.standings_on(issue)
        parts, cited = [], []
        for stance, phrase in STANCES:
            held = [standing for standing in standings if standing.stance is stance]
            if held:
                parts.append(f"{name_some(self.desk, held)} {phrase}")
                cited += [standing.latest.position.passage for standing in held[:NAMES]]
        if not parts:
            return None
        return self.desk.sentence(f"{capitalise(self.desk.issue(issue))}: {'; '.join(parts)}", cited)

    def day_of(self, when: When | None, passage: Passage) -> date | None:
        """Return the day of something: the date in the text where it fixes one, else the publication date."""
        if when and when.precision in {Precision.DAY, Precision.PART_OF_DAY}:
            return when.start
        return self.desk.documents[passage.document].published


def name_some(desk: Desk, standings: Sequence[Standing], limit: int = NAMES) -> str:
    """Name the actors of some standings, those beyond the limit as a count."""
    limit += len(standings) == limit + 1
    names = [desk.names([standing.actor]) for standing in standings[:limit]]
    rest = len(standings) - len(names)
    return join_names([*names, f"{rest} more"] if rest else names)


def overlap(one: Passage, other: Passage) -> int:
    """Return how many characters two passages of the same document share."""
    if one.document != other.document:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def distance(one: Passage, other: Passage) -> float:
    """Return the characters between two passages; infinite between documents."""
    if one.document != other.document:
        return float("inf")
    return max(0, max(one.start, other.start) - min(one.end, other.end))


def codes_of(events: Iterable[Event], statements: Iterable[Statement]) -> tuple[str, ...]:
    """Return the codes of everybody in some events and statements, each once, in order."""
    actors = [actor for event in events for actor in (*event.actors, *event.recipients)]
    actors += [statement.source for statement in statements if statement.source]
    return tuple(dict.fromkeys(actor.code for actor in actors if actor.code))
