"""How many requests each source may still make this year. Counted where a request is made, so in several threads."""

from __future__ import annotations

import threading


class Budget:
    """Requests of one year, source by source."""

    def __init__(self, year: int) -> None:
        self.year = year
        self._lock = threading.Lock()
        self._limits: dict[str, int] = {}
        self._spent: dict[str, int] = {}

    def open(self, source: str, limit: int, spent: int) -> None:
        """Take up a source that has spent so much of its limit."""
        self._limits[source], self._spent[source] = limit, spent

    def spend(self, source: str) -> bool:
        """Count one request; return False, and count nothing, where none is left."""
        with self._lock:
            if self._spent[source] >= self._limits[source]:
                return False
            self._spent[source] += 1
            return True

    def left(self, source: str) -> bool:
        """Whether a source may make a further request."""
        with self._lock:
            return self._spent[source] < self._limits[source]

    def spent(self, source: str) -> int:
        """Return the requests of this year."""
        with self._lock:
            return self._spent[source]
