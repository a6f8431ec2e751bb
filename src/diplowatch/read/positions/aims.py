"""Positions that lie in the build of a sentence: "the goal is to", "what we want is", "any deal must include"."""

from __future__ import annotations

from spacy.tokens import Token

from diplowatch.read.positions.conditions import Waiting, conditions_of
from diplowatch.read.positions.grammar import bounds_of, child, has_modal, is_infinitive, is_negated, subject_of
from diplowatch.read.positions.lexicon import deal_nouns
from diplowatch.read.positions.showing import show, start_of
from diplowatch.read.positions.stances import Shown
from diplowatch.records import Stance
from diplowatch.tables import load_words

_WISHES = frozenset({"want", "need", "seek", "demand", "ask", "like", "expect", "propose"})
_DEALS = frozenset({"must", "should", "would", "will", "shall"})


def show_aim(verb: Token) -> Shown | None:  # noqa: PLR0911 - one early return per construction
    """Read "the goal is to end it", "what we want is peace", "the only way to peace is through talks"."""
    if verb.lemma_ != "be":
        return None
    subject = child(verb, "nsubj", "csubj")
    stated = _stated(verb)
    if subject is None or stated is None or subject.i > stated.i:
        return None
    if subject.dep_ == "csubj" and subject.lemma_ in _WISHES and subject.left_edge.lower_ == "what":
        stance = Stance.OPPOSE if is_negated(subject) or is_negated(verb) else Stance.SUPPORT
        return show(stance, bounds_of(stated), (bounds_of(subject)[0], bounds_of(stated)[1]), "want", stated, [])
    if subject.lemma_.lower() == "way" and any(kid.lower_ == "only" for kid in subject.lefts):
        waited = Waiting("the only way", bounds_of(stated), stated, verb)
        return show(
            Stance.SUPPORT, bounds_of(subject), (bounds_of(subject)[0], waited.bounds[1]), "way", subject, [waited]
        )
    if subject.lemma_.lower() not in load_words("read", "data", "aim_nouns.txt") or stated.pos_ not in ("VERB", "AUX"):
        return None
    if child(subject, "poss") is not None and not is_infinitive(stated):
        return None
    stance = Stance.OPPOSE if is_negated(verb) or is_negated(stated) else Stance.SUPPORT
    return show(
        stance,
        bounds_of(stated),
        (start_of(verb), bounds_of(stated)[1]),
        subject.lemma_.lower(),
        stated,
        conditions_of(verb, stated),
    )


def _stated(verb: Token) -> Token | None:
    """Return what a copula says that something is."""
    for kid in verb.rights:
        if kid.dep_ in ("attr", "xcomp", "ccomp", "advcl", "pcomp") and kid.lemma_ not in ("what", "that"):
            return kid
        if kid.dep_ == "prep" and kid.lower_ in ("through", "by", "via", "with"):
            return kid
    return None


def show_term(verb: Token) -> Shown | None:
    """Read "any deal must include guarantees", "a pause would have to lead to peace": the terms of a thing."""
    action = verb
    if verb.lemma_ == "have" and (inner := child(verb, "xcomp")) is not None and is_infinitive(inner):
        action = inner
    elif not has_modal(verb, ("must", "should", "shall")):
        return None
    if action is not verb and not (has_modal(verb, _DEALS) or verb.tag_ in ("VBZ", "VBP", "VBD")):
        return None
    subject = child(verb, "nsubj", "nsubjpass")
    if subject is None or is_negated(verb) or subject_of(verb) is None:
        return None
    anyone = any(kid.lower_ == "any" for kid in subject.lefts)
    if not anyone and subject.lemma_.lower() not in deal_nouns():
        return None
    if not anyone and action.lemma_ not in load_words("read", "data", "term_verbs.txt"):
        return None
    bounds = (action.idx, bounds_of(action)[1])
    waited = Waiting("must", bounds, action, verb)
    return show(Stance.CONDITIONAL, bounds_of(subject), (bounds_of(subject)[0], bounds[1]), "must", action, [waited])
