"""Independent origins: ten outlets that repeat one agency are one origin.

The origin of a report is, in this order: the outlet it quotes, the agency its document credits, the official
publisher, the outlet. Reports whose passage or whole text is the same text again share the origin of the earliest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from diplowatch.records import Actor, ActorKind, Document, Event, Passage, Statement
from diplowatch.track.words import contained, cut_shingles

SAME_TEXT = 0.8
"""Share of the shorter text's word runs found in the longer from which the two are one text."""

PASSAGE_WORDS = 8
"""Fewest words of a passage that is compared: shorter ones are alike by chance."""

_PASSAGE_RUN, _TEXT_RUN = 3, 5


@dataclass(frozen=True)
class Report:
    """One document's words for an event, and whose words they are."""

    passage: Passage
    document: Document
    statement: Statement | None


@dataclass(frozen=True)
class TextShelf:
    """Word runs of documents, each cut once."""

    documents: Mapping[str, Document]
    _runs: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def runs_of(self, document: str) -> frozenset[str]:
        """Return the five-word runs of a document's text."""
        if document not in self._runs:
            self._runs[document] = cut_shingles(self.documents[document].text, _TEXT_RUN)
        return self._runs[document]


def name_origins(reports: Iterable[Report], shelf: TextShelf) -> tuple[str, ...]:
    """Return the names of the independent origins of reports of one thing, the earliest first."""
    first: dict[str, list[Report]] = {}
    for report in sorted(reports, key=_order):
        name = name_origin(report)
        if name in first:
            continue
        if any(_is_same_text(report, other, shelf) for others in first.values() for other in others[:1]):
            continue
        first[name] = [report]
    return tuple(first)


def name_origin(report: Report) -> str:
    """Return the name of where a report comes from."""
    if quoted := _quoted_outlet(report.statement):
        return quoted.name or quoted.words
    document = report.document
    return document.agency or document.outlet or f"unknown outlet ({document.title or document.key})"


def _quoted_outlet(statement: Statement | None) -> Actor | None:
    """Return the outlet that a report quotes: the source or a relay, nearest the source, a named one first."""
    if statement is None:
        return None
    chain = [actor for actor in (statement.source, *reversed(statement.relay)) if actor and _is_outlet(actor)]
    return next((outlet for outlet in chain if outlet.name), chain[0] if chain else None)


def _is_outlet(actor: Actor) -> bool:
    return actor.kind is ActorKind.OUTLET


def _order(report: Report) -> tuple[date, str, int]:
    return (report.document.published or date.max, report.document.key, report.passage.start)


def _is_same_text(one: Report, other: Report, shelf: TextShelf) -> bool:
    if one.document.id == other.document.id:
        return False
    if _is_contained(_passage_runs(one.passage), _passage_runs(other.passage)):
        return True
    return _is_contained(shelf.runs_of(one.document.id), shelf.runs_of(other.document.id))


def _passage_runs(passage: Passage) -> frozenset[str]:
    runs = cut_shingles(passage.exact, _PASSAGE_RUN)
    return runs if len(runs) > PASSAGE_WORDS - _PASSAGE_RUN else frozenset()


def _is_contained(one: frozenset[str], other: frozenset[str]) -> bool:
    smaller, larger = sorted((one, other), key=len)
    return contained(smaller, larger) >= SAME_TEXT


def is_official(document: Document) -> bool:
    """Return whether a document is the publisher's own word: a state's or a body's."""
    return document.outlet_code not in (None, "MED")


def list_reports(
    events: Sequence[Event], documents: Mapping[str, Document], statements: Mapping[str, Statement]
) -> list[Report]:
    """Return events as reports, each with its document and the statement it stands in."""
    return [Report(one.passage, documents[one.passage.document], statements.get(one.statement or "")) for one in events]
