"""Documents from texts that need no cleaning: the way in of the Python API."""

from __future__ import annotations

from datetime import date

from diplowatch.clean.language import READ, UnreadLanguage, detect_language
from diplowatch.errors import InputError
from diplowatch.records import DateBasis, Document, Segment, make_id

MAX_CHARACTERS = 5_000_000
"""Longest text that is read as one document; anything longer is a dump of many and has to be split."""


def make_document(text: str, published: str | date | None = None, title: str = "", key: str | None = None) -> Document:
    """Make a document of a ready text: nothing is dropped, offsets are those of the text given.

    `published` is a date or an ISO date; `key` names the text where it stays the same while its words change.
    Raises InputError where the text is empty, longer than 5,000,000 characters or not in English, or where
    `published` is not a date; the language is believed to be English where the text is too short to tell.
    """
    if not text.strip():
        raise InputError("the text is empty; give at least one sentence")
    if len(text) > MAX_CHARACTERS:
        raise InputError(f"the text has {len(text):,} characters, more than {MAX_CHARACTERS:,}; split it")
    on = _read_date(published)
    name = key or make_id("text", text)
    document = Document(
        id=make_id("document", name, text),
        key=name,
        title=title,
        text=text,
        published=on,
        published_basis=DateBasis.NONE if on is None else DateBasis.GIVEN,
        language=detect_language(text),
        segments=(Segment(start=0, end=len(text), captured_at=0),),
    )
    if document.language != READ:
        raise UnreadLanguage(document)
    return document


def _read_date(published: str | date | None) -> date | None:
    if published is None or isinstance(published, date):
        # a datetime is a date too, and pydantic would refuse one with a time of day
        return None if published is None else date(published.year, published.month, published.day)
    try:
        return date.fromisoformat(published.strip()[:10])
    except ValueError:
        raise InputError(f"published: {published!r} is not a date; write it as 2025-03-28") from None
