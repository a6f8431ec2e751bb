"""Statements: who said (believes, wants, promises) what, through whom, and how well sourced.

The way of a statement: `rules` (or whatever finds spans in its place) gives attributions as bare spans; `records` turns
them into statements: it asks the document's mentions who the source is, `relays` who passed it on, `grades` how well it
is sourced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplowatch.read.statements.first_person import find_own, split_speech
from diplowatch.read.statements.records import build_statements
from diplowatch.read.statements.rules import find_attributions
from diplowatch.records import Statement

if TYPE_CHECKING:
    from diplowatch.read.context import Context

__all__ = ["build_statements", "find_attributions", "find_statements"]


def find_statements(context: Context) -> tuple[Statement, ...]:
    """Find the statements of a document, in order of their content."""
    attributed = list(split_speech(context, find_attributions(context.doc, context.quotations)))
    own = find_own(context, attributed)
    return build_statements(context, sorted([*attributed, *own], key=lambda one: (one.start, -one.end)))
