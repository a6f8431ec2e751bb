"""The lead story, the title and the standfirst."""

from __future__ import annotations

import re
from datetime import timedelta

from diplowatch.publish.compose.headings import head_event
from diplowatch.publish.compose.newsroom import STANCES, Newsroom, accuses, codes_of, name_some
from diplowatch.publish.compose.spots import is_reportable
from diplowatch.publish.sentences import are_spoken, capitalise, format_date, vary_heads
from diplowatch.records import (
    BlockerRow,
    Change,
    ChangeRow,
    Event,
    Factuality,
    Item,
    Sentence,
    Shift,
    Stance,
    Statement,
    Story,
)

STATEMENTS = 4
"""Statements printed under the lead event."""
TITLE_NAMES = 3
ENOUGH = 3
"""Actors on the issue of a story, from which on a report comes before a remark, however many more take part."""
RECENT = timedelta(days=60)
"""Days after which an old position is no measure for a new one at the head of an edition."""
_REMARK = re.compile(r"\b(?:I|me|my)\b")
"""Shows a sentence in the first person: a remark, not the report of an event, even where it mentions one."""
_MOVES = {
    Change.REVERSED: "has changed sides",
    Change.HARDENED: "has hardened its position",
    Change.SOFTENED: "has softened its position",
}


def choose_lead(room: Newsroom) -> tuple[Story, Event, str | None] | None:
    """Choose the story with most independent origins, reported rather than remarked on, with most positions around it.

    Returns it with its best printable report and the issue that most of those positions are about.
    """
    best: tuple[tuple[object, ...], Story, Event, str | None] | None = None
    for story in room.tracked.stories:
        event = next((one for one in story.events if is_reportable(one, room.tracked, room.desk)), None)
        if event is None:
            continue
        near = room.near_positions(story)
        actors: dict[str, set[str]] = {}
        for held in near:
            actors.setdefault(held.issue or "", set()).add(held.actor)
        issue = min(actors, key=lambda one: (-len(actors[one]), one), default=None)
        passage = event.passage
        key = (
            -len(story.origins),
            -min(ENOUGH, len(actors[issue]) if issue else 0),
            bool(_REMARK.search(room.desk.widen(event.passage).exact)),
            -len({held.actor for held in near}),
            int(event.factuality is not Factuality.ASSERTED),
            -len(story.documents),
            room.order.get(passage.document, len(room.order)),
            passage.start,
        )
        if best is None or key < best[0]:
            best = (key, story, event, issue)
    return best[1:] if best else None


def compose_lead(room: Newsroom, story: Story, event: Event, issue: str | None) -> Item | None:
    """Write the lead: the event, who said what about it, where they stand, and who denies it."""
    opening = room.take(room.report_event(story, event, whole=True))
    if opening is None:
        return None
    sentences = [opening]
    chosen: list[tuple[Statement, Sentence]] = []
    speakers: set[str | None] = set()
    near = room.near_statements([one.passage for one in story.events])
    for statement in sorted(near, key=lambda one: rank_beside(room, one, issue)):
        speaker = room.desk.label(statement.source) if statement.source else None
        if len(chosen) == STATEMENTS or speaker in speakers:
            continue
        sentence = room.take(room.desk.attributed(statement))
        if sentence:
            chosen.append((statement, sentence))
            speakers.add(speaker)
    order = room.order
    chosen.sort(key=lambda one: (order.get(one[0].content[0].document, len(order)), one[0].content[0].start))
    sentences += [sentence for _, sentence in chosen]
    summary = room.sum_up(issue) if issue else None
    if summary:
        sentences.append(summary)
    return Item(
        heading=head_event(room, event, issue),
        sentences=tuple(vary_heads(sentences)),
        actors=codes_of([event], [statement for statement, _ in chosen]),
        on=room.day_of(event.when, event.passage),
        origins=max(1, len(story.origins)),
        denial=compose_denial(room, story),
        alleged=accuses(event),
    )


def rank_beside(room: Newsroom, statement: Statement, issue: str | None) -> tuple[bool, bool, bool, bool]:
    """Rank a statement beside the lead: on its issue, not on another, by somebody named, in its speaker's own words.

    Among equals the order of `Newsroom.near_statements` stays.
    """
    on = room.linked.get(statement.id)
    named = bool(statement.source and (statement.source.name or statement.source.code))
    return on != issue, on not in {None, issue}, not named, not are_spoken(statement)


def compose_denial(room: Newsroom, story: Story) -> Sentence | None:
    """Write the first denial of a story, in the words of who denies it or of the report."""
    for denial in story.denials:
        statement = room.statements.get(denial.statement or "")
        sentence = (room.desk.attributed(statement) if statement else None) or room.desk.report(denial.passage)
        if sentence:
            return sentence
    return None


def compose_title(room: Newsroom, lead: Item | None, issue: str | None) -> str:
    """Compose the title: where the actors stand on the issue of the lead, else the heading of the lead."""
    standings = room.standings_on(issue) if issue else []
    parts = []
    for stance, phrase in STANCES:
        held = [standing for standing in standings if standing.stance is stance]
        if held:
            parts.append(f"{name_some(room.desk, held, TITLE_NAMES)} {phrase}")
    if issue and parts:
        return capitalise(f"{room.desk.issue(issue)}: {', '.join(parts[:3])}")
    return lead.heading if lead else ""


def is_certain(shift: Shift) -> bool:
    """Say whether a change may stand at the head of an edition: moved, recent, and in one side's own clear words.

    Neither another person's words nor another government's make it certain that the actor has changed its mind.
    """
    old, new = shift.old, shift.new
    if shift.change not in _MOVES or old is None or old.on is None or new.on is None:
        return False
    doubtful = any(one.is_inferred or one.ascribed for one in (old, new))
    return not doubtful and not shift.marks and new.on - old.on <= RECENT


def tell_shift(room: Newsroom, shift: Shift) -> Sentence:
    """Compose a change in one sentence: who stood where, and when, and where now."""
    stances = {**dict(STANCES), Stance.CONDITIONAL: "conditional"}
    steps = [
        f"{stances[one.position.stance]} on {format_date(one.on)}" for one in (shift.old, shift.new) if one and one.on
    ]
    who, issue = capitalise(room.desk.names([shift.actor])), room.desk.issue(shift.issue)
    cited = [one.position.passage for one in (shift.new, shift.old) if one]
    return room.desk.sentence(f"{who} {_MOVES[shift.change]} on {issue}: {', '.join(steps)}", cited)


def compose_standfirst(
    room: Newsroom,
    lead: Item | None,
    issue: str | None,
    blockers: tuple[BlockerRow, ...],
    changes: tuple[ChangeRow, ...],
) -> Sentence | None:
    """Choose the one sentence under the title: an opposed blocker, a change, another issue, or the lead's first."""
    opposed = [row.sentence for row in blockers if row.opposed_by and not row.met]
    if opposed:
        return opposed[0]
    told = {(row.actor, row.issue, row.change, row.on) for row in changes}
    for shift in room.tracked.shifts:
        if is_certain(shift) and (shift.actor, shift.issue, shift.change, shift.on) in told:
            return tell_shift(room, shift)
    others = sorted(
        {standing.issue for standing in room.tracked.standings if standing.issue != issue},
        key=lambda one: (-len(room.standings_on(one)), one),
    )
    summary = room.sum_up(others[0]) if others else None
    return summary or (lead.sentences[0] if lead else None)
