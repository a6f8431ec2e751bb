"""The table of sources that `status` prints: those in trouble first, and no more than fit one screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from diplowatch.printing import WIDTH
from diplowatch.records import SourceCoverage, WeekCount

MOST = 25
"""Sources with a row of their own; the rest is summed up in one."""
LONGEST = 150
"""Characters of what is the matter; --json gives all of it."""


def print_sources(sources: Sequence[SourceCoverage], now: str) -> None:
    """Print one row for each source, those in trouble first, and a sum."""
    if not sources:
        return
    weeks = [one.week for source in sources for one in source.weeks]
    weeks = sorted(set(weeks))
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(f"source (UTC, {now})", overflow="fold", max_width=34)
    table.add_column("last success", no_wrap=True)
    for week in weeks:
        table.add_column(week[5:], justify="right", no_wrap=True)
    for name in ("texts", "read", "waiting"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("unread", overflow="fold", max_width=30)
    table.add_column("what is the matter", overflow="fold")
    ordered = sorted(sources, key=lambda one: (_is_well(one), one.address is None))
    shown, rest = ordered[:MOST], ordered[MOST:]
    for source in shown:
        table.add_row(*_cells(source, weeks))
    if rest:
        table.add_row(*_cells(_sum_up(f"{len(rest)} further sources", rest), weeks))
    table.add_row(*_cells(_sum_up("all", sources), weeks), style="bold")
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH, highlight=False).print(table)


def _is_well(source: SourceCoverage) -> bool:
    return not (source.state or source.failures or (source.address and source.is_followed and not source.succeeded))


def _cells(source: SourceCoverage, weeks: Sequence[str]) -> list[Text]:
    by_week = {one.week: one.texts for one in source.weeks}
    unread = ", ".join(f"{count} {why}" for why, count in source.unread)
    cells = (
        source.name,
        f"{source.succeeded:%Y-%m-%d %H:%M}" if source.succeeded else "",
        *(str(by_week.get(week, "")) for week in weeks),
        *(str(source.texts), f"{source.read} ({_share(source.read, source.texts)})", str(source.waiting or "")),
        *(unread, _shorten(_describe(source))),
    )
    return [Text(cell) for cell in cells]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def _describe(source: SourceCoverage) -> str:
    parts = [] if source.is_followed else ["not followed any more"]
    if source.state:
        parts.append(source.state)
    elif source.is_followed and source.address and not source.tried:
        parts.append("never asked so far")
    count = sum(one.count for one in source.troubles)
    if count:
        latest = source.troubles[0]
        told = "" if latest.what in source.state else f", the last: {latest.what} ({latest.last:%Y-%m-%d})"
        parts.append(f"{count} failure{'s' * (count != 1)} in these weeks{told}")
    return "; ".join(parts)


def _shorten(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"


def _sum_up(name: str, sources: Sequence[SourceCoverage]) -> SourceCoverage:
    weeks: dict[str, int] = {}
    unread: dict[str, int] = {}
    for source in sources:
        for one in source.weeks:
            weeks[one.week] = weeks.get(one.week, 0) + one.texts
        for why, count in source.unread:
            unread[why] = unread.get(why, 0) + count
    return SourceCoverage(
        name=name,
        address=None,
        weeks=tuple(WeekCount(week=week, texts=texts) for week, texts in weeks.items()),
        texts=sum(one.texts for one in sources),
        read=sum(one.read for one in sources),
        waiting=sum(one.waiting for one in sources),
        unread=tuple(sorted(unread.items(), key=lambda pair: -pair[1])),
    )
