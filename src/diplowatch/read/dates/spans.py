"""What a form that means a month, a season, a quarter, a year or a count of units means, if anything fixes it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from diplowatch.read.dates.anchor import Anchor, Resolver, group, is_list, stated_year, years_around
from diplowatch.read.dates.names import count_of, number_of
from diplowatch.read.dates.tense import Tense
from diplowatch.read.dates.values import (
    Value,
    day_value,
    join_values,
    month_value,
    narrow,
    quarter_value,
    season_value,
    shift_days,
    shift_month,
    week_value,
    year_value,
)

_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|during|between|through|to|and|or|before|after|for|late|early|mid|year|the|this|fiscal"
    r"|around|circa|back|than)|[(\[–-])\s?$",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    r"(?:\b(?:resolution|no|nos|number|article|section|page|flight|room|act|about|some|nearly|almost|over|least|most|roughly"
    r"|only|than|to be|total of|rose to|fell to|order|protocol|directive|regulation|tank|brigade)|[№#])\.?\s?$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"\s(?:(?!is\b|was\b|has\b|as\b|does\b)[a-z]+s\b|people|men|women|children|km\b|[a-z]+-[a-z]+ [a-z]+s\b)"
)
_MODAL = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|during|through|before|after|from|for|and|or|to|this|next|last)|[-–])\s$", re.I
)
_IN_THE = re.compile(r"\b(?:in|by|since|until|during|for|from) the $", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:in|of|since|by|until|till|during|through|before|after|from|for|and|or|to|between)\s$", re.I
)


def _month_near(month: int, published: date, tense: Tense, turn: str | None = None) -> Value | None:
    year = published.year
    same = month == published.month
    if turn in {"next", "coming", "this coming"} or (turn is None and tense is Tense.FUTURE):
        behind = month < published.month or (same and turn == "next")
        return month_value(year + behind, month)
    if turn == "this":
        return month_value(year, month)
    ahead = month > published.month or (same and turn is not None)
    return month_value(year - ahead, month)


def _month(match: re.Match[str], anchor: Anchor) -> Value | None:
    turn, part = group(match, "turn"), group(match, "part")
    if anchor.published is None:
        return None
    if turn is None and part is None and not _is_month(match, anchor):
        return None
    value = _month_near(number_of("month", match["month"]), anchor.published, anchor.tense(match), turn)
    return narrow(value, part or "")


def _is_month(match: re.Match[str], anchor: Anchor) -> bool:
    """Whether a bare month is one: "May" and "March" need a preposition, the others only no name beside them."""
    before, after = anchor.before(match), anchor.text[match.end() : match.end() + 12]
    if match["month"].lower() in {"may", "march"}:
        return bool(_MODAL.search(before)) and not re.match(r"\s[A-Z]", after)
    if re.match(r"\s[A-Z]", after) or re.search(r"[A-Z][a-z]+\s$", before):
        return bool(_PREPOSITION.search(before))
    return True


def _month_year(match: re.Match[str], anchor: Anchor) -> Value | None:
    year = stated_year(match, anchor)
    return narrow(month_value(year, number_of("month", match["month"])), group(match, "part") or "") if year else None


def _months_between(match: re.Match[str], anchor: Anchor) -> Value | None:
    first, last = number_of("month", match["month"]), number_of("month", match["month2"])
    if is_list(match, anchor) and (last - first) % 12 != 1:
        return None
    if year := stated_year(match, anchor):
        return join_values(month_value(year - (first > last), first), month_value(year, last))
    if anchor.published is None:
        return None
    end = _month_near(last, anchor.published, anchor.tense(match))
    return end and join_values(month_value(end.start.year - (first > last), first), end)


def _season(match: re.Match[str], anchor: Anchor) -> Value | None:
    first = number_of("season", match["season"] or match["season2"])
    if year := stated_year(match, anchor):
        return narrow(season_value(year, first), group(match, "part") or "")
    if anchor.published is None or (match["bare"] is not None and not _IN_THE.search(anchor.before(match))):
        return None
    seasons = [season for year in years_around(anchor.published) if (season := season_value(year, first))]
    return narrow(_choose_span(seasons, match, anchor, anchor.published), group(match, "part") or "")


def _choose_span(spans: list[Value], match: re.Match[str], anchor: Anchor, published: date) -> Value | None:
    """Choose among the recurrences of a season or quarter by "last", "this" or "next", else by the tense."""
    turn = group(match, "turn")
    if turn in {"next", "coming", "this coming"}:
        return next((span for span in spans if span.start > published), None)
    if turn in {"last", "past", "this past", "previous"}:
        return next((span for span in reversed(spans) if span.end < published), None)
    if turn == "this":
        now = (span for span in spans if span.start <= published <= span.end)
        return next(now, next(span for span in spans if span.start.year == published.year))
    if anchor.tense(match) is Tense.FUTURE:
        return next((span for span in spans if span.end >= published), None)
    return next((span for span in reversed(spans) if span.start <= published), None)


def _quarter(match: re.Match[str], _: Anchor) -> Value | None:
    quarter = int(match["quarter"]) if match["quarter"] else number_of("ordinal", match["ordinal"])
    return quarter_value(int(match["year"]), quarter)


def _bare_quarter(match: re.Match[str], anchor: Anchor) -> Value | None:
    if anchor.published is None or not _IN_THE.search(anchor.before(match)):
        return None
    quarter = number_of("ordinal", match["ordinal"])
    quarters = [value for year in years_around(anchor.published) if (value := quarter_value(year, quarter))]
    return _choose_span(quarters, match, anchor, anchor.published)


def _half(match: re.Match[str], _: Anchor) -> Value | None:
    year, second = int(match["year"]), match["ordinal"].lower() == "second"
    return join_values(month_value(year, 7 if second else 1), month_value(year, 12 if second else 6))


def _unit_value(unit: str, published: date, steps: int) -> Value | None:
    """Return the week, month, quarter, year or decade `steps` away from the one of publication."""
    if unit == "week":
        return week_value(shift_days(published, 7 * steps))
    if unit == "fortnight":
        return week_value(shift_days(published, 14 * steps))
    if unit == "month":
        return month_value(*shift_month(published.year, published.month, steps))
    if unit == "quarter":
        year, month = shift_month(published.year, published.month, 3 * steps)
        return quarter_value(year, (month + 2) // 3)
    return year_value(published.year + steps * {"year": 1, "decade": 10, "century": 100}[unit])


def _turned(match: re.Match[str], anchor: Anchor) -> Value | None:
    published, turn, edge, unit = anchor.published, group(match, "turn"), group(match, "edge"), match["unit"].lower()
    if turn == "that":
        return _unit_value(unit, anchor.recent, 0) if anchor.recent else None
    if published is None:
        return None
    value = _unit_value(
        unit, published, {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(turn or "", 0)
    )
    if value is None or edge is None:
        return value
    inside = value.start <= published <= value.end
    if edge == "earlier" and inside:
        return replace(value, end=published)
    if edge == "later" and inside:
        return replace(value, start=published)
    return narrow(value, edge)


def _ago(match: re.Match[str], anchor: Anchor) -> Value | None:
    return _count_away(match, anchor, -1)


def _from_now(match: re.Match[str], anchor: Anchor) -> Value | None:
    return _count_away(match, anchor, 1)


def _count_away(match: re.Match[str], anchor: Anchor, direction: int) -> Value | None:
    """Count units from publication; the unit says how finely: days give a day, weeks a week, years a year."""
    count = count_of(match["count"]) if match["count"] else None
    if anchor.published is None or count is None:
        return None
    unit = match["unit"].lower()
    if unit == "minute":
        return None
    if unit == "hour":
        return day_value(shift_days(anchor.published, direction * (count // 24))) if count % 24 == 0 else None
    if unit == "day":
        return day_value(shift_days(anchor.published, direction * count))
    return _unit_value(unit, anchor.published, direction * count)


def _decade(match: re.Match[str], _: Anchor) -> Value | None:
    first = int(match["decade"])
    return narrow(join_values(year_value(first), year_value(first + 9)), group(match, "part") or "")


def _year(match: re.Match[str], anchor: Anchor) -> Value | None:
    year, part = int(match["year"]), group(match, "part")
    before, after = anchor.before(match), anchor.text[match.end() : match.end() + 30]
    if not 1500 <= year < 2100 or _NUMBER_BEFORE.search(before):
        return None
    framed = part is not None or _YEAR_BEFORE.search(before)
    if not framed and (_COUNTED_AFTER.match(after) or not 1900 <= year <= 2050):
        return None
    return narrow(year_value(year), part or "")


SPANS: dict[str, Resolver] = {
    "months_between": _months_between,
    "month_year": _month_year,
    "month": _month,
    "season": _season,
    "quarter": _quarter,
    "bare_quarter": _bare_quarter,
    "half": _half,
    "turned": _turned,
    "ago": _ago,
    "from_now": _from_now,
    "decade": _decade,
    "year": _year,
}
"""Resolver of each form of span."""
