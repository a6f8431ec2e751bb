"""What a form that counts weeks, months or years from publication means: "last month", "three years ago"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from diplowatch.read.dates.anchor import Anchor, Resolver, group, turn_of
from diplowatch.read.dates.names import count_of, number_of
from diplowatch.read.dates.tense import Tense
from diplowatch.read.dates.values import (
    Value,
    day_value,
    make_day,
    month_value,
    narrow,
    part_value,
    quarter_value,
    range_value,
    shift_days,
    shift_month,
    week_value,
    year_value,
)

_IN = re.compile(r"\bin\s(?:about\s|around\s|just\s|roughly\s)?$", re.IGNORECASE)
_RUNNING = re.compile(r"\b(?:over|for|during|in|within|throughout)\sthe\s$", re.IGNORECASE)
"""In front of "last week" or "coming year" these make it a length of time up to now, or from now on."""
_YEARS = {"year": 1, "decade": 10, "century": 100}


def unit_value(unit: str, day: date, steps: int) -> Value | None:
    """Return the day, week, month, quarter or year that lies `steps` units away from the one that a day is in."""
    if unit == "day":
        return day_value(shift_days(day, steps))
    if unit in {"week", "fortnight"}:
        return week_value(shift_days(day, steps * (7 if unit == "week" else 14)))
    if unit == "month":
        return month_value(*shift_month(day.year, day.month, steps))
    if unit == "quarter":
        year, month = shift_month(day.year, day.month, 3 * steps)
        return quarter_value(year, (month + 2) // 3)
    return year_value(day.year + steps * _YEARS[unit])


def _turned(match: re.Match[str], anchor: Anchor) -> Value | None:
    published, edge, unit = anchor.published, group(match, "edge"), match["unit"].lower()
    if published is None or (edge is None and turn_of(match) and _RUNNING.search(anchor.before(match))):
        return None
    if group(match, "turn") == "previous" and anchor.recent and anchor.is_within(unit):
        published = anchor.recent
    value = unit_value(unit, published, turn_of(match) or 0)
    if value is None or edge is None:
        return value
    inside = value.start <= published <= value.end
    if edge == "earlier" and inside:
        return replace(value, end=published)
    if edge == "later" and inside:
        return replace(value, start=published)
    return narrow(value, edge)


def _beside_last(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "the week before last", "the month after next", "the night before last"."""
    published, unit = anchor.published, match["unit"].lower()
    steps = -2 if match["side"].lower().startswith("before") else 2
    if published is None:
        return None
    if unit == "night":
        return part_value(day_value(shift_days(published, -2))) if steps < 0 else None
    return unit_value(unit, published, steps)


def _ago(match: re.Match[str], anchor: Anchor) -> Value | None:
    return _count_away(match, anchor, -1)


def _from_now(match: re.Match[str], anchor: Anchor) -> Value | None:
    return _count_away(match, anchor, 1)


def _ahead(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "in two weeks' time", and "in two weeks" where the clause looks ahead; else that is a length of time."""
    if not _IN.search(anchor.before(match)) or (not match["time"] and anchor.tense(match) is not Tense.FUTURE):
        return None
    return _count_away(match, anchor, 1)


def _count_away(match: re.Match[str], anchor: Anchor, direction: int) -> Value | None:
    """Count units from publication; the unit says how finely: days give a day, weeks a week, years a year."""
    count = count_of(match["count"])
    if anchor.published is None or count is None:
        return None
    unit = match["unit"].lower()
    if unit == "minute":
        return None
    if unit == "hour":
        return day_value(shift_days(anchor.published, direction * (count // 24))) if count % 24 == 0 else None
    return unit_value(unit, anchor.published, direction * count)


def _ago_exactly(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "a year ago today", "a week ago Tuesday" and "three years ago this month"."""
    published, count, unit = anchor.published, count_of(match["count"]), match["unit"].lower()
    if published is None or count is None or unit not in {"week", "month", "year", "decade"}:
        return None
    if unit == "week":
        day = shift_days(published, -7 * count)
    else:
        months = -count if unit == "month" else -12 * count * _YEARS[unit]
        year, month = shift_month(published.year, published.month, months)
        day = make_day(year, month, published.day)
    if day is None:
        return None
    if finer := group(match, "finer"):
        return unit_value(finer, day, 0)
    if weekday := group(match, "weekday"):
        back = (published.weekday() - number_of("weekday", weekday)) % 7
        return day_value(shift_days(day, -back)) if unit == "week" else None
    return day_value(day if group(match, "mark") == "today" else shift_days(day, -1))


def _half_ago(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "half a year ago" as six months, "two and a half years ago" as the year that it falls in."""
    published, unit = anchor.published, next(match[name] for name in ("unit", "unit2", "unit3") if match[name]).lower()
    count = count_of(match["count"]) if match["count"] else 0
    if published is None or count is None:
        return None
    if unit == "year":
        year, month = shift_month(published.year, published.month, -12 * count - 6)
        return year_value(year) if count else month_value(year, month)
    if unit == "century" and not count:
        return year_value(published.year - 50)
    return None


def _first_months(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "the first three months of 2025" as a run of days."""
    count, turn = count_of(match["count"]), turn_of(match)
    if count is None or not 0 < count < 12 or (anchor.published is None and not match["year"]):
        return None
    year = int(match["year"] or 0) or (anchor.published.year + (turn or 0) if anchor.published else 0)
    first, last = (1, count) if match["side"].lower() == "first" else (13 - count, 12)
    start, end = month_value(year, first), month_value(year, last)
    return range_value(start.start, end.end) if start and end else None


COUNTING: dict[str, Resolver] = {
    "turned": _turned,
    "beside_last": _beside_last,
    "ago": _ago,
    "ago_exactly": _ago_exactly,
    "half_ago": _half_ago,
    "from_now": _from_now,
    "ahead": _ahead,
    "first_months": _first_months,
}
"""Resolver of each form that counts from publication."""
