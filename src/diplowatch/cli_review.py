"""The commands of review: what nobody has judged yet, and what a person decides on it."""

# ruff: noqa: D301, PLC0415 - as in cli.py: a room is imported when a command needs it, and \b keeps lines apart

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diplowatch.cli_actors import by_option
from diplowatch.cli_options import form_options, period_options, watch_option

if TYPE_CHECKING:
    from diplowatch.records import Verdict

note_option = click.option("--note", default="", help="Why, in a few words; kept with the decision.")


@click.group(invoke_without_command=True)
@watch_option
@click.option("--document", help="Only this document: its id or the beginning of it.")
@click.option("--actor", help="Only what this actor is the source of: a code, e.g. RUS.")
@period_options
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Statements at most; JSON and CSV give all."
)
@form_options
@click.pass_context
def review(
    ctx: click.Context, /, folder: Path, document: str | None, limit: int, form: str | None, **wanted: Any
) -> None:
    """List the statements that nobody has judged yet, least sure first, and judge them.

    What is said stands between [[ and ]]. A decision is kept apart from what was read and holds for every later
    reading. Ids may be shortened as far as they fit one statement only.

    \b
    Examples: diplowatch review --watch black-sea --week 2025-W13
              diplowatch review accept 3f2a 91c0 --watch black-sea
              diplowatch review reject 7be1 --note "a headline, nobody said it"
              diplowatch review edit 0d44 source.code=FRA source.name="Emmanuel Macron"
    """
    from diplowatch.listing import Wanted
    from diplowatch.places import open_place
    from diplowatch.printing import print_listing
    from diplowatch.review import find_unjudged, list_unjudged
    from diplowatch.review_sheet import print_sheet

    if ctx.invoked_subcommand:
        # A watch that is named before the verb holds for the verb.
        ctx.default_map = {ctx.invoked_subcommand: {"folder": str(folder)}}
        return
    with open_place(folder) as place:
        found = find_unjudged(place, Wanted.make(**wanted), document)
    if form:
        print_listing(list_unjudged(found), form, limit)
    else:
        print_sheet(found, limit)


@review.command("accept")
@click.argument("ids", nargs=-1, required=True)
@watch_option
@by_option
@note_option
def accept(ids: tuple[str, ...], folder: Path, by: str, note: str) -> None:
    """Decide that the statements IDS are right as they were read; this also takes back a rejection.

    \b
    Example:  diplowatch review accept 3f2a 91c0 --watch black-sea
    """
    from diplowatch.records import Verdict

    _judge(folder, ids, Verdict.ACCEPT, by, note)


@review.command("reject")
@click.argument("ids", nargs=-1, required=True)
@watch_option
@by_option
@note_option
def reject(ids: tuple[str, ...], folder: Path, by: str, note: str) -> None:
    """Decide that the statements IDS are none: they are shown and published no more.

    \b
    Example:  diplowatch review reject 7be1 --note "a headline, nobody said it" --watch black-sea
    """
    from diplowatch.records import Verdict

    _judge(folder, ids, Verdict.REJECT, by, note)


@review.command("edit")
@click.argument("id_", metavar="ID")
@click.argument("fields", metavar="FIELD=VALUE...", nargs=-1, required=True)
@watch_option
@by_option
@note_option
def edit(id_: str, fields: tuple[str, ...], folder: Path, by: str, note: str) -> None:
    """Put right single fields of the statement ID; an empty value means unknown.

    Fields are grade, mode, negated, and code, country, kind, name and office of the source (source.code) and of who
    passed it on (relay.0.code). Words of the text stay as they are.

    \b
    Example:  diplowatch review edit 0d44 source.code=FRA source.name="Emmanuel Macron" --watch black-sea
    """
    from diplowatch.places import open_place
    from diplowatch.review import edit_statement, read_field

    changes = tuple(read_field(field) for field in fields)
    with open_place(folder) as place:
        found = edit_statement(place, id_, changes, by, note)
    click.echo(f"edited {found}")


def _judge(folder: Path, ids: tuple[str, ...], verdict: Verdict, by: str, note: str) -> None:
    from diplowatch.places import open_place
    from diplowatch.review import judge_statements

    with open_place(folder) as place:
        found = judge_statements(place, ids, verdict, by, note)
    click.echo(f"{verdict}ed {', '.join(found)}")
