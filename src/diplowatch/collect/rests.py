"""How long what failed is left alone. Every pause follows from the settings, the answers and the number of failures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

TRIES = 3
"""How often a request is made in one run."""
ENTRY_PAUSES = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168))
"""Pauses before a text that failed is asked for again; after the last one it is given up."""
_FIRST = timedelta(hours=1)
_LONGEST = timedelta(days=7)
_LONGEST_ASKED = timedelta(days=30)


def pause_after(failures: int) -> timedelta:
    """Return how long what failed so often in a row rests: an hour, then twice as long each time, up to a week."""
    return min(_LONGEST, _FIRST * int(2 ** min(failures - 1, 10)))


def retry_pause(base: float, tries: int) -> float:
    """Return the seconds before a request is tried again after `tries` failures."""
    return float(base * 3**tries)


def read_retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Read `Retry-After`, seconds or a date; None where it is absent or cannot be read, at most thirty days."""
    words = (value or "").strip()
    if words.isascii() and words.isdigit():
        return min(timedelta(seconds=min(int(words[:12]), 10**9)), _LONGEST_ASKED)
    try:
        until = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(timedelta(0), min(until - now, _LONGEST_ASKED))


def is_resting(until: datetime | None, now: datetime) -> bool:
    """Whether a rest is not over; one longer than any that is given stems from a clock that was wrong."""
    return until is not None and now < until <= now + _LONGEST_ASKED
