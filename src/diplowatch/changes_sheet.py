"""How changes are printed for people: old words beside new where the terminal is wide enough, else below each other."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import click
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from diplowatch.changes import Changes
from diplowatch.printing import LONGEST, WIDTH
from diplowatch.records import Change, Document, Held, Pack, Shift
from diplowatch.track.conditions import tell_condition
from diplowatch.track.names import name_actors

NARROW = 90
"""Columns below which old words stand above new ones, not beside them."""

SILENCES = 10
"""Silences printed; the rest are counted."""

_MINOR = {Change.NEW, Change.REAFFIRMED}
_NAMED = {
    Change.CONDITION_ADDED: "added",
    Change.CONDITION_DROPPED: "no longer named",
    Change.CONDITION_MET: "met",
}


def print_changes(changes: Changes | None, title: str, pack: Pack, limit: int) -> None:
    """Print the days looked at, the changes that moved something, then the others, then silences."""
    if changes is None:
        click.echo("no text has a date, so nothing comes before or after anything; give it with add --published")
        return
    sheet = Sheet(changes, pack)
    for line in sheet.head(title):
        click.echo(line)
    moved = [one for one in changes.shifts if one.change not in _MINOR]
    minor = [one for one in changes.shifts if one.change in _MINOR]
    sheet.print(moved[:limit], "")
    sheet.print(minor[: max(0, limit - len(moved))], "New and repeated")
    silent = changes.silences[: min(limit, SILENCES)]
    sheet.print(silent, "Silent on an issue on which they stood, while these texts spoke of it")
    for line in sheet.foot(len(moved) + len(minor), limit, len(silent)):
        click.echo(f"\n{line}")


class Sheet:
    """Prints changes with the names of the pack and the titles of their documents."""

    def __init__(self, changes: Changes, pack: Pack) -> None:
        self._changes = changes
        self._documents: Mapping[str, Document] = changes.documents
        self._names = name_actors(pack)
        self._issues = {issue.id: issue.name for issue in pack.issues}
        self._console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH, highlight=False)

    def head(self, title: str) -> Iterator[str]:
        """Say which days are looked at and what was found in them."""
        days, found = self._changes.days, (*self._changes.shifts, *self._changes.silences)
        yield f"{title}: changes from {days.since} to {days.until}, {days.why}"
        counts = Counter(one.change for one in found)
        yield ", ".join(f"{change} {counts[change]}" for change in Change if counts[change]) or "no change was found"

    def foot(self, count: int, limit: int, silent: int) -> Iterator[str]:
        """Say what was left out."""
        since = self._changes.days.since
        if not any(one.published and one.published < since for one in self._documents.values()):
            yield f"no text is from before {since}, so a first position may only be the first that was read"
        if self._changes.undated:
            what = "text has no date and stands" if self._changes.undated == 1 else "texts have no date and stand"
            yield f"{self._changes.undated} {what} outside"
        if count > limit:
            yield f"{limit} of {count} changes shown; --limit shows more, --json and --csv show all"
        if len(self._changes.silences) > silent:
            yield f"{silent} of {len(self._changes.silences)} silences shown; --json and --csv show all"

    def print(self, shifts: Sequence[Shift], heading: str) -> None:
        """Print changes one after the other, under a heading where there are any."""
        if shifts and heading:
            self._put(Text(f"\n{heading}", "bold underline"))
        for one in shifts:
            self._put(Text("\n") + self._title(one))
            for part in (self._words(one), Text(f"rule: {one.rule}"), self._evidence(one)):
                self._put(Padding(part, (0, 0, 0, 2)))

    def _put(self, what: RenderableType) -> None:
        """Print something without the spaces that fill its lines."""
        with self._console.capture() as captured:
            self._console.print(what)
        for line in captured.get().splitlines():
            click.echo(line.rstrip())

    def _title(self, one: Shift) -> Text:
        marks = "".join(f", {mark}" for mark in one.marks)
        name = self._name(one.actor)
        actor = name[:1].upper() + name[1:]
        return Text.assemble(
            f"{one.on}  {actor} on {self._issues.get(one.issue, one.issue)}: ", (f"{one.change}{marks}", "bold")
        )

    def _words(self, one: Shift) -> RenderableType:
        """Set old words beside new, or print the only words there are."""
        if one.change is Change.SILENT:
            return self._side("last words", one.new)
        if one.change is Change.CONDITION_MET:
            return self._side("waited", one.new)
        if one.old is None:
            return self._side("", one.new)
        clash = one.change in {Change.CONTRADICTORY, Change.VOICES_DIFFER}
        names = ("here", "there") if clash else ("before", "now")
        sides = [self._side(name, held) for name, held in zip(names, (one.old, one.new), strict=True)]
        grid = Table.grid(expand=True, padding=(0, 3, 0, 0))
        if self._console.width < NARROW:
            grid.add_column()
            for side in sides:
                grid.add_row(side)
            return grid
        grid.add_column(ratio=1)
        grid.add_column(ratio=1)
        grid.add_row(*sides)
        return grid

    def _side(self, name: str, held: Held) -> Text:
        """Say when, with which stance and by whom, then the words, what they wait for, and where they stand."""
        head = ", ".join(str(part) for part in (name, held.on, held.position.stance, held.voice) if part)
        lines = [Text(head, "dim"), Text(f"“{_shorten(held.position.passage.exact)}”", "bold")]
        lines += [Text(f"waits: {tell_condition(one, self._name)}") for one in held.position.conditions]
        lines.append(Text(self._source(held.document), "dim"))
        return Text("\n").join(lines)

    def _evidence(self, one: Shift) -> Text:
        named = [f"{_NAMED[one.change]}: {tell_condition(condition, self._name)}" for condition in one.conditions]
        if one.met_by:
            named.append(f"by: “{_shorten(one.met_by.passage.exact)}”, {self._source(one.met_by.passage.document)}")
        more = "" if one.evidence == 1 else "s"
        shown = f"{one.evidence} document{more}"
        if one.change is not Change.SILENT and one.evidence > 1:
            shown += f": {'; '.join(self._source(document) for document in one.documents)}"
        return Text("\n").join([*(Text(part) for part in named), Text(f"evidence: {shown}")])

    def _source(self, id_: str) -> str:
        """Name a document: outlet, day, title."""
        document = self._documents[id_]
        parts = (
            document.outlet or "outlet unknown",
            str(document.published or "undated"),
            _shorten(document.title, 80),
        )
        return ", ".join(part for part in parts if part)

    def _name(self, code: str) -> str:
        return self._names.get(code, code)


def _shorten(words: str, most: int = LONGEST) -> str:
    line = re.sub(r"\s+", " ", words).strip()
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
