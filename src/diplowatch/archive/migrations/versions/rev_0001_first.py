"""Documents, captures, readings, records, judgements, editions, problems, and full text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    _make_documents()
    _make_records()
    _make_published()
    _make_full_text()


def _make_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("unread", sa.String(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_documents"),
        sa.UniqueConstraint("id", name="uq_documents_id"),
        sa.UniqueConstraint("key", "version", name="uq_documents_key_version"),
    )
    op.create_index("ix_documents_published", "documents", ["published"])
    op.create_index(
        "ix_documents_one_latest",
        "documents",
        ["key"],
        unique=True,
        sqlite_where=sa.text("latest"),
        postgresql_where=sa.text("latest"),
    )
    op.create_table(
        "captures",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name="fk_captures_document", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", name="pk_captures"),
    )


def _make_records() -> None:
    op.create_table(
        "readings",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("rest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name="fk_readings_document", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", name="pk_readings"),
    )
    op.create_index("ix_readings_reader", "readings", ["reader"])
    op.create_table(
        "records",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("stance", sa.String(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name="fk_records_document", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_records"),
        sa.UniqueConstraint("document", "kind", "place", name="uq_records_document_kind_place"),
    )
    op.create_index("ix_records_kind_day", "records", ["kind", "day"])
    op.create_index("ix_records_id", "records", ["id"])
    op.create_index("ix_records_day", "records", ["day"])
    op.create_table(
        "record_actors",
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["records.number"], name="fk_record_actors_record", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("record", "code", "role", name="pk_record_actors"),
    )
    op.create_index("ix_record_actors_code", "record_actors", ["code", "record"])


def _make_published() -> None:
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_judgements"),
        sa.UniqueConstraint("id", name="uq_judgements_id"),
    )
    op.create_index("ix_judgements_target", "judgements", ["target"])
    op.create_table(
        "editions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_editions"),
        sa.UniqueConstraint("id", name="uq_editions_id"),
    )
    op.create_index("ix_editions_week", "editions", ["week"])
    op.create_table(
        "problems",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_problems"),
    )


def _make_full_text() -> None:
    tokenize = "tokenize = 'porter unicode61 remove_diacritics 2'"
    op.execute(
        "CREATE VIRTUAL TABLE document_words USING fts5"
        f"(title, text, content = 'documents', content_rowid = 'number', {tokenize})"
    )
    op.execute(f"CREATE VIRTUAL TABLE record_words USING fts5(words, {tokenize})")
