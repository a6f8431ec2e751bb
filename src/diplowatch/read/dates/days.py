"""What a form that means a day of the calendar, or a run of days, means; None where text and date do not fix it.

The choice of a year and of a week follows HeidelTime's news strategy (Strötgen and Gertz, 2010), with the nearest
cue of tense.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from diplowatch.read.dates.anchor import (
    Anchor,
    Resolver,
    digits_of,
    group,
    is_list,
    stated_year,
    turn_of,
    years_around,
)
from diplowatch.read.dates.holidays import load_holidays
from diplowatch.read.dates.names import number_of
from diplowatch.read.dates.tense import Tense
from diplowatch.read.dates.values import (
    Value,
    day_value,
    make_day,
    part_value,
    range_value,
    shift_days,
    week_value,
    year_value,
)
from diplowatch.records import Precision

NEAR = 120
"""Days within which the nearest year is taken for a day without a year, whatever the tense."""
AHEAD = 10
"""Years after publication up to which two digits may lie in the same century."""

_NAME_BEFORE = re.compile(r"[A-Z]\w+\s$")
_OWNER_BEFORE = re.compile(r"['’]s\s$")
_JOINS = re.compile(r"(?:,|,?\s(?:and|or))\s")
_IN_A_LIST = re.compile(r"(?:[A-Za-z].*\s)?\d{1,2}")
_ON = re.compile(r"\b(?:on|of|by|until|till|since|before|after|from|to|through)\sthe\s$", re.IGNORECASE)


def choose_year(days: Iterable[date | None], published: date, tense: Callable[[], Tense]) -> date | None:
    """Choose among the same day of several years: the nearest, or where it is far away the one the tense asks for."""
    known = [day for day in days if day is not None]
    if not known:
        return None
    nearest = min(known, key=lambda day: abs((day - published).days))
    if abs((nearest - published).days) <= NEAR:
        return nearest
    if tense() is Tense.FUTURE:
        return min((day for day in known if day >= published), default=nearest)
    return max((day for day in known if day <= published), default=nearest)


def full_year(short: str, published: date | None) -> int | None:
    """Return the year that two digits mean in a dated text: the latest not more than `AHEAD` years after it."""
    if published is None:
        return None
    latest = published.year + AHEAD
    return latest - (latest - int(short)) % 100


def find_day(
    match: re.Match[str], anchor: Anchor, day: str = "day", month: str = "month", year: str = "year"
) -> date | None:
    """Return the day of the groups of these names, its year stated or chosen; a weekday beside it has to fit."""
    number, month_number = digits_of(match, day), number_of("month", match[month])
    if stated := stated_year(match, anchor, year):
        return make_day(stated, month_number, number)
    if anchor.published is None:
        return None
    if short := group(match, "short"):
        short_year = full_year(short, anchor.published)
        return make_day(short_year, month_number, number) if short_year else None
    days = [make_day(candidate, month_number, number) for candidate in years_around(anchor.published)]
    if weekday := group(match, "weekday"):
        days = [found for found in days if found and found.weekday() == number_of("weekday", weekday)]
    return choose_year(days, anchor.published, lambda: anchor.tense(match))


def _iso(match: re.Match[str], _: Anchor) -> Value | None:
    return day_value(make_day(int(match["year"]), int(match["month"]), int(match["day"])))


def _iso_week(match: re.Match[str], _: Anchor) -> Value | None:
    try:
        return week_value(date.fromisocalendar(int(match["year"]), int(match["week"]), 1))
    except ValueError:
        return None


def _numeric(match: re.Match[str], _: Anchor) -> Value | None:
    return day_value(_order(match, int(match["year"])))


def _short_numeric(match: re.Match[str], anchor: Anchor) -> Value | None:
    year = full_year(match["year"], anchor.published)
    return day_value(_order(match, year)) if year else None


def _order(match: re.Match[str], year: int) -> date | None:
    """Return the day of two numbers and a year, where both orders agree or the calendar allows only one."""
    first, second = int(match["first"]), int(match["second"])
    readings = {make_day(year, second, first), make_day(year, first, second)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _days_between(match: re.Match[str], anchor: Anchor) -> Value | None:
    first, last = find_day(match, anchor), find_day(match, anchor, day="day2")
    if first and last and is_list(match, anchor) and (last - first).days != 1:
        return None
    return range_value(first, last)


def _days_across(match: re.Match[str], anchor: Anchor) -> Value | None:
    last = find_day(match, anchor, "day2", "month2", "year2" if match["year2"] else "year")
    if last is None:
        return None
    if match["year"]:
        first = find_day(match, anchor)
    else:
        month, day = number_of("month", match["month"]), digits_of(match, "day")
        starts = [make_day(year, month, day) for year in (last.year - 1, last.year)]
        first = max((start for start in starts if start and start <= last), default=None)
    if first and is_list(match, anchor) and (last - first).days != 1:
        return None
    return range_value(first, last)


def _day(match: re.Match[str], anchor: Anchor) -> Value | None:
    return day_value(find_day(match, anchor))


def _further_day(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read the 3 of "April 1, 2 and 3": a later day of the month of the day right before it in a list."""
    last = anchor.last
    if last is None or anchor.day is None or not _IN_A_LIST.fullmatch(last.words):
        return None
    between = anchor.text[last.passage.end : match.start()]
    number = digits_of(match, "day")
    if not _JOINS.fullmatch(between) or number <= anchor.day.day:
        return None
    return day_value(make_day(anchor.day.year, anchor.day.month, number))


def _numbered_day(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "on the 25th": the last or the coming one, where the clause says which way it looks."""
    published, tense = anchor.published, anchor.tense(match)
    if published is None or tense is Tense.UNKNOWN or not _ON.search(anchor.before(match)):
        return None
    days = _days_numbered(digits_of(match, "day"), published)
    if tense is Tense.FUTURE:
        return day_value(min((day for day in days if day >= published), default=None))
    return day_value(max((day for day in days if day <= published), default=None))


def _weekday_number(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "Friday the 28th": the nearest such day on which the weekday fits."""
    published = anchor.published
    if published is None:
        return None
    days = _days_numbered(digits_of(match, "day"), published)
    fitting = [day for day in days if day.weekday() == number_of("weekday", match["weekday"])]
    return day_value(min(fitting, key=lambda day: abs((day - published).days), default=None))


def _days_numbered(number: int, published: date) -> list[date]:
    """Return the days with this number in the months before, of and after publication."""
    months = [divmod(published.year * 12 + published.month - 1 + step, 12) for step in (-1, 0, 1)]
    return [day for year, month in months if (day := make_day(year, month + 1, number))]


def _week_of(match: re.Match[str], anchor: Anchor) -> Value | None:
    return week_value(find_day(match, anchor))


def _holiday(match: re.Match[str], anchor: Anchor) -> Value | None:
    before = anchor.before(match)
    if not match["turn"] and (_NAME_BEFORE.search(before) or _OWNER_BEFORE.search(before)):
        return None
    holiday = load_holidays()[match["named"].lower().replace("’", "'")]
    if holiday.year is not None:
        day = holiday.on(holiday.year)
        return day_value(day) if day and anchor.published and day <= anchor.published else None
    if year := stated_year(match, anchor):
        return day_value(holiday.on(year)) if year_value(year) else None
    if anchor.published is None:
        return None
    days = [day for year in years_around(anchor.published) if (day := holiday.on(year))]
    return day_value(_turn_day(days, anchor, match))


def _turn_day(days: list[date], anchor: Anchor, match: re.Match[str]) -> date | None:
    """Choose among the recurrences of a day by "last" or "next", else by the tense, else the nearest."""
    published, turn, tense = anchor.published, turn_of(match), anchor.tense(match)
    if published is None:
        return None
    if turn == 1 or (turn != -1 and tense is Tense.FUTURE):
        return min((day for day in days if day >= published), default=None)
    if turn == -1 or tense is Tense.PAST:
        return max((day for day in days if day <= published), default=None)
    return min(days, key=lambda day: abs((day - published).days), default=None)


def _part_of(_: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "the night of 25 to 26 March" and "the early hours of Tuesday" around the days themselves."""
    inner = anchor.inner
    if inner is None or (inner.end - inner.start).days > 1:
        return None
    return part_value(inner) if inner.precision in {Precision.DAY, Precision.PART_OF_DAY, Precision.RANGE} else None


def _clock_on(_: re.Match[str], anchor: Anchor) -> Value | None:
    inner = anchor.inner
    return part_value(inner) if inner and inner.precision in {Precision.DAY, Precision.PART_OF_DAY} else None


def _overnight_into(_: re.Match[str], anchor: Anchor) -> Value | None:
    inner = anchor.inner
    if inner is None or inner.start != inner.end:
        return None
    return part_value(range_value(shift_days(inner.start, -1), inner.start))


def _overnight(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read a bare "overnight" as the night into the day of publication, unless another day is being told of."""
    published = anchor.published
    if published is None or anchor.tense(match) is not Tense.PAST:
        return None
    if anchor.day is not None and not 0 <= (published - anchor.day).days <= 1:
        return None
    return part_value(range_value(shift_days(published, -1), published))


DAYS: dict[str, Resolver] = {
    "iso": _iso,
    "iso_week": _iso_week,
    "numeric": _numeric,
    "short_numeric": _short_numeric,
    "day_month_dash": _day,
    "part_of": _part_of,
    "clock_on": _clock_on,
    "overnight_into": _overnight_into,
    "overnight_on": _part_of,
    "overnight": _overnight,
    "days_between": _days_between,
    "days_between_us": _days_between,
    "days_across": _days_across,
    "days_across_us": _days_across,
    "listed_day": _day,
    "day_month": _day,
    "month_day": _day,
    "further_day": _further_day,
    "numbered_day": _numbered_day,
    "weekday_number": _weekday_number,
    "week_of": _week_of,
    "week_of_us": _week_of,
    "holiday": _holiday,
}
"""Resolver of each form of day."""
