"""Values of date expressions: a day, a week, a month, a quarter, a year or a run of days, with first and last day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

from diplowatch.records import Precision

FIRST_YEAR = 1000
"""Four digits are never read as a year before this one."""


@dataclass(frozen=True)
class Value:
    """What an expression means, before it is tied to its passage."""

    value: str
    precision: Precision
    start: date
    end: date


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day) if year >= FIRST_YEAR else None
    except ValueError:
        return None


def shift_days(day: date, days: int) -> date | None:
    """Move a day, or give None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_month(year: int, month: int, months: int) -> tuple[int, int]:
    """Move a month; the year may leave the calendar, which `month_value` then refuses."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def day_value(day: date | None, part: bool = False) -> Value | None:
    """Return the value of one day, or of a part of it."""
    if day is None:
        return None
    return Value(day.isoformat(), Precision.PART_OF_DAY if part else Precision.DAY, day, day)


def week_value(day: date | None) -> Value | None:
    """Return the ISO week that a day falls in."""
    if day is None:
        return None
    year, week, weekday = day.isocalendar()
    start, end = shift_days(day, 1 - weekday), shift_days(day, 7 - weekday)
    if start is None or end is None:
        return None
    return Value(f"{year:04d}-W{week:02d}", Precision.WEEK, start, end)


def month_value(year: int, month: int) -> Value | None:
    """Return a whole month."""
    if not FIRST_YEAR <= year <= MAXYEAR:
        return None
    last = calendar.monthrange(year, month)[1]
    return Value(f"{year:04d}-{month:02d}", Precision.MONTH, date(year, month, 1), date(year, month, last))


def quarter_value(year: int, quarter: int) -> Value | None:
    """Return a quarter of a year, 1 to 4."""
    first, last = month_value(year, quarter * 3 - 2), month_value(year, quarter * 3)
    if first is None or last is None:
        return None
    return Value(f"{year:04d}-Q{quarter}", Precision.QUARTER, first.start, last.end)


def year_value(year: int) -> Value | None:
    """Return a whole year."""
    if not FIRST_YEAR <= year <= MAXYEAR:
        return None
    return Value(f"{year:04d}", Precision.YEAR, date(year, 1, 1), date(year, 12, 31))


def range_value(start: date | None, end: date | None) -> Value | None:
    """Return a run of days, written as an ISO 8601 interval; one day stays a day."""
    if start is None or end is None or end < start:
        return None
    if start == end:
        return day_value(start)
    return Value(f"{start.isoformat()}/{end.isoformat()}", Precision.RANGE, start, end)


def join_values(first: Value | None, last: Value | None) -> Value | None:
    """Return the interval from the beginning of one value to the end of another."""
    if first is None or last is None or last.end < first.start:
        return None
    return Value(f"{first.value}/{last.value}", Precision.RANGE, first.start, last.end)


def narrow(value: Value | None, part: str) -> Value | None:
    """Keep the first, middle or last third of a value's days for "early", "mid" and "late"; the value stays."""
    if value is None:
        return None
    third = ((value.end - value.start).days + 1) // 3
    if part in {"early", "beginning", "start"}:
        return replace(value, end=value.start + timedelta(days=third - 1))
    if part in {"late", "end", "close"}:
        return replace(value, start=value.end - timedelta(days=third - 1))
    if part in {"mid", "middle"}:
        return replace(value, start=value.start + timedelta(days=third), end=value.end - timedelta(days=third))
    return value


def season_value(year: int, first_month: int) -> Value | None:
    """Return three months from `first_month`, the meteorological season of the northern hemisphere."""
    return join_values(month_value(year, first_month), month_value(*shift_month(year, first_month, 2)))


def part_value(value: Value | None) -> Value | None:
    """Return the same days as a part of them, such as a night."""
    return value and replace(value, precision=Precision.PART_OF_DAY)
