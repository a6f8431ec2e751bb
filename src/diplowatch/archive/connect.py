"""Opening a database: settings of every connection, transactions, and database errors in words a person can act on."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from diplowatch.errors import ArchiveError

WAIT = 30
"""Seconds a process waits for another one that is writing."""

APPLICATION = 0x44504C57
"""`PRAGMA application_id` of an archive ("DPLW"), which tells it from the databases of other programs."""

_MAGIC = b"SQLite format 3\0"
_MENDING: dict[str, str] = {
    "SQLITE_FULL": "the disk or archive is full; nothing was half-written: make room and run the same command again",
    "SQLITE_BUSY": f"another process has been writing for {WAIT} seconds; run the same command again when it is done",
    "SQLITE_LOCKED": "the archive is locked by another process; run the same command again when it is done",
    "SQLITE_READONLY": "the archive cannot be written; check the rights of the file and its folder",
    "SQLITE_CANTOPEN": "the archive cannot be opened; check that its folder exists and can be written",
    "SQLITE_PERM": "the archive cannot be opened; check the rights of the file and its folder",
    "SQLITE_CORRUPT": "the archive is damaged; restore it from a backup, or delete it and add the texts again",
    "SQLITE_NOTADB": "this file is no archive; choose another name",
    "SQLITE_IOERR": "the disk does not read or write; check it, make room, and run the same command again",
    "SQLITE_TOOBIG": "a text is too long to be stored; split it",
}


def connect(path: Path, create: bool) -> Engine:
    """Return an engine on an SQLite file; raises ArchiveError where the file is something else or cannot be used."""
    exists = path.exists()
    if not exists and not create:
        raise ArchiveError(f"{path}: there is no archive here; add texts first")
    if path.is_dir():
        raise ArchiveError(f"{path}: this is a folder, not an archive; name the file inside it")
    if not exists and not path.parent.is_dir():
        raise ArchiveError(f"{path}: the folder {path.parent} does not exist; make it first")
    if exists:
        _check_header(path)
    locked = exists and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    return _make_engine(path, locked)


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be opened: {error.strerror}; check the rights of the file") from error
    if head not in {b"", _MAGIC}:
        raise ArchiveError(f"{path}: {_MENDING['SQLITE_NOTADB']}")


def _make_engine(path: Path, locked: bool) -> Engine:
    """Make an engine; a file or folder that is `locked` against writing is opened for reading only."""
    url = URL.create("sqlite", database=str(path))
    if locked:
        # Without a log beside it nobody is writing, and SQLite need not make the files it would coordinate through.
        logged = path.with_name(f"{path.name}-wal").exists()
        query = {"mode": "ro", "uri": "true"} if logged else {"mode": "ro", "immutable": "1", "uri": "true"}
        url = URL.create("sqlite", database=path.resolve().as_uri(), query=query)
    # A second connection serves whoever writes between two batches of reading; SQLite admits one writer at a time.
    engine = create_engine(url, poolclass=QueuePool, pool_size=2, connect_args={"timeout": WAIT})
    event.listen(engine, "connect", _prepare_locked if locked else _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {int(WAIT * 1000)}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log once; SQLite does not wait for a second process that does the same."""
    give_up = time.monotonic() + WAIT
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.05)


def _prepare_locked(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    # Taking the write lock at once makes a second writer wait; taking it halfway would make it fail.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def explain_errors(path: Path) -> Iterator[None]:
    """Turn errors of the database into ArchiveError with a line that says what to do."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise _explain(path, error.orig) from error
        raise
    except sqlite3.Error as error:
        raise _explain(path, error) from error


def _explain(path: Path, error: sqlite3.Error) -> Exception:
    name = getattr(error, "sqlite_errorname", "")
    mending = next((words for code, words in _MENDING.items() if name.startswith(code)), None)
    return ArchiveError(f"{path}: {mending}") if mending else error


@contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection for reading, one consistent state of the archive."""
    with explain_errors(path), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection for writing: all of it is stored, or none."""
    with explain_errors(path), engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection
