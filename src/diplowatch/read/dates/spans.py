"""What a form that names a season, a quarter, a year or a decade means, if anything fixes it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from diplowatch.read.dates.anchor import Anchor, Resolver, group, stated_year, turn_of, years_around
from diplowatch.read.dates.days import full_year
from diplowatch.read.dates.names import load_numbers, number_of
from diplowatch.read.dates.tense import Tense
from diplowatch.read.dates.values import (
    Value,
    join_values,
    make_day,
    narrow,
    quarter_value,
    season_value,
    week_value,
    year_value,
)

_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|during|between|through|to|and|or|before|after|for|late|early|mid|year|the"
    r"|this|fiscal|around|circa|back|than)|[(\[–-])\s?$",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    r"(?:\b(?:resolution|no|nos|number|article|section|page|flight|room|act|about|some|nearly|almost|over|least|most"
    r"|roughly|only|than|to be|total of|rose to|fell to|order|protocol|directive|regulation|tank|brigade)|[№#])\.?\s?$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"\s(?:(?!is\b|was\b|has\b|as\b|does\b)[a-z]+s\b|people|men|women|children|km\b|[a-z]+-[a-z]+ [a-z]+s\b)"
)
_IN_THE = re.compile(r"\b(?:in|by|since|until|during|for|from) the $", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|by|since|until|till|during|before|for|from|of)\s$", re.IGNORECASE)
_SPAN_BEFORE = re.compile(r"\b(?:between|from|in|during|of|for|the)\s$|\($", re.IGNORECASE)


def _season(match: re.Match[str], anchor: Anchor) -> Value | None:
    first = number_of("season", match["season"] or match["season2"])
    if year := stated_year(match, anchor):
        return narrow(season_value(year, first), group(match, "part") or "")
    if anchor.published is None or (match["bare"] is not None and not _is_one(match, anchor)):
        return None
    seasons = [season for year in years_around(anchor.published) if (season := season_value(year, first))]
    return narrow(_choose_span(seasons, match, anchor, anchor.published), group(match, "part") or "")


def _is_one(match: re.Match[str], anchor: Anchor) -> bool:
    """Whether a bare season is that of one year: "in the summer", and "by summer" where the clause has a direction."""
    before = anchor.before(match)
    if match["part"] or _IN_THE.search(before):
        return True
    return bool(_IN.search(before)) and anchor.tense(match) is not Tense.UNKNOWN


def _choose_span(spans: list[Value], match: re.Match[str], anchor: Anchor, published: date) -> Value | None:
    """Choose among the recurrences of a season or quarter by "last", "this" or "next", else by the tense."""
    turn = turn_of(match)
    if turn == 1:
        return next((span for span in spans if span.start > published), None)
    if turn == -1:
        return next((span for span in reversed(spans) if span.end < published), None)
    if turn == 0:
        now = (span for span in spans if span.start <= published <= span.end)
        return next(now, next(span for span in spans if span.start.year == published.year))
    if anchor.tense(match) is Tense.FUTURE:
        return next((span for span in spans if span.end >= published), None)
    return next((span for span in reversed(spans) if span.start <= published), None)


def _number_of_quarter(match: re.Match[str]) -> int:
    return int(match["quarter"]) if match["quarter"] else number_of("ordinal", match["ordinal"])


def _quarter(match: re.Match[str], _: Anchor) -> Value | None:
    return quarter_value(int(match["year"]), _number_of_quarter(match))


def _turned_quarter(match: re.Match[str], anchor: Anchor) -> Value | None:
    if anchor.published is None:
        return None
    return quarter_value(anchor.published.year + (turn_of(match) or 0), _number_of_quarter(match))


def _bare_quarter(match: re.Match[str], anchor: Anchor) -> Value | None:
    named = match["quarter"] and _IN.search(anchor.before(match))
    if anchor.published is None or not (named or "-" in match.group() or _IN_THE.search(anchor.before(match))):
        return None
    quarter = _number_of_quarter(match)
    quarters = [value for year in years_around(anchor.published) if (value := quarter_value(year, quarter))]
    return _choose_span(quarters, match, anchor, anchor.published)


def _decade(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "the 1990s", "the '90s" and "the nineties"; the short forms are of the last century."""
    before = anchor.before(match).lower()
    if match["decade"]:
        first = int(match["decade"])
    elif not (before.endswith("the ") or match["part"]):
        return None
    else:
        first = 1900 + (int(match["short"]) if match["short"] else load_numbers("decade")[match["named"].lower()])
    return narrow(join_values(year_value(first), year_value(first + 9)), group(match, "part") or "")


def _year(match: re.Match[str], anchor: Anchor) -> Value | None:
    year, part = int(match["year"]), group(match, "part")
    before, after = anchor.before(match), anchor.after(match)
    if not 1500 <= year < 2100 or _NUMBER_BEFORE.search(before):
        return None
    framed = part is not None or _YEAR_BEFORE.search(before)
    if not framed and (_COUNTED_AFTER.match(after) or not 1900 <= year <= 2050):
        return None
    return narrow(year_value(year), part or "")


def _years_between(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "2014-2022", "2024/25", "from 2014 to 2022" and "between 2014 and 2022"."""
    first, last = int(match["year"]), match["year2"]
    before, after = anchor.before(match), anchor.after(match)
    if not 1900 <= first <= 2050 or _NUMBER_BEFORE.search(before) or _COUNTED_AFTER.match(after):
        return None
    words = re.search(r"[a-z]+", match["join"].lower())
    if len(last) == 2:
        return _two_years(first, last) if not words else None
    if words and not re.search(rf"\b{'between' if words.group() == 'and' else 'from'}\s$", before, re.I):
        return None
    if not words and not (_SPAN_BEFORE.search(before) or _YEAR_BEFORE.search(before)):
        return None
    return join_values(year_value(first), year_value(int(last))) if 1900 <= int(last) <= 2100 else None


def _two_years(first: int, last: str) -> Value | None:
    """Return the run of "2024/25" and "2021-24"; "2014-06" may be a month."""
    year = first - first % 100 + int(last)
    year += 100 if year < first else 0
    sure = year == first + 1 or (int(last) > 12 and year < first + 20)
    return join_values(year_value(first), year_value(year)) if sure else None


def _fiscal(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read a fiscal year by its number; it may begin in April of the year before and end in March of the year after."""
    year = int(match["year"]) if group(match, "year") else full_year(match["short"], anchor.published)
    value = year_value(year) if year else None
    start, end = make_day(year - 1, 4, 1) if year else None, make_day(year + 1, 3, 31) if year else None
    return replace(value, start=start, end=end) if value and start and end else None


def _year_end(match: re.Match[str], anchor: Anchor) -> Value | None:
    """Read "year's end" and "the end of the week" said short; a "week end" is a weekend and no end."""
    unit, published = match["unit"].lower(), anchor.published
    if match["year"]:
        return narrow(year_value(int(match["year"])), "end") if unit == "year" else None
    if published is None or (unit != "year" and match.group()[len(unit)] == "-"):
        return None
    if unit == "year":
        return narrow(year_value(published.year), "end")
    if unit == "week":
        return narrow(week_value(published), "end")
    return None


SPANS: dict[str, Resolver] = {
    "season": _season,
    "quarter": _quarter,
    "turned_quarter": _turned_quarter,
    "bare_quarter": _bare_quarter,
    "decade": _decade,
    "year": _year,
    "years_between": _years_between,
    "fiscal": _fiscal,
    "fiscal_behind": _fiscal,
    "year_end": _year_end,
}
"""Resolver of each form of span."""
