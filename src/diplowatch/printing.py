"""How a listing is printed: a table for people, JSON lines and CSV for programs."""

from __future__ import annotations

import csv
import io
import sys
import textwrap

import click
from pydantic_core import to_json
from rich.console import Console
from rich.table import Table
from rich.text import Text

from diplowatch.listing import Listing

WIDTH = 160
"""Columns of a table that is printed into a file or a pipe."""

PROSE = 100
"""Columns of sentences that are printed into a file or a pipe."""

LONGEST = 240
"""Characters of a cell in a table; JSON and CSV give all of it."""


def print_listing(listing: Listing, form: str | None, limit: int) -> None:
    """Print a listing as JSON lines, as CSV, or as a table of at most `limit` rows."""
    if form == "json":
        click.echo(write_jsonl(listing), nl=False)
        return
    if form == "csv":
        click.echo(write_csv(listing), nl=False)
        return
    if not listing.lines:
        click.echo("nothing found")
        return
    print_rows = _print_prose if listing.prose else _print_table
    print_rows(listing, limit)
    if len(listing.lines) > limit:
        click.echo(f"{limit} of {len(listing.lines)}; --limit shows more, --json and --csv show all", err=True)


def write_jsonl(listing: Listing) -> str:
    """Write a listing as JSON lines, every record with all its fields."""
    return "".join(to_json(one.record).decode("utf-8") + "\n" for one in listing.lines)


def write_csv(listing: Listing) -> str:
    """Write a listing as CSV with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(listing.columns)
    writer.writerows(one.cells for one in listing.lines)
    return out.getvalue()


def _print_table(listing: Listing, limit: int) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in listing.columns:
        table.add_column(column, overflow="fold", no_wrap=column in {"on", "published", "id"})
    for one in listing.lines[:limit]:
        table.add_row(*(Text(part if len(part) <= LONGEST else part[: LONGEST - 1] + "…") for part in one.cells))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH, highlight=False).print(table)


def _print_prose(listing: Listing, limit: int) -> None:
    """Print each row as its cells with their names, and its sentences below them."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else PROSE, highlight=False)
    for one in listing.lines[:limit]:
        *cells, sentences = one.cells
        first, *named = zip(listing.columns, cells, strict=False)
        head = Text(first[1], style="bold")
        for column, cell in named:
            head.append(f"  {column}: {cell}" if cell else "", style="not bold")
        console.print(head)
        for sentence in sentences.splitlines():
            click.echo(textwrap.fill(sentence, console.width, initial_indent="  ", subsequent_indent="  "))
        click.echo()
