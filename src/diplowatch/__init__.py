"""diplowatch follows a diplomatic process across news reports and official texts.

>>> import diplowatch
>>> reading = diplowatch.read("France backs the plan, Macron said.", published="2025-03-28")
>>> reading.statements[0].source.name
'Emmanuel Macron'
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from diplowatch.records import Reading

VERSION = "0.1.0"

__all__ = ["VERSION", "read"]


def read(text: str, published: str | date | None = None, *, title: str = "", pack: str = "ukraine") -> Reading:
    """Read one text and return its `Reading`.

    `published` is a date or an ISO date (`2025-03-28`); without it relative dates stay unresolved.
    `pack` names the bundled pack to read with. Nothing is written and nothing is fetched.
    Raises `diplowatch.errors.InputError` where the text is empty, too long or not in English.
    """
    # Imported late: the package and its help must load at once.
    from diplowatch.clean import make_document
    from diplowatch.packs import load_pack
    from diplowatch.read import read_document

    return read_document(make_document(text, published=published, title=title), load_pack(pack))


class _Package(ModuleType):
    """The package itself, in which `read` stays the function above when the room of the same name is imported."""

    def __setattr__(self, name: str, value: object) -> None:
        # The import system binds every imported submodule to its parent; `from diplowatch.read import ...` does not
        # need that binding, and users of the one-line API would find a module where they expect a function.
        if name == "read" and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
