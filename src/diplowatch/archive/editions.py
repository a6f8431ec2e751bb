"""Published editions in the archive: kept as they were published, never replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from diplowatch.archive.codec import expand, squeeze
from diplowatch.archive.schema import EditionRow
from diplowatch.errors import ArchiveError
from diplowatch.records import Edition


@dataclass(frozen=True)
class Published:
    """A published edition: its id, its week, the folder it was written to, and when."""

    id: str
    week: str
    path: str
    made_at: datetime


def put_edition(connection: Connection, edition: Edition, path: str, made_at: datetime) -> None:
    """Keep an edition; raises ArchiveError where one with this id and another content was published."""
    content = edition.model_dump_json()
    known = connection.scalar(select(EditionRow.content).where(EditionRow.id == edition.id))
    if known is not None:
        if expand(known) != content:
            raise ArchiveError(f"edition {edition.id} is published and frozen; publish a further one instead")
        return
    made = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    values = {"id": edition.id, "week": edition.period.week, "path": path, "made_at": made}
    connection.execute(insert(EditionRow).values(content=squeeze(content), **values))


def list_editions(connection: Connection, week: str | None) -> list[Published]:
    """Return the editions, of one week or of all, in the order in which they were published."""
    query = select(EditionRow.id, EditionRow.week, EditionRow.path, EditionRow.made_at).order_by(EditionRow.number)
    rows = connection.execute(query.where(EditionRow.week == week) if week else query)
    return [Published(row.id, row.week, row.path, row.made_at.replace(tzinfo=UTC)) for row in rows]


def load_edition(connection: Connection, id_: str) -> Edition | None:
    """Return an edition by its id."""
    content = connection.scalar(select(EditionRow.content).where(EditionRow.id == id_))
    return Edition.model_validate_json(expand(content)) if content else None
