"""What `status` says of a place, and what `export` writes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from diplowatch.coverage import cover_sources, shorten_reason
from diplowatch.errors import InputError
from diplowatch.listing import Wanted, list_all
from diplowatch.places import Place
from diplowatch.printing import write_csv, write_jsonl
from diplowatch.records import SourceCoverage

_FEW = 10
"""Unread texts that `status` names one by one; more of them are counted by reason."""


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
    yield from _describe_unread(place)
    for problem in place.archive.problems():
        yield f"  not used       {problem}"
    for edition in place.archive.editions():
        yield f"  published      {edition.path} ({edition.made_at:%Y-%m-%d})"
    for damage in place.archive.check():
        yield f"  DAMAGED        {damage}"


def _describe_unread(place: Place) -> Iterator[str]:
    """Name the texts that are kept unread, or count them by reason where they are many."""
    reasons: dict[str, int] = {}
    lines: list[str] = []
    for one in place.archive.unread_documents():
        reason = shorten_reason(one.why, one.document.key)
        reasons[reason] = reasons.get(reason, 0) + 1
        if len(lines) <= _FEW:
            lines.append(f"  not read       {one.document.key}: {one.why.removeprefix(f'{one.document.key}: ')}")
    if len(lines) <= _FEW:
        yield from lines
        return
    for reason, count in sorted(reasons.items(), key=lambda pair: -pair[1]):
        yield f"  not read       {count} texts: {reason}"
    yield "  which          diplowatch show documents --unread"


def list_sources_of(place: Place, now: datetime) -> list[SourceCoverage]:
    """Return what came of every source of a watch; nothing for an edition made without one."""
    return cover_sources(place.archive, place.watch, now) if place.watch else []


def write_status(place: Place, now: datetime) -> str:
    """Return everything that `status` says as one JSON object."""
    content = {
        "title": place.title,
        "counts": asdict(place.archive.counts()),
        "sources": [one.model_dump(mode="json") for one in list_sources_of(place, now)],
        "unread": [{"document": one.document.id, "why": one.why} for one in place.archive.unread_documents()],
        "problems": [str(problem) for problem in place.archive.problems()],
        "editions": [edition.path for edition in place.archive.editions()],
        "damages": place.archive.check(),
    }
    return json.dumps(content, ensure_ascii=False)


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
