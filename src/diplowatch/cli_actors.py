"""The commands on actors: who recurs and is known to nobody, and who a person says they are."""

# ruff: noqa: D301, PLC0415 - as in cli.py: a room is imported when a command needs it, and \b keeps lines apart

from __future__ import annotations

import getpass
from pathlib import Path

import click

from diplowatch.cli_options import form_options, watch_option


@click.group(invoke_without_command=True)
@watch_option
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="Only who is named so often.")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Rows at most; JSON and CSV give all."
)
@form_options
@click.pass_context
def actors(ctx: click.Context, folder: Path, least: int, limit: int, form: str | None) -> None:
    """List who is named in a watch but known to nobody, and decide who they are.

    A decision is kept apart from what was read and holds for every later reading. The texts that name the actor are
    read again at once.

    \b
    Examples: diplowatch actors --watch black-sea
              diplowatch actors merge "Jean Noel Barot" "Jean-Noël Barrot" --watch black-sea
              diplowatch actors add "Ann Keller" NGO --office "analyst at the Harbor Institute"
    """
    from diplowatch.actors import list_unknown
    from diplowatch.places import open_place
    from diplowatch.printing import print_listing

    if ctx.invoked_subcommand:
        return
    with open_place(folder) as place:
        listing = list_unknown(place, least)
    print_listing(listing, form, limit)


by_option = click.option("--by", default=getpass.getuser, show_default="you", help="Who decides.")


@actors.command("merge")
@click.argument("name")
@click.argument("into")
@watch_option
@by_option
def merge_name(name: str, into: str, folder: Path, by: str) -> None:
    """Decide that NAME is INTO: the code of a state or body, or the full name of somebody known.

    \b
    Example:  diplowatch actors merge "Yermak" UKR --watch black-sea
    """
    from diplowatch.actors import merge_actor
    from diplowatch.places import open_place

    with open_place(folder) as place:
        again = merge_actor(place, name, into, by)
    click.echo(f"{name} is {into}; {again} texts read again")


@actors.command("add")
@click.argument("name")
@click.argument("code")
@watch_option
@click.option("--office", default="", help='What the actor is, e.g. "Envoy to the talks".')
@click.option("--kind", type=click.Choice(["person", "group"]), help="[default: what the texts take the name for]")
@by_option
def add_name(name: str, code: str, folder: Path, office: str, kind: str | None, by: str) -> None:
    """Enter NAME as a new actor who speaks for CODE: a state, a body, or NGO, MED, BUS, CVL.

    \b
    Example:  diplowatch actors add "Ann Keller" NGO --office "analyst at the Harbor Institute" --watch black-sea
    """
    from diplowatch.actors import add_actor
    from diplowatch.places import open_place
    from diplowatch.records import ActorKind

    with open_place(folder) as place:
        again = add_actor(place, name, code, office, ActorKind(kind) if kind else None, by)
    click.echo(f"{name} speaks for {code.upper()}; {again} texts read again")


@actors.command("forget")
@click.argument("name")
@watch_option
@by_option
def forget_name(name: str, folder: Path, by: str) -> None:
    """Take back what was decided on NAME.

    \b
    Example:  diplowatch actors forget "Ann Keller" --watch black-sea
    """
    from diplowatch.actors import forget_actor
    from diplowatch.places import open_place

    with open_place(folder) as place:
        again = forget_actor(place, name, by)
    click.echo(f"{name} is as the texts have it; {again} texts read again")


@actors.command("decided")
@watch_option
@form_options
def decided(folder: Path, form: str | None) -> None:
    """List what was decided on actors.

    \b
    Example:  diplowatch actors decided --watch black-sea
    """
    from diplowatch.actors import list_decided
    from diplowatch.places import open_place
    from diplowatch.printing import print_listing

    with open_place(folder) as place:
        listing = list_decided(place)
    print_listing(listing, form, limit=1_000_000)
