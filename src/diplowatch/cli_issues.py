"""The commands on issues: which a watch has, which positions belong to none, and which issues those suggest."""

# ruff: noqa: D301, PLC0415 - as in cli.py: a room is imported when a command needs it, and \b keeps lines apart

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from diplowatch.cli_options import form_options, period_options, watch_option

limit_option = click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Rows at most; JSON and CSV give all."
)


@click.group(invoke_without_command=True)
@watch_option
@limit_option
@form_options
@click.pass_context
def issues(ctx: click.Context, folder: Path, limit: int, form: str | None) -> None:
    """List the issues of a watch and how many positions each has: by its terms, by context, by meaning.

    By terms: the proposal's own words name the issue. By context: the words before it do. By meaning: the proposal is
    near to the issue's examples. Only the first can change where somebody stands.

    \b
    Examples: diplowatch issues --watch black-sea
              diplowatch issues unlinked --watch black-sea
              diplowatch issues suggest --watch black-sea
    """
    from diplowatch.issues import list_issues
    from diplowatch.places import open_place
    from diplowatch.printing import print_listing

    if ctx.invoked_subcommand:
        return
    with open_place(folder) as place:
        listing, unlinked = list_issues(place)
    print_listing(listing, form, limit)
    if unlinked and not form:
        click.echo(f"{unlinked} positions belong to no issue; see diplowatch issues unlinked, and suggest", err=True)


@issues.command("unlinked")
@watch_option
@click.option("--actor", help="Code of an actor, e.g. RUS.")
@period_options
@limit_option
@form_options
def unlinked(folder: Path, limit: int, form: str | None, **wanted: Any) -> None:
    """List the positions that belong to no issue, with the issue that is nearest in meaning; the nearest come first.

    Where one does belong there, add a term or an example to that issue: an issue in watch.toml with the id of one of
    the pack takes its place.

    \b
    Example:  diplowatch issues unlinked --watch black-sea --actor RUS
    """
    from diplowatch.issues import list_unlinked
    from diplowatch.listing import Wanted
    from diplowatch.places import open_place
    from diplowatch.printing import print_listing

    with open_place(folder) as place:
        listing = list_unlinked(place, Wanted.make(**wanted))
    print_listing(listing, form, limit)


@issues.command("suggest")
@watch_option
@click.option("--least", type=click.IntRange(2), default=3, show_default=True, help="Only groups of so many positions.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Suggestions at most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with every field.")
def suggest(folder: Path, least: int, limit: int, as_json: bool) -> None:
    """Suggest issues from the positions that belong to none: proposals that are near to each other in meaning.

    Each comes as a block for watch.toml: choose a name, drop what does not belong, and put it there.

    \b
    Example:  diplowatch issues suggest --watch black-sea --least 4
    """
    from pydantic_core import to_json

    from diplowatch.issues import find_suggestions, tell_suggestion
    from diplowatch.places import open_place

    with open_place(folder) as place:
        found = find_suggestions(place, least)
    for number, one in enumerate(found[:limit], start=1):
        click.echo(to_json(one).decode("utf-8") if as_json else tell_suggestion(number, one))
    if not found:
        click.echo(f"no {least} unlinked positions are near to each other; try a smaller --least", err=True)
    elif len(found) > limit:
        click.echo(f"{limit} of {len(found)} suggestions; --limit shows more", err=True)
