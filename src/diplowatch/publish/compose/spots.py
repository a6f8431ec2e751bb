"""Spots: paragraphs in which something newsworthy is said or reported, the raw material of the lead and the news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from diplowatch.publish.desk import Desk
from diplowatch.publish.sentences import is_supposed, print_cue, strip_marks
from diplowatch.records import (
    Event,
    Factuality,
    Grade,
    Held,
    Mode,
    Passage,
    Precision,
    Statement,
    Story,
    Tracked,
    When,
)

SHORTEST = 4
"""Words below which a content is a fragment, not a statement."""
_GRADES = (Grade.ON_RECORD, Grade.DOCUMENT, Grade.STATE_MEDIA, Grade.ANONYMOUS, Grade.SECOND_HAND)
_MODES = (Mode.DIRECT, Mode.MIXED, Mode.INDIRECT)

_ASKING = re.compile(r"\s*(?:\*\*)?(?:Q\b|QUESTION\b|Question:|REPORTER\b|Reporter:)")

Place = tuple[str, int, int]
"""A paragraph: document, start and end."""


@dataclass
class Spot:
    """One paragraph with what was read in it."""

    place: Place
    statements: list[Statement] = field(default_factory=list)
    stories: list[tuple[Story, Event]] = field(default_factory=list)
    issues: set[str] = field(default_factory=set)
    holders: set[str] = field(default_factory=set)

    @property
    def origins(self) -> int:
        """Count of independent origins of what the paragraph reports."""
        return max((len(story.origins) for story, _ in self.stories), default=1)


def paragraph_of(desk: Desk, passage: Passage) -> Place:
    """Return the paragraph that a passage starts in."""
    text = desk.documents[passage.document].text
    start = text.rfind("\n", 0, passage.start) + 1
    end = text.find("\n", passage.start)
    return passage.document, start, len(text) if end < 0 else end


def count_words(text: str) -> int:
    """Count the words of a text."""
    return len(re.findall(r"\w[\w’'-]*", text))


def is_in_period(when: When | None, tracked: Tracked) -> bool:
    """Say whether a date leaves it possible that something belongs to the period; without a date it does."""
    if when is None or when.precision not in {Precision.DAY, Precision.PART_OF_DAY}:
        return True
    return when.end >= tracked.period.since and when.start <= tracked.period.until


def is_asked(passage: Passage, desk: Desk) -> bool:
    """Say whether a passage stands in a turn of somebody who asks, as a transcript marks it."""
    document, start, _ = paragraph_of(desk, passage)
    return bool(_ASKING.match(desk.documents[document].text, start))


def is_printable(statement: Statement, tracked: Tracked, desk: Desk) -> bool:
    """Say whether a statement is fit to be printed: somebody says a whole thought, in the period."""
    if statement.source is None or statement.negated or not statement.content:
        return False
    if is_asked(statement.content[0], desk):
        return False
    if is_supposed(statement) or desk.label(statement.source) is None or not is_in_period(statement.when, tracked):
        return False
    return sum(count_words(strip_marks(passage.exact)) for passage in statement.content) >= SHORTEST


def rank_statement(statement: Statement, desk: Desk, linked: Iterable[str]) -> tuple[int, ...]:
    """Rank a statement, best first: on an issue, by a state or body, on record, by a named person, in its own words."""
    source = statement.source
    code = desk.code_of(source) if source else None
    words = sum(count_words(passage.exact) for passage in statement.content)
    return (
        -int(statement.id in linked),
        -int(desk.knows(code)),
        int(statement.mode is not Mode.DIRECT and print_cue(statement.cue) is None),
        _GRADES.index(statement.grade),
        -int(bool(source and source.name)),
        _MODES.index(statement.mode),
        -min(words, 12),
    )


def statements_on_issues(held: Sequence[Held]) -> dict[str, str]:
    """Return the issue of every statement whose content shows a position on one."""
    return {one.position.statement: one.issue for one in held if one.position.statement and one.issue}


def find_spots(tracked: Tracked, desk: Desk) -> dict[Place, Spot]:
    """Gather statements, stories and positions by the paragraph they stand in."""
    spots: dict[Place, Spot] = {}

    def at(passage: Passage) -> Spot:
        place = paragraph_of(desk, passage)
        return spots.setdefault(place, Spot(place))

    for statement in tracked.statements:
        if is_printable(statement, tracked, desk):
            at(statement.content[0]).statements.append(statement)
    for story in tracked.stories:
        for event in story.events:
            if is_reportable(event, tracked, desk):
                at(event.passage).stories.append((story, event))
    for held in tracked.positions:
        if held.issue:
            spot = at(held.position.passage)
            spot.issues.add(held.issue)
            spot.holders.add(held.actor)
    return spots


def is_reportable(event: Event, tracked: Tracked, desk: Desk) -> bool:
    """Say whether an event is fit to be printed: an actor that is known did it, in the period, not only in thought."""
    if event.factuality in {Factuality.HYPOTHETICAL, Factuality.DENIED} or is_asked(event.passage, desk):
        return False
    known = any(desk.knows(desk.code_of(actor)) for actor in (*event.actors, *event.recipients))
    words = event.passage.exact
    finite = not words.lower().startswith("to ") and count_words(words) >= SHORTEST
    return known and finite and is_in_period(event.when, tracked)
