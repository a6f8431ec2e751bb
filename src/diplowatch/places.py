"""Where things lie: the archive and the pack that a folder stands for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diplowatch.errors import ConfigError
from diplowatch.judged import decisions_of, judge_pack
from diplowatch.packs import load_pack
from diplowatch.watch import Watch, find_watch, is_watch

if TYPE_CHECKING:
    from diplowatch.archive import Archive
    from diplowatch.records import Pack

ARCHIVE = "archive.db"
"""Name of the archive that lies inside an edition made without a watch."""


@dataclass(frozen=True)
class Place:
    """An open archive with the pack its documents were read with."""

    title: str
    archive: Archive
    base: Pack
    """The pack before what people decided on actors."""
    pack: Pack
    watch: Watch | None = None
    """None for the archive beside an edition made without a watch."""


@contextmanager
def open_place(folder: Path) -> Iterator[Place]:
    """Open the watch that a folder is or lies in, or the archive beside an edition made without a watch.

    Raises ConfigError where there is neither.
    """
    from diplowatch.archive import open_archive

    if not folder.is_dir():
        raise ConfigError(f"{folder} is not a folder; name a watch or an edition with --watch")
    if not is_watch(folder) and (folder / ARCHIVE).is_file():
        with open_archive(folder / ARCHIVE) as archive:
            yield _make_place(folder.name, archive, load_pack())
        return
    watch = find_watch(folder)
    with open_archive(watch.archive_place) as archive:
        yield _make_place(watch.title, archive, watch.load_pack(), watch)


def _make_place(title: str, archive: Archive, base: Pack, watch: Watch | None = None) -> Place:
    return Place(title, archive, base, judge_pack(base, decisions_of(archive.judgements())), watch)
