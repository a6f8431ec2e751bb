"""What changed, and who stands where."""

from __future__ import annotations

from collections import Counter

from diplowatch.publish.compose.newsroom import Newsroom, overlap
from diplowatch.publish.sentences import TAKEN, capitalise, cut_quote, format_date, plain
from diplowatch.records import Cell, Change, ChangeRow, Grade, Held, Matrix, Sentence, Shift, Standing
from diplowatch.track.conditions import tell_condition

CHANGES = 15
SILENCES = 6
ISSUES = 10
ACTORS = 14
CELL_LIMIT = 280
"""Characters of a quotation in a table."""

_WEIGHT = (
    Change.REVERSED,
    Change.CONTRADICTORY,
    Change.VOICES_DIFFER,
    Change.HARDENED,
    Change.SOFTENED,
    Change.CONDITION_MET,
    Change.CONDITION_ADDED,
    Change.CONDITION_DROPPED,
    Change.NEW,
    Change.REAFFIRMED,
    Change.SILENT,
)


def write_position(room: Newsroom, held: Held) -> Sentence | None:
    """Write a position: in the speaker's statement where one was read, else as its outlet reports it."""
    statement = room.statements.get(held.position.statement or "")
    passage = held.position.passage
    if statement and statement.grade is not Grade.SECOND_HAND and len(statement.content) == 1:
        content = statement.content[0]
        words = cut_quote(content.exact, CELL_LIMIT)
        if words and overlap(content, passage) and plain(passage.exact)[:40] in plain(words):
            sentence = room.desk.attributed(statement, limit=CELL_LIMIT)
            if sentence:
                return sentence
    return room.desk.report(passage, limit=CELL_LIMIT)


def compose_changes(room: Newsroom) -> tuple[tuple[ChangeRow, ...], int]:
    """Write the changes of the ledger, the gravest first, then the longest-noted silences, and count those left out.

    Positions that are merely new are not changes where nothing earlier was read to compare them with.
    """
    shifts = [one for one in room.tracked.shifts if room.tracked.earlier or one.old or one.change is not Change.NEW]
    shifts.sort(key=lambda one: (_WEIGHT.index(one.change), -one.evidence, one.actor, one.issue, str(one.on), one.id))
    rows = [row for shift in shifts if (row := compose_change(room, shift))]
    silent = [row for shift in room.tracked.silences if (row := compose_change(room, shift))]
    return (*rows[:CHANGES], *silent[:SILENCES]), max(0, len(rows) - CHANGES) + max(0, len(silent) - SILENCES)


def compose_change(room: Newsroom, shift: Shift) -> ChangeRow | None:
    """Write one change, old words beside new; None where the new words cannot be quoted."""
    new = write_position(room, shift.new)
    if new is None:
        return None
    # Of a silence and of a condition that is met there are no newer words to set beside the old.
    old = shift.old if shift.change not in {Change.SILENT, Change.CONDITION_MET} else None
    conditions = shift.conditions or (() if shift.change is Change.SILENT else shift.new.position.conditions)
    return ChangeRow(
        actor=shift.actor,
        actor_name=room.desk.name(shift.actor),
        issue=shift.issue,
        issue_name=room.desk.issue(shift.issue),
        change=shift.change,
        on=shift.on,
        old=write_position(room, old) if old else None,
        new=new,
        evidence=shift.evidence,
        rule=shift.rule,
        stance=shift.new.position.stance,
        old_on=old.on if old else None,
        old_voice=old.voice if old else None,
        new_voice=shift.new.voice,
        marks=tuple(mark.value for mark in shift.marks),
        conditions=tuple(tell_condition(one, lambda code: room.desk.names([code])) for one in conditions),
        met_by=room.desk.report(shift.met_by.passage, limit=CELL_LIMIT) if shift.met_by else None,
    )


def compose_matrix(room: Newsroom) -> Matrix:
    """Compose the table of actors by issues from the standings: those with most actors and most issues first."""
    standings = room.tracked.standings
    by_issue = Counter(standing.issue for standing in standings)
    issues = sorted(by_issue, key=lambda one: (-by_issue[one], room.desk.issue(one)))
    shown = set(issues[:ISSUES])
    inside = [standing for standing in standings if standing.issue in shown]
    evidence: Counter[str] = Counter()
    for standing in inside:
        evidence[standing.actor] += 100 + len(standing.held)
    actors = sorted(evidence, key=lambda one: (not room.desk.is_party(one), -evidence[one], room.desk.name(one)))
    kept = set(actors[:ACTORS])
    cells = [cell for standing in inside if standing.actor in kept and (cell := compose_cell(room, standing))]
    rows = [actor for actor in actors[:ACTORS] if any(cell.actor == actor for cell in cells)]
    columns = [issue for issue in issues[:ISSUES] if any(cell.issue == issue for cell in cells)]
    cells.sort(key=lambda cell: (rows.index(cell.actor), columns.index(cell.issue)))
    return Matrix(
        actors=tuple((actor, room.desk.name(actor)) for actor in rows),
        issues=tuple((issue, room.desk.issue(issue)) for issue in columns),
        cells=tuple(cells),
        actors_left_out=len({standing.actor for standing in standings}) - len(rows),
        issues_left_out=len(issues) - len(columns),
    )


def compose_cell(room: Newsroom, standing: Standing) -> Cell | None:
    """Write one cell with the words behind it; None where they cannot be quoted."""
    sentence = write_position(room, standing.latest)
    if sentence is None:
        return None
    written = [
        (tell_difference(room, held, standing.latest), write_position(room, held)) for held in standing.disagreeing
    ]
    differing = [(told, one) for told, one in written if one]
    return Cell(
        actor=standing.actor,
        issue=standing.issue,
        stance=standing.stance,
        since=standing.latest.on,
        evidence=len(standing.held),
        sentence=sentence,
        conditions=tuple(
            tell_condition(one, lambda code: room.desk.names([code])) for one in standing.latest.position.conditions
        ),
        disagreeing=tuple(one for _, one in differing),
        differing=tuple(told for told, _ in differing),
    )


def tell_difference(room: Newsroom, held: Held, latest: Held) -> str:
    """Say who takes another stance than the latest, and when: "Hakan Fidan, against on 14 March 2025"."""
    who = plain(held.voice) if held.voice else room.desk.name(held.actor)
    if held.voice and held.voice == latest.voice:
        who = f"the same voice, {who}"
    on = f" on {format_date(held.on)}" if held.on else ""
    ascribed = f", according to {plain(held.ascribed)}" if held.ascribed else ""
    return f"{capitalise(who)}, {TAKEN[held.position.stance]}{on}{ascribed}"
