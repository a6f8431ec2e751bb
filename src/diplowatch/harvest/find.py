"""From the address of a site to a source: its feed, else its sitemap, found by asking as few times as possible."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from diplowatch.collect.decode import decode
from diplowatch.collect.discover import find_feeds, guess_feeds
from diplowatch.collect.feeds import is_feed, read_feed
from diplowatch.collect.fetch import Answer, Failure, Fetcher, Order, Purpose
from diplowatch.collect.hosts import drop_login, hide_secrets, host_of, origin_of, robots_address
from diplowatch.collect.robots import Rules, read_robots
from diplowatch.collect.sitemaps import find_sitemaps, read_sitemap
from diplowatch.errors import InputError
from diplowatch.records import CollectSettings, SourceKind, WatchedSource

_ENOUGH = 6
"""Places of each sort that are tried."""


@dataclass(frozen=True)
class Found:
    """A source, and how many texts it announces now."""

    source: WatchedSource
    texts: int


class Finder:
    """Asks a site where its texts are announced: after its robots.txt, and with a pause between two requests."""

    def __init__(self, settings: CollectSettings, fetcher: Fetcher) -> None:
        self._settings = settings
        self._fetcher = fetcher
        self._robots: dict[str, str] = {}
        self._asked = 0

    def find(self, address: str, name: str | None = None) -> Found:
        """Find the source that an address stands for; raises InputError where it announces no texts."""
        answer, place = self._get(address)
        if found := _read(answer, address, name):
            return found
        page = decode(answer.body, answer.charset)
        for link in _limit(link.address for link in find_feeds(page, place)):
            if found := self._try(link, name):
                return found
        for link in _limit(link.address for link in find_sitemaps(self._robots.get(origin_of(place), ""), place)):
            if found := self._try(link, name):
                return found
        for link in _limit(guess_feeds(drop_login(place))):
            if found := self._try(link, name):
                return found
        advice = "give the address of its feed, or follow this one page with --kind page"
        raise InputError(f"{hide_secrets(address)}: no feed and no sitemap found; {advice}")

    def _try(self, address: str, name: str | None) -> Found | None:
        try:
            return _read(self._get(address)[0], address, name)
        except InputError:
            return None

    def _get(self, address: str) -> tuple[Answer, str]:
        """Ask for an address and follow where it leads; raises InputError where that ends in no answer."""
        for _ in range(self._settings.redirects + 1):
            if not host_of(address):
                raise InputError(f"{hide_secrets(address)}: not a web address; check it")
            if not self._may_ask(address):
                raise InputError(f"{hide_secrets(address)}: robots.txt does not allow it; ask its operator")
            answer = self._ask(Purpose.LIST, address)
            if isinstance(answer, Failure):
                raise InputError(f"{hide_secrets(address)}: {answer.what}; {answer.advice}")
            if not answer.location:
                return answer, address
            address = answer.location
        raise InputError(f"{hide_secrets(address)}: too many redirects; check it in a browser")

    def _may_ask(self, address: str) -> bool:
        origin = origin_of(address)
        if origin not in self._robots:
            place = robots_address(address)
            answer = self._ask(Purpose.ROBOTS, place)
            for _ in range(5):
                if isinstance(answer, Failure) or not answer.location:
                    break
                answer = self._ask(Purpose.ROBOTS, answer.location)
            copy = read_robots(origin, answer, datetime.now(UTC))
            if copy is None and isinstance(answer, Failure):
                raise InputError(f"{hide_secrets(address)}: {answer.what}; {answer.advice}")
            self._robots[origin] = copy.text if copy else ""
        return Rules(self._robots[origin]).allow(address)

    def _ask(self, purpose: Purpose, address: str) -> Answer | Failure:
        if self._asked:
            time.sleep(self._settings.delay)
        self._asked += 1
        return self._fetcher.fetch(Order(purpose, address))


def _read(answer: Answer, address: str, name: str | None) -> Found | None:
    """Return the source where an answer is a feed or a sitemap that announces something."""
    if is_feed(answer.body):
        feed = read_feed(answer.body, drop_login(address), answer.charset)
        title = name or feed.title or host_of(address)
        return Found(WatchedSource(name=title, url=address), len(feed.entries)) if feed.entries else None
    try:
        sitemap = read_sitemap(answer.body, drop_login(address))
    except InputError:
        return None
    texts = len(sitemap.entries) + len(sitemap.links)
    source = WatchedSource(name=name or host_of(address), url=address, kind=SourceKind.SITEMAP)
    return Found(source, texts) if texts else None


def _limit(addresses: Iterable[str]) -> Iterator[str]:
    for address, _ in zip(dict.fromkeys(addresses), range(_ENOUGH), strict=False):
        yield address
