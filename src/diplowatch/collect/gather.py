"""Files, folders, JSON lines and standard input in; captures out, one at a time, and a problem for what is unusable.

Invariants
- Nothing is held but the text in hand and the names in one folder: folders, web archives and mailboxes of any size
  stream.
- No input ends the run: what cannot be used becomes one `Problem`, and the rest goes on.
- The same folder gives the same captures in the same order.
"""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from diplowatch.collect.archives import WARC_GZ, read_wacz, read_warc
from diplowatch.collect.decode import MAX_BYTES, decode, tell_media
from diplowatch.collect.feeds import capture_entries, is_feed
from diplowatch.collect.lines import is_record, name_text, read_lines, take_lines
from diplowatch.collect.mail import is_mailbox, read_mail, read_mailbox
from diplowatch.collect.pdf import read_pdf
from diplowatch.errors import InputError
from diplowatch.records import Capture, Media, Problem
from diplowatch.tables import load_words

STDIN = "-"
_OWN_FOLDERS = frozenset({"editions", "__pycache__", "node_modules"})
"""Folders below an input that hold what programs wrote, first of all our own editions."""
_OWN_FILES = ("archive.db",)
_PAGES = (".html", ".htm", ".xhtml")
_LINES = (".jsonl", ".ndjson")
_MAIL, _PAPER = ".eml", ".pdf"
_PDF = b"%PDF-"
_DATA = (".xml", ".json", ".rss", ".atom", ".opml")
_STREAMED: dict[str, Callable[[BinaryIO, str | None, str], Iterator[Capture | Problem]]] = {
    ".warc": lambda handle, _, where: read_warc(handle, where),
    WARC_GZ: lambda handle, _, where: read_warc(handle, where),
    ".wacz": lambda handle, _, where: read_wacz(handle, where),
    ".mbox": lambda handle, key, where: read_mailbox(take_lines(handle), key, where),
}
_HEAD = 4_000
"""Bytes by which a feed is known."""
_LARGEST = 50_000_000
"""Bytes of a paper or a mail that are taken into memory, pictures and attachments included."""
_SAVE = "save it as text or HTML"


@dataclass(frozen=True)
class _Found:
    """A file to read and the key of its capture."""

    path: Path
    key: str


def gather(inputs: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[Capture | Problem]:
    """Yield a capture for each text in the files and folders given, and a problem for each that cannot be used.

    A folder is read with all below it, in order of names, without hidden files, images and the like, and editions.
    "-" stands for `stdin`. Forms are told apart by their endings, else by their content: text, HTML, JSON lines, PDF,
    mails and mailboxes, web archives (WARC, WACZ), feeds. Of XML and JSON only feeds are read.
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
        yield _refuse(given)
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
    elif _ending(path) in load_words("collect", "data", "documents.txt"):
        yield _refuse(path)
    else:
        yield _Found(path, key)


def _ending(path: Path) -> str:
    return WARC_GZ if path.name.lower().endswith(WARC_GZ) else path.suffix.lower()


def _is_passed_over(path: Path) -> bool:
    if _ending(path) in _DATA and _begins_as_feed(path):
        return False
    return _ending(path) in load_words("collect", "data", "passed_over.txt")


def _begins_as_feed(path: Path) -> bool:
    try:
        with path.open("rb") as handle:
            return is_feed(handle.read(_HEAD))
    except OSError:
        return False


def _refuse(path: Path) -> Problem:
    ending = _ending(path)
    if ending == ".opml":
        advice = f'name it in watch.toml: opml = ["{path.name}"] under [collect]'
        return Problem(where=str(path), what="a list of feeds, not a text", advice=advice)
    if ending in _DATA:
        advice = "put the address of a feed or sitemap under [[sources]] in watch.toml"
        return Problem(where=str(path), what=f"a {ending} file that is no feed", advice=advice)
    return Problem(where=str(path), what=f"{ending} files are not read", advice=_SAVE)


def _read(path: Path, key: str) -> Iterator[Capture | Problem]:
    try:
        with path.open("rb") as handle:
            yield from _read_handle(handle, _ending(path), key, str(path))
    except OSError as error:
        yield _explain(path, error)


def _read_stdin(stdin: BinaryIO | None) -> Iterator[Capture | Problem]:
    if stdin is None:
        yield Problem(where="standard input", what="nothing was given", advice="pipe a text into the command")
        return
    yield from _read_handle(stdin, "", None, "standard input")


def _read_handle(handle: BinaryIO, ending: str, key: str | None, where: str) -> Iterator[Capture | Problem]:
    if ending in _STREAMED:
        yield from _STREAMED[ending](handle, key, where)
        return
    lines = take_lines(handle)
    first = next(lines, b"")
    if ending in _LINES or (ending not in _PAGES and is_record(first) and not is_feed(first)):
        yield from read_lines(itertools.chain((first,), lines), key, where)
    elif ending == "" and is_mailbox(first):
        yield from read_mailbox(itertools.chain((first,), lines), key, where)
    else:
        most = _LARGEST if ending in (_PAPER, _MAIL) or first.startswith(_PDF) else MAX_BYTES
        content = first if len(first) > MAX_BYTES else first + handle.read(most + 1 - len(first))
        yield from _read_whole(content, ending, key, where)


def _read_whole(content: bytes, ending: str, key: str | None, where: str) -> Iterator[Capture | Problem]:
    """Read a file that holds one text, or a feed."""
    if ending not in _PAGES and is_feed(content):
        yield from capture_entries(content, key, where)
        return
    try:
        yield _make_capture(content, ending, key)
    except InputError as error:
        what, _, advice = str(error).partition("; ")
        yield Problem(where=where, what=what, advice=advice)


def _make_capture(content: bytes, ending: str, key: str | None) -> Capture:
    if ending == _MAIL:
        return read_mail(content, key)
    if ending == _PAPER or content.startswith(_PDF):
        if len(content) > _LARGEST:
            raise InputError(f"more than {_LARGEST // 1_000_000} MB; split it")
        paper = read_pdf(content)
        return Capture(key=key or name_text(paper.text), media=Media.TEXT, content=paper.text, title=paper.title)
    text = decode(content)
    media = Media.HTML if ending in _PAGES else tell_media(text)
    return Capture(key=key or name_text(text), media=media, content=text)


def _explain(path: Path, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return Problem(where=str(path), what="a symbolic link to a file that is not there", advice="remove it")
        return Problem(where=str(path), what="no such file or folder", advice="check the name")
    if isinstance(error, PermissionError):
        return Problem(where=str(path), what="cannot be read: permission denied", advice="change its permissions")
    return Problem(where=str(path), what=f"cannot be read: {error.strerror or error}")
