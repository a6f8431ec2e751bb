"""The event lexicon: verb frames, event nouns, moods and modals, loaded from the data tables.

A frame is a verb with what must stand beside it. Of the frames that fit a clause, the most specific wins;
a frame without a type says that the words look like an event and are none ("met the demands").
"""

from __future__ import annotations

import calendar
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token

from diplowatch.records import Plover, Record
from diplowatch.tables import load_table, package_file

HOSTILE = frozenset({Plover.PROTEST, Plover.SANCTION, Plover.MOBILIZE, Plover.COERCE, Plover.ASSAULT, Plover.THREATEN})
MENACING = HOSTILE - {Plover.MOBILIZE}
"""What to announce is to threaten. Troops are also promised to friends, so mobilizing is not among them."""
VERBAL = frozenset({Plover.ACCUSE, Plover.REQUEST, Plover.REJECT, Plover.SUPPORT, Plover.AGREE})
PARTICLES = frozenset({"prep", "prt", "agent", "advmod", "dative", "npadvmod"})
PURPOSES = frozenset({"advcl", "xcomp", "acl", "relcl"})
_DAYS = frozenset(calendar.day_name) | frozenset(calendar.month_name[1:])
OBJECTS = frozenset({"dobj", "nsubjpass", "oprd", "attr"})
COMPLEMENTS = frozenset({"xcomp", "ccomp", "acomp", "oprd"})


class Slot(StrEnum):
    """Where the words that a frame asks for must stand."""

    OBJECT = "object"
    PREPOSITION = "preposition"
    COMPLEMENT = "complement"
    INFINITIVE = "infinitive"
    PURPOSE = "purpose"
    """The verb that says what it is done for: "sent troops to help", "called him to congratulate"."""


class Mood(StrEnum):
    """What a governing word makes of the act it governs."""

    PLANNED = "planned"
    WILLING = "willing"
    WISHED = "wished"
    UNDONE = "undone"
    DONE = "done"
    SAID = "said"


class Modal(StrEnum):
    """What an auxiliary makes of the verb it stands with."""

    FUTURE = "future"
    WOULD = "would"
    POSSIBLE = "possible"
    OUGHT = "ought"


class Frame(Record):
    """A row of `event_verbs.csv`: verbs, what must stand beside them, and what that means."""

    verbs: tuple[str, ...]
    slot: Slot | None = None
    words: tuple[str, ...] = ()
    """Lemmas; `@name` stands for a class of `event_classes.csv`."""
    type: Plover | None = None
    mode: str | None = None
    symmetric: bool = False
    recipients: tuple[str, ...] = ()
    """Where recipients stand, best first: "object", "complement", "dative" or a preposition."""


class NounFrame(Record):
    """A row of `event_nouns.csv`: nouns that name an event by themselves."""

    nouns: tuple[str, ...]
    type: Plover
    mode: str | None = None
    symmetric: bool = False
    recipients: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Prepositions of which one must follow: a "call for" something is a demand, a call is not."""


class _WordClass(Record):
    name: str
    words: tuple[str, ...]


class _MoodRow(Record):
    words: tuple[str, ...]
    mood: Mood


class _ModalRow(Record):
    words: tuple[str, ...]
    modal: Modal


@dataclass(frozen=True)
class Match:
    """A frame that fits a clause, with the tokens that filled its slot."""

    frame: Frame
    filled: frozenset[int]
    """Indices of the tokens whose words the frame asked for: they are no events of their own."""


@functools.cache
def load_moods() -> dict[str, frozenset[Mood]]:
    """Return the moods of every governing word; a word may say and plan at once."""
    moods: dict[str, frozenset[Mood]] = {}
    for row in load_table(package_file("read", "data", "event_moods.csv"), _MoodRow):
        for word in row.words:
            moods[word] = moods.get(word, frozenset()) | {row.mood}
    return moods


@functools.cache
def load_modals() -> dict[str, Modal]:
    """Return the modal sense of every auxiliary."""
    rows = load_table(package_file("read", "data", "event_modals.csv"), _ModalRow)
    return {word: row.modal for row in rows for word in row.words}


@functools.cache
def _load_classes() -> dict[str, frozenset[str]]:
    rows = load_table(package_file("read", "data", "event_classes.csv"), _WordClass)
    return {row.name: frozenset(row.words) for row in rows}


def _expand(words: Iterable[str]) -> frozenset[str]:
    classes = _load_classes()
    expanded: set[str] = set()
    for word in words:
        expanded |= classes[word[1:]] if word.startswith("@") else {word}
    return frozenset(expanded)


@functools.cache
def load_frames() -> dict[str, tuple[tuple[Frame, frozenset[str]], ...]]:
    """Return the frames of every verb with their words expanded, the most specific first."""
    frames: dict[str, list[tuple[Frame, frozenset[str]]]] = {}
    for frame in load_table(package_file("read", "data", "event_verbs.csv"), Frame):
        for verb in frame.verbs:
            frames.setdefault(verb, []).append((frame, _expand(frame.words)))
    return {verb: tuple(sorted(rows, key=_generality)) for verb, rows in frames.items()}


def _generality(row: tuple[Frame, frozenset[str]]) -> tuple[int, bool]:
    frame, words = row
    return -(frame.slot is not None) - bool(words), frame.type is not None


@functools.cache
def load_nouns() -> dict[str, tuple[NounFrame, ...]]:
    """Return the frames of every event noun in the order of the table; two-word entries are keyed by both words."""
    nouns: dict[str, tuple[NounFrame, ...]] = {}
    for row in load_table(package_file("read", "data", "event_nouns.csv"), NounFrame):
        for noun in row.nouns:
            nouns[noun] = (*nouns.get(noun, ()), row)
    return nouns


def head_words(token: Token) -> set[str]:
    """Return the words a frame may ask for in a noun phrase: its head, compounds of it, a hyphened whole."""
    words = {token.lemma_.lower(), token.lower_}
    if token.i and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_ and token.i > 1:
        words.add(f"{token.nbor(-2).lower_}-{token.lemma_.lower()}")
    words |= {child.lemma_.lower() for child in token.children if child.dep_ in ("compound", "amod")}
    return words


def objects_of(verb: Token) -> list[Token]:
    """Return the heads of the objects of a verb, with what is counted in them ("a series of attacks").

    The noun that a relative clause or a participle stands on is its object too: "the report that they released".
    """
    heads: list[Token] = []
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        heads.append(verb.head)
    for child in verb.children:
        if child.dep_ in OBJECTS:
            relative = child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
            heads.append(verb.head if relative else child)
            heads.extend(child.conjuncts)
    for head in tuple(heads):
        heads.extend(
            inner for of in head.children if of.lower_ == "of" for inner in of.children if inner.dep_ == "pobj"
        )
    return heads


def verb_lemma(verb: Token) -> str:
    """Return the lemma of a verb; a lemma that lost its last letter ("stag" of "staged") has it back."""
    lemma = verb.lemma_.lower()
    return lemma if lemma in load_frames() or f"{lemma}e" not in load_frames() else f"{lemma}e"


def match_frame(verb: Token) -> Match | None:
    """Return the most specific frame that fits a verb in its clause, or None."""
    for frame, words in load_frames().get(verb_lemma(verb), ()):
        filled = _fill(verb, frame, words)
        if filled is not None:
            return Match(frame, filled)
    return None


def _fill(verb: Token, frame: Frame, words: frozenset[str]) -> frozenset[int] | None:
    if frame.slot is None:
        return frozenset()
    if frame.slot is Slot.OBJECT:
        fillers = [head for head in objects_of(verb) if not words or head_words(head) & words]
    elif frame.slot is Slot.PREPOSITION:
        particles = [child for child in verb.children if _is_particle(child) and child.lower_ in words]
        nouns = [
            inner
            for child in verb.children
            if child.dep_ == "prep"
            for inner in child.children
            if head_words(inner) & words
        ]
        fillers = particles + nouns
    elif frame.slot is Slot.PURPOSE:
        fillers = [head for head in _purposes(verb) if head.lemma_.lower() in words]
    else:
        heads = [child for child in verb.children if child.dep_ in COMPLEMENTS]
        if frame.slot is Slot.INFINITIVE:
            heads = [head for head in heads if any(c.dep_ == "aux" and c.lower_ == "to" for c in head.children)]
        fillers = [head for head in heads if not words or head.lemma_.lower() in words]
    return frozenset(filler.i for filler in fillers) if fillers else None


def _is_particle(child: Token) -> bool:
    """Return whether a child belongs to the verb's sense; "on" in "called him on Saturday" does not."""
    if child.dep_ not in PARTICLES:
        return False
    return not any(inner.text in _DAYS for inner in child.children if inner.dep_ == "pobj")


def _purposes(verb: Token) -> list[Token]:
    bearers = (verb, *objects_of(verb))
    heads = [child for bearer in bearers for child in bearer.children if child.dep_ in PURPOSES]
    return [head for head in heads if any(c.dep_ == "aux" and c.lower_ == "to" for c in head.children)]
