"""Captures under the hash of their bytes; sources, entries, visits, hosts, robots.txt and fetches."""

from __future__ import annotations

import hashlib
import zlib

import sqlalchemy as sa
import zstandard
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Move the content of captures into a table of its own, and make the tables of `collect`."""
    op.create_table(
        "contents",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_contents"),
    )
    _move_captures()
    _make_states()
    op.create_table(
        "fetches",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["content"], ["contents.hash"], name="fk_fetches_content"),
        sa.PrimaryKeyConstraint("number", name="pk_fetches"),
    )
    op.create_index("ix_fetches_source_at", "fetches", ["source", "at"])
    op.create_index("ix_fetches_address", "fetches", ["address"])


def _move_captures() -> None:
    op.rename_table("captures", "captures_before")
    op.create_table(
        "captures",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name="fk_captures_document", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["content"], ["contents.hash"], name="fk_captures_content"),
        sa.PrimaryKeyConstraint("document", name="pk_captures"),
    )
    connection = op.get_bind()
    old = sa.table("captures_before", sa.column("document"), sa.column("content"), sa.column("record"))
    new = sa.table("captures", sa.column("document"), sa.column("content"), sa.column("record"))
    contents = sa.table("contents", sa.column("hash"), sa.column("content"))
    press = zstandard.ZstdCompressor(level=9)
    last = -1
    query = sa.select(old).order_by(old.c.document).limit(1)
    # One at a time: an archive of any size is moved in little memory.
    while row := connection.execute(query.where(old.c.document > last)).first():
        last, data = row.document, zlib.decompress(row.content)
        name = hashlib.sha256(data).hexdigest()
        if connection.execute(sa.select(contents.c.hash).where(contents.c.hash == name)).first() is None:
            connection.execute(sa.insert(contents).values(hash=name, content=press.compress(data)))
        connection.execute(sa.insert(new).values(document=last, content=name, record=row.record))
    op.drop_table("captures_before")


def _make_states() -> None:
    for table, key in (("sources", "address"), ("visits", "address"), ("hosts", "host"), ("robots", "origin")):
        op.create_table(
            table,
            sa.Column(key, sa.String(), nullable=False),
            sa.Column("record", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint(key, name=f"pk_{table}"),
        )
    op.create_table(
        "entries",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_entries"),
    )
    op.create_index("ix_entries_source_due", "entries", ["source", "due"])
