"""The mode of an event: by what means, in what form. The codebook of PLOVER 2021 gives each type its own modes.

The table `event_modes.csv` names for every mode the words that show it; of the modes of a type the first that has a
word in the clause of the event is taken. A frame that names a mode itself is asked first, except where the means are
told by other words than the verb ("attacked with drones").
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from spacy.tokens import Token

from diplowatch.read.events.finds import Find
from diplowatch.records import Plover, Record
from diplowatch.tables import load_table, package_file

_BY_MEANS = frozenset({Plover.ASSAULT, Plover.MOBILIZE, Plover.PROTEST})
_BY_CONTENT = frozenset({Plover.REQUEST, Plover.REJECT, Plover.THREATEN})
"""Types whose mode is what is asked for, refused or threatened: it stands in the clause below."""
_OUTSIDE = frozenset({"relcl", "advcl", "ccomp", "conj", "parataxis", "acl"})
_CONTENT = frozenset({"ccomp", "conj", "acl"})
_WORDS = 80
"""Words of a clause that are asked at most."""


class _ModeRow(Record):
    type: Plover
    mode: str
    words: tuple[str, ...]


@functools.cache
def load_modes() -> dict[Plover, dict[str, str]]:
    """Return for every type that has modes the mode of each word, the first modes of the table first."""
    modes: dict[Plover, dict[str, str]] = {}
    for row in load_table(package_file("read", "data", "event_modes.csv"), _ModeRow):
        words = modes.setdefault(row.type, {})
        for word in row.words:
            words.setdefault(word, row.mode)
    return modes


def mode_of(find: Find) -> str | None:
    """Return the mode of an event, or None where its type has none or no word tells it."""
    words = load_modes().get(find.type)
    if words is None:
        return None
    if find.mode is not None and find.type not in _BY_MEANS:
        return find.mode
    said = set(_words_of(find))
    return next((mode for word, mode in words.items() if word in said), find.mode)


def _words_of(find: Find) -> Iterator[str]:
    """Yield the words of the clause, and each pair of neighbours."""
    outside = _OUTSIDE - _CONTENT if find.type in _BY_CONTENT else _OUTSIDE
    queue = [find.token]
    for _ in range(_WORDS):
        if not queue:
            return
        token = queue.pop(0)
        yield token.lemma_.lower()
        yield token.lower_
        if token.i:
            yield f"{token.nbor(-1).lower_} {token.lemma_.lower()}"
        queue.extend(_below(token, outside))


def _below(token: Token, outside: frozenset[str]) -> list[Token]:
    return [child for child in token.children if child.dep_ not in outside and not child.is_punct]
