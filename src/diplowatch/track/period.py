"""The week an edition covers, and which documents belong to it.

Weeks are ISO weeks, Monday to Sunday. A document without a date belongs to no week.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from diplowatch.errors import ConfigError
from diplowatch.records import Document, Period, ReadDocument, When
from diplowatch.records.readings import Precision

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_DAYS = (Precision.DAY, Precision.PART_OF_DAY)


def period_of(week: str) -> Period:
    """Return the seven days of an ISO week such as `2025-W13`.

    Raises ConfigError where there is no such week.
    """
    match = _WEEK.fullmatch(week.strip())
    try:
        if not match:
            raise ValueError
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return Period(week=match[0], since=monday, until=monday + timedelta(days=6))
    except (ValueError, OverflowError):
        raise ConfigError(f"{week!r} is no week; write a year and an ISO week, as in 2025-W13") from None


def week_of(day: date) -> str:
    """Return the name of the ISO week a day falls in."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def latest_period(documents: Iterable[Document]) -> Period | None:
    """Return the week of the latest dated document, None where no document has a date."""
    days = [document.published for document in documents if document.published]
    return period_of(week_of(max(days))) if days else None


@dataclass(frozen=True)
class Material:
    """Documents sorted by their place in time, each part in order of date, key and id."""

    period: Period
    current: tuple[ReadDocument, ...]
    """Published inside the period."""
    earlier: tuple[ReadDocument, ...]
    """Published before it."""
    undated: tuple[ReadDocument, ...]

    @property
    def dated(self) -> tuple[ReadDocument, ...]:
        """Every dated document up to the end of the period, oldest first."""
        return self.earlier + self.current


def divide(read: Iterable[ReadDocument], period: Period) -> Material:
    """Sort documents into those of the period, earlier ones and undated ones; later ones are left out."""
    unique = {item.document.id: item for item in read}
    ordered = sorted(unique.values(), key=_order)
    dated = [(item.document.published, item) for item in ordered if item.document.published]
    return Material(
        period=period,
        current=tuple(item for day, item in dated if period.since <= day <= period.until),
        earlier=tuple(item for day, item in dated if day < period.since),
        undated=tuple(item for item in ordered if not item.document.published),
    )


def _order(item: ReadDocument) -> tuple[date, str, str]:
    document = item.document
    return (document.published or date.max, document.key, document.id)


def day_of(when: When | None, published: date | None) -> date | None:
    """Return the day something said in a document belongs to.

    A date in the text that fixes one past day is that day. A longer stretch (a week, a month) that holds the day of
    publication, a date to come, and no date at all give the day of publication; a longer stretch that is over gives
    its last day.
    """
    if when is None:
        return published
    if when.precision in _DAYS:
        return when.start if published is None else min(when.start, published)
    return published if published is None or when.end >= published else when.end


def is_one_day(when: When) -> bool:
    """Return whether a date expression fixes a single day."""
    return when.precision in _DAYS
