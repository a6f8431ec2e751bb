"""Word lists that the statement reader shares."""

from __future__ import annotations

import functools

from diplowatch.tables import load_words


@functools.cache
def load_list(name: str) -> frozenset[str]:
    """Load a word list of the reading room, lower case."""
    return frozenset(word.lower() for word in load_words("read", "data", name))
