"""The summary of an edition for the terminal, about ten lines."""

from __future__ import annotations

from diplowatch.publish.sentences import format_date
from diplowatch.records import Answered, Change, Edition, Stance


def summarize(edition: Edition) -> list[str]:
    """Return what an edition holds in about ten lines: what leads, what changed, what blocks, what is missing."""
    period = edition.period
    lines = [
        f"{edition.process}, {period.week} ({format_date(period.since)} to {format_date(period.until)})",
        f"Lead: {edition.title}",
    ]
    if edition.standfirst:
        lines.append(f"  {one_line(edition.standfirst.text)}")
    unanswered = sum(briefing.answered is Answered.NO for briefing in edition.briefings)
    changed = [row for row in edition.changes if row.change not in {Change.NEW, Change.REAFFIRMED}]
    stances = [cell.stance for cell in edition.matrix.cells]
    counted = ", ".join(f"{stances.count(stance)} {stance.value}" for stance in Stance if stance in stances)
    opposed = sum(bool(row.opposed_by) for row in edition.blockers)
    violations = [row for agreement in edition.agreements for row in agreement.violations]
    denied = sum(row.denial is not None for row in violations)
    coverage = edition.coverage
    lines += [
        f"News: {len(edition.news)} items; briefings: {count(len(edition.briefings), 'question')}, "
        f"{unanswered} not answered",
        f"Changes: {len(changed)} of position, {len(edition.changes) - len(changed)} new or reaffirmed",
        f"Positions: {len(stances)}" + (f" ({counted})" if counted else ""),
        f"Blockers: {len(edition.blockers)}, {opposed} opposed by others",
        f"Numbers: {len(edition.numbers)}; alleged violations: {len(violations)}, {denied} with a denial",
        f"Diary: {count(len(edition.diary), 'coming date')}; corrections: {len(edition.corrections)}",
        f"Read: {count(coverage.documents, 'document')} of the week, {coverage.earlier} earlier, "
        f"{len(coverage.undated)} undated; not read: {len(coverage.unread)}",
        f"Silent: {', '.join(coverage.silent) if coverage.silent else 'nobody with a position on record'}",
    ]
    return lines


def count(number: int, noun: str) -> str:
    """Return a number with its noun, plural where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def one_line(text: str, limit: int = 160) -> str:
    """Return a text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + " …"
