"""What a number counts: the noun it stands with, or the casualty verb it is the object of."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from diplowatch.read.parse import text_of
from diplowatch.read.quantities.lengths import is_length_of_talks
from diplowatch.read.quantities.numbers import Number
from diplowatch.read.quantities.stages import stage_of
from diplowatch.records import Record, Stage
from diplowatch.tables import load_table, package_file

MANY = 10
"""From here on a number of anything counts; below, only of what the table of units names."""
FEW = 3
"""Up to here "the two men" are those just spoken of."""
SPELLED = 100
"""From here on a number in words counts like one in digits."""
_NUMERAL = frozenset({"nummod", "quantmod", "compound", "advmod", "amod", "npadvmod"})
_STATES = frozenset({"dead", "wounded", "injured", "killed", "missing"})
_HURT = {"kill": "killed", "wound": "wounded", "injure": "injured"}
_OTHERS = frozenset({"other", "others", "more", "person"})
_POINTERS = frozenset({"the", "our", "their", "his", "her", "these", "those", "between", "both"})
_AWAY = re.compile(r"\s*(?:from|away|north|south|east|west|off|inside|outside|deep|beyond|behind|down|up|long|wide)\b")
_SINGLE = frozenset({"casualty", "prisoner", "weapon"})
"""Kinds of which even one counts."""
_DIVISIBLE = frozenset({"territory", "people", "force", "weapon", "prisoner", "part of a whole"})
_OF_THE = re.compile(
    r"^of\s+(?:(?:the|its|their|all)\s+)?(?:[\d,]+\s+|(?:two|three|four|five|six|seven|eight|nine|ten)\s+)?"
)


class _UnitRow(Record):
    kind: str
    words: tuple[str, ...]
    measure: str = ""
    factor: float | None = None


@dataclass(frozen=True)
class Unit:
    """What is counted: its words, its head in the parse, and where its words end (a character offset)."""

    words: str
    head: Token
    end: int
    start: int | None = None
    """Where its words begin, if that is before the number: "wounded 53"."""
    measure: str = ""
    """What it is counted in across texts ("drone", "km2", "USD"); empty where the table of units has none."""
    factor: float | None = None
    """By what the number is multiplied to be in `measure`; None where it is not converted."""


@functools.cache
def _rows() -> dict[str, _UnitRow]:
    rows = load_table(package_file("read", "data", "units.csv"), _UnitRow)
    return {word.lower(): row for row in reversed(rows) for word in row.words}


def _row_of(head: Token) -> _UnitRow | None:
    rows, word = _rows(), head.lower_
    return rows.get(head.lemma_.lower()) or rows.get(word) or rows.get(word.removesuffix("s"))


def kind_of(counted: Unit | Token) -> str | None:
    """Return the kind of a unit or of a noun in the table of units, e.g. "people"; None where it is not named there."""
    row = _row_of(counted.head if isinstance(counted, Unit) else counted)
    return row.kind if row else None


def unit_of(number: Number, span: Span) -> Unit | None:
    """Return what a number counts, or None where it counts nothing that matters."""
    if number.fraction:
        return _part_unit(number, span)
    if number.more:
        return _one_more(number, span)
    if number.unit is not None:
        return _own_unit(number, span)
    return _state_of(number, span) or _counted_unit(number, span)


def _counted_unit(number: Number, span: Span) -> Unit | None:
    head = _counted(span)
    if head is None or head.lower_ in ("other", "others"):
        return None
    kind = kind_of(head)
    if not (_counts(number, span, head, kind) or (kind == "not" and is_length_of_talks(head))):
        return None
    end = _unit_end(head)
    words = " ".join(text_of(span.doc)[number.end : end].split()).strip("- ")
    return _measured(Unit(_OF_THE.sub("", words), head, end)) if words else None


def _part_unit(number: Number, span: Span) -> Unit | None:
    """Return the unit of "half the territory": only land, people, forces and arms are taken by parts."""
    head = span.root
    if head.dep_ not in ("predet", "nummod", "quantmod", "det", "amod"):
        of = next((child for child in head.children if child.lower_ == "of"), None)
        noun = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    else:
        noun = head.head
    if noun is None or noun.i < span.end or kind_of(noun) not in _DIVISIBLE:
        return None
    end = _unit_end(noun)
    words = text_of(span.doc)[number.end : end].split()
    return Unit(" ".join(("percent", *([] if words[0] == "of" else ["of"]), *words)), noun, end, measure="percent")


def _one_more(number: Number, span: Span) -> Unit | None:
    """Return the unit of "an additional battery": one of the arms or prisoners of the table, named in the singular."""
    head = span[-1].head
    if span[-1].dep_ not in ("amod", "det") or head.tag_ not in ("NN", "NNP") or kind_of(head) not in _SINGLE:
        return None
    words = " ".join(text_of(span.doc)[number.end : head.idx + len(head)].split())
    return _measured(Unit(words, head, head.idx + len(head)))


def _counts(number: Number, span: Span, head: Token, kind: str | None) -> bool:
    """Whether a number of this noun matters: large, or of a kind that the table names, and not only saying which."""
    if kind == "not" or (kind is None and (number.value < MANY or (number.spelled and number.value < SPELLED))):
        return False
    if (
        number.value == 1
        and not number.approximate
        and kind not in _SINGLE
        and not (kind == "people" and _is_lost(head))
    ):
        return False
    if _only_says_which(number, span, kind):
        return False
    following = text_of(span.doc)[head.idx + len(head) : head.idx + len(head) + 12]
    return not (kind == "length" and _AWAY.match(following))


def _only_says_which(number: Number, span: Span, kind: str | None) -> bool:
    """Whether it counts nothing new: "the two men", "our two countries", "the five bridges"."""
    if kind == "politics" and number.value == 2:
        return True
    before = span.doc[span.start - 1].lower_ if span.start > 0 else ""
    few = FEW if kind == "people" else MANY
    return number.spelled and number.value <= few and kind != "casualty" and before in _POINTERS


def _is_lost(head: Token) -> bool:
    staging = stage_of(head)
    return staging is not None and staging.stage is Stage.LOST


def _measured(unit: Unit) -> Unit:
    """Put the measure of the table to a unit, by its last two words ("square miles") or its head."""
    rows = _rows()
    words = unit.words.lower().split(" of ")[0].split()
    phrase = " ".join(words[-2:])
    row = rows.get(phrase) or rows.get(phrase.removesuffix("s")) or _row_of(unit.head)
    return replace(unit, measure=row.measure, factor=row.factor) if row else unit


def _own_unit(number: Number, span: Span) -> Unit | None:
    head = span.root
    end = number.end
    if number.unit == "percent":
        of = next((c for c in (*span[-1].children, *head.children) if c.lower_ == "of" and c.i >= span.end), None)
        pobj = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        if pobj is not None:
            end = max(end, _unit_end(pobj))
            words = "percent " + " ".join(text_of(span.doc)[number.end : end].split())
            return Unit(words, head, end, measure="percent")
        after = span.doc[span.end] if span.end < len(span.doc) else None
        if number.value == 100 and after is not None and after.pos_ in ("ADJ", "ADV"):
            return None
    return Unit(number.unit or "", head, end, measure=number.unit or "")


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
        return next((c for c in of.children if c.dep_ == "pobj" and c.pos_ in ("NOUN", "PROPN", "PRON")), None)
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
    for token in span.doc[span.end : span.end + 3]:
        if token.lower_ in _STATES:
            end = token.idx + len(token)
            words = " ".join(text_of(span.doc)[number.end : end].split())
            return Unit(words, span.root, end, measure=_measure_of(token))
        if token.lower_ not in (*_OTHERS, "were", "was"):
            break
    verb = span.root.head
    if span.root.dep_ in ("dobj", "nsubjpass") and span.root.i < span.end and verb.lemma_.lower() in _HURT:
        state = _HURT[verb.lemma_.lower()]
        right_before = verb.i == span.start - 1 and number.start == number.digits_start
        return Unit(state, span.root, number.end, verb.idx if right_before else None, _measure_of(verb))
    return None


def _measure_of(token: Token) -> str:
    row = _rows().get(token.lower_) or _rows().get(_HURT.get(token.lemma_.lower(), ""))
    return row.measure if row else ""
