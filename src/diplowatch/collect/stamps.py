"""Times as feeds, sitemaps, mails and web archives write them. What is no full date, or cannot be one, is unknown."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)|\d{8}(?:T|$)")
_ZONES = {"EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "BST": 1, "CET": 1}
_ZONES |= {"CEST": 2, "EET": 2, "EEST": 3, "MSK": 3}
_NAMED = re.compile(r"\s+([A-Z]{3,4})\s*$")
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_WRITTEN = re.compile(
    rf"\b(?P<month>{_MONTH})[a-z]*\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})"
    rf"|\b(?P<number>\d{{1,2}})\.?\s+(?P<name>{_MONTH})[a-z]*\.?,?\s+(?P<then>\d{{4}})",
    re.I,
)
_OLDEST = 1990
"""Nothing was published on the web before; an earlier year is a counter that was never set."""


def read_stamp(words: str | None) -> datetime | None:
    """Read a time in RFC 2822, ISO 8601 or asctime form, with the offset that it states, else in UTC.

    None where there is no year, month and day, where they are no day of the calendar, or before 1990.
    """
    text = " ".join((words or "").split())[:80]
    if not text:
        return None
    found = _read_iso(text) if _ISO.match(text) else _read_words(text)
    if found is None or not _OLDEST <= found.year < 9000:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def read_day(words: str) -> datetime | None:
    """Read a day as people and mail programs write it: "Fri, Mar 28, 2025 at 10:00 AM" or "28 March 2025 10:00"."""
    match = _WRITTEN.search(words)
    if match is None:
        return read_stamp(words)
    month, day, year = match.group("month") or match.group("name"), match.group("day"), match.group("year")
    return read_stamp(f"{day or match.group('number')} {month[:3]} {year or match.group('then')} 00:00:00 +0000")


def _read_iso(text: str) -> datetime | None:
    # Some write a space before the offset, or more digits of a second than there are microseconds.
    text = re.sub(r"\s+(?=[+-]\d\d:?\d\d$|Z$)", "", re.sub(r"\s*(?:UTC|GMT)$", "Z", text))
    text = re.sub(r"(\.\d{6})\d+", r"\1", text).replace("24:00:00", "00:00:00")
    for candidate in (text, text[:10] if text[4] == "-" else text[:8]):
        try:
            return datetime.fromisoformat(candidate)
        except ValueError:
            continue
    return None


def _read_words(text: str) -> datetime | None:
    # `parsedate_to_datetime` knows the zones of North America only, and reads others as UTC.
    if (named := _NAMED.search(text)) and named.group(1) in _ZONES:
        text = f"{text[: named.start()]} {_ZONES[named.group(1)] * 100:+05d}"
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
