"""What waits for something by its build: "hinges on", "no peace without justice", "must be met before talks begin"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from diplowatch.read.parse import text_of
from diplowatch.read.positions.conditions import Waiting, binding, conditions_of, is_denied
from diplowatch.read.positions.grammar import (
    bounds_of,
    child,
    children,
    has_modal,
    is_infinitive,
    is_negated,
    subject_of,
)
from diplowatch.read.positions.lexicon import ConditionKind, conditions_by_word, deal_nouns, load_conditions
from diplowatch.read.positions.showing import show_whole, start_of
from diplowatch.read.positions.stances import Shown
from diplowatch.records import Stance

_MODALS = ("must", "should", "shall", "will", "'ll", "’ll", "wo", "would", "can", "could", "may", "might", "ca")


def find_dependences(tokens: Iterator[Token]) -> Iterator[Shown]:
    """Yield what hinges or depends on something: conditional for whoever says so."""
    for token in tokens:
        shown = _depending(token) or _named_condition(token)
        if shown is not None:
            yield shown


def show_conditioned(verb: Token) -> Shown | None:
    """Read "there can be no peace without justice", "tariffs will stay until they negotiate"."""
    if verb.pos_ != "VERB" and verb.lemma_ != "be":
        return None
    if subject_of(verb) is None and child(verb, "expl") is None:
        return None
    chance = child(verb, "acomp") if verb.lemma_ == "be" else None
    modal = has_modal(verb, _MODALS) or (chance is not None and chance.lemma_ in ("possible", "impossible"))
    if not modal and not any(token.lower_ == "only" for token in verb.subtree):
        return None
    found = binding(conditions_of(verb, *children(verb, "attr")), opposed=is_denied(verb))
    waiting = [one for one in found if modal or one.cue.startswith("only")]
    if not waiting:
        return None
    shown = show_whole(verb, verb, Stance.CONDITIONAL, waiting[0].cue)
    return replace(shown, holder=subject_of(verb)) if shown is not None else None


def show_only(verb: Token) -> Shown | None:
    """Read "only a withdrawal would end the sanctions": the subject is what the rest waits for."""
    subject = child(verb, "nsubj", "csubj")
    if (
        subject is None
        or not has_modal(verb, _MODALS)
        or subject.pos_ == "PRON"
        or subject.left_edge.lower_ != "only"
        or subject.i > verb.i
    ):
        return None
    bounds = bounds_of(subject)
    end = bounds_of(verb)[1]
    after = subject.doc[subject.right_edge.i + 1]
    waited = Waiting("only", bounds, subject, verb)
    return Shown(None, Stance.CONDITIONAL, (after.idx, end), (bounds[0], end), "only", verb, (waited,))


def show_coming_first(verb: Token) -> Shown | None:
    """Read "a ceasefire comes first": it is the condition of everything else."""
    subject = child(verb, "nsubj", "csubj")
    if verb.lemma_ != "come" or subject is None or is_negated(verb) or subject.lower_ in ("i", "we", "he", "she", "it"):
        return None
    return _first(verb) if any(kid.lower_ == "first" for kid in verb.rights) else None


def show_sequel(verb: Token) -> Shown | None:
    """Read "all terms must be met before talks can begin": the obligation is the condition of what comes after."""
    after = next((found for kid in verb.children if (found := _purpose(kid)) is not None), None)
    if after is None:
        first = next((kid for kid in verb.children if kid.lower_ == "first" and kid.dep_ in ("advmod", "acomp")), None)
        return _first(verb) if first is not None else None
    marker, later = after
    start, end = (marker.i + 1, later.right_edge.i + 1)
    proposal = verb.doc[start:end] if start < end else verb.doc[later.i : later.i + 1]
    if marker.i < verb.i:
        bounds = (start_of(verb), bounds_of(verb)[1])
    else:
        before = text_of(verb.doc)[start_of(verb) : marker.idx].rstrip(" ,")
        bounds = (start_of(verb), start_of(verb) + len(before))
    waited = Waiting(marker.lower_, bounds, verb, later)
    words = (proposal.start_char, proposal.end_char)
    clause = (min(bounds[0], marker.idx), max(bounds[1], words[1]))
    return Shown(None, Stance.CONDITIONAL, words, clause, waited.cue, later, (waited,))


def _purpose(kid: Token) -> tuple[Token, Token] | None:
    """Return marker and head of what an obligation must come before, or is needed for."""
    marker = kid.left_edge
    if marker.lower_ not in load_conditions(ConditionKind.SEQUEL):
        return None
    if kid.dep_ == "advcl":
        return (marker, kid) if marker.lower_ == "before" or is_infinitive(kid) else None
    deal = child(kid, "pobj") if kid.dep_ == "prep" else None
    if deal is None:
        return None
    if marker.lower_ == "before":
        return (marker, deal) if deal.lemma_.lower() in deal_nouns() else None
    # "for a deal to work, all must take part"
    return (marker, deal) if any(one.dep_ in ("relcl", "acl") and is_infinitive(one) for one in deal.rights) else None


def _first(verb: Token) -> Shown:
    """Read "the causes must be addressed first": it is the condition of everything else."""
    bounds = (start_of(verb), bounds_of(verb)[1])
    return Shown(None, Stance.CONDITIONAL, bounds, bounds, "first", verb, (Waiting("first", bounds, verb, verb),))


def _depending(word: Token) -> Shown | None:
    cues = conditions_by_word(ConditionKind.DEPENDENCE)
    for words in cues.get(word.lemma_) or cues.get(word.lower_) or ():
        cue, rest = " ".join(words), list(words[1:])
        if word.tag_ == "VBN" and word.dep_ == "acl":
            continue
        target = _target(word, rest)
        verb = word if word.pos_ == "VERB" else word.head
        subject = child(verb, "csubj", "csubjpass") or subject_of(verb)
        if target is None or subject is None or verb.pos_ not in ("VERB", "AUX"):
            continue
        if not rest and not _is_deal(subject):
            continue
        if is_negated(verb):
            continue
        waited = Waiting(cue, bounds_of(target), target, verb)
        proposal = bounds_of(child(verb, "csubj", "nsubj", "nsubjpass") or subject)
        # what is waited for may stand first: "what the truce demands"
        clause = (min(proposal[0], verb.idx, waited.bounds[0]), max(proposal[1], waited.bounds[1]))
        return Shown(None, Stance.CONDITIONAL, proposal, clause, cue, subject, (waited,))
    return None


def _is_deal(subject: Token) -> bool:
    """Whether the terms of a thing are stated: "a truce requires", "any mission would need", "lifting them needs"."""
    anyone = any(kid.lower_ in ("any", "no") and kid.dep_ == "det" for kid in subject.lefts)
    return anyone or subject.dep_ in ("csubj", "csubjpass") or subject.lemma_.lower() in deal_nouns()


def _named_condition(word: Token) -> Shown | None:
    """Read "the release of prisoners is a precondition for talks" and "the condition for talks is the release"."""
    if word.lemma_.lower() not in load_conditions(ConditionKind.NAME):
        return None
    place = word
    if word.dep_ == "pobj" and word.head.head.lower_ in ("one", "some", "part"):
        place = word.head.head
    verb = place.head
    if verb.lemma_ not in ("be", "remain") or is_negated(verb):
        return None
    stated = child(verb, "nsubj", "csubj") if place.dep_ == "attr" else child(verb, "attr", "ccomp", "xcomp", "acomp")
    if stated is None or place.dep_ not in ("attr", "nsubj") or stated.lower_ in ("it", "this", "that", "there"):
        return None
    target = next((found for cue in ("for", "of", "to") if (found := _target(word, [cue])) is not None), None)
    if target is None:
        later = (*word.rights, *place.rights, *verb.rights)
        target = next((k for k in later if k.dep_ in ("relcl", "acl", "advcl", "xcomp") and is_infinitive(k)), None)
    if target is None:
        return None
    waited = Waiting(word.lemma_.lower(), bounds_of(stated), stated, verb)
    words = bounds_of(place)
    clause = (min(waited.bounds[0], words[0]), max(waited.bounds[1], words[1], bounds_of(target)[1]))
    return Shown(None, Stance.CONDITIONAL, bounds_of(target), clause, waited.cue, target, (waited,))


def _target(word: Token, rest: list[str]) -> Token | None:
    if not rest:
        return child(word, "dobj")
    preposition = next((k for k in word.rights if k.dep_ == "prep" and k.lower_ == rest[0]), None)
    return child(preposition, "pobj", "pcomp") if preposition is not None else None
