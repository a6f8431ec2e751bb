"""What a form that means a day, or a run of days, means; None where the text and its date do not fix it.

The choice of a year and of a week follows HeidelTime's news strategy (Strötgen and Gertz, 2010), with the nearest
cue of tense.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from diplowatch.read.dates.anchor import Anchor, Resolver, digits_of, group, is_list, stated_year, years_around
from diplowatch.read.dates.names import load_holidays, number_of
from diplowatch.read.dates.tense import Tense
from diplowatch.read.dates.values import Value, day_value, make_day, range_value, shift_days, week_value, year_value
from diplowatch.records import Precision

NEAR = 120
"""Days within which the nearest year is taken for a day without a year, whatever the tense."""

_NAME_BEFORE = re.compile(r"[A-Z]\w+\s$")
_EVERY = re.compile(r"\b(?:every|each|other)\s$", re.IGNORECASE)


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


def find_day(
    match: re.Match[str], anchor: Anchor, day: str = "day", month: str = "month", year: str = "year"
) -> date | None:
    """Return the day of the groups of these names, its year stated or chosen."""
    number, month_number = digits_of(match, day), number_of("month", match[month])
    if stated := stated_year(match, anchor, year):
        return make_day(stated, month_number, number)
    if anchor.published is None:
        return None
    days = [make_day(candidate, month_number, number) for candidate in years_around(anchor.published)]
    if weekday := group(match, "weekday"):
        fitting = [found for found in days if found and found.weekday() == number_of("weekday", weekday)]
        days = [*fitting] or days
    return choose_year(days, anchor.published, lambda: anchor.tense(match))


def _iso(match: re.Match[str], _: Anchor) -> Value | None:
    return day_value(make_day(int(match["year"]), int(match["month"]), int(match["day"])))


def _iso_week(match: re.Match[str], _: Anchor) -> Value | None:
    try:
        return week_value(date.fromisocalendar(int(match["year"]), int(match["week"]), 1))
    except ValueError:
        return None


def _numeric(match: re.Match[str], _: Anchor) -> Value | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    readings = {make_day(year, second, first), make_day(year, first, second)} - {None}
    return day_value(readings.pop()) if len(readings) == 1 else None


def _night(match: re.Match[str], anchor: Anchor) -> Value | None:
    value = _days_between(match, anchor)
    return value and replace(value, precision=Precision.PART_OF_DAY)


def _days_between(match: re.Match[str], anchor: Anchor) -> Value | None:
    first, last = find_day(match, anchor), find_day(match, anchor, day="day2")
    if first and last and is_list(match, anchor) and (last - first).days != 1:
        return None
    return range_value(first, last)


def _days_across(match: re.Match[str], anchor: Anchor) -> Value | None:
    last = find_day(match, anchor, "day2", "month2", "year2" if match["year2"] else "year")
    if match["year"]:
        return range_value(find_day(match, anchor), last)
    if last is None:
        return None
    month, day = number_of("month", match["month"]), digits_of(match, "day")
    starts = [make_day(year, month, day) for year in (last.year - 1, last.year)]
    return range_value(max((start for start in starts if start and start <= last), default=None), last)


def _day(match: re.Match[str], anchor: Anchor) -> Value | None:
    return day_value(find_day(match, anchor))


def _week_of(match: re.Match[str], anchor: Anchor) -> Value | None:
    return week_value(find_day(match, anchor))


def _holiday(match: re.Match[str], anchor: Anchor) -> Value | None:
    if not match["turn"] and _NAME_BEFORE.search(anchor.before(match)):
        return None
    holiday = load_holidays()[match["named"].lower().replace("’", "'")]

    def on(year: int) -> date | None:
        if holiday.weekday is None or holiday.nth is None:
            return make_day(year, holiday.month, holiday.day or 1)
        last = calendar.monthrange(year, holiday.month)[1]
        days = [
            day
            for n in range(holiday.day or 1, last + 1)
            if (day := date(year, holiday.month, n)).weekday() == holiday.weekday
        ]
        return days[holiday.nth - 1 if holiday.nth > 0 else holiday.nth]

    if year := stated_year(match, anchor):
        return day_value(on(year)) if year_value(year) else None
    if anchor.published is None:
        return None
    days = [day for year in years_around(anchor.published) if (day := on(year))]
    return day_value(turn_day(days, anchor, match))


def turn_day(days: list[date], anchor: Anchor, match: re.Match[str]) -> date | None:
    """Choose among the recurrences of a day by "last", "next" or the tense."""
    published, turn = anchor.published, group(match, "turn")
    if published is None:
        return None
    ahead = turn in {"next", "coming", "this coming"} or (
        turn in {None, "this"} and anchor.tense(match) is Tense.FUTURE
    )
    if ahead:
        return min((day for day in days if day >= published), default=None)
    return max((day for day in days if day <= published), default=None)


def _find_weekday(match: re.Match[str], anchor: Anchor) -> date | None:
    published = anchor.published
    if published is None:
        return None
    turn, target = group(match, "turn"), number_of("weekday", match["weekday"])
    back = (published.weekday() - target) % 7
    ahead = (target - published.weekday()) % 7
    if turn == "next":
        return shift_days(published, 7 - published.weekday() + target)
    if turn in {"last", "past", "this past", "previous"}:
        return shift_days(published, -(back or 7))
    tense = anchor.tense(match)
    if turn in {"coming", "this coming"} or (turn == "this" and tense is not Tense.PAST) or tense is Tense.FUTURE:
        return shift_days(published, ahead)
    return shift_days(published, -back)


def _weekday(match: re.Match[str], anchor: Anchor) -> Value | None:
    if _EVERY.search(anchor.before(match)):
        return None
    return day_value(_find_weekday(match, anchor), part=bool(match["time"]))


def _day_before_weekday(match: re.Match[str], anchor: Anchor) -> Value | None:
    found = _find_weekday(match, anchor)
    return day_value(found and shift_days(found, -1 if match["side"] == "before" else 1))


def _day_beside(match: re.Match[str], anchor: Anchor) -> Value | None:
    if anchor.published is None:
        return None
    return day_value(shift_days(anchor.published, -2 if match["side"].startswith("before") else 2))


def _today(match: re.Match[str], anchor: Anchor) -> Value | None:
    if anchor.published is None:
        return None
    word = match["word"].lower()
    day = shift_days(anchor.published, {"yesterday": -1, "tomorrow": 1}.get(word, 0))
    return day_value(day, part=word == "tonight" or bool(match["time"]))


def _this_time(match: re.Match[str], anchor: Anchor) -> Value | None:
    if anchor.published is None or (group(match, "turn") == "last" and group(match, "time") != "night"):
        return None
    return day_value(shift_days(anchor.published, -1 if group(match, "turn") == "last" else 0), part=True)


def _weekend(match: re.Match[str], anchor: Anchor) -> Value | None:
    published, turn = anchor.published, group(match, "turn")
    if published is None:
        return None
    saturday = shift_days(published, 5 - published.weekday())
    inside = published.weekday() >= 5
    if turn == "next":
        move = 7
    elif turn in {"coming", "this", "this coming"} or (turn is None and anchor.tense(match) is Tense.FUTURE):
        move = 0
    else:
        move = 0 if inside and turn is None else -7
    first = saturday and shift_days(saturday, move)
    return range_value(first, first and shift_days(first, 1))


def _that_day(match: re.Match[str], anchor: Anchor) -> Value | None:
    if anchor.day is None:
        return None
    side = match["side"].lower()
    return day_value(shift_days(anchor.day, 1 if side in {"next", "following"} else 0))


DAYS: dict[str, Resolver] = {
    "iso": _iso,
    "iso_week": _iso_week,
    "numeric": _numeric,
    "night_between": _night,
    "night_between_us": _night,
    "days_between": _days_between,
    "days_between_us": _days_between,
    "days_across": _days_across,
    "days_across_us": _days_across,
    "day_month": _day,
    "month_day": _day,
    "week_of": _week_of,
    "week_of_us": _week_of,
    "holiday": _holiday,
    "day_before_weekday": _day_before_weekday,
    "weekday": _weekday,
    "day_beside": _day_beside,
    "today": _today,
    "this_time": _this_time,
    "weekend": _weekend,
    "that_day": _that_day,
}
"""Resolver of each form of day."""
