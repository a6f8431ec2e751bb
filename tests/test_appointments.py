"""Appointments: announced diplomatic events of the future."""

from __future__ import annotations

import pytest

from diplowatch.clean import make_document
from diplowatch.packs import load_pack
from diplowatch.read import read_document
from diplowatch.records import Appointment


def appointments(text: str) -> tuple[Appointment, ...]:
    return read_document(make_document(text, published="2025-03-28"), load_pack()).appointments


CASES = [
    # will, with a day and a place
    ("Emmanuel Macron will meet Volodymyr Zelensky in Paris on April 2.", "2025-04-02", "Paris"),
    # a passive of planning
    ("Another round of talks is scheduled for Monday.", "2025-03-31", None),
    # "is set to"
    ("The talks are set to resume next week.", "2025-W14", None),
    # a plan without a day stays without one
    ("Germany plans to host a summit on reconstruction.", None, None),
    # a noun with its participle
    ("Diplomats prepared a meeting of ministers planned for April 3 in Geneva.", "2025-04-03", "Geneva"),
]


@pytest.mark.parametrize(("text", "day", "place"), CASES)
def test_an_announced_event_has_day_and_place_where_given(text: str, day: str | None, place: str | None) -> None:
    (found,) = appointments(text)
    assert (found.when.value if found.when else None) == day
    assert found.place == place


def test_the_parties_are_named() -> None:
    (found,) = appointments("Emmanuel Macron will meet Volodymyr Zelensky in Paris on April 2.")
    assert {actor.code for actor in found.parties} == {"FRA", "UKR"}


NOTHING = [
    # it is over
    "Emmanuel Macron met Volodymyr Zelensky in Paris on March 26.",
    # it was called off
    "Emmanuel Macron will not meet Volodymyr Zelensky in Paris.",
    # a question announces nothing
    "Will the ministers meet on Monday?",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_announced_is_no_appointment(text: str) -> None:
    assert appointments(text) == ()
