"""How the statements to be judged are printed for people: one block each, which fits a narrow terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

import click
from rich.console import Console
from rich.text import Text

from diplowatch.listing import cell
from diplowatch.printing import LONGEST, WIDTH
from diplowatch.review import Unjudged, mark_content, name_document

_INDENT = "  "


def print_sheet(found: Sequence[Unjudged], limit: int) -> None:
    """Print at most `limit` statements, and how many are left."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    for one in found[:limit]:
        console.print(_head(one), no_wrap=True, overflow="ellipsis")
        for text in (_origin(one), _sentence(one)):
            for row in text.wrap(console, console.width - len(_INDENT)):
                console.print(Text(_INDENT) + row)
        console.print()
    click.echo(_close(len(found), limit))


def _head(one: Unjudged) -> Text:
    confidence = one.statement.confidence
    sure = "   ?" if confidence is None else f"{confidence:.2f}"
    day = str(one.published or "undated")
    return Text.assemble((one.short, "bold"), f"  {sure}  {day}  {name_document(one)}")


def _origin(one: Unjudged) -> Text:
    """Say who said it, through whom, how well it is sourced, and by which cue."""
    said = one.statement
    source = cell(said.source) if said.source else "nobody named"
    told = {"source": source, "relay": cell(said.relay), "grade": said.grade, "cue": " ".join(said.cue.split())}
    return Text("  ").join(Text.assemble((f"{name} ", "dim"), value) for name, value in told.items() if value)


def _sentence(one: Unjudged) -> Text:
    text = Text()
    for words, is_content in mark_content(one):
        shown = _shorten(words, LONGEST)
        text.append(f"[[{shown}]]" if is_content else shown, "bold" if is_content else "")
    return text


def _shorten(words: str, most: int) -> str:
    """Return words in one line; of long ones the beginning and the end, where the bounds can be judged."""
    line = re.sub(r"\s+", " ", words)
    if len(line) <= most:
        return line
    return f"{line[: most * 2 // 3]} … {line[-most // 3 :]}"


def _close(count: int, limit: int) -> str:
    if not count:
        return "nothing left to review"
    left = f"{count} {'statement' if count == 1 else 'statements'} left to review"
    return f"{left}; --limit shows more than {limit}" if count > limit else left
