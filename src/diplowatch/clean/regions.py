"""Which units of a pasted text are the article: the best path through four states, as a Viterbi search finds it.

Every unit scores for being part of the article (`weights.csv`); going from one state to another costs (`moves.csv`).
So a short heading between two paragraphs stays, a run of headlines after "Related" goes, and after the end of the
article nothing comes back. In a text without clutter leaving the article costs several times as much: a list of
signatories is not navigation.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from enum import IntEnum

from diplowatch.clean.phrases import Kind
from diplowatch.clean.units import Unit
from diplowatch.records import Record
from diplowatch.tables import load_table, package_file


class _State(IntEnum):
    BEFORE = 0
    ARTICLE = 1
    INSERT = 2
    AFTER = 3


class Weight(Record):
    """What one feature of a unit says for (or, below zero, against) its being part of the article."""

    feature: str
    weight: float


class Move(Record):
    """What a step from one state to another costs."""

    move: str
    cost: float


_NEVER = float("-inf")
_TEASER = 6
"""Longest teaser in units of running text: "keep reading" after more than these belongs to the article itself."""


def find_article(units: Sequence[Unit]) -> list[bool]:
    """Tell for every unit whether it stands in the article; lines with a kind of their own are dropped there too."""
    teasers = _find_teasers(units)
    dear = _price(units)
    states = _search(units, teasers, dear)
    # Amid clutter a line that speaks this strongly against itself goes even from between two paragraphs.
    least = _moves()["alone"] * dear
    return [
        state is _State.ARTICLE and unit.kind is None and index not in teasers and _score(unit) > least
        for index, (unit, state) in enumerate(zip(units, states, strict=True))
    ]


def is_prose(unit: Unit) -> bool:
    """Tell whether a unit is running text by itself, wherever it stands."""
    return unit.kind is None and _score(unit) >= 1.0


def _price(units: Sequence[Unit]) -> float:
    """Return how many times dearer it is to leave the article than in a text pasted with its page around it."""
    clutter = sum(unit.kind not in (None, Kind.BYLINE, Kind.ENDING) for unit in units)
    return 1.0 if clutter >= 2 else _moves()["uncluttered"]


def _search(units: Sequence[Unit], teasers: frozenset[int], dear: float) -> list[_State]:
    best = {_State.BEFORE: -_moves()["begin_before"] * dear, _State.ARTICLE: 0.0}
    back: list[dict[_State, _State]] = []
    for index, unit in enumerate(units):
        scores: dict[_State, float] = {}
        came: dict[_State, _State] = {}
        inside = _NEVER if index in teasers else _score_inside(unit)
        for state in _State:
            ways = [
                (value - _cost(before, state, unit, dear), before)
                for before, value in best.items()
                if index or before == state
            ]
            value, came[state] = max(ways, default=(_NEVER, state))
            scores[state] = value + (inside if state is _State.ARTICLE else _score_insert(state, unit))
        best = scores
        back.append(came)
    return _trace(best, back)


def _trace(best: dict[_State, float], back: list[dict[_State, _State]]) -> list[_State]:
    if not back:
        return []
    states = [max(best, key=lambda state: best[state])]
    for came in reversed(back[1:]):
        states.append(came[states[-1]])
    return states[::-1]


def _cost(before: _State, state: _State, unit: Unit, dear: float) -> float:
    moves = _moves()
    announced = unit.kind in (Kind.INTRO, Kind.FINAL, Kind.ENDING)
    if before == state or (before, state) == (_State.BEFORE, _State.ARTICLE):
        return 0.0
    if (before, state) == (_State.ARTICLE, _State.INSERT):
        return moves["insert_announced"] if unit.kind in (Kind.INTRO, Kind.FINAL) else moves["insert"] * dear
    if (before, state) == (_State.ARTICLE, _State.AFTER):
        return moves["end_announced"] if announced else moves["end"] * dear
    if (before, state) == (_State.INSERT, _State.ARTICLE):
        return moves["resume"] * dear
    return float("inf")


def _score_inside(unit: Unit) -> float:
    moves = _moves()
    if unit.kind is None:
        return _score(unit)
    if unit.kind is Kind.FINAL:
        return -moves["final_in_article"]
    return -moves["announced_in_article" if unit.kind in (Kind.INTRO, Kind.ENDING) else "noise_in_article"]


def _score_insert(state: _State, unit: Unit) -> float:
    """Score a unit outside the article: what ends the article cannot stand between two parts of it either."""
    return -_moves()["final_in_article"] if state is _State.INSERT and unit.kind is Kind.FINAL else 0.0


def _score(unit: Unit) -> float:
    return sum(_weights()[feature] for feature in unit.features)


def _find_teasers(units: Sequence[Unit]) -> frozenset[int]:
    """Find the teasers that end in "keep reading": their few sentences, and the headline, labels and credit above."""
    found: set[int] = set()
    for index, unit in enumerate(units):
        if unit.kind is not Kind.CLOSE:
            continue
        top = index
        while top and is_prose(units[top - 1]):
            top -= 1
        if index - top > _TEASER:
            continue
        while top and not is_prose(units[top - 1]):
            top -= 1
        if top:  # an article has to stand before it, or the teaser would be the article
            found.update(range(top, index + 1))
    return frozenset(found)


@functools.cache
def _weights() -> dict[str, float]:
    return {row.feature: row.weight for row in load_table(package_file("clean", "data", "weights.csv"), Weight)}


@functools.cache
def _moves() -> dict[str, float]:
    return {row.move: row.cost for row in load_table(package_file("clean", "data", "moves.csv"), Move)}
