"""The command of changes: old words beside new ones."""

# ruff: noqa: D301, PLC0415 - as in cli.py: a room is imported when a command needs it, and \b keeps lines apart

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from diplowatch.cli_options import form_options, period_options, watch_option

CHANGES = (
    "new",
    "hardened",
    "softened",
    "reversed",
    "reaffirmed",
    "condition-added",
    "condition-dropped",
    "condition-met",
    "contradictory",
    "voices-differ",
    "silent-since",
)


@click.command()
@watch_option
@click.option("--actor", help="Code of an actor, e.g. RUS.")
@click.option("--issue", help="Id of an issue, e.g. sanctions-relief.")
@click.option(
    "--change",
    "kinds",
    type=click.Choice(CHANGES),
    multiple=True,
    metavar="KIND",
    help=f"Only this kind; may be repeated: {', '.join(CHANGES)}.",
)
@period_options
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Changes at most; JSON and CSV give all."
)
@form_options
def changes(folder: Path, kinds: tuple[str, ...], limit: int, form: str | None, **wanted: Any) -> None:
    """Show who changed position: old words beside new, each with its rule, its evidence and its source.

    Without dates it shows what changed since the last edition, else in the last seven days of texts, and says which.
    Who stood on an issue and has said nothing on it since, while others spoke of it, comes last.

    \b
    Examples: diplowatch changes --since 2025-03-21 --watch black-sea
              diplowatch changes --actor RUS --change hardened --change reversed
              diplowatch changes --week 2025-W13 --csv > changes.csv
    """
    from diplowatch.changes import find_changes, list_found
    from diplowatch.changes_sheet import print_changes
    from diplowatch.listing import Wanted
    from diplowatch.places import open_place
    from diplowatch.printing import print_listing

    with open_place(folder) as place:
        found = find_changes(place, Wanted.make(**wanted), tuple(kind.replace("-", " ") for kind in kinds))
        if form:
            print_listing(list_found(found), form, limit)
        else:
            print_changes(found, place.title, place.pack, limit)
