"""When a text was published: given, declared by its page, in its address, in its first lines, in its file name.

The first of these that gives a date decides. No other date of a text is looked at: those of photographs, of teasers
and of what the article tells about are not the date of publication. A date is never guessed from day and month alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from diplowatch.records import DateBasis

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
_REVISED = re.compile(r"\b(updated?|modified|edited|revised|accessed|retrieved|today is|last)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Published:
    """A publication date, where it comes from, and a note where dates disagree or one was refused."""

    on: date | None
    basis: DateBasis
    note: str = ""


@dataclass(frozen=True)
class Clues:
    """What may tell when one text was published."""

    given: date | None = None
    page: date | None = None
    address: str | None = None
    head: tuple[str, ...] = ()
    """The lines about the article between its title and its first paragraph."""
    opening: str = ""
    """The first paragraph, which may begin with a dateline."""
    file_name: str | None = None


def choose_date(clues: Clues, today: date) -> Published:
    """Choose the date of publication; one after `today` is refused and leaves the text undated."""
    chosen = _choose(clues)
    if chosen.on is not None and chosen.on > today:
        refused = f"{chosen.on} ({chosen.basis}) lies in the future and was refused"
        return Published(None, DateBasis.NONE, f"{chosen.note}; {refused}" if chosen.note else refused)
    return chosen


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


def _choose(clues: Clues) -> Published:
    address = find_address_date(clues.address) if clues.address else None
    if clues.given is not None:
        return Published(clues.given, DateBasis.GIVEN, _compare("given", clues.given, address))
    if clues.page is not None and address is not None and clues.page != address:
        # A page's date moves when the page is revised, and an address may name the day of a coming event.
        note = f"the page says {clues.page}, its address {address}; the earlier is taken"
        return Published(*min((clues.page, DateBasis.PAGE), (address, DateBasis.ADDRESS)), note)
    name = _FILE_NAME.search(clues.file_name or "")
    bases = (
        (clues.page, DateBasis.PAGE),
        (address, DateBasis.ADDRESS),
        (_find_head_date(clues.head) or _find_dateline(clues.opening), DateBasis.TEXT),
        (_build(name) if name else None, DateBasis.FILE_NAME),
    )
    return next((Published(on, basis) for on, basis in bases if on), Published(None, DateBasis.NONE))


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
