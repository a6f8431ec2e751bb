"""Quantities: numbers that matter, with their unit, their bounds, who gives them to whom, and how far they have come.

Invariants
- `value` is the number the text gives, of a range its lower end; `low` and `high` are what the text bounds it by.
  An open bound ("at least 500") is not turned into a number: `approximate` is true and the passage has the cue.
- Stages are never inferred from one another: what is promised is pledged, whatever was delivered before.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from diplowatch.read.actors.who import PRIVATE
from diplowatch.read.context import Context
from diplowatch.read.events.arguments import actors_of, coded_at, mentions_in
from diplowatch.read.events.lexicon import Modal, load_modals
from diplowatch.read.events.shelf import Shelf
from diplowatch.read.quantities.numbers import Number, find_numbers
from diplowatch.read.quantities.units import Unit, unit_of
from diplowatch.records import Actor, Quantity, Record, Stage, Statement, make_id
from diplowatch.tables import load_table, package_file

__all__ = ["find_quantities"]

_ALSO = re.compile(r"\balso\b")
_ADDITIONAL = re.compile(r"\b(?:additional|another|extra|further)\W*$", re.IGNORECASE)
_MORE_UNIT = re.compile(r"(?:more|additional|further|extra)\b", re.IGNORECASE)
_BEFORE = 24
"""Characters before a number in which "an additional" is looked for."""
_CLIMB = 6
_NOUNS = 3
"""Nouns climbed at most from a number to the thing it is part of."""
_TOWARDS = frozenset({"to", "for", "on", "against"})


class _StageRow(Record):
    verbs: tuple[str, ...]
    stage: Stage
    giver: tuple[str, ...] = ()
    receiver: tuple[str, ...] = ()


@functools.cache
def _stages() -> dict[str, _StageRow]:
    rows = load_table(package_file("read", "data", "stages.csv"), _StageRow)
    return {verb: row for row in reversed(rows) for verb in row.verbs}


def find_quantities(context: Context, statements: tuple[Statement, ...]) -> tuple[Quantity, ...]:
    """Find the numbers that matter in a document, in order; dates, times, ages and ordinals are none.

    Units are nouns of the text, ISO 4217 codes for money ("USD") and "percent"; values are in that unit.
    """
    shelf = Shelf(statements)
    dated = [(when.passage.start, when.passage.end) for when in context.dates]
    found: list[Quantity] = []
    for number in find_numbers(context.document.text):
        if any(start < number.end and number.digits_start < end for start, end in dated):
            continue
        quantity = _make_quantity(context, number, shelf)
        if quantity is not None:
            found.append(_carry_receiver(context, quantity, found[-1]) if found else quantity)
    return tuple(found)


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
    row, verb, planned = _stage_of(unit.head)
    giver, receiver = _parties(context, unit, row, verb)
    stage = row.stage if row is not None else Stage.REPORTED
    if planned and stage is Stage.DELIVERED:
        stage = Stage.PLEDGED
    statement = shelf.holding(number.digits_start)
    before = context.document.text[max(0, number.start - _BEFORE) : number.digits_start]
    return Quantity(
        id=make_id("quantity", context.document.id, number.digits_start, unit.end),
        value=number.value,
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        unit=unit.words,
        passage=context.passage(number.start, max(unit.end, number.end)),
        stage=stage,
        giver=giver,
        receiver=receiver,
        additional=bool(_ADDITIONAL.search(before) or _MORE_UNIT.match(unit.words)),
        statement=statement.id if statement else None,
    )


def _stage_of(head: Token) -> tuple[_StageRow | None, Token | None, bool]:
    """Return the row of the verb that says how far a quantity has come, that verb, and whether it is yet to happen.

    The outermost verb of a chain decides the stage ("promised to deliver"); the innermost has the parties.
    """
    chosen: _StageRow | None = None
    inner: Token | None = None
    planned = False
    current = head
    for _ in range(_CLIMB):
        participle = next((c for c in current.children if c.dep_ == "acl" and c.lemma_.lower() in _stages()), None)
        if inner is None and participle is not None:
            return _stages()[participle.lemma_.lower()], participle, False
        if current.head == current:
            break
        link, current = current.dep_, current.head
        if current.pos_ not in ("VERB", "AUX"):
            continue
        if inner is not None and link not in ("xcomp", "conj"):
            break
        planned |= any(load_modals().get(c.lower_) is Modal.FUTURE for c in current.children if c.dep_ == "aux")
        row = _stages().get(current.lemma_.lower())
        if row is not None and (chosen is None or link == "xcomp"):
            chosen, inner = row, inner or current
    return chosen, inner, planned


def _parties(
    context: Context, unit: Unit, row: _StageRow | None, verb: Token | None
) -> tuple[Actor | None, Actor | None]:
    giver = coded_at(context, verb, row.giver) if row is not None and verb is not None else None
    receiver = _receiver_at(context, verb, row.receiver) if row is not None and verb is not None else None
    own = next((mention.actor for mention in mentions_in(context, unit.head)), None)
    lost = row is not None and row.stage is Stage.LOST
    if lost and receiver is None:
        receiver = own
    elif not lost:
        receiver = receiver or _receiver_named(context, unit.head)
        if giver is None and (receiver is None or own is None or own.code != receiver.code):
            giver = own
    return giver, receiver if receiver is None or giver is None or receiver.code != giver.code or lost else None


def _receiver_at(context: Context, verb: Token, places: Sequence[str]) -> Actor | None:
    """Return the first coded actor at the places of a verb, a state or body before private persons."""
    found = [actor for place in places if (actor := coded_at(context, verb, (place,))) is not None]
    return next((actor for actor in found if actor.code != PRIVATE), found[0] if found else None)


def _receiver_named(context: Context, head: Token) -> Actor | None:
    """Return for whom it is by its own phrase or the one it is part of: "a loan of 5 million to", "a tariff on"."""
    for noun in _nouns_above(head):
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in _TOWARDS:
                for inner in child.children:
                    found = next((actor for actor in actors_of(context, inner) if actor.code), None)
                    if found is not None:
                        return found
    return None


def _nouns_above(head: Token) -> Iterator[Token]:
    current = head
    for _ in range(_NOUNS):
        if current.pos_ in ("NOUN", "PROPN"):
            yield current
        above = current.head
        if above.dep_ == "prep" and above.lower_ in ("of", "in", "worth"):
            above = above.head
        if above == current or above.pos_ not in ("NOUN", "PROPN", "NUM", "SYM"):
            return
        current = above
