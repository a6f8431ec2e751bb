"""diplowatch follows a diplomatic process across news reports and official texts.

    >>> import diplowatch
    >>> reading = diplowatch.read("The truce will take weeks, Emmanuel Macron said.", published="2025-03-28")
    >>> reading.statements[0].source.name
    'Emmanuel Macron'

`diplowatch.read` is a room and the one-line API at once: a module that can be called, so that every way of importing
from it works. It is imported when it is first used, because the package and its help must load at once.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from diplowatch.records import Reading

    def read(text: str, published: str | date | None = None, *, title: str = "", pack: str = "ukraine") -> Reading:
        """Read one text and return its `Reading`; see `diplowatch.read.read_text`."""


VERSION = "0.1.0"

__all__ = ["VERSION", "read"]


def __getattr__(name: str) -> object:
    """Import the room `read` when it is first asked for."""
    if name == "read":
        return importlib.import_module("diplowatch.read")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
