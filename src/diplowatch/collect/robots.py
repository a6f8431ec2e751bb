"""robots.txt (RFC 9309): what may be asked of a host, and how fast.

- Got: it holds for a day. Not there (400 to 499, or more than five redirects): everything is allowed.
- Out of reach (no answer, 429, 500 to 599): the copy at hand holds on, for thirty days; without one nothing is asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from protego import Protego

from diplowatch.collect.fetch import Answer, Failure
from diplowatch.collect.hosts import drop_login
from diplowatch.records import RobotsCopy

TOKEN = "diplowatch"
"""The name that a robots.txt calls us by."""
REDIRECTS = 5
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=30)
_SIZE = 500 * 1024
"""Bytes of a robots.txt that are looked at; RFC 9309 asks for no more."""


class Rules:
    """The rules of one robots.txt."""

    def __init__(self, text: str) -> None:
        self._rules = Protego.parse(text)

    def allow(self, address: str) -> bool:
        """Whether an address may be asked."""
        return bool(self._rules.can_fetch(drop_login(address), TOKEN))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for."""
        rate = self._rules.request_rate(TOKEN)
        of_rate = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(self._rules.crawl_delay(TOKEN) or 0.0), of_rate)


def is_fresh(copy: RobotsCopy | None, now: datetime) -> bool:
    """Whether a copy still holds without asking again; one from the future, by a clock that was wrong, does not."""
    return copy is not None and timedelta(0) <= now - copy.at < _DAY


def is_usable(copy: RobotsCopy | None, now: datetime) -> bool:
    """Whether a copy may be used while the file is out of reach."""
    return copy is not None and timedelta(0) <= now - copy.at < _LONGEST


def read_robots(origin: str, answer: Answer | Failure, now: datetime) -> RobotsCopy | None:
    """Return the copy that an answer gives, None where the file is out of reach."""
    if isinstance(answer, Answer):
        return RobotsCopy(origin=origin, text=answer.body[:_SIZE].decode("utf-8-sig", "replace"), at=now)
    if answer.status is not None and 400 <= answer.status < 500 and answer.status != 429:
        return RobotsCopy(origin=origin, at=now)
    return None
