"""The tables of an archive, typed. What changes here needs a migration beside it; a test compares the two.

Invariants
- A document never changes once its text is stored; a changed text under the same key is a further version.
- A record's payload is what was read. The columns beside it (and `record_actors`) are an index of the record as judged,
  made anew whenever a reading or a judgement is added.
- Passages inside payloads are kept as offsets: the text they were cut from is in `documents` and cannot change.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, MetaData, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=_NAMES)


class DocumentRow(Base):
    """One version of a cleaned text."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("key", "version"),
        Index(
            "ix_documents_one_latest", "key", unique=True, sqlite_where=text("latest"), postgresql_where=text("latest")
        ),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    key: Mapped[str]
    version: Mapped[int]
    latest: Mapped[bool]
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    published: Mapped[date | None] = mapped_column(index=True)
    unread: Mapped[str | None]
    """Why the document is not to be read, e.g. its language."""
    record: Mapped[str] = mapped_column(Text)
    """The `Document` as JSON, without its text."""


class CaptureRow(Base):
    """What a document was cleaned from, as it arrived."""

    __tablename__ = "captures"

    document: Mapped[int] = mapped_column(ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True)
    content: Mapped[str] = mapped_column(ForeignKey("contents.hash"))
    """The hash of its text as UTF-8."""
    record: Mapped[str] = mapped_column(Text)
    """The `Capture` as JSON, without its content."""


class ContentRow(Base):
    """Bytes that arrived, kept once under their hash."""

    __tablename__ = "contents"

    hash: Mapped[str] = mapped_column(primary_key=True)
    """SHA-256 of the bytes, hexadecimal."""
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """The bytes, compressed with Zstandard."""


class ReadingRow(Base):
    """The reading of a document, without its records."""

    __tablename__ = "readings"

    document: Mapped[int] = mapped_column(ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True)
    reader: Mapped[str] = mapped_column(index=True)
    """Version of the reader, and of the pack where one was named."""
    rest: Mapped[bytes] = mapped_column(LargeBinary)
    """The `Reading` as compressed JSON, without the records that have rows of their own."""


class RecordRow(Base):
    """One statement, event, position, quantity, exchange or appointment."""

    __tablename__ = "records"
    __table_args__ = (
        UniqueConstraint("document", "kind", "place"),
        Index("ix_records_kind_day", "kind", "day"),
        Index("ix_records_id", "id"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[int] = mapped_column(ForeignKey("documents.number", ondelete="CASCADE"))
    kind: Mapped[str]
    place: Mapped[int]
    """Its place among the records of this kind in the reading."""
    id: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    day: Mapped[date | None] = mapped_column(index=True)
    """The day in the text, else the day of publication."""
    stance: Mapped[str | None]
    """The stance of a position, the type of an event, the grade of a statement, the stage of a quantity."""
    hidden: Mapped[bool]
    """Whether a judgement rejects it or merges it into another."""
    payload: Mapped[str] = mapped_column(Text)


class RecordActorRow(Base):
    """An actor of a record and the part it plays there."""

    __tablename__ = "record_actors"
    __table_args__ = (Index("ix_record_actors_code", "code", "record"),)

    record: Mapped[int] = mapped_column(ForeignKey("records.number", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)


class JudgementRow(Base):
    """A person's decision. Refers to a record by its id only, so that it outlives every re-reading."""

    __tablename__ = "judgements"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    target: Mapped[str] = mapped_column(index=True)
    record: Mapped[str] = mapped_column(Text)
    """The `Judgement` as JSON."""


class EditionRow(Base):
    """A published edition, frozen."""

    __tablename__ = "editions"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    week: Mapped[str] = mapped_column(index=True)
    path: Mapped[str]
    made_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """The `Edition` as compressed JSON."""


class ProblemRow(Base):
    """An input of the latest run that could not be used."""

    __tablename__ = "problems"

    number: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str]
    what: Mapped[str] = mapped_column(Text)
    advice: Mapped[str] = mapped_column(Text)


class SourceRow(Base):
    """What is known of a source from earlier runs."""

    __tablename__ = "sources"

    address: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(Text)
    """The `SourceState` as JSON."""


class EntryRow(Base):
    """A text that a source announced, and how far it has come."""

    __tablename__ = "entries"
    __table_args__ = (Index("ix_entries_source_due", "source", "due"),)

    address: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    status: Mapped[str]
    due: Mapped[datetime | None]
    """When it is to be asked for, UTC; none for never."""
    record: Mapped[str] = mapped_column(Text)
    """The `EntryState` as JSON."""


class VisitRow(Base):
    """What a server said of an address when it last gave its content."""

    __tablename__ = "visits"

    address: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(Text)
    """The `Visit` as JSON."""


class HostRow(Base):
    """What is known of a host from earlier runs."""

    __tablename__ = "hosts"

    host: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(Text)
    """The `HostState` as JSON."""


class RobotsRow(Base):
    """The robots.txt of an origin as it was last got."""

    __tablename__ = "robots"

    origin: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(Text)
    """The `RobotsCopy` as JSON."""


class FetchRow(Base):
    """What became of one text that was asked for."""

    __tablename__ = "fetches"
    __table_args__ = (Index("ix_fetches_source_at", "source", "at"), Index("ix_fetches_address", "address"))

    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    source: Mapped[str]
    address: Mapped[str]
    failed: Mapped[bool]
    content: Mapped[str | None] = mapped_column(ForeignKey("contents.hash"))
    record: Mapped[str] = mapped_column(Text)
    """The `FetchNote` as JSON."""


class MarkRow(Base):
    """What was done to the whole archive, and with which version of the rules."""

    __tablename__ = "marks"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
