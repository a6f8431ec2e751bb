"""Lengths of time that count: how long people talked or a truce is to hold. Other lengths of time are no quantities."""

from __future__ import annotations

from spacy.tokens import Token

from diplowatch.tables import load_words

_UNITS = frozenset({"minute", "hour", "day", "week", "month"})


def is_length_of_talks(unit: Token) -> bool:
    """Whether a unit of time measures talks or a truce: "two hours of talks", "a 30-day ceasefire"."""
    if unit.lemma_.lower() not in _UNITS:
        return False
    nouns = load_words("read", "data", "quantity_lengths.txt")
    measured = [inner for child in unit.children if child.lower_ == "of" for inner in child.children]
    if unit.dep_ in ("compound", "nmod", "amod"):
        measured.append(unit.head)
    if any(noun.lemma_.lower() in nouns for noun in measured):
        return True
    bearer = unit.head.head if unit.dep_ == "pobj" and unit.head.lower_ == "for" else unit.head
    is_object = unit.dep_ in ("dobj", "npadvmod", "attr", "pobj")
    return is_object and bearer.lemma_.lower() in load_words("read", "data", "quantity_length_verbs.txt")
