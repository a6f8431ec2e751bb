"""The statements of a document by the stretches of their content."""

from __future__ import annotations

import bisect

from diplowatch.records import Statement

_NEAR = 20
"""Stretches looked back over: contents are short and seldom nest."""


class Shelf:
    """Finds the statement that a place in the text belongs to."""

    def __init__(self, statements: tuple[Statement, ...]) -> None:
        self._rows = sorted(
            ((passage.start, passage.end, statement) for statement in statements for passage in statement.content),
            key=lambda row: (row[0], -row[1]),
        )
        self._starts = [row[0] for row in self._rows]

    def holding(self, offset: int) -> Statement | None:
        """Return the innermost statement whose content holds a character offset, or None."""
        at = bisect.bisect_right(self._starts, offset)
        return next((row[2] for row in reversed(self._rows[max(0, at - _NEAR) : at]) if offset < row[1]), None)
