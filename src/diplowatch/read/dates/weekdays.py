"""What a form that names a weekday, or counts days from publication, means."""

from __future__ import annotations

import re
from datetime import date

from diplowatch.read.dates.anchor import Anchor, Resolver, group, is_list, turn_of
from diplowatch.read.dates.months import find_month
from diplowatch.read.dates.names import count_of, number_of
from diplowatch.read.dates.tense import Tense
from diplowatch.read.dates.values import Value, day_value, range_value, shift_days

_EVERY = re.compile(r"\b(?:every|each|other)\s$", re.IGNORECASE)
_SIDE_AFTER = re.compile(r"\s(?:before|after)\b", re.IGNORECASE)
_ON = re.compile(r"\b(?:on|by|until|till|since|from|last|next|this)\s$", re.IGNORECASE)
_A = re.compile(r"\b(?:a|every|each)\s$", re.IGNORECASE)


def find_weekday(match: re.Match[str], anchor: Anchor, name: str = "weekday") -> date | None:
    """Return the weekday of a group: by "last" or "next", else by the tense, else the latest one."""
    published = anchor.published
    if published is None:
        return None
    turn, target = turn_of(match), number_of("weekday", match[name])
    back = (published.weekday() - target) % 7
    ahead = (target - published.weekday()) % 7
    word = group(match, "turn")
    if word == "next":
        return shift_days(published, 7 - published.weekday() + target)
    if turn == -1:
        return shift_days(published, -(back or 7))
    tense = anchor.tense(match)
    if turn == 1 or (word == "this" and tense is not Tense.PAST) or tense is Tense.FUTURE:
        return shift_days(published, ahead)
    return shift_days(published, -back)


def _weekday(match: re.Match[str], anchor: Anchor) -> Value | None:
    before = anchor.before(match)
    told = before.lower().endswith("the ") and _SIDE_AFTER.match(anchor.after(match))
    if _EVERY.search(before) or told:
        return None
    return day_value(find_weekday(match, anchor))


def _short_weekday(match: re.Match[str], anchor: Anchor) -> Value | None:
    return day_value(find_weekday(match, anchor)) if _ON.search(anchor.before(match)) else None


def _day_before_weekday(match: re.Match[str], anchor: Anchor) -> Value | None:
    found = find_weekday(match, anchor)
    return day_value(found and shift_days(found, -1 if match["side"].lower() == "before" else 1))


def _weekday_in_week(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "Monday last week" and "next week Tuesday" in calendar weeks from Monday to Sunday."""
    return day_value(_in_week(match, anchor, "weekday"))


def _in_week(match: re.Match[str], anchor: Anchor, name: str) -> date | None:
    published, turn = anchor.published, turn_of(match)
    if published is None or turn is None:
        return None
    return shift_days(published, 7 * turn + number_of("weekday", match[name]) - published.weekday())


def _weekday_week(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read the British "Monday week": a week after the coming Monday."""
    published = anchor.published
    if published is None or _EVERY.search(anchor.before(match)):
        return None
    ahead = (number_of("weekday", match["weekday"]) - published.weekday()) % 7
    return day_value(shift_days(published, ahead + 7))


def _weekdays_between(match: re.Match[str], anchor: Anchor) -> Value | None:
    if is_list(match, anchor) or _EVERY.search(anchor.before(match)):
        return None
    if turn_of(match) is not None:
        return range_value(_in_week(match, anchor, "weekday"), _in_week(match, anchor, "weekday2"))
    length = (number_of("weekday", match["weekday2"]) - number_of("weekday", match["weekday"])) % 7
    if anchor.tense(match) is Tense.FUTURE:
        first = find_weekday(match, anchor)
        return range_value(first, first and shift_days(first, length))
    last = find_weekday(match, anchor, "weekday2")
    return range_value(last and shift_days(last, -length), last)


def _weekdays_ago(match: re.Match[str], anchor: Anchor) -> Value | None:
    published, count = anchor.published, count_of(match["count"])
    if published is None or count is None:
        return None
    back = (published.weekday() - number_of("weekday", match["weekday"])) % 7 or 7
    return day_value(shift_days(published, -back - 7 * (count - 1)))


def _weeks_from(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "a week from Monday": whole weeks after a day that is named, or "a week on Tuesday"."""
    inner, count = anchor.inner, count_of(match["count"])
    if inner is None or count is None or inner.start != inner.end or anchor.published is None:
        return None
    day = inner.start
    if day < anchor.published and (anchor.published - day).days < 7:
        day = shift_days(day, 7) or day
    return day_value(shift_days(day, 7 * count))


def _nth_weekday(match: re.Match[str], anchor: Anchor) -> Value | None:
    month = find_month(match, anchor)
    if month is None:
        return None
    days = [shift_days(month.start, step) for step in range((month.end - month.start).days + 1)]
    fitting = [day for day in days if day and day.weekday() == number_of("weekday", match["weekday"])]
    if group(match, "ordinal") in {"last", "final"}:
        return day_value(fitting[-1])
    return day_value(fitting[number_of("ordinal", match["ordinal"]) - 1])


def _day_beside(match: re.Match[str], anchor: Anchor) -> Value | None:
    if anchor.published is None:
        return None
    return day_value(shift_days(anchor.published, -2 if match["side"].lower().startswith("before") else 2))


def _today(match: re.Match[str], anchor: Anchor) -> Value | None:
    if anchor.published is None:
        return None
    word = match["word"].lower()
    day = shift_days(anchor.published, {"yesterday": -1, "tomorrow": 1}.get(word, 0))
    return day_value(day, part=word == "tonight")


def _this_time(match: re.Match[str], anchor: Anchor) -> Value | None:
    if anchor.published is None or (turn_of(match) == -1 and group(match, "time") != "night"):
        return None
    return day_value(shift_days(anchor.published, -1 if turn_of(match) == -1 else 0), part=True)


def _weekend(match: re.Match[str], anchor: Anchor) -> Value | None:
    published, word = anchor.published, group(match, "turn")
    if published is None or _A.search(anchor.before(match)):
        return None
    saturday = shift_days(published, 5 - published.weekday())
    inside = published.weekday() >= 5
    if word == "next":
        move = 7
    elif word in {"coming", "this", "this coming"} or (word is None and anchor.tense(match) is Tense.FUTURE):
        move = 0
    else:
        move = 0 if inside and word is None else -7
    first = saturday and shift_days(saturday, move)
    return range_value(first, first and shift_days(first, 1))


WEEKDAYS: dict[str, Resolver] = {
    "weekday": _weekday,
    "short_weekday": _short_weekday,
    "day_before_weekday": _day_before_weekday,
    "weekday_in_week": _weekday_in_week,
    "week_weekday": _weekday_in_week,
    "weekday_week": _weekday_week,
    "weekdays_between": _weekdays_between,
    "weekdays_ago": _weekdays_ago,
    "weeks_from": _weeks_from,
    "nth_weekday": _nth_weekday,
    "day_beside": _day_beside,
    "today": _today,
    "this_time": _this_time,
    "weekend": _weekend,
}
"""Resolver of each form of weekday."""
