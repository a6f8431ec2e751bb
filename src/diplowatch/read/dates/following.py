"""What a form that points to another date means: "the next day", "two weeks later", "three days after 24 February"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from diplowatch.read.dates.anchor import Anchor, Resolver, group
from diplowatch.read.dates.counting import unit_value
from diplowatch.read.dates.names import count_of, number_of
from diplowatch.read.dates.values import Value, day_value, narrow, shift_days

_STEPS = {"following": 1, "next": 1, "ensuing": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}


def _that_day(match: re.Match[str], anchor: Anchor) -> Value | None:
    if anchor.day is None:
        return None
    step = _STEPS.get(match["side"].lower(), 0)
    return day_value(shift_days(anchor.day, step), part=group(match, "time") != "day")


def _earlier_that_day(_: re.Match[str], anchor: Anchor) -> Value | None:
    return day_value(anchor.day, part=True)


def _following_weekday(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "the following Monday" and "that Monday" from the day named before; without one, "previous" is "last"."""
    day, side, target = anchor.day, match["side"].lower(), number_of("weekday", match["weekday"])
    if day is None and side == "previous":
        day = anchor.published
    if day is None:
        return None
    return day_value(shift_days(day, _days_to(day, target, _STEPS.get(side, 0))))


def _days_to(day: date, target: int, step: int) -> int:
    """Return how many days lie between a day and a weekday after it, before it, or in the same week."""
    if step == 0:
        return target - day.weekday()
    distance = (target - day.weekday()) * step % 7 or 7
    return distance * step


def _that_span(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "that month", "the following year", "later the same week"."""
    unit, edge = match["unit"].lower(), group(match, "edge")
    if anchor.recent is None or not anchor.is_within(unit):
        return None
    value = unit_value(unit, anchor.recent, _STEPS.get(match["side"].lower(), 0))
    if value is None or edge is None:
        return value
    if edge in {"earlier", "later"} and value.start <= anchor.recent <= value.end:
        return replace(value, end=anchor.recent) if edge == "earlier" else replace(value, start=anchor.recent)
    return narrow(value, edge)


def _later(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "two days later" and "a year earlier": counted from the date named before, if it is no coarser."""
    unit = match["unit"].lower()
    base = anchor.day if unit in {"day", "week", "fortnight"} else anchor.recent
    if base is None or not anchor.is_within(unit):
        return None
    return _count(match, base)


def _count_from(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "three days after 24 February": counted from the day named behind it."""
    inner = anchor.inner
    if inner is None or inner.start != inner.end:
        return None
    return _count(match, inner.start)


def _count(match: re.Match[str], day: date) -> Value | None:
    count, unit = count_of(match["count"]), match["unit"].lower()
    if count is None or unit in {"minute", "hour"}:
        return None
    return unit_value(unit, day, count * (-1 if match["side"].lower() in {"before", "earlier"} else 1))


FOLLOWING: dict[str, Resolver] = {
    "that_day": _that_day,
    "day_beside_that": _that_day,
    "earlier_that_day": _earlier_that_day,
    "following_weekday": _following_weekday,
    "that_span": _that_span,
    "later": _later,
    "count_from": _count_from,
}
"""Resolver of each form that points to another date."""
