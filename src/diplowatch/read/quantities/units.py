"""What a number counts: the noun it stands with, or the casualty verb it is the object of."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from spacy.tokens import Span, Token

from diplowatch.read.parse import text_of
from diplowatch.read.quantities.numbers import Number
from diplowatch.records import Record
from diplowatch.tables import load_table, package_file

MANY = 20
"""From here on a number of anything counts; below, only of what the table of units names."""
_NUMERAL = frozenset({"nummod", "quantmod", "compound", "advmod", "amod", "npadvmod"})
_STATES = frozenset({"dead", "wounded", "injured", "killed", "missing"})
_POINTERS = frozenset({"the", "our", "their", "these", "those", "between", "both"})


class _UnitRow(Record):
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Unit:
    """The words of a unit, its head in the parse, and where its words end (a character offset)."""

    words: str
    head: Token
    end: int


@functools.cache
def _kinds() -> dict[str, str]:
    rows = load_table(package_file("read", "data", "units.csv"), _UnitRow)
    return {word.lower(): row.kind for row in reversed(rows) for word in row.words}


def unit_of(number: Number, span: Span) -> Unit | None:
    """Return what a number counts, or None where it counts nothing that matters."""
    if number.unit is not None:
        return _own_unit(number, span)
    head = _counted(span)
    if head is None:
        return _state_of(number, span)
    kind = _kinds().get(head.lemma_.lower()) or _kinds().get(head.text.lower())
    if kind == "not" or (kind is None and (number.value < MANY or number.spelled)):
        return None
    if kind == "politics" and number.spelled and _points_back(span):
        return None
    if number.value == 1 and kind not in ("people", "casualty", "prisoner", "weapon"):
        return None
    end = _unit_end(head)
    doc_text = text_of(span.doc)
    words = " ".join(doc_text[number.end : end].split())
    return Unit(words.strip("- "), head, end) if words.strip("- ") else None


def _points_back(span: Span) -> bool:
    """Return whether the number only says which: "between the two countries", "our two nations"."""
    return span.start > 0 and span.doc[span.start - 1].lower_ in _POINTERS


def _own_unit(number: Number, span: Span) -> Unit | None:
    head = span.root
    end = number.end
    if number.unit == "percent":
        of = next((c for c in (*span[-1].children, *head.children) if c.lower_ == "of" and c.i >= span.end), None)
        pobj = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        if pobj is not None:
            end = max(end, _unit_end(pobj))
            return Unit("percent " + " ".join(text_of(span.doc)[number.end : end].split()), head, end)
    return Unit(number.unit or "", head, end)


def _counted(span: Span) -> Token | None:
    """Return the noun that the number modifies."""
    token = span[-1]
    for _ in range(4):
        if token.i >= span.end and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            return token
        if token.dep_ not in _NUMERAL or token.head == token or token.head.i < span.start:
            break
        token = token.head
    if token.i >= span.end and token.pos_ in ("NOUN", "PROPN"):
        return token
    of = next((c for c in span[-1].children if c.lower_ == "of" and c.i >= span.end), None)
    if of is not None:
        return next((c for c in of.children if c.dep_ == "pobj" and c.pos_ in ("NOUN", "PROPN")), None)
    return None


def _unit_end(head: Token) -> int:
    end = head.idx + len(head)
    for child in head.children:
        if child.lower_ == "of" and child.i > head.i:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    end = max(end, inner.idx + len(inner))
        elif child.dep_ == "acl" and child.i == head.i + 1 and child.lower_ in _STATES:
            end = child.idx + len(child)
    follower = head.nbor(1) if head.i + 1 < len(head.doc) else None
    if follower is not None and follower.lower_ in _STATES:
        end = max(end, follower.idx + len(follower))
    return end


def _state_of(number: Number, span: Span) -> Unit | None:
    """Return the unit of a bare number: "one dead", "two others injured", "wounded 53", "killing at least 12"."""
    following = span.doc[span.end : span.end + 3]
    for token in following:
        if token.lower_ in _STATES:
            end = token.idx + len(token)
            return Unit(" ".join(text_of(span.doc)[number.end : end].split()), span.root, end)
        if token.lower_ not in ("others", "other", "people", "more", "were", "was"):
            break
    verb = span.root.head
    if span.root.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in ("kill", "wound", "injure"):
        return Unit(
            {"kill": "killed", "wound": "wounded", "injure": "injured"}[verb.lemma_.lower()], span.root, number.end
        )
    return None
