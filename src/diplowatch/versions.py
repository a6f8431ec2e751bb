"""What a text said before and says now: the difference between two versions, by words, and live blogs told apart.

A page that only grows by whole paragraphs, at its end or its beginning, has not taken anything back: its new version is
told as paragraphs added. Everything else is an edit and shown with the words before beside the words now.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator, Sequence
from datetime import date

from diplowatch.archive import Archive
from diplowatch.errors import InputError
from diplowatch.listing import Line, Listing, line
from diplowatch.records import Document, Record

AROUND = 6
"""Words shown on each side of an edit."""
_JOINED = 3
"""Unchanged words between two edits up to which they are shown as one."""
_ALIKE = 0.4
"""Share of words in common from which two paragraphs are one that was edited, not one taken out and another put in."""


class Edit(Record):
    """Words that were replaced, taken out or put in, between the unchanged words around them."""

    before: str
    removed: str
    added: str
    after: str


class Difference(Record):
    """What changed from one version of a text to the next."""

    key: str
    title: str
    older: str
    """Id of the document."""
    newer: str
    older_version: int
    newer_version: int
    older_on: date | None
    """The day on which the version was first seen, else its day of publication."""
    newer_on: date | None
    is_latest: bool
    """Whether the newer one is the version that is read."""
    added: tuple[str, ...]
    """Whole paragraphs."""
    removed: tuple[str, ...]
    edits: tuple[Edit, ...]

    @property
    def is_growth(self) -> bool:
        """Whether nothing was taken back: paragraphs were only added, as in a live blog."""
        return bool(self.added) and not self.removed and not self.edits

    def describe(self) -> str:
        """Say in a few words what changed."""
        parts = [
            _count(len(self.added), "paragraph", "added"),
            _count(len(self.removed), "paragraph", "taken out"),
            _count(len(self.edits), "edit", ""),
        ]
        return ", ".join(filter(None, parts)) or "only spaces and line breaks"


def _count(number: int, name: str, what: str) -> str:
    return f"{number} {name}{'s' * (number != 1)} {what}".strip() if number else ""


def compare_texts(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Edit, ...]]:
    """Return the paragraphs added, those taken out, and the edits inside paragraphs that stayed."""
    before, now = _split(old), _split(new)
    added: list[str] = []
    removed: list[str] = []
    edits: list[Edit] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for one, other in _pair(before[i:j], now[k:m]):
            if one is None or other is None:
                added += [other] if other else []
                removed += [one] if one else []
            else:
                edits += _find_edits(one.split(), other.split())
    return tuple(added), tuple(removed), tuple(edits)


def _split(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.splitlines() if part.strip()]


def _pair(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Pair each paragraph with the first later one that is alike; one without is added or taken out."""
    left = list(now)
    for one in before:
        words = one.split()
        alike = [
            at
            for at, other in enumerate(left)
            if difflib.SequenceMatcher(None, words, other.split(), autojunk=False).ratio() >= _ALIKE
        ]
        if not alike:
            yield one, None
            continue
        for other in left[: alike[0]]:
            yield None, other
        yield one, left[alike[0]]
        left = left[alike[0] + 1 :]
    for other in left:
        yield None, other


def _find_edits(before: list[str], now: list[str]) -> Iterator[Edit]:
    changes: list[tuple[int, int, int, int]] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if changes and i - changes[-1][1] <= _JOINED:
            first = changes.pop()
            changes.append((first[0], j, first[2], m))
        else:
            changes.append((i, j, k, m))
    for i, j, k, m in changes:
        yield Edit(
            before=("… " if i > AROUND else "") + " ".join(before[max(0, i - AROUND) : i]),
            removed=" ".join(before[i:j]),
            added=" ".join(now[k:m]),
            after=" ".join(before[j : j + AROUND]) + (" …" if j + AROUND < len(before) else ""),
        )


# --------------------------------------------------------------------------- in an archive


def list_versions(archive: Archive, document: str | None = None) -> Listing:
    """List the differences between versions, of one document (its id or the beginning of it) or of all that changed.

    Raises InputError where there is no such document.
    """
    if document is None:
        keys = archive.changed_keys()
    else:
        found = archive.document(document)
        if found is None:
            raise InputError(f"{document}: there is no document with this id; diplowatch show documents lists them")
        keys = [found.key]
    columns = ("older", "newer", "seen", "seen again", "what", "title")
    return Listing(columns, tuple(_line(one) for key in keys for one in compare_versions(archive, key)))


def _line(one: Difference) -> Line:
    return line(one, one.older, one.newer, one.older_on, one.newer_on, one.describe(), one.title or one.key)


def compare_versions(archive: Archive, key: str) -> Iterator[Difference]:
    """Yield the differences between the versions under a key, oldest first."""
    versions = archive.versions(key)
    for older, newer in itertools.pairwise(versions):
        old, new = _load(archive, older.document), _load(archive, newer.document)
        added, removed, edits = compare_texts(old.text, new.text)
        yield Difference(
            key=key,
            title=new.title,
            older=old.id,
            newer=new.id,
            older_version=older.number,
            newer_version=newer.number,
            older_on=_find_day(archive, old),
            newer_on=_find_day(archive, new),
            is_latest=newer.latest,
            added=added,
            removed=removed,
            edits=edits,
        )


def _load(archive: Archive, id_: str) -> Document:
    document = archive.document(id_)
    assert document is not None
    return document


def _find_day(archive: Archive, document: Document) -> date | None:
    capture = archive.capture(document.id)
    return (capture.seen if capture else None) or document.published


# --------------------------------------------------------------------------- on a terminal


def print_difference(one: Difference) -> Iterator[tuple[str, str]]:
    """Yield the lines that show a difference, each with its sign: "-" for words before, "+" for words now, or none."""
    yield "", f"{one.title or one.key}  ({one.key})"
    yield "", f"  version {one.older_version}, seen {_say(one.older_on)}  {one.older}"
    mark = "" if one.is_latest else ", not the one that is read now"
    yield "", f"  version {one.newer_version}, seen {_say(one.newer_on)}  {one.newer}: {one.describe()}{mark}"
    for edit in one.edits:
        if edit.removed:
            yield "-", " ".join(filter(None, (edit.before, f"[{edit.removed}]", edit.after)))
        if edit.added:
            yield "+", " ".join(filter(None, (edit.before, f"[{edit.added}]", edit.after)))
    for paragraph in one.removed:
        yield "-", paragraph
    for paragraph in one.added:
        yield "+", paragraph


def _say(day: date | None) -> str:
    return day.isoformat() if day else "on an unknown day"
