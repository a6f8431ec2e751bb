"""What `status` says of a place, and what `export` writes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diplowatch.errors import InputError
from diplowatch.listing import Wanted, list_all
from diplowatch.places import Place
from diplowatch.printing import write_csv, write_jsonl


def describe_status(place: Place) -> Iterator[str]:
    """Yield the lines that say what an archive holds, and what in it needs a person."""
    counts = place.archive.counts()
    waiting = counts.documents - counts.read
    yield f"{place.title}: {counts.versions} documents"
    yield f"  read           {counts.read}" + (f" ({waiting} wait for: diplowatch read)" if waiting else "")
    yield f"  kept unread    {counts.unread}"
    yield f"  records        {', '.join(f'{count} {kind}' for kind, count in counts.records.items()) or 'none'}"
    yield f"  judgements     {counts.judgements}"
    yield f"  on disk        {counts.size / 1024:.0f} KiB, {counts.size_per_document / 1024:.0f} for each document"
    for one in place.archive.unread_documents():
        yield f"  not read       {one.document.key}: {one.why}"
    for problem in place.archive.problems():
        yield f"  not used       {problem}"
    for edition in place.archive.editions():
        yield f"  published      {edition.path} ({edition.made_at:%Y-%m-%d})"
    for damage in place.archive.check():
        yield f"  DAMAGED        {damage}"


def export_place(place: Place, to: Path, form: str) -> Iterator[tuple[Path, int]]:
    """Write one file for each kind of record; yield each file with the count of its records.

    Raises InputError where the folder cannot be written.
    """
    try:
        to.mkdir(parents=True, exist_ok=True)
        for kind, listing in list_all(place, Wanted()):
            file = to / f"{kind}.{form}"
            file.write_text(write_csv(listing) if form == "csv" else write_jsonl(listing), encoding="utf-8")
            yield file, len(listing.lines)
    except OSError as error:
        raise InputError(f"cannot write into {to}: {error.strerror}") from error
