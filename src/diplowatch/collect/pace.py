"""Who is asked when: one request at a time for each host, with a pause between two; several hosts at once.

Invariants
- The caller's loop alone decides; threads do nothing but make one request and hand back its answer.
- Nothing is left to chance: pauses are what robots.txt, the settings and the number of tries say.
- A host that would have to be waited for longer than a run's patience is left: its jobs come back without an answer.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

J = TypeVar("J")
A = TypeVar("A")


@dataclass
class _Lane(Generic[J]):
    """What waits for one host, and when it may be asked next, in seconds of the monotonic clock."""

    delay: float
    waiting: deque[J] = field(default_factory=deque)
    ready: float = 0.0
    busy: bool = False


class Pace(Generic[J, A]):
    """Runs jobs host by host; iterate over it for their answers, and add further jobs meanwhile."""

    def __init__(self, work: Callable[[J], A], *, threads: int, delay: float, patience: float) -> None:
        self._work = work
        self._threads = threads
        self._delay = delay
        self._patience = patience
        self._lanes: dict[str, _Lane[J]] = {}
        self._orders: queue.SimpleQueue[tuple[str, J] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[str, J, A | Exception]] = queue.SimpleQueue()
        self._started = 0
        self._flying = 0

    def add(self, host: str, job: J, *, first: bool = False, after: float = 0.0) -> None:
        """Add a job for a host, before all others where it is `first`; the host rests for `after` seconds before."""
        lane = self._lane(host)
        lane.ready = max(lane.ready, time.monotonic() + after) if after else lane.ready
        if first:
            lane.waiting.appendleft(job)
        else:
            lane.waiting.append(job)

    def slow(self, host: str, delay: float) -> None:
        """Leave at least `delay` seconds between two requests to a host."""
        lane = self._lane(host)
        if delay > lane.delay:
            lane.ready += (delay - lane.delay) if lane.ready else 0.0
            lane.delay = delay

    def rest(self, host: str) -> list[J]:
        """Take back what waits for a host."""
        lane = self._lane(host)
        left = list(lane.waiting)
        lane.waiting.clear()
        return left

    def pauses(self) -> dict[str, float]:
        """Return for how many seconds each host still has to be left alone."""
        now = time.monotonic()
        return {host: lane.ready - now for host, lane in self._lanes.items() if lane.ready > now}

    def __iter__(self) -> Iterator[tuple[J, A | None]]:
        """Yield every job with its answer, None for one whose host has to be waited for longer than the patience."""
        try:
            while True:
                yield from self._leave()
                soonest = self._start()
                if not self._flying and soonest is None:
                    return
                try:
                    host, job, answer = self._done.get(timeout=soonest)
                except queue.Empty:
                    continue
                self._flying -= 1
                lane = self._lanes[host]
                lane.busy, lane.ready = False, time.monotonic() + lane.delay
                if isinstance(answer, Exception):
                    raise answer
                yield job, answer
        finally:
            for _ in range(self._started):
                self._orders.put(None)
            self._started = 0

    def _leave(self) -> Iterator[tuple[J, None]]:
        limit = time.monotonic() + self._patience
        slow = [host for host, lane in self._lanes.items() if not lane.busy and lane.ready > limit]
        for host in slow:
            yield from ((job, None) for job in self.rest(host))

    def _start(self) -> float | None:
        """Start what can be; return the seconds until more can, None where only an answer can change that."""
        now = time.monotonic()
        idle = [(host, lane) for host, lane in self._lanes.items() if lane.waiting and not lane.busy]
        for host, lane in sorted(idle, key=lambda pair: pair[1].ready):
            if lane.ready <= now and self._flying < self._threads:
                lane.busy = True
                self._flying += 1
                self._send(host, lane.waiting.popleft())
        if self._flying >= self._threads:
            return None
        pauses = [lane.ready - now for _, lane in idle if lane.waiting and not lane.busy]
        return max(0.0, min(pauses)) if pauses else None

    def _send(self, host: str, job: J) -> None:
        if self._started < min(self._threads, self._flying):
            # A daemon: whoever stops the program need not wait for a server.
            threading.Thread(target=self._labour, daemon=True).start()
            self._started += 1
        self._orders.put((host, job))

    def _labour(self) -> None:
        while True:
            order = self._orders.get()
            if order is None:
                return
            host, job = order
            try:
                self._done.put((host, job, self._work(job)))
            except Exception as error:
                self._done.put((host, job, error))

    def _lane(self, host: str) -> _Lane[J]:
        return self._lanes.setdefault(host, _Lane(self._delay))
