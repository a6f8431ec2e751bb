"""Coverage: what came of each source, for `status` and for the footer of an edition.

Every text is counted once, under the source that took the first version of it first; what was given by hand has a
line of its own. So the lines add up to what the archive holds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from diplowatch.archive import Archive, Collected
from diplowatch.archive.taken import TakenText
from diplowatch.collect.hosts import hide_secrets, host_of
from diplowatch.collect.rests import is_resting
from diplowatch.harvest.sources import list_sources
from diplowatch.records import (
    FetchNote,
    Period,
    SourceCoverage,
    SourceState,
    SourceWeek,
    Trouble,
    WatchedSource,
    WeekCount,
)
from diplowatch.track import week_of
from diplowatch.watch import Watch

BY_HAND = "given by hand"
WEEKS = 4


def cover_sources(archive: Archive, watch: Watch, now: datetime) -> list[SourceCoverage]:
    """Say what came of every source up to `now` (UTC), in the order of the watch; then of former ones and by hand."""
    collected = archive.collected
    texts = _file_texts(collected)
    followed = {hide_secrets(source.url): source for source in list_sources(watch)}
    states = {state.address: state for state in collected.sources()}
    found = [
        _cover(collected, watch, address, followed.get(address), states.get(address), texts.get(address, ()), now)
        for address in dict.fromkeys((*followed, *states, *(address for address in texts if address)))
    ]
    given = texts.get(None, ())
    if given:
        found.append(_count(SourceCoverage(name=BY_HAND, address=None), given))
    return found


def _file_texts(collected: Collected) -> dict[str | None, list[TakenText]]:
    texts: dict[str | None, list[TakenText]] = defaultdict(list)
    for text in collected.taken():
        texts[text.source].append(text)
    return texts


def _cover(
    collected: Collected,
    watch: Watch,
    address: str,
    source: WatchedSource | None,
    state: SourceState | None,
    texts: Sequence[TakenText],
    now: datetime,
) -> SourceCoverage:
    state = state or SourceState(address=address)
    weeks = list(_last_weeks(now.date()))
    since = datetime.fromisocalendar(*_split(weeks[0]), 1).replace(tzinfo=UTC)
    taken = Counter(week_of(text.at.date()) for text in texts if text.at)
    budget = (source and source.budget) or watch.collect.budget
    spent = state.requests if state.year == now.year else 0
    cover = SourceCoverage(
        name=source.name if source else address,
        address=address,
        is_followed=source is not None,
        succeeded=state.succeeded,
        tried=state.tried,
        failures=state.failures,
        state=_describe_state(collected, state, spent >= budget, now),
        requests=spent,
        budget=budget,
        weeks=tuple(WeekCount(week=week, texts=taken[week]) for week in weeks),
        troubles=_sum_troubles(collected.notes(address, failed=True, since=since)),
    )
    return _count(cover, texts)


def _count(cover: SourceCoverage, texts: Sequence[TakenText]) -> SourceCoverage:
    unread = Counter(shorten_reason(text.unread, text.key) for text in texts if text.unread)
    read = sum(text.is_read for text in texts)
    return cover.model_copy(
        update={
            "texts": len(texts),
            "read": read,
            "waiting": len(texts) - read - unread.total(),
            "unread": tuple(sorted(unread.items(), key=lambda pair: (-pair[1], pair[0]))),
        }
    )


def shorten_reason(reason: str, key: str) -> str:
    """Return the kind of a reason why a text is not read, without what is particular to the text."""
    return re.split(r"[:;]| \(| as ", reason.removeprefix(f"{key}: "), maxsplit=1)[0].strip()


def _describe_state(collected: Collected, state: SourceState, is_spent: bool, now: datetime) -> str:
    host = collected.host(host_of(state.address))
    if state.rests_until and is_resting(state.rests_until, now):
        return f"rests until {state.rests_until:%Y-%m-%d %H:%M}: {state.trouble}"
    if host and host.rests_until and is_resting(host.rests_until, now):
        return f"its host rests until {host.rests_until:%Y-%m-%d %H:%M}: {host.trouble}"
    if is_spent:
        return "the budget of requests for this year is spent"
    return f"failed last: {state.trouble}" if state.failures else ""


def _sum_troubles(notes: Iterable[FetchNote]) -> tuple[Trouble, ...]:
    found: dict[str, Trouble] = {}
    for note in notes:
        before = found.get(note.what)
        found[note.what] = Trouble(what=note.what, count=before.count + 1 if before else 1, last=note.at)
    return tuple(sorted(found.values(), key=lambda one: (one.last, one.count, one.what), reverse=True))


def _last_weeks(today: date) -> Iterator[str]:
    for back in range(WEEKS - 1, -1, -1):
        yield week_of(today - timedelta(weeks=back))


def _split(week: str) -> tuple[int, int]:
    year, number = week.split("-W")
    return int(year), int(number)


# --------------------------------------------------------------------------- of an edition


def cover_period(archive: Archive, watch: Watch, period: Period) -> tuple[SourceWeek, ...]:
    """Say what came of every source of a watch in a period; the same archive gives the same answer on any later day.

    A text is of the period by its day of publication, an undated one by the day on which it was fetched. A source
    that was never asked up to the end of the period is left out.
    """
    collected = archive.collected
    texts = _file_texts(collected)
    found = []
    for source in list_sources(watch):
        address = hide_secrets(source.url)
        mine = texts.get(address, [])
        failed = [note for note in collected.notes(address, failed=True) if note.address == address]
        row = _cover_week(source.name, mine, failed, period)
        if row.texts or row.fetched or row.failures:
            found.append(row)
    return tuple(found)


def _cover_week(name: str, texts: Sequence[TakenText], failed: Sequence[FetchNote], period: Period) -> SourceWeek:
    fetched = [text.at.date() for text in texts if text.at and text.at.date() <= period.until]
    of_week = [text for text in texts if _is_in(text.published or (text.at and text.at.date()), period)]
    failures = [note for note in failed if _is_in(note.at.date(), period)]
    return SourceWeek(
        name=name,
        texts=len(of_week),
        read=sum(text.is_read for text in of_week),
        fetched=max(fetched, default=None),
        failures=len(failures),
        trouble=failures[-1].what if failures else "",
        failed_on=failures[-1].at.date() if failures else None,
    )


def _is_in(day: date | None, period: Period) -> bool:
    return day is not None and period.since <= day <= period.until
