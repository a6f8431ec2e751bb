"""When a text was published: given, sent, declared by its page, its address or a feed, in its first lines, in its name.

What a person gives decides, and for a mail the day it was sent. Else the page, the address and the feed or sitemap are
witnesses: a day that two of them name is taken, else the earliest, because the dates of pages and feeds move when a
text is revised; a note says where they differ. Only where none of them tells a day, the first lines decide, and then
the file name. A day after the one on which the text was seen is believed of nobody. No other date of a text is looked
at: those of photographs, of teasers and of what the article tells about are not the date of publication. A date is
never guessed from day and month alone, nor from the day on which a text was seen or last changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from diplowatch.records import Claim, DateBasis

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?<!\d){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",
    )
)
_SLASHED = re.compile(rf"(?<!\d)(\d{{1,2}})/(\d{{1,2}})/{_YEAR}")
_ADDRESS = (
    re.compile(rf"/{_YEAR}[/-](?P<month>\d{{1,2}})[/-](?P<day>\d{{1,2}})(?!\d)"),
    re.compile(rf"/{_YEAR}/{_MONTH}/(?P<day>\d{{1,2}})(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\d){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<![\d-])(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
)
_FILE_NAME = re.compile(rf"(?<!\d){_YEAR}(?P<gap>[-_.]?)(?P<month>\d\d)(?P=gap)(?P<day>\d\d)(?!\d)")
_DATELINE = re.compile(
    r"[A-ZÀ-Ž][\w.,'’/ -]{1,60}?[,.\s(]+"
    r"(?P<date>(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}))"
    r"[),]*\s*(?:[(/][^()/]{2,40}[)/])?\s*(?:[-–—:]|\.\s*[-–—])"
)
_NAMES = {
    DateBasis.PAGE: "the page",
    DateBasis.ADDRESS: "its address",
    DateBasis.FEED: "the feed",
    DateBasis.SITEMAP: "the sitemap",
}
_REVISED = re.compile(r"\b(updated?|modified|edited|revised|accessed|retrieved|today is|last)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Published:
    """A publication date, where it comes from, and a note where dates disagree or one was refused."""

    on: date | None
    basis: DateBasis
    note: str = ""
    updated: date | None = None
    """The day of the last change, where one after the day of publication is told."""


@dataclass(frozen=True)
class Clues:
    """What may tell when one text was published."""

    given: date | None = None
    page: date | None = None
    updated: date | None = None
    """The day of the last change that the page declares."""
    claim: Claim | None = None
    """What a feed, a sitemap or the header of a mail says."""
    seen: date | None = None
    """The day it was fetched, in UTC."""
    address: str | None = None
    head: tuple[str, ...] = ()
    """The lines about the article between its title and its first paragraph."""
    opening: str = ""
    """The first paragraph, which may begin with a dateline."""
    file_name: str | None = None


def choose_date(clues: Clues, today: date) -> Published:
    """Choose the date of publication; one after `today`, or after the day it was seen, is refused.

    What was seen on one day may bear the date of the next, which begins earlier in the east.
    """
    last = min(today, clues.seen) + timedelta(days=1) if clues.seen else today
    chosen = _choose(clues, last)
    notes = (*(_refuse(on, basis, last) for on, basis in _list_witnesses(clues) if on > last), chosen.note)
    return Published(chosen.on, chosen.basis, "; ".join(filter(None, notes)), _choose_updated(clues, chosen.on, last))


def find_line_date(line: str) -> date | None:
    """Find the one full date in a line, None where there is none, or several, or day and month cannot be told apart."""
    found = {_build(match) for shape in _SHAPES for match in shape.finditer(line)}
    found |= {_tell_slashed(match) for match in _SLASHED.finditer(line)}
    return found.pop() if len(found) == 1 else None


def find_address_date(address: str) -> date | None:
    """Find the date in an address: /2025/03/28/, /2025/mar/28/, 2025-03-28 or 20250328."""
    for shape in _ADDRESS:
        for match in shape.finditer(address):
            if on := _build(match):
                return on
    return None


def _choose(clues: Clues, last: date) -> Published:
    address = find_address_date(clues.address) if clues.address else None
    if clues.given is not None:
        if clues.given > last:
            return Published(None, DateBasis.NONE)
        return Published(clues.given, DateBasis.GIVEN, _compare("given", clues.given, address))
    witnesses = [(on, basis) for on, basis in _list_witnesses(clues) if on <= last]
    if witnesses:
        return _weigh(witnesses)
    for on, basis in _list_words(clues):
        if on > last:
            return Published(None, DateBasis.NONE, _refuse(on, basis, last))
        return Published(on, basis)
    changed = clues.claim.updated if clues.claim else None
    return Published(None, DateBasis.NONE, f"only the day of its last change is told, {changed}" if changed else "")


def _list_witnesses(clues: Clues) -> list[tuple[date, DateBasis]]:
    """List the days that are told of a text, those of its publisher first; what a person gives stands alone."""
    if clues.given is not None:
        return [(clues.given, DateBasis.GIVEN)]
    claim = clues.claim
    if claim and claim.published and claim.by is DateBasis.MAIL:
        return [(claim.published, claim.by)]
    address = find_address_date(clues.address) if clues.address else None
    told = ((clues.page, DateBasis.PAGE), (address, DateBasis.ADDRESS))
    claimed = ((claim.published, claim.by),) if claim else ()
    return [(on, basis) for on, basis in (*told, *claimed) if on is not None]


def _list_words(clues: Clues) -> list[tuple[date, DateBasis]]:
    name = _FILE_NAME.search(clues.file_name or "")
    found = (
        (_find_head_date(clues.head) or _find_dateline(clues.opening), DateBasis.TEXT),
        (_build(name) if name else None, DateBasis.FILE_NAME),
    )
    return [(on, basis) for on, basis in found if on is not None]


def _weigh(witnesses: list[tuple[date, DateBasis]]) -> Published:
    """Take the day that two witnesses name, else the earliest.

    A page's date moves when the page is revised, that of a feed when the entry is sent out again, and an address may
    name the day of a coming event.
    """
    day, votes = Counter(on for on, _ in witnesses).most_common(1)[0]
    if votes == 1:
        day = min(on for on, _ in witnesses)
    basis = next(basis for on, basis in witnesses if on == day)
    claimed = (DateBasis.FEED, DateBasis.SITEMAP)
    # A feed that is one day off may mean the same moment in another time zone.
    differ = [on for on, by in witnesses if on != day and not (by in claimed and abs((on - day).days) <= 1)]
    if not differ:
        return Published(day, basis)
    said = ", ".join(f"{_NAMES[by]} says {on}" for on, by in witnesses)
    return Published(day, basis, f"{said}; the {'earliest' if votes == 1 else 'day that two name'} is taken")


def _choose_updated(clues: Clues, published: date | None, last: date) -> date | None:
    """Choose the last day of a change; one on or before the day of publication tells nothing."""
    told = [on for on in (clues.updated, clues.claim.updated if clues.claim else None) if on and on <= last]
    changed = max(told, default=None)
    return None if changed is None or (published is not None and changed <= published) else changed


def _refuse(on: date, basis: DateBasis, last: date) -> str:
    return f"{on} ({basis}) lies in the future of {last} and was refused"


def _compare(name: str, on: date, address: date | None) -> str:
    """Say that two dates disagree; one day apart they may be the same moment in two time zones."""
    if address is None or abs((on - address).days) <= 1:
        return ""
    return f"the date {name} is {on}, the address says {address}; the date {name} is taken"


def _find_head_date(lines: Iterable[str]) -> date | None:
    """Find the date among the lines about the article: the first of publication, else the first of a revision."""
    revised = None
    for line in lines:
        on = find_line_date(line)
        if on is None:
            continue
        if not _REVISED.search(line):
            return on
        revised = revised or on
    return revised


def _find_dateline(opening: str) -> date | None:
    match = _DATELINE.match(opening)
    return find_line_date(match.group("date")) if match else None


def _build(match: re.Match[str]) -> date | None:
    month = match.group("month")
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return _make(int(match.group("year")), number, int(match.group("day")))


def _tell_slashed(match: re.Match[str]) -> date | None:
    """Read 27/02/2026 or 02/27/2026; 02/03/2026 may be either, and stays unknown."""
    first, second, year = int(match.group(1)), int(match.group(2)), int(match.group("year"))
    if first > 12:
        return _make(year, second, first)
    return _make(year, first, second) if second > 12 or first == second else None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
