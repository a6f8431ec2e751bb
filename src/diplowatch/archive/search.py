"""Searching the archive: full text of documents, and records by words, actor, stance and date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from diplowatch.archive.fulltext import CLOSE, OPEN, to_any_match, to_match
from diplowatch.archive.kinds import Kind

_AROUND = 24
"""Words of a snippet."""

LONGEST = 280
"""Characters shown of the words of a record."""


@dataclass(frozen=True)
class Hit:
    """A place in a document that was searched for."""

    document: str
    title: str
    published: date | None
    snippet: str
    """Words of the text; what matches stands between « and »."""
    start: int
    end: int
    """Where the snippet's words stand in the document, or those of the record."""
    kind: Kind | None = None
    record: str | None = None


@dataclass(frozen=True)
class Wish:
    """What is searched for; whatever is None is not asked."""

    query: str | None = None
    actor: str | None = None
    kind: Kind | None = None
    stance: str | None = None
    terms: tuple[tuple[str, ...], ...] = ()
    """Phrases, each a set of words that must all occur in a record; one phrase suffices."""
    since: date | None = None
    until: date | None = None
    limit: int = 50

    @property
    def is_about_records(self) -> bool:
        """Whether anything is asked that only records have."""
        return bool(self.actor or self.kind or self.stance or self.terms)


def find_hits(connection: Connection, wish: Wish) -> list[Hit]:
    """Return the best hits first; without words, the newest first."""
    match = to_match(wish.query) if wish.query else None
    if wish.query and wish.query.strip() and match is None:
        return []
    if wish.is_about_records:
        return _find_records(connection, wish, match)
    if match:
        return _find_documents(connection, wish, match)
    return _list_documents(connection, wish) if wish.since or wish.until else []


def _find_documents(connection: Connection, wish: Wish, match: str) -> list[Hit]:
    conditions, values = _period("documents.published", wish)
    # Only the rows that are shown carry their texts: sorting the texts of all that match would take long.
    query = f"""
        WITH best AS (
            SELECT documents.number, bm25(document_words, 4.0, 1.0) AS rank
            FROM document_words JOIN documents ON documents.number = document_words.rowid
            WHERE document_words MATCH :match AND documents.latest {conditions}
            ORDER BY rank, documents.published DESC, documents.id LIMIT :limit
        )
        SELECT documents.id, documents.title, documents.published, documents.text,
               snippet(document_words, 1, '{OPEN}', '{CLOSE}', '', {_AROUND}) AS words
        FROM document_words JOIN documents ON documents.number = document_words.rowid
             JOIN best ON best.number = documents.number
        WHERE document_words MATCH :match AND document_words.rowid IN (SELECT number FROM best)
        ORDER BY best.rank, documents.published DESC, documents.id"""
    rows = connection.execute(text(query), {"match": match, "limit": wish.limit, **values})
    return [_document_hit(row) for row in rows]


def _list_documents(connection: Connection, wish: Wish) -> list[Hit]:
    """Return the documents of a period with their first words, where nothing but a period is asked."""
    conditions, values = _period("published", wish)
    query = f"""
        SELECT id, title, published, substr(text, 1, {LONGEST - 1}) AS words
        FROM documents WHERE latest {conditions}
        ORDER BY published DESC, id LIMIT :limit"""
    rows = connection.execute(text(query), {"limit": wish.limit, **values})
    return [Hit(row.id, row.title, _day(row.published), _tidy(row.words), 0, len(row.words)) for row in rows]


def _document_hit(row: Any) -> Hit:
    plain = row.words.replace(OPEN, "").replace(CLOSE, "")
    start = max(0, row.text.find(plain)) if OPEN not in row.text and CLOSE not in row.text else 0
    return Hit(row.id, row.title, _day(row.published), _tidy(row.words), start, min(len(row.text), start + len(plain)))


def _find_records(connection: Connection, wish: Wish, match: str | None) -> list[Hit]:
    conditions, values = _period("records.day", wish)
    if wish.actor:
        conditions += " AND records.number IN (SELECT record FROM record_actors WHERE code = :actor)"
    if wish.kind:
        conditions += " AND records.kind = :kind"
    if wish.stance:
        conditions += " AND records.stance = :stance"
    both = [part for part in (match, to_any_match(wish.terms)) if part]
    if wish.terms and not both:
        return []
    match = " AND ".join(f"({part})" for part in both)
    words = f"snippet(record_words, 0, '{OPEN}', '{CLOSE}', '…', {_AROUND})" if match else "record_words.words"
    order = "bm25(record_words), " if match else ""
    query = f"""
        SELECT documents.id, documents.title, documents.published, records.kind, records.id AS record,
               records.start, records."end", {words} AS words
        FROM records JOIN documents ON documents.number = records.document
             JOIN record_words ON record_words.rowid = records.number
        WHERE documents.latest AND NOT records.hidden {conditions}
              {"AND record_words MATCH :match" if match else ""}
        ORDER BY {order}records.day DESC, documents.id, records.start, records.kind
        LIMIT :limit"""
    given = {
        "actor": wish.actor,
        "kind": wish.kind,
        "stance": wish.stance,
        "match": match,
        "limit": wish.limit,
        **values,
    }
    used = {name: value for name, value in given.items() if f":{name}" in query}
    return [_record_hit(row) for row in connection.execute(text(query), used)]


def _record_hit(row: Any) -> Hit:
    return Hit(
        row.id,
        row.title,
        _day(row.published),
        _shorten(_tidy(row.words)),
        row.start,
        row.end,
        Kind(row.kind),
        row.record,
    )


def _period(column: str, wish: Wish) -> tuple[str, dict[str, str]]:
    """Return the conditions of a period; what has no day lies in none."""
    conditions, values = "", {}
    if wish.since:
        conditions += f" AND {column} >= :since"
        values["since"] = wish.since.isoformat()
    if wish.until:
        conditions += f" AND {column} <= :until"
        values["until"] = wish.until.isoformat()
    return conditions, values


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _tidy(words: str) -> str:
    return " ".join(words.split())


def _shorten(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def split_terms(terms: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Cut each phrase into its words."""
    return tuple(tuple(term.split()) for term in terms)
