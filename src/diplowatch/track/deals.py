"""The names of agreements: the noun phrase around the word for one ("expanded ceasefire deal on the Black Sea")."""

from __future__ import annotations

import re

from diplowatch.tables import load_words
from diplowatch.track.words import load_stems, stem

BEFORE, AFTER = 6, 9
"""Words of a name before the word for an agreement, and after it, at most."""

_MUCH = re.compile(r"\b(?:great|good|big) deal\b(?! with)", re.IGNORECASE)
_TOKEN = re.compile(r"[\w’'.-]*\w|[^\w\s]")


def cut_deal_name(words: str) -> str:
    """Return the noun phrase that names an agreement in some words; empty where none does.

    It runs from the nearest article, possessive or verb before the noun to the next mark, verb or conjunction after it.
    """
    tokens = list(_TOKEN.finditer(words))
    nouns = load_stems("agreement_words")
    at = next((at for at, token in enumerate(tokens) if stem(token.group().lower()) in nouns), None)
    if at is None or _MUCH.search(words):
        return ""
    while at + 1 < len(tokens) and stem(tokens[at + 1].group().lower()) in nouns:
        at += 1
    first = _find_first(tokens, at)
    last = _find_last(tokens, at)
    return words[tokens[first].start() : tokens[last].end()] if last - first else ""


def _find_first(tokens: list[re.Match[str]], noun: int) -> int:
    """Return the first word of the phrase: what may not stand inside a name comes before it."""
    ends = load_words("track", "data", "name_bounds.txt")
    first = noun
    while first and noun - first < BEFORE:
        before = tokens[first - 1].group()
        if not before[-1].isalnum() or before.lower() in ends:
            break
        first -= 1
    return first


def _find_last(tokens: list[re.Match[str]], noun: int) -> int:
    """Return the last word of the phrase: prepositions go on with it, verbs, conjunctions and marks end it."""
    ends, joins = (load_words("track", "data", f"{name}.txt") for name in ("name_ends", "name_joins"))
    last = noun
    if noun + 1 == len(tokens) or tokens[noun + 1].group().lower() not in joins:
        return last
    while last + 1 < len(tokens) and last - noun < AFTER:
        after = tokens[last + 1].group()
        if not after[-1].isalnum() or after.lower() in ends:
            break
        last += 1
    while tokens[last].group().lower() in joins | load_words("track", "data", "name_bounds.txt"):
        last -= 1
    return last
