"""A watch: one followed process, kept in a folder with `watch.toml`, the archive and the editions."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ConfigDict, ValidationError

from diplowatch.errors import ConfigError
from diplowatch.packs import extend_pack, load_pack
from diplowatch.records import CollectSettings, Issue, Office, Outlet, Pack, Record, WatchedSource

FILE = "watch.toml"

TEMPLATE = """\
# A diplowatch watch. Every setting has a default: keep what you need.

title = "{title}"
# The knowledge to read with. "ukraine" is bundled.
pack = "{pack}"
# Folders or files below this one that hold captured texts (text, HTML, JSONL).
documents = ["documents"]

# Where `diplowatch collect` gets texts from: feeds, sitemaps, single pages. `diplowatch add ADDRESS` finds the feed of
# a site and writes such a block.
# [[sources]]
# name = "The Example Gazette"
# url = "https://gazette.example/feed.xml"
# kind = "feed"  # or "sitemap", "page"
#
# [collect]
# contact = "mailto:desk@example.org"  # so that an operator can write before blocking you

# Issues beyond those of the pack. A term matches where all its words occur, in any form.
# [[issues]]
# id = "humanitarian-corridor"
# name = "Humanitarian corridor"
# terms = ["humanitarian corridor", "evacuation route"]

# Outlets and people beyond those of the pack.
# [[outlets]]
# name = "The Example Gazette"
# domains = ["gazette.example"]
#
# [[people]]
# person = "Jane Doe"
# code = "GBR"
# role = "envoy"
# title = "Envoy to the talks"
# since = 2025-01-10
"""


class Watch(Record):
    """The settings of a watch and where its parts lie."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path
    title: str
    pack: str = "ukraine"
    process: str | None = None
    documents: tuple[str, ...] = ("documents",)
    archive: str = "archive.db"
    editions: str = "editions"
    issues: tuple[Issue, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    people: tuple[Office, ...] = ()
    sources: tuple[WatchedSource, ...] = ()
    collect: CollectSettings = CollectSettings()

    @property
    def inputs(self) -> list[str]:
        """Paths of the captured texts."""
        return [str(self.folder / name) for name in self.documents]

    @property
    def archive_place(self) -> str:
        """Path of the archive, or its URL where the setting is one."""
        return self.archive if "://" in self.archive else str(self.folder / self.archive)

    @property
    def editions_folder(self) -> Path:
        """Folder that holds one folder for each published edition."""
        return self.folder / self.editions

    def load_pack(self) -> Pack:
        """Load the pack together with what this watch adds to it."""
        pack = load_pack(self.pack)
        if self.issues or self.outlets or self.people:
            pack = extend_pack(pack, issues=self.issues, outlets=self.outlets, offices=self.people)
        return pack.model_copy(update={"process": self.process}) if self.process else pack


def is_watch(path: Path) -> bool:
    """Whether a path is the folder of a watch."""
    return (path / FILE).is_file()


def load_watch(folder: Path) -> Watch:
    """Load the watch in a folder.

    Raises ConfigError where there is none, or where a setting is unknown or wrong; the message names it.
    """
    file = folder / FILE
    if not file.is_file():
        raise ConfigError(f"{folder} is not a watch: it has no {FILE}; make one with: diplowatch init {folder}")
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from error
    settings.setdefault("title", folder.resolve().name)
    try:
        return Watch(folder=folder, **settings)
    except (ValidationError, TypeError) as error:
        raise ConfigError(f"{file}: {_explain(error)}") from error


def _explain(error: ValidationError | TypeError) -> str:
    if isinstance(error, TypeError):
        return "the setting `folder` is not allowed: a watch is the folder it lies in"
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}"


def find_watch(start: Path) -> Watch:
    """Load the watch that a folder belongs to: its own, or the nearest one above it.

    Raises ConfigError where there is none.
    """
    for folder in [start, *start.resolve().parents]:
        if is_watch(folder):
            return load_watch(folder)
    raise ConfigError(f"no {FILE} in {start} or above it; name a watch with --watch, or make one with: diplowatch init")


def make_watch(folder: Path, title: str | None = None, pack: str = "ukraine") -> Path:
    """Make a new watch in a folder and return its `watch.toml`.

    Raises ConfigError where the folder already is a watch or cannot be written, or the pack is unknown.
    """
    load_pack(pack)
    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "documents").mkdir(exist_ok=True)
        name = (title or folder.resolve().name).replace("\\", "").replace('"', "'")
        with file.open("x", encoding="utf-8") as handle:
            handle.write(TEMPLATE.format(title=name, pack=pack))
    except FileExistsError as error:
        raise ConfigError(f"{folder} already is a watch; nothing was changed") from error
    except OSError as error:
        raise ConfigError(f"cannot make a watch in {folder}: {error.strerror}") from error
    return file


def name_inputs(paths: Sequence[str]) -> str:
    """Name a set of inputs for a person: the file or folder given, or how many there are."""
    if len(paths) == 1:
        return "standard input" if paths[0] == "-" else Path(paths[0]).name
    return f"{len(paths)} inputs"
