"""Read: a document and a pack in, a `Reading` out. A pure function: no files, no network, no clock, no chance."""

from __future__ import annotations

import sys
from datetime import date
from types import ModuleType

from diplowatch.clean import make_document
from diplowatch.packs import load_pack
from diplowatch.read.appointments import find_appointments
from diplowatch.read.context import build_context
from diplowatch.read.events import find_events
from diplowatch.read.exchanges import find_exchanges
from diplowatch.read.positions import find_positions
from diplowatch.read.quantities import find_quantities
from diplowatch.read.statements import find_statements
from diplowatch.records import Document, Pack, Reading

READER = "3"
"""Raised whenever the same document may give other records than before; a re-reading is then due."""

__all__ = ["READER", "read_document", "read_text"]


def read_document(document: Document, pack: Pack) -> Reading:
    """Read one document: one parse, then one function per kind of record."""
    context = build_context(document, pack)
    statements = find_statements(context)
    return Reading(
        document=document.id,
        reader=READER,
        statements=statements,
        events=find_events(context, statements),
        positions=find_positions(context, statements),
        quantities=find_quantities(context, statements),
        exchanges=find_exchanges(context, statements),
        appointments=find_appointments(context, statements),
        dates=context.dates,
        actors=context.mentions.actors(),
    )


def read_text(text: str, published: str | date | None = None, *, title: str = "", pack: str = "ukraine") -> Reading:
    """Read one text and return its `Reading`; `diplowatch.read(text)` is this function.

    `published` is a date or an ISO date (`2025-03-28`); without it relative dates stay unresolved. `pack` names the
    bundled pack to read with. Raises `InputError` where the text is empty, too long or not in English.
    """
    return read_document(make_document(text, published=published, title=title), load_pack(pack))


class _CallableRoom(ModuleType):
    """A module that can be called: the room and the function of the same name."""

    __call__ = staticmethod(read_text)


sys.modules[__name__].__class__ = _CallableRoom
