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
    has_modal,
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

_PLAIN = frozenset({"clear", "plain", "known"})
_MODALS = ("will", "'ll", "’ll", "wo", "would", "must", "should", "can", "ca", "could", "shall")


def find_regards(tokens: Iterator[Token]) -> Iterator[Shown]:
    """Yield every judgement or plan whose subject holds it."""
    for token in tokens:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        shown = _tied(token) or _named(token) or _cleared(token) or _regarded(token) or _headlined(token)
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


def _named(verb: Token) -> Shown | None:
    """Read "Kyiv's condition is a guarantee", "set conditions for a truce, including a halt", "named it the price"."""
    if verb.lemma_ in ("be", "include", "remain"):
        name = child(verb, "nsubj")
        owner = child(name, "poss") if name is not None else None
        stated = child(verb, "attr", "dobj", "xcomp", "ccomp")
        if name is None or owner is None or name.lemma_.lower() not in load_conditions(ConditionKind.NAME):
            return None
        return _as_term(verb, owner, name, stated)
    holder = subject_of(verb)
    thing = child(verb, "dobj")
    if holder is None or thing is None or is_negated(verb) or is_passive(verb):
        return None
    if thing.lemma_.lower() in load_conditions(ConditionKind.NAME):
        return _as_term(verb, holder, _purpose_of(thing), _example_of(thing, verb))
    role = next((child(kid, "pobj") for kid in verb.rights if kid.dep_ == "prep" and kid.lower_ == "as"), None)
    if role is None or role.lemma_.lower() not in load_conditions(ConditionKind.NAME):
        return None
    return _as_term(verb, holder, _purpose_of(role), thing)


def _purpose_of(noun: Token) -> Token | None:
    for kid in noun.rights:
        if kid.dep_ == "prep" and kid.lower_ in ("for", "of", "to"):
            return child(kid, "pobj", "pcomp")
    return None


def _example_of(noun: Token, verb: Token) -> Token | None:
    for kid in (*noun.subtree, *verb.rights):
        if kid.dep_ == "prep" and kid.lower_ in ("including", "like") and kid.i > noun.i:
            return child(kid, "pobj", "pcomp")
    return None


def _cleared(verb: Token) -> Shown | None:
    """Read "made it clear that it would not pay", "made clear its opposition to a truce"."""
    if verb.lemma_ not in ("make", "leave") or is_negated(verb):
        return None
    word = next((kid for kid in verb.rights if kid.lower_ in _PLAIN), None)
    if word is None:
        return None
    holder = subject_of(verb)
    clause = next((kid for above in (word, verb) for kid in above.rights if _is_that_clause(kid)), None)
    if holder is None or clause is None or not has_modal(clause, _MODALS):
        return None
    stance = Stance.OPPOSE if is_negated(clause) else Stance.SUPPORT
    bounds = bounds_of(clause)
    shown = show(stance, bounds, (start_of(verb), bounds[1]), "make clear", clause, conditions_of(clause))
    return replace(shown, holder=holder)


def _is_that_clause(kid: Token) -> bool:
    return kid.dep_ in ("ccomp", "advcl", "acl") and kid.pos_ in ("VERB", "AUX") and child(kid, "nsubj") is not None


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
