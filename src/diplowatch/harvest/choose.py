"""Which texts of a list are to be asked for: new ones, and known ones that the list says were changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from diplowatch.archive import Collected
from diplowatch.collect.addresses import join_address
from diplowatch.collect.feeds import read_feed
from diplowatch.collect.fetch import Answer
from diplowatch.collect.hosts import drop_login
from diplowatch.collect.sitemaps import read_sitemap
from diplowatch.records import CollectSettings, Entry, EntryState, EntryStatus, SitemapLink, SourceKind

SITEMAPS = 20
"""Further sitemaps that one index leads to in one run, those of news and those changed last first."""


@dataclass(frozen=True)
class Listing:
    """What a list announces: texts, and further lists."""

    entries: tuple[Entry, ...]
    links: tuple[SitemapLink, ...] = ()


@dataclass(frozen=True)
class Choice:
    """Entries to ask for, the newest first, and how many were passed over as old, or as undated in a sitemap."""

    entries: tuple[EntryState, ...]
    passed_over: int


def read_listing(answer: Answer, address: str, kind: SourceKind) -> Listing:
    """Read a feed or a sitemap; raises InputError where an answer is none."""
    if kind is SourceKind.FEED:
        return Listing(read_feed(answer.body, address, answer.charset).entries)
    sitemap = read_sitemap(answer.body, address)
    return Listing(sitemap.entries, sitemap.links)


def choose_entries(
    found: Iterable[Entry],
    source: str,
    kind: SourceKind,
    collected: Collected,
    settings: CollectSettings,
    now: datetime,
) -> Choice:
    """Choose among the entries of a list. A sitemap names all pages of a site: there only dated ones are news."""
    oldest = now - timedelta(days=settings.days)
    recent: dict[str, Entry] = {}
    passed_over = 0
    for entry in found:
        stamp = entry.updated or entry.published
        if (stamp and stamp < oldest) or (stamp is None and kind is SourceKind.SITEMAP):
            passed_over += 1
        elif entry.address and (address := tidy_address(entry.address)):
            recent.setdefault(address, entry)
    known = collected.entries(recent)
    chosen = [
        state
        for address, entry in recent.items()
        if (state := _take_up(address, entry, known.get(address), source, now)) is not None
    ]
    chosen.sort(key=lambda state: (state.published or state.updated or state.seen, state.address), reverse=True)
    return Choice(tuple(chosen), passed_over)


def tidy_address(address: str) -> str | None:
    """Return an address found on the web as it is kept: without login, fragment and tracking parameters."""
    return join_address(None, drop_login(address))


def choose_sitemaps(links: Iterable[SitemapLink], settings: CollectSettings, now: datetime) -> list[SitemapLink]:
    """Choose the sitemaps of an index that may hold something new."""
    oldest = now - timedelta(days=settings.days)
    return [link for link in links if link.updated is None or link.updated >= oldest][:SITEMAPS]


def _take_up(address: str, entry: Entry, known: EntryState | None, source: str, now: datetime) -> EntryState | None:
    """Return the entry where it is to be asked for now."""
    if known is None:
        known = EntryState(address=address, source=source, seen=now)
        return known.model_copy(update={**_claims(entry), "due": now})
    changed = entry.updated is not None and entry.updated > (known.updated or known.seen)
    if known.status is not EntryStatus.TAKEN or not changed:
        return None
    return known.model_copy(update={**_claims(entry), "due": now})


def _claims(entry: Entry) -> dict[str, datetime | str | None]:
    return {"published": entry.published, "updated": entry.updated, "title": entry.title, "outlet": entry.outlet}
