"""Full text of documents and records in SQLite's FTS5, the one part of the archive that is not portable SQL.

Another database needs the functions of this module and nothing else. The index of documents takes the words from their
rows; that of records keeps a copy, since cutting them out of a long text again and again would cost more than it saves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, TextClause, text

OPEN, CLOSE = "«", "»"
"""Marks around the words of a snippet that match."""

MOST_TERMS = 64
"""Terms of a query that are used; what follows is ignored."""

_TERM = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')


def to_match(query: str) -> str | None:
    """Write what a person typed as an FTS5 query that cannot be a syntax error; None where it holds no word.

    All terms must occur. "Several words" in quotation marks are a phrase; an asterisk at the end matches beginnings.
    """
    cleaned = query.replace("\0", " ").replace("“", '"').replace("”", '"')
    terms = []
    for phrase, star, word in _TERM.findall(cleaned):
        words = phrase or word.rstrip("*")
        if not re.search(r"\w", words):
            continue
        is_prefix = bool(star) or word.endswith("*")
        terms.append(f'"{words}"' + ("*" if is_prefix else ""))
    return " AND ".join(terms[:MOST_TERMS]) or None


def to_any_match(phrases: Iterable[Iterable[str]]) -> str | None:
    """Write phrases, each a set of words that must all occur, as an FTS5 query that any of them satisfies."""
    groups = [found for words in phrases if (found := to_match(" ".join(words)))]
    return " OR ".join(f"({group})" for group in groups) or None


def index_document(connection: Connection, number: int, title: str, words: str) -> None:
    """Add a document, whose row is there already, to the full text."""
    values = {"number": number, "title": title, "words": words}
    connection.execute(_INDEX_DOCUMENT, values)


def unindex_document(connection: Connection, number: int, title: str, words: str) -> None:
    """Take a document out of the full text; title and words must be those it was indexed with."""
    connection.execute(_UNINDEX_DOCUMENT, {"number": number, "title": title, "words": words})


def index_records(connection: Connection, records: Iterable[tuple[int, str]]) -> None:
    """Add the words of records to the full text, by number of the record."""
    values = [{"number": number, "words": words} for number, words in records]
    if values:
        connection.execute(_INDEX_RECORD, values)


def unindex_records(connection: Connection, document: int) -> None:
    """Take all records of a document out of the full text, before their rows go."""
    connection.execute(_UNINDEX_RECORDS, {"document": document})


_INDEX_DOCUMENT: TextClause = text("INSERT INTO document_words (rowid, title, text) VALUES (:number, :title, :words)")
_UNINDEX_DOCUMENT: TextClause = text(
    "INSERT INTO document_words (document_words, rowid, title, text) VALUES ('delete', :number, :title, :words)"
)
_INDEX_RECORD: TextClause = text("INSERT INTO record_words (rowid, words) VALUES (:number, :words)")
_UNINDEX_RECORDS: TextClause = text(
    "DELETE FROM record_words WHERE rowid IN (SELECT number FROM records WHERE document = :document)"
)
