"""The summary of an edition for the terminal, about ten lines."""

from __future__ import annotations

from collections.abc import Sequence

from diplowatch.publish.page import split_changes
from diplowatch.publish.sentences import TAKEN, format_date
from diplowatch.records import Answered, Edition, Stance

SILENT = 6
"""Silent actors named; the rest are counted."""


def summarize(edition: Edition) -> list[str]:
    """Return what an edition holds in about ten lines: what leads, what changed, what blocks, what is missing."""
    period = edition.period
    lines = [
        f"{edition.process}, {period.week} ({format_date(period.since)} to {format_date(period.until)})",
        f"Lead: {edition.title}",
    ]
    if edition.standfirst:
        lines.append(f"  {one_line(edition.standfirst.text)}")
    return [*lines, *sum_changes(edition), *sum_findings(edition), *sum_coverage(edition)]


def sum_changes(edition: Edition) -> list[str]:
    """Return what moved, what blocks and where the actors stand."""
    changed, minor, silent = split_changes(edition.changes)
    moved = [f"{row.actor_name} on {row.issue_name} ({row.change.value})" for row in changed]
    quiet = f"; {count(len(silent), 'silence')}" if silent else ""
    stances = [cell.stance for cell in edition.matrix.cells]
    counted = ", ".join(f"{stances.count(stance)} {TAKEN[stance]}" for stance in Stance if stance in stances)
    opposed = sum(bool(row.opposed_by) for row in edition.blockers)
    first = edition.blockers[0].sentence if edition.blockers else None
    blocker = f": {first.text}" if first and first != edition.standfirst else ""
    return [
        one_line(f"Moved: {name_first(moved) or 'nobody'}; {len(minor)} new or repeated{quiet}"),
        one_line(f"Blocked: {count(len(edition.blockers), 'condition')}, {opposed} opposed by others{blocker}"),
        f"Positions: {len(stances)}" + (f" ({counted})" if counted else ""),
    ]


def sum_findings(edition: Edition) -> list[str]:
    """Return what is alleged, what was asked, the first figures and the next date."""
    violations = [row for agreement in edition.agreements for row in agreement.violations]
    denied = sum(row.denial is not None for row in violations)
    unanswered = sum(briefing.answered is Answered.NO for briefing in edition.briefings)
    figures = [f"{row.figure} ({row.stage})" for row in edition.numbers]
    dates = [f"{row.when}{f', {row.place}' if row.place else ''}" for row in edition.diary]
    return [
        f"Alleged violations: {len(violations)}, {denied} with a denial",
        f"News: {count(len(edition.news), 'item')}; briefings: {count(len(edition.briefings), 'question')}, "
        f"{unanswered} not answered",
        one_line(f"Numbers: {name_first(figures) or 'none'}"),
        one_line(f"Coming: {name_first(dates) or 'no date announced'}"),
    ]


def sum_coverage(edition: Edition) -> list[str]:
    """Return what was read, what was not, who was silent and what has to be corrected."""
    coverage = edition.coverage
    lines = [
        f"Read: {count(coverage.documents, 'document')} of the week, {coverage.earlier} earlier, "
        f"{len(coverage.undated)} undated; not read: {len(coverage.unread)}; corrections: {len(edition.corrections)}"
    ]
    if coverage.silent:
        lines.append(f"Silent: {name_first(coverage.silent, SILENT)}")
    return lines


def name_first(names: Sequence[str], limit: int = 3) -> str:
    """Join the first of some names, the rest as a count."""
    rest = len(names) - limit
    return "; ".join([*names[:limit], f"{rest} more"] if rest > 0 else names)


def count(number: int, noun: str) -> str:
    """Return a number with its noun, plural where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def one_line(text: str, limit: int = 160) -> str:
    """Return a text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + " …"
