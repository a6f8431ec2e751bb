"""How far a quantity has come, and which verb or noun says so."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from spacy.tokens import Token

from diplowatch.read.events.lexicon import Modal, load_modals
from diplowatch.records import Record, Stage
from diplowatch.tables import load_table, package_file

_CLIMB = 8
"""Steps climbed at most from a number to the verb that says what becomes of it."""


class StageRow(Record):
    """Verbs and nouns of one stage, and the places at which they name who gives and who receives."""

    verbs: tuple[str, ...]
    stage: Stage
    giver: tuple[str, ...] = ()
    receiver: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Staging:
    """What becomes of a quantity: the row that decides the stage, and the verb or noun that has the parties."""

    row: StageRow
    """The row of the outermost verb: "promised to deliver" is promised."""
    inner: StageRow
    """The row of the verb that has the parties."""
    verb: Token
    planned: bool = False
    """Whether it is yet to happen: "will deliver"."""

    @property
    def stage(self) -> Stage:
        """Return the stage; what is yet to be delivered is pledged."""
        return Stage.PLEDGED if self.planned and self.row.stage is Stage.DELIVERED else self.row.stage


@functools.cache
def _rows() -> tuple[StageRow, ...]:
    return load_table(package_file("read", "data", "stages.csv"), StageRow)


@functools.cache
def _verbs() -> dict[str, StageRow]:
    return {verb: row for row in reversed(_rows()) for verb in row.verbs}


@functools.cache
def load_nouns() -> dict[str, StageRow]:
    """Return the row of each noun of giving, asking or losing: "a grant of", "a request for"."""
    return {noun: row for row in reversed(_rows()) for noun in row.nouns}


def row_of(verb: Token) -> StageRow | None:
    """Return the row of a verb; "take in" is to host and "take place" has none."""
    lemma = verb.lemma_.lower()
    if lemma == "take" and any(child.lower_ == "place" for child in verb.children):
        return None
    if lemma == "take" and any(child.lower_ == "in" and child.dep_ in ("prt", "prep") for child in verb.children):
        return _verbs()["host"]
    return _verbs().get(lemma)


def stage_of(head: Token) -> Staging | None:
    """Return what becomes of the thing at `head`, from a participle at it or the verbs and nouns above it.

    The outermost verb of a chain decides the stage ("promised to deliver", "a plan to spend"); the innermost has the
    parties.
    """
    found: Staging | None = None
    planned = False
    current = head
    for _ in range(_CLIMB):
        participle = _participle_at(current) if found is None else None
        if participle is not None and (row := row_of(participle)):
            return Staging(row, row, participle)
        if current.head == current:
            break
        link, current = current.dep_, current.head
        loss = load_nouns().get(current.lemma_.lower()) if found is None and current.pos_ == "NOUN" else None
        if loss is not None and loss.stage is Stage.LOST:
            return Staging(loss, StageRow(verbs=(), stage=Stage.LOST), current)
        if found is not None and link in ("acl", "relcl"):
            noun = load_nouns().get(current.lemma_.lower())
            return Staging(noun, found.inner, found.verb) if noun and link == "acl" else found
        if current.pos_ not in ("VERB", "AUX"):
            continue
        if found is not None and link not in ("xcomp", "conj"):
            break
        planned |= any(load_modals().get(child.lower_) is Modal.FUTURE for child in current.children)
        row = row_of(current)
        if row is None:
            continue
        if found is None and link == "nsubj" and "subject" in row.giver:
            # "two missiles destroyed a bridge": they do it, nobody gives or loses them
            return None
        if found is None:
            found = Staging(row, row, current, planned)
        elif link == "xcomp":
            found = Staging(row, found.inner, found.verb, planned)
    return found and Staging(found.row, found.inner, found.verb, planned)


def loss_at(head: Token) -> Staging | None:
    """Return the loss that the dead and wounded are, whatever the verb: "left two dead"."""
    current = head
    for _ in range(_CLIMB):
        if current.pos_ in ("VERB", "AUX") or current.head == current:
            return Staging(_verbs()["kill"], StageRow(verbs=(), stage=Stage.LOST, giver=("subject",)), current)
        current = current.head
    return None


def _participle_at(noun: Token) -> Token | None:
    """Return the participle behind a noun ("troops sent by"); one that has an object is the next clause's verb."""
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and not any(c.dep_ == "dobj" for c in child.children):
            return child if row_of(child) else None
    return None
