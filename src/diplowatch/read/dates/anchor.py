"""What a value may depend on besides its own words, and the reading of the parts of a match."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from diplowatch.read.dates.tense import Tense, look_around
from diplowatch.read.dates.values import Value


@dataclass(frozen=True)
class Anchor:
    """What a value may depend on besides its own words."""

    text: str
    published: date | None
    recent: date | None = None
    """First day of the last date named before, for "that year"."""
    day: date | None = None
    """The same where it was a single day, for "the next day"."""

    def tense(self, match: re.Match[str]) -> Tense:
        """Return the direction of the clause around a match."""
        return look_around(self.text, match.start(), match.end())

    def before(self, match: re.Match[str]) -> str:
        """Return the few characters in front of a match."""
        return self.text[max(0, match.start() - 16) : match.start()]


Resolver = Callable[[re.Match[str], Anchor], Value | None]


def group(match: re.Match[str], name: str) -> str | None:
    """Return a group in lower case with single spaces; None where it is absent from the form or did not match."""
    found = match.groupdict().get(name)
    return re.sub(r"\s+", " ", found.lower()) if found else None


def digits_of(match: re.Match[str], name: str) -> int:
    """Return the number in a group, without an ordinal ending."""
    return int(re.sub(r"\D", "", match[name]))


def stated_year(match: re.Match[str], anchor: Anchor, name: str = "year") -> int | None:
    """Return the year that a match states, in digits or as "this", "last" or "next" year."""
    if year := group(match, name):
        return int(year)
    which = group(match, "which")
    if which is None or anchor.published is None:
        return None
    return anchor.published.year + {"last": -1, "this": 0, "next": 1}[which]


def years_around(published: date) -> range:
    """Return the years in which the day nearest to publication can lie."""
    return range(published.year - 1, published.year + 2)


def is_list(match: re.Match[str], anchor: Anchor) -> bool:
    """Whether the parts are joined by "and" without "between", so that they are one run only where they touch."""
    return bool(re.search(r"\sand\s", match.group())) and not re.search(r"\bbetween\s$", anchor.before(match), re.I)
