"""Which documents are to be read: the texts that wait for a decision, and the decision written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from diplowatch.archive.documents import batches, load_document
from diplowatch.archive.readings import delete_reading
from diplowatch.archive.schema import DocumentRow, MarkRow
from diplowatch.records import Document


def load_by_ids(connection: Connection, ids: Sequence[str]) -> Iterator[Document]:
    """Yield documents by their full ids, a batch in memory at a time, in the order of the ids."""
    query = select(DocumentRow.id, DocumentRow.record, DocumentRow.text)
    for batch in batches(ids):
        rows = {row.id: row for row in connection.execute(query.where(DocumentRow.id.in_(batch)))}
        yield from (load_document(rows[id_].record, rows[id_].text) for id_ in batch if id_ in rows)


def put_reasons(connection: Connection, reasons: Mapping[str, str | None]) -> None:
    """Say of documents why they are not to be read, None for those that are; a reading of the former is deleted."""
    for batch in batches(list(reasons)):
        rows = select(DocumentRow.number, DocumentRow.id, DocumentRow.unread).where(DocumentRow.id.in_(batch))
        for row in list(connection.execute(rows)):
            if row.unread == reasons[row.id]:
                continue
            changed = update(DocumentRow).where(DocumentRow.number == row.number)
            connection.execute(changed.values(unread=reasons[row.id]))
            if reasons[row.id] is not None:
                delete_reading(connection, row.number)


def load_mark(connection: Connection, name: str) -> str | None:
    """Return what was noted of the whole archive under a name."""
    return connection.scalar(select(MarkRow.value).where(MarkRow.name == name))


def put_mark(connection: Connection, name: str, value: str) -> None:
    """Note something of the whole archive under a name."""
    statement = upsert(MarkRow).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
