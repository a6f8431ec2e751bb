"""Bytes that arrived, kept once under their hash, compressed."""

from __future__ import annotations

import hashlib
from functools import cache

import zstandard
from sqlalchemy import Connection, bindparam, insert, select

from diplowatch.archive.schema import ContentRow

_LEVEL = 9
_FIND = select(ContentRow.content).where(ContentRow.hash == bindparam("name"))
_KNOWN = select(ContentRow.hash).where(ContentRow.hash == bindparam("name"))
_INSERT = insert(ContentRow)


def name_content(data: bytes) -> str:
    """Return the name of bytes: their SHA-256."""
    return hashlib.sha256(data).hexdigest()


def put_content(connection: Connection, data: bytes) -> str:
    """Store bytes once and return their name."""
    name = name_content(data)
    if connection.execute(_KNOWN, {"name": name}).first() is None:
        connection.execute(_INSERT, {"hash": name, "content": _compressor().compress(data)})
    return name


def load_content(connection: Connection, name: str) -> bytes | None:
    """Return the bytes under a name."""
    row = connection.execute(_FIND, {"name": name}).first()
    return zstandard.ZstdDecompressor().decompress(row.content) if row else None


def find_faults(connection: Connection) -> list[str]:
    """Return one line for each content that is not what its name says."""
    names = list(connection.scalars(select(ContentRow.hash).order_by(ContentRow.hash)))
    return [f"{name}: the content does not fit its hash" for name in names if not _is_sound(connection, name)]


def _is_sound(connection: Connection, name: str) -> bool:
    try:
        data = load_content(connection, name)
    except zstandard.ZstdError:
        return False
    return data is not None and name_content(data) == name


@cache
def _compressor() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=_LEVEL)
