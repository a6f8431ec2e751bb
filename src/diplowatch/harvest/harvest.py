"""Collecting for a watch, room by room: fetch, clean, archive. Reading happens later, in `read` or `digest`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import ValidationError

from diplowatch import VERSION
from diplowatch.archive import open_archive
from diplowatch.collect.fetch import Fetcher
from diplowatch.collect.hosts import hide_secrets, host_of
from diplowatch.collect.rests import is_resting
from diplowatch.errors import ConfigError, InputError
from diplowatch.harvest.find import Finder, Found
from diplowatch.harvest.memory import Memory
from diplowatch.harvest.runner import Runner
from diplowatch.harvest.sources import choose_sources, list_sources, write_source
from diplowatch.harvest.tally import Report
from diplowatch.judged import decisions_of, judge_pack
from diplowatch.records import SourceKind, WatchedSource
from diplowatch.watch import FILE, Watch

LOCK = ".diplowatch-collect.lock"


class AtWork(Exception):
    """Another `collect` is at work on this watch."""


@dataclass(frozen=True)
class Plan:
    """What a run would do for one source."""

    source: WatchedSource
    reason: str
    """Why the source itself would not be asked; empty where it would be."""
    texts: int
    """Texts of earlier runs that would be asked for."""


def collect_watch(watch: Watch, *, now: datetime, names: tuple[str, ...] = ()) -> Report:
    """Ask the sources of a watch for what is new and put it into the archive; `now` is the time of day, in UTC.

    Raises ConfigError where there are no such sources, and AtWork where another run is at work on the same archive.
    """
    sources = _list(watch, names)
    with _alone(watch), open_archive(watch.archive_place) as archive:
        pack = judge_pack(watch.load_pack(), decisions_of(archive.judgements()))
        return Runner(archive, watch.collect, pack, Fetcher(watch.collect, VERSION), now).run(sources)


def plan_watch(watch: Watch, *, now: datetime, names: tuple[str, ...] = ()) -> list[Plan]:
    """Say what a run would do, without asking anybody; raises as `collect_watch` does."""
    plans = []
    with open_archive(watch.archive_place) as archive:
        memory = Memory(archive.collected, watch.collect, now)
        for source in _list(watch, names):
            address = memory.open(source).address
            rests = is_resting(memory.state(source).rests_until, now)
            texts = [] if rests else archive.collected.due(address, now, watch.collect.entries)
            plans.append(Plan(source, memory.find_why_not_due(source), len(texts)))
    return plans


def _list(watch: Watch, names: tuple[str, ...]) -> list[WatchedSource]:
    sources = list_sources(watch)
    if not sources:
        advice = f"add one with: diplowatch add https://... --watch {watch.folder}"
        raise ConfigError(f"{watch.folder / FILE} has no sources; {advice}")
    return choose_sources(sources, names)


def add_source(watch: Watch, address: str, *, name: str | None = None, kind: SourceKind | None = None) -> Found:
    """Write the source that an address stands for into `watch.toml`; without `kind`, the site is asked for its feed.

    Raises InputError where the site announces no texts, ConfigError where the source is there already.
    """
    if kind is None:
        found = Finder(watch.collect, Fetcher(watch.collect, VERSION)).find(address, name)
    else:
        found = Found(_make_source(host_of(address) if name is None else name, address, kind), 0)
    write_source(watch, found.source)
    return found


def _make_source(name: str, address: str, kind: SourceKind) -> WatchedSource:
    try:
        return WatchedSource(name=name, url=address, kind=kind)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{hide_secrets(address)}: {first['loc'][0]}: {first['msg']}") from error


@contextmanager
def _alone(watch: Watch) -> Iterator[None]:
    """Hold the lock of the watch; the system frees it with the process, however that ends."""
    folder = Path(watch.archive_place.removeprefix("sqlite:///")).parent
    if not folder.is_dir():  # whoever opens the archive says so
        yield
        return
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise AtWork(f"another diplowatch collect is at work in {folder}; this one leaves it to it") from None
    except OSError as error:
        raise InputError(f"cannot write into {folder}: {error.strerror}; make room, or check its rights") from error
    try:
        yield
    finally:
        lock.release()
