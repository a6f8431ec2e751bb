"""The edition as plain Markdown with footnotes, to paste anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from diplowatch.publish.links import is_linkable
from diplowatch.publish.page import (
    ANSWERED,
    STANCES,
    count_documents,
    head_sides,
    list_differing,
    minor_words,
    name_change,
    name_conditions,
    say_sources,
    silence_words,
    split_changes,
)
from diplowatch.publish.sentences import balance_marks, format_date, join_names, with_article
from diplowatch.records import AgreementRow, ChangeRow, Citation, Edition, Item, NumberRow, Sentence

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))")


def escape(text: str) -> str:
    """Return a text as Markdown that shows it letter for letter, on one line."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", line)


class Notes:
    """The footnotes of one rendering: each cited passage gets one number, in order of first use."""

    def __init__(self, edition: Edition) -> None:
        self._sources = {source.number: source for source in edition.sources}
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._texts: list[str] = []

    def mark(self, citation: Citation) -> str:
        """Return the mark of a citation, e.g. `[^3]`."""
        passage = citation.passage
        key = (passage.document, passage.start, passage.end)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._texts.append(self._write(citation))
        return f"[^{self._numbers[key]}]"

    def say(self, sentence: Sentence) -> str:
        """Return a sentence with its marks."""
        return escape(sentence.text) + "".join(self.mark(citation) for citation in sentence.citations)

    def lines(self) -> list[str]:
        """Return the footnotes."""
        return [f"[^{number}]: {text}" for number, text in enumerate(self._texts, 1)]

    def _write(self, citation: Citation) -> str:
        source = self._sources[citation.source]
        day = format_date(source.published) if source.published else "undated"
        title = f", {escape(source.title)}" if source.title else ""
        link = f" <{citation.link}>" if is_linkable(citation.link) else ""
        quoted = escape(balance_marks(citation.passage.exact))
        return f"{quoted} {escape(source.outlet or 'Outlet unknown')}{title}, {day}.{link}"


def render_markdown(edition: Edition) -> str:
    """Render an edition as Markdown; the same edition gives the same bytes."""
    notes = Notes(edition)
    period = edition.period
    blocks: list[str] = [
        f"# {escape(edition.title)}",
        notes.say(edition.standfirst) if edition.standfirst else "Nothing that could be cited was read for this week.",
        f"{escape(edition.watch)}: {escape(edition.process)}, week {period.week}, "
        f"{format_date(period.since)} to {format_date(period.until)}.",
    ]
    if edition.lead:
        blocks += item_blocks(edition.lead, notes)
    blocks.append(f"## In other {escape(edition.process)} news this week")
    for item in edition.news:
        blocks += [f"### {escape(item.heading)}", *item_blocks(item, notes)]
    blocks += none_of(edition.news, "No other attributed news was found in what was read.")
    blocks += briefing_blocks(edition, notes)
    blocks += change_blocks(edition, notes)
    blocks += matrix_blocks(edition, notes)
    blocks += blocker_blocks(edition, notes)
    blocks.append("## Agreements and alleged violations")
    for agreement in edition.agreements:
        blocks += agreement_blocks(agreement, notes)
    blocks += none_of(edition.agreements, "No agreement was spoken of in what was read.")
    blocks += fact_blocks(edition, notes)
    blocks += coverage_blocks(edition)
    blocks += correction_blocks(edition, notes)
    blocks.append("## Sources")
    blocks.append("\n".join(notes.lines()) or "Nothing is cited.")
    blocks.append(f"Edition {edition.id[:16]}, made by {escape(edition.made_by)}.")
    return "\n\n".join(blocks) + "\n"


def none_of(rows: Sequence[object], words: str) -> list[str]:
    """Return the sentence for an empty section, nothing for a full one."""
    return [] if rows else [words]


def bullets(lines: Iterable[str]) -> list[str]:
    """Return a bullet list as one block, nothing without lines."""
    listed = "\n".join(f"- {line}" for line in lines)
    return [listed] if listed else []


def item_blocks(item: Item, notes: Notes) -> list[str]:
    """Write the lead or a news item."""
    blocks = [notes.say(sentence) for sentence in item.sentences]
    blocks += denial_blocks(item.alleged, item.denial, notes)
    day = format_date(item.on) if item.on else "Undated"
    blocks.append(f"*{day}; independent origins: {item.origins}*")
    return blocks


def denial_blocks(alleged: bool, denial: Sentence | None, notes: Notes) -> list[str]:
    """Write a denial, or that an allegation has none."""
    if denial:
        return [f"> **Denied.** {notes.say(denial)}"]
    return ["> No denial was found in what was read."] if alleged else []


def briefing_blocks(edition: Edition, notes: Notes) -> list[str]:
    """Write the section of briefings."""
    blocks = ["## At the briefings"]
    for row in edition.briefings:
        why = f" Rule: {escape(row.why)}" if row.why else ""
        blocks += [f"**Q.** {notes.say(row.question)}", f"**A.** {notes.say(row.answer)}"]
        blocks.append(f"*{ANSWERED[row.answered]}.*{why}")
    return blocks + none_of(edition.briefings, "No question to an official was found in what was read.")


def change_blocks(edition: Edition, notes: Notes) -> list[str]:
    """Write the section of changes, old words before new, then what is new or repeated, then silences."""
    blocks = ["## What changed"]
    grave, minor, silent = split_changes(edition.changes)
    for row in grave:
        blocks.append(f"### {escape(row.actor_name)} on {escape(row.issue_name)}: {name_change(row).lower()}")
        blocks += bullets(change_lines(row, notes))
    if grave and minor:
        blocks.append("Also on record this week:")
    blocks += bullets(escape(minor_words(row)) + mark_all(row.new, notes) for row in minor)
    blocks += none_of([*grave, *minor], "No change of position was found in what was read.")
    if silent:
        blocks.append("Silent on an issue on which they stood, as far as was read:")
    return blocks + bullets(escape(silence_words(row)) + mark_all(row.new, notes) for row in silent)


def change_lines(row: ChangeRow, notes: Notes) -> list[str]:
    """Write one change: old words, new words, conditions, rule and evidence."""
    old, new = head_sides(row)
    lines = [f"{escape(old)}: {notes.say(row.old)}"] if row.old else []
    lines.append(f"{escape(new)}: {notes.say(row.new)}")
    lines += [f"{name_conditions(row)}: {escape(one)}." for one in row.conditions]
    lines += [notes.say(row.met_by)] if row.met_by else []
    return [*lines, f"Rule: {escape(row.rule)}; {count_documents(row)}"]


def differing_blocks(edition: Edition, notes: Notes) -> list[str]:
    """Write the voices of one side that differ."""
    actors, issues = dict(edition.matrix.actors), dict(edition.matrix.issues)
    lines = [
        f"{escape(actors[cell.actor])} on {escape(issues[cell.issue])}: {escape(told)}: {notes.say(sentence)}"
        for cell in edition.matrix.cells
        for told, sentence in list_differing(cell)
    ]
    return ["\\* Voices of one side that differ, or one that contradicts itself:", *bullets(lines)] if lines else []


def mark_all(sentence: Sentence, notes: Notes) -> str:
    """Return the marks of all citations of a sentence that is not printed itself."""
    return "".join(notes.mark(one) for one in sentence.citations)


def tell_way(row: NumberRow) -> str:
    """Return the stage of a number with who gave and who got it, as far as they are known."""
    giver = f" from {with_article(row.giver)}" if row.giver else ""
    receiver = f" to {with_article(row.receiver)}" if row.receiver else ""
    return f"{row.stage}{giver}{receiver}"


def matrix_blocks(edition: Edition, notes: Notes) -> list[str]:
    """Write who stands where: a table, each stance with its marks."""
    matrix = edition.matrix
    blocks = ["## Who stands where"]
    if not matrix.cells:
        return [*blocks, "No position on an issue was found in what was read."]
    cells = {(cell.actor, cell.issue): cell for cell in matrix.cells}
    rows = ["| |" + "".join(f" {escape(name)} |" for _, name in matrix.issues), "|---|" + "---|" * len(matrix.issues)]
    for actor, name in matrix.actors:
        row = f"| {escape(name)} |"
        for issue, _ in matrix.issues:
            cell = cells.get((actor, issue))
            differs = "\\*" if cell and cell.disagreeing else ""
            row += f" {STANCES[cell.stance][1]}{differs}{mark_all(cell.sentence, notes)} |" if cell else " |"
        rows.append(row)
    return [*blocks, "\n".join(rows), *differing_blocks(edition, notes)]


def blocker_blocks(edition: Edition, notes: Notes) -> list[str]:
    """Write what blocks what: blockers, circles, and what would free each issue."""
    blocks = ["## What blocks what"]
    blocks += bullets(
        notes.say(row.sentence)
        + (f" (circle: {escape(join_names(row.circle))} wait for one another)" if row.circle else "")
        for row in edition.blockers
    )
    if edition.circles:
        blocks += ["### Circles: each waits for the next", *bullets(notes.say(row.sentence) for row in edition.circles)]
    if edition.keystones:
        blocks.append("### What would free an issue")
        for row in edition.keystones:
            blocks += bullets(notes.say(sentence) for sentence in (row.sentence, *row.alternatives))
            rest = row.others - len(row.alternatives)
            more = "" if row.is_complete else " or more"
            blocks += [f"{rest}{more} other sets of as many moves would free it too."] if rest > 0 else []
    if edition.blockers or edition.keystones:
        return blocks
    return [*blocks, "No condition that waits or is opposed was found in what was read."]


def agreement_blocks(row: AgreementRow, notes: Notes) -> list[str]:
    """Write one agreement with its alleged violations."""
    about = [join_names(row.parties)] if row.parties else []
    about += [format_date(row.on)] if row.on else []
    blocks = [f"### {escape(row.name)}" + (f" ({escape(', '.join(about))})" if about else "")]
    blocks += [notes.say(sentence) for sentence in row.terms]
    if row.noted:
        blocks.append(f"Terms as the watch’s own notes record them: {escape('; '.join(row.noted))}.")
    for violation in row.violations:
        by = f" by {with_article(violation.accuser)}" if violation.accuser else ""
        of = f" of {with_article(violation.accused)}" if violation.accused else ""
        blocks.append(f"**{escape(f'Alleged{by}{of}')}.** {notes.say(violation.claim)}")
        blocks += denial_blocks(True, violation.denial, notes)
        checked = "Confirmed" if violation.is_confirmed else "Not confirmed"
        blocks.append(
            f"> **{checked}.** {notes.say(violation.verification)}"
            if violation.verification
            else "> No verification was found in what was read."
        )
    return blocks


def fact_blocks(edition: Edition, notes: Notes) -> list[str]:
    """Write the numbers and the diary."""
    blocks = ["## Numbers"]
    blocks += bullets(
        f"**{escape(row.figure)}** ({escape(tell_way(row))}): {notes.say(row.sentence)}" for row in edition.numbers
    )
    blocks += none_of(edition.numbers, "No number with a unit was found in what was read.")
    blocks.append("## Diary")
    blocks += bullets(
        f"**{escape(row.when)}**{f', {escape(row.place)}' if row.place else ''}"
        f"{' (deadline)' if row.is_deadline else ''}: {notes.say(row.sentence)}"
        for row in edition.diary
    )
    return blocks + none_of(edition.diary, "No coming date was announced in what was read.")


def coverage_blocks(edition: Edition) -> list[str]:
    """Write what was read, what failed and who was silent."""
    coverage = edition.coverage
    lines = [f"Documents of this week: {coverage.documents}; earlier ones behind the comparison: {coverage.earlier}."]
    if coverage.outlets:
        lines.append("Read from: " + escape(", ".join(f"{name} ({count})" for name, count in coverage.outlets)) + ".")
    lines.append(
        f"Silent, though they hold positions: {escape(join_names(coverage.silent))}."
        if coverage.silent
        else "Nobody who holds a position was silent."
    )
    lines += [f"Source: {escape(line)}" for line in say_sources(coverage.sources)]
    lines += [f"Undated, not placed in the week: {escape(title)}" for title in coverage.undated]
    lines += [f"Could not be read: {escape(line)}" for line in coverage.unread]
    lines += [f"Remark: {escape(line)}" for line in coverage.warnings]
    lines += [f"Found but not printed under {entry.section}: {entry.count}" for entry in edition.left_out]
    return ["## Coverage", *bullets(lines)]


def correction_blocks(edition: Edition, notes: Notes) -> list[str]:
    """Write the corrections."""
    blocks = ["## Corrections"]
    for row in edition.corrections:
        if row.before:
            blocks.append(
                f"The edition of {row.edition} printed: {escape(row.before)} The source now: {notes.say(row.after)}"
            )
        else:
            blocks.append(f"Corrected by its source. {notes.say(row.after)}")
    return blocks + none_of(edition.corrections, "Nothing to correct was found.")
