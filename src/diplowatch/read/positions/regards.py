"""Positions of those who judge a thing in so many words ("regards it as a violation"), and plans in headlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from diplowatch.read.positions.conditions import Waiting, conditions_of
from diplowatch.read.positions.framing import is_supposed
from diplowatch.read.positions.grammar import (
    bounds_of,
    child,
    children,
    in_question,
    is_negated,
    is_passive,
    subject_of,
)
from diplowatch.read.positions.lexicon import ConditionKind, Evaluation, Part, load_conditions, load_evaluations
from diplowatch.read.positions.showing import show, start_of
from diplowatch.read.positions.stances import Shown
from diplowatch.records import Stance
from diplowatch.tables import load_words


def find_regards(tokens: Iterator[Token]) -> Iterator[Shown]:
    """Yield every judgement or plan whose subject holds it."""
    for token in tokens:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        shown = _tied(token) or _regarded(token) or _headlined(token)
        if shown is not None and not in_question(token) and not is_supposed(token):
            yield shown


def _tied(verb: Token) -> Shown | None:
    """Read "tied aid to reforms", "made the talks conditional on a truce", "made a truce a condition for talks"."""
    made = verb.lemma_ == "make"
    if not made and verb.lemma_ not in ("tie", "condition", "link", "peg"):
        return None
    holder, thing = subject_of(verb), child(verb, "dobj")
    if holder is None or thing is None or is_negated(verb) or is_passive(verb):
        return None
    price = next((kid for kid in verb.rights if kid.dep_ == "prep" and kid.lower_ in ("on", "upon", "to")), None)
    if not made:
        target = child(price, "pobj", "pcomp") if price is not None else None
        return _as_term(verb, holder, thing, target)
    if thing.lemma_ in load_conditions(ConditionKind.NAME) and (stated := child(thing, "nsubj")) is not None:
        preposition = child(thing, "prep")
        target = child(preposition, "pobj", "pcomp") if preposition is not None else None
        return _as_term(verb, holder, target, stated)
    word = next((t for t in verb.subtree if t.lower_ in ("conditional", "contingent", "dependent")), None)
    if word is None:
        return None
    price = price or next((kid for kid in word.rights if kid.dep_ == "prep"), None)
    return _as_term(verb, holder, thing, child(price, "pobj", "pcomp") if price is not None else None)


def _as_term(verb: Token, holder: Token, proposal: Token | None, stated: Token | None) -> Shown | None:
    if proposal is None or stated is None:
        return None
    waited = Waiting(verb.lemma_, _words_of(stated), stated, verb)
    words = _words_of(proposal)
    clause = (start_of(verb), max(words[1], waited.bounds[1]))
    return Shown(holder, Stance.CONDITIONAL, words, clause, verb.lemma_, proposal, (waited,))


def _words_of(head: Token) -> tuple[int, int]:
    """Return the bounds of a phrase without a judging word that the parser took for part of it."""
    start, end = bounds_of(head)
    word = next((kid for kid in head.rights if kid.lower_ in ("conditional", "contingent", "dependent")), None)
    return (start, head.idx + len(head)) if word is not None else (start, end)


def _regarded(verb: Token) -> Shown | None:
    if verb.lemma_ not in load_words("read", "data", "regard_verbs.txt"):
        return None
    judged, word = child(verb, "dobj"), _named_as(verb)
    clause = child(verb, "ccomp")
    if word is None and clause is not None and child(clause, "mark", "aux") is None:
        # the parser reads "called the plan dangerous" as a clause
        judged, word = child(clause, "nsubj"), clause
    row = _judging(word) if word is not None else None
    holder = subject_of(verb)
    if judged is None or word is None or row is None or holder is None:
        return None
    negated = is_negated(verb) != is_negated(word)
    stance = _turn(row.stance) if negated else row.stance
    thing = (bounds_of(judged)[0], judged.idx + len(judged)) if word.head == judged else bounds_of(judged)
    clause_bounds = (start_of(verb), max(bounds_of(word)[1], thing[1]))
    shown = show(stance, thing, clause_bounds, row.cue, judged, conditions_of(verb))
    return replace(shown, holder=holder)


def _named_as(verb: Token) -> Token | None:
    for kid in verb.rights:
        if kid.dep_ == "oprd":
            return kid
        # the parser hangs a judgement behind the object on it: "called the plan unacceptable"
        late = next((one for one in kid.rights if one.dep_ == "amod"), None) if kid.dep_ == "dobj" else None
        if late is not None:
            return late
        if kid.dep_ == "prep" and kid.lower_ == "as":
            return child(kid, "pobj", "amod", "pcomp", "acomp", "advmod")
    return None


def _judging(word: Token) -> Evaluation | None:
    table = load_evaluations()
    for one in (word, *children(word, "amod")):
        part = Part.ADJECTIVE if one.pos_ in ("ADJ", "VERB") else Part.NOUN
        row = table.get((part, one.lemma_.lower())) or table.get((part, one.lower_))
        if row is not None and row.stance is not Stance.UNDECIDED and (row.stance is Stance.OPPOSE or not row.weak):
            return row
    return None


def _headlined(verb: Token) -> Shown | None:
    """Read the plan of a headline: "Norway to send tanks"."""
    to = next((kid for kid in verb.children if kid.tag_ == "TO"), None)
    holder = child(verb, "nsubj")
    if verb.dep_ != "ROOT" or to is None or holder is None or not holder.i < to.i or holder.pos_ == "PRON":
        return None
    stance = Stance.OPPOSE if is_negated(verb) else Stance.SUPPORT
    end = bounds_of(verb)[1]
    shown = show(stance, (verb.idx, end), (start_of(verb), end), "to", verb, conditions_of(verb))
    return replace(shown, holder=holder)


def _turn(stance: Stance) -> Stance:
    return Stance.SUPPORT if stance is Stance.OPPOSE else Stance.OPPOSE
