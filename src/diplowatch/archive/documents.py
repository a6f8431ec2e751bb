"""Documents and their captures in the archive: adding, versions, and getting them back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, insert, select, update

from diplowatch.archive.contents import load_content, put_content
from diplowatch.archive.fulltext import index_document, unindex_document
from diplowatch.archive.readings import delete_reading
from diplowatch.archive.schema import CaptureRow, DocumentRow
from diplowatch.errors import InputError
from diplowatch.records import Capture, Document

T = TypeVar("T")
S = TypeVar("S", bound=Select[*tuple[Any, ...]])


class Added(StrEnum):
    """What became of a document that was added."""

    NEW = "new"
    SAME = "same"
    NEW_VERSION = "new version"


_FIND = select(DocumentRow.number, DocumentRow.latest, DocumentRow.title, DocumentRow.record, DocumentRow.unread).where(
    DocumentRow.id == bindparam("id")
)
_NEWEST = select(func.max(DocumentRow.version)).where(DocumentRow.key == bindparam("key"))
_INSERT, _INSERT_CAPTURE = insert(DocumentRow), insert(CaptureRow)
# Built once: with ten thousand short texts, building the statements would cost more than running them.


def check_document(document: Document) -> None:
    """Raise InputError where a document cannot be stored because its text is not Unicode."""
    try:
        document.model_dump_json().encode("utf-8")
    except (UnicodeEncodeError, ValueError) as error:
        raise InputError(f"{document.key}: holds characters that are no Unicode text; save it as UTF-8") from error


def is_known(connection: Connection, document: Document, unread: str | None) -> bool:
    """Whether exactly this document is the latest version already."""
    row = _find(connection, document.id)
    return row is not None and row.latest and row.record == _pack(document) and row.unread == unread


def put_document(connection: Connection, document: Document, capture: Capture, unread: str | None) -> Added:
    """Store a document as the latest version of its key; what is there already is not stored again."""
    known = _find(connection, document.id)
    if known and known.latest:
        _refresh(connection, known, document, unread)
        return Added.SAME
    version = connection.scalar(_NEWEST, {"key": document.key}) or 0
    if version:
        older = update(DocumentRow).where(DocumentRow.key == document.key, DocumentRow.latest)
        connection.execute(older.values(latest=False))
    if known:
        # A page that went back to earlier words: the version with these words is the latest again.
        _refresh(connection, known, document, unread)
        connection.execute(update(DocumentRow).where(DocumentRow.number == known.number).values(latest=True))
        return Added.NEW_VERSION
    _insert(connection, document, capture, unread, version + 1)
    return Added.NEW_VERSION if version else Added.NEW


def _find(connection: Connection, id_: str) -> Row[*tuple[Any, ...]] | None:
    return connection.execute(_FIND, {"id": id_}).first()


def _insert(connection: Connection, document: Document, capture: Capture, unread: str | None, version: int) -> None:
    values = {
        "id": document.id,
        "key": document.key,
        "version": version,
        "latest": True,
        "title": document.title,
        "text": document.text,
        "published": document.published,
        "unread": unread,
        "record": _pack(document),
    }
    key = connection.execute(_INSERT, values).inserted_primary_key
    assert key is not None
    number: int = key[0]
    content = put_content(connection, capture.content.encode("utf-8", "surrogatepass"))
    record = capture.model_dump_json(exclude={"content"})
    connection.execute(_INSERT_CAPTURE, {"document": number, "content": content, "record": record})
    index_document(connection, number, document.title, document.text)


def _refresh(connection: Connection, known: Row[*tuple[Any, ...]], document: Document, unread: str | None) -> None:
    """Take over a new date, title or outlet of a text that is the same; what was read without them is read again."""
    if known.record == _pack(document) and known.unread == unread:
        return
    unindex_document(connection, known.number, known.title, document.text)
    connection.execute(
        update(DocumentRow)
        .where(DocumentRow.number == known.number)
        .values(title=document.title, published=document.published, unread=unread, record=_pack(document))
    )
    index_document(connection, known.number, document.title, document.text)
    older = load_document(known.record, document.text)
    # The day of an update is shown, but no reader looks at it.
    if known.unread != unread or older.model_copy(update={"updated": document.updated}) != document:
        delete_reading(connection, known.number)


def _pack(document: Document) -> str:
    return document.model_dump_json(exclude={"text"})


def load_document(record: str, text: str) -> Document:
    """Return the document of a row."""
    return Document.model_validate({**json.loads(record), "text": text})


def load_capture(connection: Connection, id_: str) -> Capture | None:
    """Return what a document was cleaned from, as it arrived."""
    query = select(CaptureRow.content, CaptureRow.record).join(DocumentRow).where(DocumentRow.id == id_)
    row = connection.execute(query).first()
    if row is None:
        return None
    content = load_content(connection, row.content)
    assert content is not None
    return Capture.model_validate({**json.loads(row.record), "content": content.decode("utf-8", "surrogatepass")})


def in_order(query: S) -> S:
    """Put documents by day of publication, undated ones last, whatever order they were added in."""
    return query.order_by(DocumentRow.published.is_(None), DocumentRow.published, DocumentRow.key, DocumentRow.version)


def in_period(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """Return the conditions of a period, both days included; undated documents are in every period."""
    undated = DocumentRow.published.is_(None)
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        conditions.append(undated | (DocumentRow.published >= since))
    if until is not None:
        conditions.append(undated | (DocumentRow.published <= until))
    return conditions


def batches(numbers: Sequence[T], size: int = 100) -> Iterator[Sequence[T]]:
    """Cut numbers or names into batches, so that no cursor stays open while its user writes."""
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]
