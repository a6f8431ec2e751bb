"""Accuracy is measured, not asserted: no reader may fall below what it once reached on the shipped gold set."""

from __future__ import annotations

import pytest

from benchmarks.floors import Marked, load_floors, measure, overlap, pair, raise_floors

FIGURES = measure()


@pytest.mark.parametrize("name", sorted(load_floors()))
def test_no_figure_is_below_its_floor(name: str) -> None:
    assert FIGURES[name] >= load_floors()[name]


def test_every_figure_has_a_floor() -> None:
    assert set(FIGURES) == set(load_floors())


def test_updating_never_lowers_a_floor() -> None:
    assert raise_floors({"a": 50.0, "b": 70.0}, {"a": 60.0}) == {"a": 60.0, "b": 70.0}


def mark(start: int, end: int, *codes: str) -> Marked:
    return Marked(start, end, frozenset(codes))


def test_a_whole_paragraph_matches_no_clause() -> None:
    assert overlap(mark(0, 20), mark(0, 100)) == 0.0
    assert overlap(mark(0, 20), mark(0, 40)) == 0.5


def test_pairs_are_one_to_one_and_prefer_those_that_agree() -> None:
    gold = [mark(0, 10, "RUS"), mark(0, 10, "UKR")]
    assert pair(gold, [mark(0, 10, "UKR")]) == (1, 1)
    assert pair(gold, [mark(0, 10, "UKR"), mark(0, 10, "UKR")]) == (2, 1)
    assert pair(gold, [mark(50, 60, "RUS")]) == (0, 0)
