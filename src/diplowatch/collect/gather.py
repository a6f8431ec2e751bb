"""Files, folders, JSON lines and standard input in; captures out, one at a time, and a problem for what is unusable.

Invariants
- Nothing is held but the file in hand and the names in one folder, so a folder of any size streams.
- No input ends the run: what cannot be used becomes one `Problem`, and the rest goes on.
- The same folder gives the same captures in the same order.
"""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from diplowatch.collect.decode import MAX_BYTES, decode, tell_media
from diplowatch.collect.lines import is_record, name_text, read_lines, take_lines
from diplowatch.errors import InputError
from diplowatch.records import Capture, Media, Problem
from diplowatch.tables import load_words

STDIN = "-"
_OWN_FOLDERS = frozenset({"editions", "__pycache__", "node_modules"})
"""Folders below an input that hold what programs wrote, first of all our own editions."""
_OWN_FILES = ("archive.db",)
_PAGES = (".html", ".htm", ".xhtml")
_LINES = (".jsonl", ".ndjson")
_SAVE = "save it as text or HTML"


@dataclass(frozen=True)
class _Found:
    """A file to read and the key of its capture."""

    path: Path
    key: str


def gather(inputs: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[Capture | Problem]:
    """Yield a capture for each text in the files and folders given, and a problem for each that cannot be used.

    A folder is read with all below it, in order of names, without hidden files, images and the like, and editions.
    "-" stands for `stdin`. Text, HTML and JSON lines are told apart by their endings, else by their content.
    """
    seen: dict[str, Path] = {}
    for given in inputs:
        if given == STDIN:
            yield from _read_stdin(stdin)
            continue
        for found in _find(Path(given)):
            if isinstance(found, Problem):
                yield found
                continue
            # Two inputs may hold files of one name: the second is told apart by the name of its folder.
            first = seen.setdefault(found.key, found.path) if len(inputs) > 1 else found.path
            folder = "" if first == found.path else f"{found.path.absolute().parent.name}/"
            yield from _read(found.path, folder + found.key)


def _find(given: Path) -> Iterator[_Found | Problem]:
    try:
        mode = given.stat().st_mode
    except OSError as error:
        yield _explain(given, error)
        return
    if stat.S_ISDIR(mode):
        yield from _walk(given, given, ())
    elif _is_passed_over(given):
        yield Problem(where=str(given), what=f"{given.suffix.lower()} files are not read", advice=_SAVE)
    else:
        yield from _check(given, given.name)


def _walk(folder: Path, root: Path, above: tuple[tuple[int, int], ...]) -> Iterator[_Found | Problem]:
    """Yield the files below a folder; `above` holds the identities of the folders on the way, to notice a circle."""
    try:
        status = folder.stat()
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        yield _explain(folder, error)
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        yield Problem(
            where=str(folder), what="a symbolic link that leads back to a folder above it", advice="remove it"
        )
        return
    for name in names:
        path = folder / name
        if name.startswith((".", "~$", *_OWN_FILES)) or name in _OWN_FOLDERS:
            continue
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a link leads into a closed folder
            yield from _walk(path, root, (*above, identity))
        elif not _is_passed_over(path):
            yield from _check(path, path.relative_to(root).as_posix())


def _check(path: Path, key: str) -> Iterator[_Found | Problem]:
    """Yield the file where it may be opened at all: opening a pipe or a device would wait for ever."""
    try:
        status = path.stat()
    except OSError as error:
        yield _explain(path, error)
        return
    if not stat.S_ISREG(status.st_mode):
        yield Problem(where=str(path), what="not a file (a socket, pipe or device)", advice='read a stream with "-"')
    elif path.suffix.lower() in load_words("collect", "data", "documents.txt"):
        yield Problem(
            where=str(path), what=f"{path.suffix.lower()} files are not read", advice="save it as text or HTML"
        )
    else:
        yield _Found(path, key)


def _is_passed_over(path: Path) -> bool:
    return path.suffix.lower() in load_words("collect", "data", "passed_over.txt")


def _read(path: Path, key: str) -> Iterator[Capture | Problem]:
    try:
        with path.open("rb") as handle:
            yield from _read_handle(handle, path.suffix.lower(), key, str(path))
    except OSError as error:
        yield _explain(path, error)


def _read_stdin(stdin: BinaryIO | None) -> Iterator[Capture | Problem]:
    if stdin is None:
        yield Problem(where="standard input", what="nothing was given", advice="pipe a text into the command")
        return
    yield from _read_handle(stdin, "", None, "standard input")


def _read_handle(handle: BinaryIO, suffix: str, key: str | None, where: str) -> Iterator[Capture | Problem]:
    lines = take_lines(handle)
    first = next(lines, b"")
    if suffix in _LINES or (suffix not in _PAGES and is_record(first)):
        yield from read_lines(itertools.chain((first,), lines), key, where)
        return
    try:
        text = decode(first if len(first) > MAX_BYTES else first + handle.read(MAX_BYTES + 1))
    except InputError as error:
        what, _, advice = str(error).partition("; ")
        yield Problem(where=where, what=what, advice=advice)
        return
    media = Media.HTML if suffix in _PAGES else tell_media(text)
    yield Capture(key=key or name_text(text), media=media, content=text)


def _explain(path: Path, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return Problem(where=str(path), what="a symbolic link to a file that is not there", advice="remove it")
        return Problem(where=str(path), what="no such file or folder", advice="check the name")
    if isinstance(error, PermissionError):
        return Problem(where=str(path), what="cannot be read: permission denied", advice="change its permissions")
    return Problem(where=str(path), what=f"cannot be read: {error.strerror or error}")
