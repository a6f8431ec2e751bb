"""What `collect` keeps from run to run: sources, entries, visits, hosts, robots.txt, fetches.

Invariants
- A `Step` is one transaction: the bytes, the document cut from them and the state that says so are stored all or none,
  so that a run killed at any moment neither loses a text nor asks for one twice.
- Addresses are stored as given; whoever makes a `Step` has taken user and password out of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from diplowatch.archive.connect import reading, writing
from diplowatch.archive.contents import find_faults, load_content, put_content
from diplowatch.archive.documents import Added, batches, check_document, put_document
from diplowatch.archive.schema import Base, EntryRow, FetchRow, HostRow, RobotsRow, SourceRow, VisitRow
from diplowatch.archive.taken import TakenText, list_taken
from diplowatch.records import (
    Capture,
    Document,
    EntryState,
    FetchNote,
    HostState,
    Record,
    RobotsCopy,
    SourceState,
    Visit,
)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Taken:
    """A text that was taken: the document, the capture it was cleaned from, and why it is not to be read, if so."""

    document: Document
    capture: Capture
    unread: str | None = None


@dataclass(frozen=True)
class Step:
    """What one answer changes; stored all or none."""

    source: SourceState | None = None
    visit: Visit | None = None
    entries: tuple[EntryState, ...] = ()
    taken: Taken | None = None
    body: bytes | None = None
    """The bytes that came; not kept again where they gave a document that is known already."""
    note: FetchNote | None = None
    host: HostState | None = None
    robots: RobotsCopy | None = None


class Collected:
    """The part of an archive that belongs to `collect`."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path

    def store(self, step: Step) -> Added | None:
        """Store what one answer changes; return what became of its document, if it gave one.

        Raises InputError where the text cannot be encoded.
        """
        if step.taken:
            check_document(step.taken.document)
        with writing(self._engine, self._path) as connection:
            return _store(connection, step)

    def source(self, address: str) -> SourceState | None:
        """Return what is known of a source."""
        return self._load_one(SourceRow, address, SourceState)

    def sources(self) -> list[SourceState]:
        """Return every source that was ever asked, by address."""
        with reading(self._engine, self._path) as connection:
            records = list(connection.scalars(select(SourceRow.record).order_by(SourceRow.address)))
        return [SourceState.model_validate_json(record) for record in records]

    def visit(self, address: str) -> Visit | None:
        """Return what a server said of an address when it last gave its content."""
        return self._load_one(VisitRow, address, Visit)

    def host(self, host: str) -> HostState | None:
        """Return what is known of a host."""
        return self._load_one(HostRow, host, HostState)

    def robots(self, origin: str) -> RobotsCopy | None:
        """Return the robots.txt of an origin as it was last got."""
        return self._load_one(RobotsRow, origin, RobotsCopy)

    def entries(self, addresses: Iterable[str]) -> dict[str, EntryState]:
        """Return the entries under some addresses that are known."""
        found: dict[str, EntryState] = {}
        with reading(self._engine, self._path) as connection:
            for batch in batches(list(addresses)):
                query = select(EntryRow.address, EntryRow.record).where(EntryRow.address.in_(batch))
                for row in connection.execute(query):
                    found[row.address] = EntryState.model_validate_json(row.record)
        return found

    def due(self, source: str, now: datetime, limit: int) -> list[EntryState]:
        """Return entries of a source that are to be asked for, those of the latest day of publication first."""
        query = select(EntryRow.record).where(EntryRow.source == source, EntryRow.due <= _strip(now))
        with reading(self._engine, self._path) as connection:
            states = [EntryState.model_validate_json(record) for record in connection.scalars(query)]
        states.sort(key=lambda state: (state.published or state.seen, state.address), reverse=True)
        return states[:limit]

    def count_entries(self, source: str) -> dict[str, int]:
        """Count the entries of a source by their status."""
        query = select(EntryRow.status, func.count()).where(EntryRow.source == source).group_by(EntryRow.status)
        with reading(self._engine, self._path) as connection:
            return {status: count for status, count in connection.execute(query)}  # noqa: C416 - rows are no pairs

    def notes(self, source: str, failed: bool | None = None, since: datetime | None = None) -> list[FetchNote]:
        """Return what became of the texts of a source, oldest first; only failures or only others where asked for."""
        query = select(FetchRow.record).where(FetchRow.source == source).order_by(FetchRow.number)
        if failed is not None:
            query = query.where(FetchRow.failed.is_(failed))
        if since is not None:
            query = query.where(FetchRow.at >= _strip(since))
        with reading(self._engine, self._path) as connection:
            return [FetchNote.model_validate_json(record) for record in connection.scalars(query)]

    def taken(self) -> list[TakenText]:
        """Return the latest version of every text in the archive with the source that took it first."""
        with reading(self._engine, self._path) as connection:
            return list_taken(connection)

    def content(self, name: str) -> bytes | None:
        """Return the bytes under a hash."""
        with reading(self._engine, self._path) as connection:
            return load_content(connection, name)

    def check_contents(self) -> list[str]:
        """Return one line for each content that is not what its hash says; reads all of them."""
        with reading(self._engine, self._path) as connection:
            return find_faults(connection)

    def _load_one(self, table: type[Base], key: str, model: type[R]) -> R | None:
        columns = table.__table__.columns
        [name] = (column for column in columns if column.primary_key)
        with reading(self._engine, self._path) as connection:
            record = connection.scalar(select(columns["record"]).where(name == key))
        return model.model_validate_json(record) if record else None


def _store(connection: Connection, step: Step) -> Added | None:
    added = None
    if step.taken:
        taken = step.taken
        added = put_document(connection, taken.document, taken.capture, taken.unread)
    kept = put_content(connection, step.body) if step.body is not None and added is not Added.SAME else None
    if step.note:
        _put_note(connection, step.note.model_copy(update={"content": kept}))
    if step.source:
        _put(connection, SourceRow, "address", step.source.address, step.source)
    if step.visit:
        _put(connection, VisitRow, "address", step.visit.address, step.visit)
    if step.host:
        _put(connection, HostRow, "host", step.host.host, step.host)
    if step.robots:
        _put(connection, RobotsRow, "origin", step.robots.origin, step.robots)
    for entry in step.entries:
        more = {"source": entry.source, "status": entry.status.value, "due": _strip(entry.due)}
        _put(connection, EntryRow, "address", entry.address, entry, more)
    return added


def _put(
    connection: Connection,
    table: type[Base],
    name: str,
    key: str,
    record: Record,
    more: dict[str, str | datetime | None] | None = None,
) -> None:
    values = {**(more or {}), "record": record.model_dump_json(exclude_defaults=True)}
    statement = upsert(table).values({name: key, **values})
    connection.execute(statement.on_conflict_do_update(index_elements=[name], set_=values))


def _put_note(connection: Connection, note: FetchNote) -> None:
    values = {
        "at": _strip(note.at),
        "source": note.source,
        "address": note.address,
        "failed": bool(note.what),
        "content": note.content,
        "record": note.model_dump_json(exclude_defaults=True),
    }
    connection.execute(insert(FetchRow).values(values))


def _strip(moment: datetime | None) -> datetime | None:
    """Return a moment as the database keeps it: UTC, unmarked."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None
