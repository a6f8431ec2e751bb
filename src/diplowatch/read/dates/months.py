"""What a form that names a month, or a part of one, means, if anything fixes its year."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from datetime import date, timedelta

from diplowatch.read.dates.anchor import Anchor, Resolver, group, is_list, stated_year, turn_of
from diplowatch.read.dates.days import full_year
from diplowatch.read.dates.names import any_of, number_of
from diplowatch.read.dates.tense import Tense
from diplowatch.read.dates.values import Value, join_values, month_value, narrow, shift_month
from diplowatch.tables import load_words

MONTHS_AHEAD = 2
"""Months after publication in which a month is taken for the coming one, where no word says which way it lies."""

_MODAL = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|during|through|before|after|from|for|and|or|to|this|next|last)|[-–])\s$", re.I
)
_PREPOSITION = re.compile(
    r"\b(?:in|of|since|by|until|till|during|through|before|after|from|for|and|or|to|between)\s$", re.I
)
_ARTICLE = re.compile(r"\b(?:a|an|the|its|his|her|their|our)\s$", re.IGNORECASE)


def month_near(month: int, published: date, tense: Tense, turn: str | None = None) -> Value | None:
    """Return the month that is meant: by "last" or "next", else by the tense, else the nearer one."""
    year = published.year
    same = month == published.month
    if turn in {"next", "coming", "this coming"} or (turn is None and tense is Tense.FUTURE):
        behind = month < published.month or (same and turn == "next")
        return month_value(year + behind, month)
    if turn == "this":
        return month_value(year, month)
    if turn is None and tense is Tense.UNKNOWN and 0 < (month - published.month) % 12 <= MONTHS_AHEAD:
        return month_value(year + (month < published.month), month)
    ahead = month > published.month or (same and turn is not None)
    return month_value(year - ahead, month)


def find_month(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Return the month of a form: named, its year stated or chosen, or turned from publication ("next month")."""
    published = anchor.published
    if match["month"] is None:
        turn = turn_of(match)
        if published is None or turn is None:
            return None
        return month_value(*shift_month(published.year, published.month, turn))
    month = number_of("month", match["month"])
    if year := stated_year(match, anchor):
        return month_value(year, month)
    return month_near(month, published, anchor.tense(match)) if published else None


def _month(match: re.Match[str], anchor: Anchor) -> Value | None:
    turn, part, edge, published = group(match, "turn"), group(match, "part"), group(match, "edge"), anchor.published
    if published is None:
        return None
    if turn is None and part is None and edge is None and not _is_month(match, anchor):
        return None
    tense = {"earlier": Tense.PAST, "later": Tense.FUTURE}.get(edge or "") or anchor.tense(match)
    value = month_near(number_of("month", match["month"]), published, tense, turn)
    if value and edge and value.start <= published <= value.end:
        return replace(value, end=published) if edge == "earlier" else replace(value, start=published)
    return narrow(value, part or "")


@functools.cache
def _month_nouns() -> re.Pattern[str]:
    return re.compile(rf"\s{any_of(list(load_words('read', 'data', 'dates_month_nouns.txt')))}\b")


def _is_month(match: re.Match[str], anchor: Anchor) -> bool:
    """Whether a bare month is one: "May" and "March" need a preposition, the others only no name beside them."""
    before, after = anchor.before(match), anchor.after(match)
    if _ARTICLE.search(before) and _month_nouns().match(after):
        return True
    if match["month"].lower() in {"may", "march"}:
        return bool(_MODAL.search(before)) and not re.match(r"\s[A-Z]", after)
    if re.match(r"\s[A-Z]", after) or re.search(r"[A-Z][a-z]+\s$", before):
        return bool(_PREPOSITION.search(before))
    return True


def _month_year(match: re.Match[str], anchor: Anchor) -> Value | None:
    year = stated_year(match, anchor)
    return narrow(month_value(year, number_of("month", match["month"])), group(match, "part") or "") if year else None


def _month_short_year(match: re.Match[str], anchor: Anchor) -> Value | None:
    year = full_year(match["short"], anchor.published)
    return month_value(year, number_of("month", match["month"])) if year else None


def _months_across(match: re.Match[str], anchor: Anchor) -> Value | None:
    if is_list(match, anchor):
        return None
    first = month_value(int(match["year"]), number_of("month", match["month"]))
    return join_values(first, month_value(int(match["year2"]), number_of("month", match["month2"])))


def _months_between(match: re.Match[str], anchor: Anchor) -> Value | None:
    first, last = number_of("month", match["month"]), number_of("month", match["month2"])
    if is_list(match, anchor) and (last - first) % 12 != 1:
        return None
    if year := stated_year(match, anchor):
        return join_values(month_value(year - (first > last), first), month_value(year, last))
    if anchor.published is None:
        return None
    end = month_near(last, anchor.published, anchor.tense(match))
    return end and join_values(month_value(end.start.year - (first > last), first), end)


def _nth_week(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "the second week of April" as the month, narrowed to those seven days."""
    month = find_month(match, anchor)
    if month is None:
        return None
    if group(match, "ordinal") in {"last", "final"}:
        return replace(month, start=month.end - timedelta(days=6))
    start = month.start + timedelta(days=7 * (number_of("ordinal", match["ordinal"]) - 1))
    return replace(month, start=start, end=min(month.end, start + timedelta(days=6)))


def _half_of(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read the half of a month as the month, narrowed; the half of a year as a run of six months."""
    second = group(match, "ordinal") != "first"
    if match["month"] or group(match, "unit") == "month":
        month = find_month(match, anchor)
        if month is None:
            return None
        middle = month.start + timedelta(days=14)
        return replace(month, start=middle + timedelta(days=1)) if second else replace(month, end=middle)
    if match["year2"]:
        year = int(match["year2"])
    elif anchor.published:
        year = anchor.published.year + (turn_of(match) or 0)
    else:
        return None
    return join_values(month_value(year, 7 if second else 1), month_value(year, 12 if second else 6))


def _edge_days(match: re.Match[str], anchor: Anchor) -> Value | None:
    early = group(match, "side") in {"first", "opening"}
    return narrow(find_month(match, anchor), "early" if early else "late")


MONTHS: dict[str, Resolver] = {
    "month": _month,
    "month_year": _month_year,
    "month_short_year": _month_short_year,
    "months_across": _months_across,
    "months_between": _months_between,
    "nth_week": _nth_week,
    "half_of": _half_of,
    "edge_days": _edge_days,
}
"""Resolver of each form of month."""
