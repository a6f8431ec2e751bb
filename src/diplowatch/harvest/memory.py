"""What a run knows of sources and hosts, from earlier runs and from its own answers."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from diplowatch.archive import Collected, Step
from diplowatch.collect.hosts import hide_secrets
from diplowatch.collect.rests import is_resting, pause_after
from diplowatch.harvest.budget import Budget
from diplowatch.harvest.tally import Tally
from diplowatch.records import CollectSettings, HostState, SourceState, WatchedSource

_HOST_FAILURES = 3
"""Requests in a row that fail in a way that lies with the host, after which it rests."""


class Memory:
    """Sources with their budgets and tallies, hosts with their rests, and the time of the run."""

    def __init__(self, collected: Collected, settings: CollectSettings, start: datetime) -> None:
        self._collected = collected
        self._settings = settings
        self._start = start
        self._began = time.monotonic()
        self._sources: dict[str, SourceState] = {}
        self._hosts: dict[str, HostState] = {}
        self._failing: dict[str, int] = {}
        self.budget = Budget(start.year)
        self.tallies: dict[str, Tally] = {}

    def now(self) -> datetime:
        """Return the moment at which the run started, and the time since then."""
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    # ----------------------------------------------------------------------- sources

    def open(self, source: WatchedSource) -> Tally:
        """Take up a source, with what earlier runs know of it."""
        address = hide_secrets(source.url)
        state = self._collected.source(address) or SourceState(address=address)
        spent = state.requests if state.year == self.budget.year else 0
        self.budget.open(source.url, source.budget or self._settings.budget, spent)
        self._sources[source.url] = state
        self.tallies[source.url] = Tally(source.name, address)
        return self.tallies[source.url]

    def state(self, source: WatchedSource, **changes: object) -> SourceState:
        """Return the state of a source, with changes and with the requests made by now."""
        spent = {"year": self.budget.year, "requests": self.budget.spent(source.url)}
        state = self._sources[source.url].model_copy(update={**spent, **changes})
        self._sources[source.url] = state
        return state

    def find_why_not_due(self, source: WatchedSource) -> str:
        """Say why a source is not to be asked now; empty where it is."""
        state, now = self._sources[source.url], self.now()
        if is_resting(state.rests_until, now):
            times = "once" if state.failures == 1 else f"{state.failures} times"
            return f"rests until {_show(state.rests_until)} (failed {times}): {state.trouble}"
        every = timedelta(minutes=self._settings.every if source.every is None else source.every)
        if state.tried is None or not timedelta(0) <= now - state.tried < every:
            return ""
        return f"asked a short while ago, next time after {_show(state.tried + every)}"

    # ----------------------------------------------------------------------- hosts

    def host(self, name: str) -> HostState:
        """Return what is known of a host."""
        if name not in self._hosts:
            self._hosts[name] = self._collected.host(name) or HostState(host=name)
        return self._hosts[name]

    def pause_of(self, name: str) -> float:
        """Return the seconds that a host still rests by what earlier answers said."""
        until, now = self.host(name).rests_until, self.now()
        return (until - now).total_seconds() if until and is_resting(until, now) else 0.0

    def describe_rest(self, name: str) -> str:
        """Say until when a host rests and why; empty where it does not."""
        state = self.host(name)
        return f"{name} rests until {_show(state.rests_until)}: {state.trouble}" if self.pause_of(name) else ""

    def rest(self, name: str, until: datetime, trouble: str) -> None:
        """Leave a host alone until a moment, in this run and in later ones."""
        self._hosts[name] = self.host(name).model_copy(update={"rests_until": until, "trouble": trouble})
        self._collected.store(Step(host=self._hosts[name]))

    def rest_failing(self, name: str, trouble: str) -> None:
        """Leave a host alone that failed, longer each time."""
        failures = self.host(name).failures + 1
        self._hosts[name] = self.host(name).model_copy(update={"failures": failures})
        self.rest(name, self.now() + pause_after(failures), trouble)

    def count_failure(self, name: str) -> bool:
        """Count a request that failed in a way that lies with the host; return whether it is time for a rest."""
        self._failing[name] = self._failing.get(name, 0) + 1
        return self._failing[name] >= _HOST_FAILURES

    def count_success(self, name: str) -> HostState | None:
        """Forget the failures of a host that answers; return its new state where that changes it."""
        self._failing[name] = 0
        if not self.host(name).failures:
            return None
        self._hosts[name] = HostState(host=name)
        return self._hosts[name]


def _show(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "later"
