"""What an archive holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from diplowatch.archive.kinds import Kind
from diplowatch.archive.schema import Base, DocumentRow, EditionRow, JudgementRow, ProblemRow, ReadingRow, RecordRow


@dataclass(frozen=True)
class Counts:
    """What an archive holds. `documents` counts latest versions that can be read, `size` bytes on disk."""

    documents: int
    read: int
    unread: int
    versions: int
    records: dict[Kind, int]
    judgements: int
    editions: int
    problems: int
    size: int

    @property
    def size_per_document(self) -> float:
        """Bytes on disk for each stored version."""
        return self.size / max(1, self.versions)


def count_all(connection: Connection, size: int) -> Counts:
    """Count everything; `size` is that of the files in bytes."""
    latest = select(func.count()).select_from(DocumentRow).where(DocumentRow.latest)
    readable = latest.where(DocumentRow.unread.is_(None))
    of_kind = (
        select(RecordRow.kind, func.count())
        .join(DocumentRow)
        .where(DocumentRow.latest, ~RecordRow.hidden)
        .group_by(RecordRow.kind)
    )
    by_kind = {kind: total for kind, total in connection.execute(of_kind)}  # noqa: C416 - rows are not pairs to dict()

    def count_rows(table: type[Base]) -> int:
        return connection.scalar(select(func.count()).select_from(table)) or 0

    return Counts(
        documents=connection.scalar(readable) or 0,
        read=connection.scalar(readable.join(ReadingRow)) or 0,
        unread=connection.scalar(latest.where(DocumentRow.unread.is_not(None))) or 0,
        versions=count_rows(DocumentRow),
        records={kind: by_kind.get(kind, 0) for kind in Kind},
        judgements=count_rows(JudgementRow),
        editions=count_rows(EditionRow),
        problems=count_rows(ProblemRow),
        size=size,
    )
