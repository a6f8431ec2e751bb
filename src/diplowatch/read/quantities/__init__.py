"""Quantities: numbers that matter, with their unit, their bounds, who gives them to whom, and how far they have come.

Invariants
- `value` is the number the text gives, of a range its lower end; `low` and `high` are what the text bounds it by.
  An open bound ("at least 500") is not turned into a number: `approximate` is true and the passage has the cue.
- Stages are never inferred from one another: what is promised is pledged, whatever was delivered before.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from diplowatch.read.context import Context
from diplowatch.read.dates.names import capitalised
from diplowatch.read.events.shelf import Shelf
from diplowatch.read.quantities.numbers import Number, find_numbers
from diplowatch.read.quantities.parties import parties_of
from diplowatch.read.quantities.stages import loss_at, stage_of
from diplowatch.read.quantities.units import unit_of
from diplowatch.records import Quantity, Stage, Statement, make_id

__all__ = ["find_quantities"]

_ALSO = re.compile(r"\balso\b")
_ADDITIONAL = re.compile(r"\b(?:additional|another|extra|further)\W*$", re.IGNORECASE)
_MORE_UNIT = re.compile(r"(?:more|additional|further|extra)\b", re.IGNORECASE)
_MONTH_BEHIND = re.compile(rf"(?:st|nd|rd|th)?\s(?:of\s)?{capitalised('month', short=True)}(?!\w)")
_MONTH_BEFORE = re.compile(rf"(?<!\w){capitalised('month', short=True)}\s$")
_BRACKET = re.compile(r"\s?[(\[]")
_ROUNDED = 0.1
"""By what part a number converted into another unit may be rounded."""
_HURT = ("dead", "wounded", "casualty")
_BEFORE = 24
"""Characters before a number in which "an additional" is looked for."""


def find_quantities(context: Context, statements: tuple[Statement, ...]) -> tuple[Quantity, ...]:
    """Find the numbers that matter in a document, in order; dates, times, ages and ordinals are none.

    Units are nouns of the text, ISO 4217 codes for money ("USD") and "percent"; values are in that unit.
    """
    shelf = Shelf(statements)
    found: list[Quantity] = []
    for number in find_numbers(context.document.text):
        if _is_date(context, number):
            continue
        quantity = _make_quantity(context, number, shelf)
        if quantity is not None and not (found and _says_again(context, quantity, found[-1])):
            found.append(_carry_receiver(context, quantity, found[-1]) if found else quantity)
    return tuple(found)


def _is_date(context: Context, number: Number) -> bool:
    """Whether a number lies in a date or beside a month: "13 November" counts nothing in an undated text either."""
    text = context.document.text
    beside = _MONTH_BEHIND.match(text, number.end) or _MONTH_BEFORE.search(
        text[max(0, number.start - 14) : number.start]
    )
    first = bisect_right(context.dates, number.digits_start, key=lambda when: when.passage.end)
    return bool(beside) or (first < len(context.dates) and context.dates[first].passage.start < number.end)


def _says_again(context: Context, quantity: Quantity, before: Quantity) -> bool:
    """Whether it is the one before it in another unit, in brackets: "$4.3bn (3.66bn euros)", "10 km (six miles)"."""
    if (
        quantity.amount is None
        or before.amount is None
        or not _BRACKET.fullmatch(context.document.text[before.passage.end : quantity.passage.start])
    ):
        return False
    if quantity.measure == before.measure:
        return abs(quantity.amount - before.amount) <= _ROUNDED * before.amount
    return quantity.unit.isupper() and before.unit.isupper()


def _carry_receiver(context: Context, quantity: Quantity, before: Quantity) -> Quantity:
    """Give a quantity without a receiver that of the one before it.

    As in "X sent 30 tanks to Y. It also sent shells": only where the same giver gives "also", at the same stage and
    in the same paragraph.
    """
    if quantity.receiver is not None or quantity.giver is None or before.giver is None or before.receiver is None:
        return quantity
    between = context.document.text[before.passage.end : quantity.passage.start]
    same = quantity.giver.code == before.giver.code and quantity.stage is before.stage
    if not same or "\n" in between or not _ALSO.search(between):
        return quantity
    return quantity.model_copy(update={"receiver": before.receiver})


def _make_quantity(context: Context, number: Number, shelf: Shelf) -> Quantity | None:
    span = context.doc.char_span(number.digits_start, number.end, alignment_mode="expand")
    if span is None:
        return None
    unit = unit_of(number, span)
    if unit is None:
        return None
    staging = stage_of(unit.head) or (loss_at(unit.head) if unit.measure in _HURT else None)
    parties = parties_of(context, unit, staging)
    statement = shelf.holding(number.digits_start)
    before = context.document.text[max(0, number.start - _BEFORE) : number.digits_start]
    return Quantity(
        id=make_id("quantity", context.document.id, number.digits_start, unit.end),
        value=number.value,
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        unit=unit.words,
        passage=context.passage(
            number.start if unit.start is None else min(unit.start, number.start), max(unit.end, number.end)
        ),
        stage=staging.stage if staging else Stage.REPORTED,
        giver=parties.giver,
        receiver=parties.receiver,
        additional=number.more or bool(_ADDITIONAL.search(before) or _MORE_UNIT.match(unit.words)),
        statement=statement.id if statement else None,
        measure=unit.measure,
        amount=number.value * unit.factor if unit.factor is not None else number.value if unit.measure else None,
    )
