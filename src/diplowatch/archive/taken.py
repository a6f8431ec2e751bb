"""Which source took which text first: what coverage is counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from diplowatch.archive.schema import DocumentRow, FetchRow, ReadingRow


@dataclass(frozen=True)
class TakenText:
    """The latest version of a text, and the source that took it first."""

    document: str
    key: str
    source: str | None
    """Address of the source; None for a text that was given by hand."""
    at: datetime | None
    """When it was first taken, UTC; None for a text that was given by hand."""
    published: date | None
    unread: str | None
    is_read: bool


def list_taken(connection: Connection) -> list[TakenText]:
    """Return the latest version of every text; a version belongs to the source of the first version of its key."""
    noted = func.json_extract(FetchRow.record, "$.document")
    first = (
        select(DocumentRow.key, func.min(FetchRow.number).label("number"))
        .join(DocumentRow, DocumentRow.id == noted)
        .where(~FetchRow.failed)
        .group_by(DocumentRow.key)
        .subquery()
    )
    query = (
        select(
            DocumentRow.id,
            DocumentRow.key,
            FetchRow.source,
            FetchRow.at,
            DocumentRow.published,
            DocumentRow.unread,
            ReadingRow.document.is_not(None).label("is_read"),
        )
        .outerjoin(first, first.c.key == DocumentRow.key)
        .outerjoin(FetchRow, FetchRow.number == first.c.number)
        .outerjoin(ReadingRow, ReadingRow.document == DocumentRow.number)
        .where(DocumentRow.latest)
        .order_by(DocumentRow.number)
    )
    return [
        TakenText(row.id, row.key, row.source, row.at, row.published, row.unread, row.is_read and row.unread is None)
        for row in connection.execute(query)
    ]
