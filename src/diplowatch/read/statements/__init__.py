"""Statements: who said (believes, wants, promises) what, through whom, and how well sourced.

The way of a statement: `learned` gives attributions as bare spans; `find`, `labelled` and `continued` add what the
layout of a text says; `records` turns them into statements: `speakers` asks the document's mentions who the source is,
`relays` says who passed it on, `grades` how well it is sourced, `acts` whether it was uttered at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplowatch.read.statements.continued import find_continued, without_parts
from diplowatch.read.statements.find import find_attributions, without_doubles, without_unsaid
from diplowatch.read.statements.first_person import find_own, split_speech
from diplowatch.read.statements.labelled import find_labelled
from diplowatch.read.statements.learned import read_inside
from diplowatch.read.statements.lists import load_list
from diplowatch.read.statements.records import build_statements
from diplowatch.records import Statement

if TYPE_CHECKING:
    from diplowatch.read.context import Context

__all__ = ["build_statements", "find_attributions", "find_statements"]


def find_statements(context: Context) -> tuple[Statement, ...]:
    """Find the statements of a document, in order of their content."""
    found = without_doubles([*find_attributions(context.doc, context.quotations), *find_labelled(context)])
    found = (*found, *find_continued(context.document.text, context.quotations, found))
    inner = read_inside(context.doc, context.quotations, found, load_list("speech_verbs.txt"))
    said = without_unsaid(without_doubles([*found, *inner]))
    attributed = list(split_speech(context, without_parts(said)))
    own = find_own(context, attributed)
    return build_statements(context, sorted([*attributed, *own], key=lambda one: (one.start, -one.end)))
