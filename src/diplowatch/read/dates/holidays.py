"""Days with a name: fixed ones, the nth weekday of a month, those counted from Easter, and single days of history."""

from __future__ import annotations

import calendar
import functools
from datetime import date, timedelta
from typing import Literal

from diplowatch.read.dates.values import make_day
from diplowatch.records import Record
from diplowatch.tables import load_table, package_file


class Holiday(Record):
    """A day with a name; which columns are filled says how it is found.

    `day` alone is fixed. `weekday` and `nth` are the nth such weekday of the month, from `day` on where it is given.
    `easter` counts days from Easter, of the church given, else only where both keep the same day. `year` makes it a
    single day of history.
    """

    name: str
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    easter: int | None = None
    church: Literal["western", "orthodox"] | None = None
    year: int | None = None

    def on(self, year: int) -> date | None:
        """Return its day in a year; None where the tables do not say."""
        if self.easter is not None:
            sunday = _find_easter(year, self.church)
            return sunday and sunday + timedelta(days=self.easter)
        if self.month is None or (self.year is not None and self.year != year):
            return None
        if self.weekday is None or self.nth is None:
            return make_day(year, self.month, self.day or 1)
        if not date.min.year <= year <= date.max.year:
            return None
        last = calendar.monthrange(year, self.month)[1]
        days = [date(year, self.month, number) for number in range(self.day or 1, last + 1)]
        fitting = [day for day in days if day.weekday() == self.weekday]
        return fitting[self.nth - 1 if self.nth > 0 else self.nth]


class _Easter(Record):
    year: int
    western: date
    orthodox: date


@functools.cache
def load_holidays() -> dict[str, Holiday]:
    """Return the named days by lower-case name."""
    return {row.name.lower(): row for row in load_table(package_file("read", "data", "dates_holidays.csv"), Holiday)}


@functools.cache
def _easters() -> dict[int, _Easter]:
    return {row.year: row for row in load_table(package_file("read", "data", "dates_easter.csv"), _Easter)}


def _find_easter(year: int, church: str | None) -> date | None:
    row = _easters().get(year)
    if row is None:
        return None
    if church is None:
        return row.western if row.western == row.orthodox else None
    return row.western if church == "western" else row.orthodox
