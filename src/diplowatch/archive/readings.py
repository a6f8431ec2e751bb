"""Readings in the archive: one row for each record, and the records as judged on the way out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from diplowatch.archive.codec import Cutter, expand, squeeze
from diplowatch.archive.fulltext import index_records, unindex_records
from diplowatch.archive.judge import Decisions, apply_edits, decide
from diplowatch.archive.kinds import MODELS, Entry, Finding, Kind, describe, findings_of
from diplowatch.archive.schema import DocumentRow, JudgementRow, ReadingRow, RecordActorRow, RecordRow
from diplowatch.errors import ArchiveError
from diplowatch.records import Document, Judgement, Reading

_SOME = 500
"""Values in one IN clause; databases limit how many there may be."""


def put_reading(connection: Connection, number: int, document: Document, reading: Reading, reader: str) -> None:
    """Replace the reading of a document."""
    cutter = Cutter(document)
    found = list(findings_of(reading))
    decisions = load_decisions(connection, [record.id for _, _, record in found])
    delete_reading(connection, number)
    rest = squeeze(cutter.pack(reading, without=frozenset(Kind)))
    connection.execute(insert(ReadingRow).values(document=number, reader=reader, rest=rest))
    next_number = (connection.scalar(select(func.max(RecordRow.number))) or 0) + 1
    rows: list[dict[str, object]] = []
    actors: list[dict[str, object]] = []
    words: list[tuple[int, str]] = []
    for own, (kind, place, record) in enumerate(found, next_number):
        entry = _describe(record, document, decisions)
        packed = {"document": number, "kind": kind, "place": place, "payload": cutter.pack(record)}
        rows.append({"number": own, **packed, **_columns_of(record, entry, decisions)})
        actors += _actors_of(own, entry)
        words.append((own, document.text[entry.start : entry.end]))
    if rows:
        connection.execute(insert(RecordRow), rows)
    if actors:
        connection.execute(insert(RecordActorRow), actors)
    index_records(connection, words)


def _describe(record: Finding, document: Document, decisions: Decisions) -> Entry:
    return describe(_edit(record, decisions)[0], document.published)


def _columns_of(record: Finding, entry: Entry, decisions: Decisions) -> dict[str, object]:
    hidden = record.id in decisions.hidden
    place = {"id": record.id, "start": entry.start, "end": entry.end}
    return {**place, "day": entry.day, "stance": entry.stance, "hidden": hidden}


def _actors_of(number: int, entry: Entry) -> list[dict[str, object]]:
    return [{"record": number, "code": code, "role": role} for code, role in sorted(entry.actors)]


def delete_reading(connection: Connection, number: int) -> None:
    """Delete the reading of a document with all its records."""
    unindex_records(connection, number)
    connection.execute(delete(RecordRow).where(RecordRow.document == number))
    connection.execute(delete(ReadingRow).where(ReadingRow.document == number))


def reindex(connection: Connection, row: Any, document: Document) -> None:
    """Index one stored record anew after a judgement; raises ArchiveError where an edit does not fit it."""
    record = Cutter(document).load(row.payload, MODELS[Kind(row.kind)])
    decisions = load_decisions(connection, [record.id])
    if record.id in decisions.edits:
        apply_edits(record, decisions.edits[record.id])
    entry = _describe(record, document, decisions)
    columns, actors = _columns_of(record, entry, decisions), _actors_of(row.number, entry)
    connection.execute(delete(RecordActorRow).where(RecordActorRow.record == row.number))
    connection.execute(update(RecordRow).where(RecordRow.number == row.number).values(columns))
    if actors:
        connection.execute(insert(RecordActorRow), actors)


def load_decisions(connection: Connection, records: Sequence[str] | None = None) -> Decisions:
    """Return what judgements say about some records, or about all."""
    query = select(JudgementRow.number, JudgementRow.record)
    if records is None:
        found = list(connection.execute(query))
    else:
        parts = (records[start : start + _SOME] for start in range(0, len(records), _SOME))
        found = [row for part in parts for row in connection.execute(query.where(JudgementRow.target.in_(part)))]
    return decide(Judgement.model_validate_json(record) for _, record in sorted(found))


def load_readings(connection: Connection, documents: dict[int, Document]) -> dict[int, Reading]:
    """Return the readings of documents by their numbers, judgements applied; the unread are left out."""
    numbers = list(documents)
    decisions = load_decisions(connection)
    rests = connection.execute(select(ReadingRow.document, ReadingRow.rest).where(ReadingRow.document.in_(numbers)))
    payloads: dict[int, list[Any]] = defaultdict(list)
    query = select(RecordRow.document, RecordRow.kind, RecordRow.payload).where(RecordRow.document.in_(numbers))
    for row in connection.execute(query.order_by(RecordRow.document, RecordRow.kind, RecordRow.place)):
        payloads[row.document].append(row)
    return {
        number: _assemble(Cutter(documents[number]), expand(rest), payloads[number], decisions)
        for number, rest in rests
    }


def _assemble(cutter: Cutter, rest: str, rows: Iterable[Any], decisions: Decisions) -> Reading:
    reading = cutter.load(rest, Reading)
    found: dict[Kind, list[Finding]] = defaultdict(list)
    warnings = list(reading.warnings)
    for row in rows:
        kind = Kind(row.kind)
        record = cutter.load(row.payload, MODELS[kind])
        if record.id in decisions.hidden:
            continue
        judged, warning = _edit(record, decisions)
        found[kind].append(_follow(judged, decisions))
        warnings += [warning] if warning else []
    fields: dict[str, object] = {kind.value: tuple(records) for kind, records in found.items()}
    return reading.model_copy(update={**fields, "warnings": tuple(warnings)})


def judge(record: Finding, decisions: Decisions) -> Finding:
    """Return a record as judged."""
    return _follow(_edit(record, decisions)[0], decisions)


def _edit(record: Finding, decisions: Decisions) -> tuple[Finding, str]:
    """Return the edited record; an edit that a new version of the record has no place for is named, not applied."""
    fields = decisions.edits.get(record.id)
    if fields is None:
        return record, ""
    try:
        return apply_edits(record, fields), ""
    except ArchiveError as error:
        return record, f"an edit no longer fits: {error}"


def _follow(record: Finding, decisions: Decisions) -> Finding:
    """Let a reference to a statement that was merged into another point to that other."""
    target: str | None = getattr(record, "statement", None)
    seen: set[str] = set()
    while target is not None and target in decisions.into and target not in seen:
        seen.add(target)
        target = decisions.into[target]
    return record.model_copy(update={"statement": target}) if seen else record


def is_to_read(reader: str, pack: str) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a document that this version of the reader has yet to read."""
    read = select(ReadingRow.document).where(ReadingRow.reader == read_version(reader, pack))
    return DocumentRow.latest.is_(True), DocumentRow.unread.is_(None), DocumentRow.number.not_in(read)


def read_version(reader: str, pack: str) -> str:
    """Return the mark of a reading: the version of the reader, and of the pack where one is named."""
    return json.dumps([reader, pack]) if pack else reader
