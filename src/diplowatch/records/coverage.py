"""What came of each source: for `status`, and for the footer of an edition."""

from __future__ import annotations

from datetime import date, datetime

from diplowatch.records.base import Record


class WeekCount(Record):
    """Texts that were first taken in one week."""

    week: str
    texts: int


class Trouble(Record):
    """One reason why something could not be got or used, and how often it was met."""

    what: str
    count: int
    last: datetime
    """UTC."""


class SourceCoverage(Record):
    """What came of one source; texts are the latest versions, each counted under the source that took it first."""

    name: str
    address: str | None
    """Without user, password and keys; None for texts that were given by hand."""
    is_followed: bool = True
    """False where the watch does not name the source any more."""
    succeeded: datetime | None = None
    tried: datetime | None = None
    failures: int = 0
    """How often in a row the source itself failed."""
    state: str = ""
    """Why it is not asked at the moment: it rests, or its budget is spent; empty where it is."""
    requests: int = 0
    """Requests of this year."""
    budget: int | None = None
    weeks: tuple[WeekCount, ...] = ()
    texts: int = 0
    read: int = 0
    waiting: int = 0
    """Texts that are to be read and have not been."""
    unread: tuple[tuple[str, int], ...] = ()
    """Texts that are kept unread, by reason."""
    troubles: tuple[Trouble, ...] = ()
    """Failures of the weeks counted, the latest first."""


class SourceWeek(Record):
    """What came of one source in the days of an edition."""

    name: str
    texts: int
    """Texts of these days."""
    read: int
    fetched: date | None = None
    """The last day up to the end of the period on which a text of the source was fetched."""
    failures: int = 0
    """How often the source itself failed in these days."""
    trouble: str = ""
    """Why, the last time."""
    failed_on: date | None = None
