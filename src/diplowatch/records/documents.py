"""Captures, documents and passages: the records from `collect` to `read`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from diplowatch.records.base import Record, hash_text

CONTEXT = 32
"""Characters of prefix and suffix kept with a passage (W3C TextQuoteSelector)."""


class Media(StrEnum):
    """What form a capture came in."""

    TEXT = "text"
    HTML = "html"


class DateBasis(StrEnum):
    """Where a publication date was taken from."""

    GIVEN = "given"
    PAGE = "page"
    ADDRESS = "address"
    TEXT = "text"
    FILE_NAME = "file name"
    FEED = "feed"
    SITEMAP = "sitemap"
    MAIL = "mail"
    NONE = "none"


class Claim(Record):
    """What another text says of the dates of this one: a feed, a sitemap, the header of a mail.

    A claim is checked against the page and its address before it is believed (`clean/dates.py`).
    """

    by: DateBasis
    published: date | None = None
    updated: date | None = None


class Capture(Record):
    """One text as it arrived, before any cleaning: what `collect` gives."""

    key: str
    """What stays the same when the content changes: the address, else the path below the folder given."""
    media: Media
    content: str
    address: str | None = None
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    """The outlet's name as the input gives it (`source` in JSONL)."""
    claim: Claim | None = None
    """What a feed, a sitemap or a mail's header says of the dates of this text."""
    seen: date | None = None
    """The day it was fetched, in UTC: for a web archive the day of its record. It cannot be published much later."""


class Problem(Record):
    """One input that could not be used, in words a person can act on."""

    where: str
    what: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f"; {self.advice}" if self.advice else "")


class Genre(StrEnum):
    """What kind of text a document is, as far as its form shows it."""

    REPORT = "report"
    OFFICIAL = "official"
    TRANSCRIPT = "transcript"
    SPEECH = "speech"
    ROUNDUP = "round-up"


class Segment(Record):
    """A run of characters that cleaning kept unchanged: where it stands in the text and in the capture."""

    start: int
    end: int
    captured_at: int


class Document(Record):
    """One cleaned text: what `clean` gives and every passage points into."""

    id: str
    key: str
    title: str
    text: str
    published: date | None = None
    published_basis: DateBasis = DateBasis.NONE
    published_note: str = ""
    """Filled where two dates disagree or a date was refused, e.g. one in the future."""
    updated: date | None = None
    """Day of the last change, where the page or a feed tells one; never taken for the day of publication."""
    outlet: str | None = None
    """Name of the outlet, from the pack where it is known; `None` is unknown, never "reliable"."""
    outlet_code: str | None = None
    """MED for media, a state or body code for an official publisher."""
    agency: str | None = None
    """News agency that the text itself credits, e.g. "Reuters"; decides independence of origin."""
    address: str | None = None
    language: str = "en"
    genre: Genre = Genre.REPORT
    corrects: str = ""
    """The words of a correction notice that the text carries, else empty."""
    segments: tuple[Segment, ...] = ()
    """For plain text: where each kept run stood in the capture. Empty for pages."""
    warnings: tuple[str, ...] = ()


class Passage(Record):
    """An exact span of a document (W3C TextQuoteSelector and TextPositionSelector together)."""

    document: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    text_hash: str


def cut_passage(document: Document, start: int, end: int, text_hash: str | None = None) -> Passage:
    """Cut the passage from `start` to `end` of a document; `text_hash` saves hashing a long text again.

    Raises ValueError where the span is empty or outside the text.
    """
    if not 0 <= start < end <= len(document.text):
        raise ValueError(f"span {start}:{end} is not inside a text of {len(document.text)} characters")
    text = document.text
    return Passage(
        document=document.id,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        text_hash=text_hash or hash_text(text),
    )
