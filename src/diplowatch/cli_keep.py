"""The command `keep`: what a person decides on texts that are kept unread."""

# ruff: noqa: D301, PLC0415 - as in cli.py: a room is imported when a command needs it, and \b keeps lines apart

from __future__ import annotations

import getpass
from pathlib import Path

import click

from diplowatch.cli_options import watch_option
from diplowatch.errors import InputError


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@watch_option
@click.option("--not", "leave", is_flag=True, help="The other way round: never read these texts.")
@click.option("--by", default=getpass.getuser, show_default="you", help="Who decides.")
def keep(ids: tuple[str, ...], folder: Path, leave: bool, by: str) -> None:
    """Decide that documents are read, whatever they are about; IDs may be shortened.

    The decision holds for later versions of the text and for every later reading. Which are unread, and why:
    diplowatch show documents --unread

    \b
    Examples: diplowatch keep 3f2a 91c0 --watch black-sea
              diplowatch keep --not 77c1
    """
    from diplowatch.places import open_place
    from diplowatch.sift import decide_text

    with open_place(folder) as place:
        found = []
        for id_ in ids:
            document = place.archive.document(id_)
            if document is None:
                raise InputError(f"{id_}: there is no document with this id; diplowatch show documents --unread")
            found.append(document)
        for document in found:
            decide_text(place.archive, document.id, document.key, by, keep=not leave)
    what = "left unread" if leave else "kept; diplowatch read reads them"
    click.echo(f"{len(found)} document{'s' * (len(found) != 1)} {what}")
