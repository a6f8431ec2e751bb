"""The numbers: what was sent, who was sent, what it costs, whom it cost; each figure once, never summed."""

from __future__ import annotations

import functools

from diplowatch.publish.compose.newsroom import Newsroom
from diplowatch.publish.sentences import plain
from diplowatch.records import Actor, NumberRow, Passage, Quantity, Record, Stage
from diplowatch.tables import load_table, package_file
from diplowatch.track.words import content_stems, split_words, stem

NUMBERS = 12
CITED = 4
"""Texts cited for one figure."""
_MONEY = 2
_OTHER = 9
_SIGNS = frozenset("$€£")


class Kind(Record):
    """A word of a unit and the rank of its kind: weapons, troops, money, people."""

    word: str
    rank: int


@functools.cache
def load_kinds() -> dict[str, int]:
    """Return the rank of every word of a unit that matters, by stem."""
    return {stem(row.word): row.rank for row in load_table(package_file("publish", "data", "number_kinds.csv"), Kind)}


def compose_numbers(room: Newsroom) -> tuple[tuple[NumberRow, ...], int]:
    """Write the figures by kind, weapons first, each once with all texts that give it, and count the rest.

    A figure of another kind is printed only where both giver and receiver are known.
    """
    groups: dict[tuple[float, float, str], list[list[Quantity]]] = {}
    for quantity in sorted(room.tracked.quantities, key=lambda one: rank(room, one)):
        if not is_telling(room, quantity):
            continue
        same = groups.setdefault((quantity.low, quantity.high, head_of(quantity.unit)), [])
        home = next((group for group in same if is_same(group[0], quantity)), None)
        if home is None:
            same.append([quantity])
        else:
            home.append(quantity)
    listed = [group for same in groups.values() for group in same]
    listed.sort(key=lambda group: (kind_of(group[0]), rank(room, group[0])))
    rows = [row for group in listed if (row := compose_number(room, group))]
    return tuple(rows[:NUMBERS]), max(0, len(rows) - NUMBERS)


def rank(room: Newsroom, one: Quantity) -> tuple[int, int, float, int, str, int]:
    """Rank a figure: giver and receiver known, at a stage, large, early."""
    order = room.order.get(one.passage.document, len(room.order))
    return (
        -count_known(room, one),
        int(one.stage is Stage.REPORTED),
        -one.high,
        order,
        one.passage.document,
        one.passage.start,
    )


def count_known(room: Newsroom, one: Quantity) -> int:
    """Count which of giver and receiver are states or bodies of the pack."""
    return sum(bool(actor and room.desk.knows(actor.code)) for actor in (one.giver, one.receiver))


def is_telling(room: Newsroom, one: Quantity) -> bool:
    """Say whether a figure is worth a row: of a kind that matters, or from one known to another."""
    known = count_known(room, one)
    if not one.unit:
        return False
    if known > 1 or not known:
        return known > 1
    kind = kind_of(one)
    if kind == _MONEY:
        return room.issue_of(room.desk.widen(one.passage).exact) is not None
    return kind != _OTHER and one.high > 1


def kind_of(one: Quantity) -> int:
    """Return the rank of a figure's kind by the words of its unit."""
    if not _SIGNS.isdisjoint(one.passage.exact):
        return _MONEY
    kinds = load_kinds()
    return min(
        (kinds[word] for word in content_stems(f"{one.unit} {one.passage.exact}") if word in kinds), default=_OTHER
    )


def head_of(unit: str) -> str:
    """Return the stem of a unit's last word: "Russian diplomats" and "diplomats" count the same."""
    words = split_words(unit.split(" of ", maxsplit=1)[0])
    return stem(words[-1]) if words else ""


def is_same(one: Quantity, other: Quantity) -> bool:
    """Say whether two equal figures do not contradict each other in stage, giver and receiver."""
    if one.stage is not other.stage and Stage.REPORTED not in {one.stage, other.stage}:
        return False
    pairs = ((one.giver, other.giver), (one.receiver, other.receiver))
    return all(not ours or not theirs or ours.code == theirs.code for ours, theirs in pairs)


def compose_number(room: Newsroom, group: list[Quantity]) -> NumberRow | None:
    """Write one figure in the words of its best text, citing the others; None where it cannot be quoted."""
    best = group[0]
    sentence = room.desk.report(best.passage, limit=280)
    if sentence is None:
        return None
    others: dict[str, Passage] = {one.passage.document: one.passage for one in reversed(group)}
    cited = [citation.passage for citation in sentence.citations]
    more = [passage for document, passage in others.items() if document != best.passage.document]
    return NumberRow(
        figure=plain(best.passage.exact),
        unit=best.unit,
        giver=name_party(room, best.giver),
        receiver=name_party(room, best.receiver),
        stage=best.stage.value,
        sentence=room.desk.sentence(sentence.text, [*cited, *more[: CITED - 1]]),
    )


def name_party(room: Newsroom, actor: Actor | None) -> str | None:
    """Return the state or body behind a giver or receiver, else the words that name it."""
    if actor is None:
        return None
    code = room.desk.code_of(actor)
    return room.desk.name(code) if code and room.desk.knows(code) else room.desk.label(actor)
