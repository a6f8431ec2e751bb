"""What changed in a place over some days: the days to look at, and the changes of the ledger that are wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from diplowatch.errors import ConfigError
from diplowatch.listing import Listing, Wanted, list_changes
from diplowatch.packs import known_codes
from diplowatch.places import Place
from diplowatch.records import Document, Period, Shift
from diplowatch.track import period_of, track

DAYS = 7
"""Days looked at where nothing else is asked for and no edition stands before the latest text."""


@dataclass(frozen=True)
class Days:
    """The days looked at, both included, and why these."""

    since: date
    until: date
    why: str


@dataclass(frozen=True)
class Changes:
    """The changes of some days, and what stands behind them."""

    days: Days
    shifts: tuple[Shift, ...]
    silences: tuple[Shift, ...]
    documents: Mapping[str, Document]
    """Every document up to the last day, by id."""
    undated: int


def find_changes(place: Place, wanted: Wanted, kinds: Sequence[str] = ()) -> Changes | None:
    """Find the changes and silences that are wanted; None where no text has a date, so that nothing has an order.

    Raises ConfigError for an actor or an issue that is not in the pack, and for days in the wrong order.
    """
    _check(place, wanted)
    days = choose_days(place, wanted)
    if days is None:
        return None
    read = list(place.archive.read_documents(until=days.until))
    tracked = track(read, place.pack, Period(week="", since=days.since, until=days.until))

    def pick(shifts: Sequence[Shift]) -> tuple[Shift, ...]:
        return tuple(
            one
            for one in shifts
            if wanted.has([one.actor])
            and wanted.issue in (None, one.issue)
            and (not kinds or one.change.value in kinds)
        )

    documents = {item.document.id: item.document for item in read}
    return Changes(days, pick(tracked.shifts), pick(tracked.silences), documents, len(tracked.undated))


def list_found(changes: Changes | None) -> Listing:
    """List changes, then silences, one row each, for programs."""
    return list_changes((*changes.shifts, *changes.silences) if changes else ())


def choose_days(place: Place, wanted: Wanted) -> Days | None:
    """Choose the days to look at: those asked for; else those since the last edition; else the last seven of texts.

    None where nothing is asked for and no text has a date.
    """
    if wanted.since and wanted.until:
        return Days(wanted.since, wanted.until, "as asked for")
    days = [document.published for document in place.archive.documents() if document.published]
    if not days:
        return None
    first, last = min(days), max(days)
    if wanted.since:
        return Days(wanted.since, max(last, wanted.since), "up to the latest text")
    if wanted.until:
        return Days(min(first, wanted.until), wanted.until, "from the first text on")
    return _follow_edition(last, max((edition.week for edition in place.archive.editions()), default=None))


def _follow_edition(last: date, week: str | None) -> Days:
    """Return the days up to the latest text that no edition covers; where there are none, its last seven days."""
    recent = Days(last - timedelta(days=DAYS - 1), last, f"the last {DAYS} days of texts")
    if week is None:
        return replace(recent, why=f"{recent.why}; there is no edition before them")
    covered = period_of(week).until
    if covered < last:
        return Days(covered + timedelta(days=1), last, f"since the last edition, {week}")
    return replace(recent, why=f"{recent.why}; none is later than the last edition, {week}")


def _check(place: Place, wanted: Wanted) -> None:
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise ConfigError(f"--since {wanted.since} lies after --until {wanted.until}; swap them")
    if wanted.actor and wanted.actor not in known_codes(place.pack):
        raise ConfigError(f"there is no actor {wanted.actor!r}; write a code such as RUS, EUU or NATO")
    issues = sorted(issue.id for issue in place.pack.issues)
    if wanted.issue and wanted.issue not in issues:
        raise ConfigError(f"there is no issue {wanted.issue!r}; the issues are: {', '.join(issues)}")
