"""Read: a document and a pack in, a `Reading` out. A pure function: no files, no network, no clock, no chance."""

from __future__ import annotations

from diplowatch.read.appointments import find_appointments
from diplowatch.read.context import build_context
from diplowatch.read.events import find_events
from diplowatch.read.exchanges import find_exchanges
from diplowatch.read.positions import find_positions
from diplowatch.read.quantities import find_quantities
from diplowatch.read.statements import find_statements
from diplowatch.records import Document, Pack, Reading

READER = "1"
"""Raised whenever the same document may give other records than before; a re-reading is then due."""

__all__ = ["READER", "read_document"]


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
