"""The tables behind positions: words of stance with their frames, evaluations, and cues of condition."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum

from spacy.tokens import Token

from diplowatch.records import Record, Stance
from diplowatch.tables import load_table, load_words, package_file


class Part(StrEnum):
    """Part of speech of a word of stance or judgement; a phrase is a whole prepositional phrase.

    A person is a noun for who holds the stance: "a critic of".
    """

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PERSON = "person"
    PHRASE = "phrase"


class StanceCue(Record):
    """A word of stance: what it says as it stands, what it says negated, and which complements name the proposal.

    Complements: `obj`, `inf` (to do), `obj-inf` (somebody to do), `ing`, `that`, `that-future`, `that-should`,
    `that-perhaps` (that it itself might), `whether`, `noun` (the noun it stands before: "Berlin's proposed ban"), or a
    preposition. An empty stance says nothing (negated: drops the position).
    """

    cue: str
    part: Part
    stance: Stance | None = None
    negated: Stance | None = None
    complements: tuple[str, ...] = ()
    modal: tuple[str, ...] = ()
    """Auxiliaries of which one must stand with the verb: "would like"."""


class Evaluation(Record):
    """A word that judges what could be done: "unacceptable", "mistake"; `weak` ones need a clause to judge."""

    cue: str
    part: Part
    stance: Stance
    weak: bool = False


class Exclusion(Record):
    """A noun of which there is none: "no reason to" opposes, "no alternative to" supports."""

    noun: str
    stance: Stance


class StanceChange(Record):
    """A verb of giving up ("drop") or softening ("tone down") what its object names, particle and preposition given."""

    cue: str
    given_up: bool


class ConditionKind(StrEnum):
    """How a cue of condition is built into its clause."""

    CLAUSE = "clause"
    CONCESSION = "concession"
    PHRASE = "phrase"
    PRICE = "price"
    SEQUEL = "sequel"
    DEPENDENCE = "dependence"
    NAME = "name"


class ConditionCue(Record):
    """A word or phrase that says that something waits for something else."""

    cue: str
    kind: ConditionKind


@functools.cache
def load_stances() -> Mapping[tuple[Part, str], tuple[StanceCue, ...]]:
    """Load the words of stance by part of speech and first word."""
    found: defaultdict[tuple[Part, str], list[StanceCue]] = defaultdict(list)
    for row in load_table(package_file("read", "data", "stances.csv"), StanceCue):
        found[row.part, row.cue.split()[0]].append(row)
    # Phrasal verbs are tried before the bare verb: "rule out" before "rule".
    return {key: tuple(sorted(rows, key=lambda row: -len(row.cue))) for key, rows in found.items()}


@functools.cache
def load_changes() -> Mapping[str, bool]:
    """Load the verbs that change a stance: whether it is given up, or only softened."""
    rows = load_table(package_file("read", "data", "stance_changes.csv"), StanceChange)
    return {row.cue: row.given_up for row in rows}


@functools.cache
def load_exclusions() -> Mapping[str, Stance]:
    """Load what it means that there is no such thing."""
    rows = load_table(package_file("read", "data", "exclusions.csv"), Exclusion)
    return {row.noun: row.stance for row in rows}


@functools.cache
def load_evaluations() -> Mapping[tuple[Part, str], Evaluation]:
    """Load the judging words by part of speech and last word; phrases whole."""
    rows = load_table(package_file("read", "data", "evaluations.csv"), Evaluation)
    return {(row.part, row.cue if row.part is Part.PHRASE else row.cue.split()[-1]): row for row in rows}


def evaluation_of(word: Token) -> Evaluation | None:
    """Return what a word or a prepositional phrase judges; None where it judges nothing."""
    table = load_evaluations()
    if word.dep_ == "prep":
        return table.get((Part.PHRASE, " ".join(part.lower_ for part in word.subtree)))
    part = Part.ADJECTIVE if word.pos_ in ("ADJ", "VERB") else Part.NOUN
    if word.i > 1 and word.nbor(-1).text == "-":
        joined = f"{word.nbor(-2).lower_}-{word.lower_}"
        return table.get((part, joined)) or table.get((Part.ADJECTIVE, joined))
    row = table.get((part, word.lemma_.lower())) or table.get((part, word.lower_))
    if row is not None and " " in row.cue and not any(k.lower_ == row.cue.split()[0] for k in word.lefts):
        return None
    return row


@functools.cache
def load_conditions(kind: ConditionKind) -> tuple[str, ...]:
    """Load the cues of one kind of condition, the longest first."""
    rows = load_table(package_file("read", "data", "condition_cues.csv"), ConditionCue)
    return tuple(sorted((row.cue for row in rows if row.kind is kind), key=len, reverse=True))


@functools.cache
def conditions_by_word(kind: ConditionKind) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return the words of the cues of one kind of condition by their first word, the longest first."""
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for cue in load_conditions(kind):
        words = tuple(cue.split())
        found[words[0]].append(words)
    return {first: tuple(cues) for first, cues in found.items()}


def evasions() -> frozenset[str]:
    """Return the verbs of saying that one declines in order to evade a question."""
    return load_words("read", "data", "evasions.txt")


def stage_words() -> frozenset[str]:
    """Return the verbs that only steer a talk and show no position in the first person."""
    return load_words("read", "data", "stage_words.txt")


def inquiry_words() -> frozenset[str]:
    """Return the verbs of getting to know, which propose nothing."""
    return load_words("read", "data", "inquiry_words.txt")


def occasion_verbs() -> frozenset[str]:
    """Return the verbs of going to and holding meetings: that somebody will, is an appointment and no position."""
    return load_words("read", "data", "occasion_verbs.txt")


def deal_nouns() -> frozenset[str]:
    """Return the nouns for things under negotiation, whose terms are conditions."""
    return load_words("read", "data", "deal_nouns.txt")


def carriers() -> frozenset[str]:
    """Return the verbs whose subject holds the stance that their object names."""
    return load_words("read", "data", "stance_carriers.txt")
