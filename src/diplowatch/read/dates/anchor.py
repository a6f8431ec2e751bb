"""What a value may depend on besides its own words, and the reading of the parts of a match."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from diplowatch.read.dates.tense import Tense, look_around
from diplowatch.read.dates.values import Value
from diplowatch.records import Precision, When

_WITHIN = {
    "day": (Precision.PART_OF_DAY, Precision.DAY),
    "week": (Precision.PART_OF_DAY, Precision.DAY, Precision.WEEK),
    "month": (Precision.PART_OF_DAY, Precision.DAY, Precision.WEEK, Precision.MONTH),
    "year": tuple(precision for precision in Precision if precision is not Precision.RANGE),
}


@dataclass(frozen=True)
class Anchor:
    """What a value may depend on besides its own words."""

    text: str
    published: date | None
    last: When | None = None
    """The last date named before, near enough to be referred to."""
    inner: Value | None = None
    """The date that a form stands around: of "the night of Tuesday" the Tuesday."""

    @property
    def recent(self) -> date | None:
        """Return the first day of the last date named before, for "that year"."""
        return self.last.start if self.last else None

    @property
    def day(self) -> date | None:
        """Return the last date named before where it was a single day, for "the next day"."""
        return self.last.start if self.last and self.last.start == self.last.end else None

    def is_within(self, unit: str) -> bool:
        """Whether the last date named before is fine enough to lie within one day, week, month or year."""
        return self.last is not None and self.last.precision in _WITHIN.get(unit, _WITHIN["year"])

    def tense(self, match: re.Match[str]) -> Tense:
        """Return the direction of the clause around a match."""
        return look_around(self.text, match.start(), match.end())

    def before(self, match: re.Match[str]) -> str:
        """Return the few characters in front of a match."""
        return self.text[max(0, match.start() - 16) : match.start()]

    def after(self, match: re.Match[str]) -> str:
        """Return the few characters behind a match."""
        return self.text[match.end() : match.end() + 30]


Resolver = Callable[[re.Match[str], Anchor], Value | None]


def group(match: re.Match[str], name: str) -> str | None:
    """Return a group in lower case with single spaces; None where it is absent from the form or did not match."""
    found = match.groupdict().get(name)
    return re.sub(r"\s+", " ", found.lower()) if found else None


def digits_of(match: re.Match[str], name: str) -> int:
    """Return the number in a group, without an ordinal ending."""
    return int(re.sub(r"\D", "", match[name]))


def turn_of(match: re.Match[str], name: str = "turn") -> int | None:
    """Return -1, 0 or 1 for the turn word in a group ("last", "this", "next"); None where there is none."""
    word = group(match, name)
    if word is None:
        return None
    if word in {"last", "past", "previous", "this past"}:
        return -1
    return 1 if word in {"next", "coming", "this coming"} else 0


def stated_year(match: re.Match[str], anchor: Anchor, name: str = "year") -> int | None:
    """Return the year that a match states, in digits or as "this", "last" or "next" year."""
    if year := group(match, name):
        return int(year)
    turn = turn_of(match, "which")
    return None if turn is None or anchor.published is None else anchor.published.year + turn


def years_around(published: date) -> range:
    """Return the years in which the day nearest to publication can lie."""
    return range(published.year - 1, published.year + 2)


def is_list(match: re.Match[str], anchor: Anchor) -> bool:
    """Whether the parts are joined by "and" without "between", so that they are one run only where they touch."""
    return bool(re.search(r"\s(?:and|&)\s", match.group())) and not re.search(
        r"\bbetween\s$", anchor.before(match), re.I
    )
