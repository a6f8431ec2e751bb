"""Which stance a word shows where it stands: negation, hedging, the verb it carries or is carried by, and change.

Every rule composes: "refused to rule out" is neither refusal nor exclusion, "vowed to block" opposes what is blocked,
"dropped its opposition" no longer opposes, and "promised that it would not" promises the opposite.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from diplowatch.read.positions.complements import complement_of
from diplowatch.read.positions.grammar import (
    Bounds,
    child,
    governor_of_noun,
    has_modal,
    is_infinitive,
    is_negated,
)
from diplowatch.read.positions.lexicon import Part, StanceCue, load_changes, load_stances
from diplowatch.records import Stance
from diplowatch.tables import load_words

_PERHAPS = frozenset({"may", "might"})
_FAILING = frozenset({"cease", "stop", "neglect", "forget"})
_FORWARD = frozenset({"inf", "obj-inf", "ing"})
"""Frames whose verb the stance passes on to: "vowed to block it", "ruled out accepting it"."""


def stance_of(row: StanceCue, cue: Token, verb: Token, head: Token) -> Stance | None:
    """Return what a word of stance says of its proposal, everything around it taken in; None where it says nothing."""
    stance = _own_stance(row, cue, verb)
    if stance is Stance.SUPPORT and _is_turned(head, cue):
        return Stance.OPPOSE
    return stance


def passed_on(stance: Stance, cue: Token, head: Token, frames: tuple[str, ...]) -> tuple[Stance, Token, Bounds] | None:
    """Return stance and proposal where the complement is itself a verb of stance; None where it is any other verb."""
    if head.pos_ != "VERB" or not _FORWARD & set(frames) or head == cue or not _is_carried(head):
        return None
    for row in load_stances().get((Part.VERB, head.lemma_), ()):
        particle = row.cue.split()[1:]
        if particle and not any(kid.lower_ == particle[0] for kid in head.children):
            continue
        inner = complement_of(head, row.complements)
        if inner is None:
            continue
        if row.stance is None:
            # "refused to say whether" leaves it open
            return (row.negated, *inner) if stance is Stance.OPPOSE and row.negated is not None else None
        here = row.negated if is_negated(head) else row.stance
        if cue.lemma_ == "decline" and head.lemma_ in load_words("read", "data", "endorsing_verbs.txt"):
            # who does not lend his word to something has not spoken against it either
            return Stance.UNDECIDED, *inner
        found = _compose(stance, here, row)
        return None if found is None else (found, *inner)
    return None


def _compose(outer: Stance, inner: Stance | None, row: StanceCue) -> Stance | None:
    if outer is Stance.UNDECIDED:
        return Stance.UNDECIDED
    if outer is Stance.SUPPORT:
        return inner if inner in (Stance.OPPOSE, Stance.SUPPORT) else None
    # to refuse to do something is not to do it
    return row.negated if inner is row.stance else Stance.UNDECIDED


def _is_carried(head: Token) -> bool:
    """Whether a verb is the holder's own doing: "vowed to block", and no clause with a subject of its own."""
    return is_infinitive(head) or head.tag_ == "VBG"


def _own_stance(row: StanceCue, cue: Token, verb: Token) -> Stance | None:
    changed = _changed(row, cue)
    if changed is not None:
        return changed
    carried = [kid for kid in cue.children if kid.dep_ == "dobj" and kid.lower_ in row.cue.split()[1:]]
    negations = sum(is_negated(token) for token in {token.i: token for token in (cue, verb, *carried)}.values())
    for above in _raising_verbs(verb):
        if above.lemma_ in ("have", "remain") and any(kid.lower_ == "yet" for kid in above.children):
            return Stance.UNDECIDED
        if above.lemma_ == "fail" and row.stance is Stance.SUPPORT and row.negated is not Stance.SUPPORT:
            return Stance.UNDECIDED
        negations += is_negated(above) + (above.lemma_ in _FAILING)
    if negations % 2:
        return row.negated
    if has_modal(verb, _PERHAPS) and row.stance is Stance.SUPPORT:
        return Stance.UNDECIDED
    return row.stance


def _changed(row: StanceCue, cue: Token) -> Stance | None:
    """Return what is left of a stance that its holder gave up or softened: "dropped its veto", "softened demands"."""
    if row.part is not Part.NOUN or row.stance is None:
        return None
    governor = governor_of_noun(cue)
    if governor is None:
        return None
    given_up = is_given_up(governor, cue)
    if given_up is None or is_negated(governor):
        return None
    if row.stance is Stance.OPPOSE:
        return Stance.SUPPORT if given_up else Stance.UNDECIDED
    if cue.lemma_.lower() in load_words("read", "data", "asking_nouns.txt") or not given_up:
        return Stance.UNDECIDED
    return Stance.OPPOSE


def is_given_up(verb: Token, noun: Token) -> bool | None:
    """Whether a verb gives up what its object names (True) or only softens it (False); None where it does neither."""
    changes = load_changes()
    direct = noun.dep_ in ("dobj", "conj", "nsubjpass")
    words = [kid.lower_ for kid in verb.children if kid.dep_ in ("prt", "advmod", "prep")]
    if not direct:
        if noun.head.dep_ != "prep":
            return None
        inner = noun.head.head
        words = [f"{inner.lower_} {noun.head.lower_}" if inner != verb else noun.head.lower_, *words]
        words += [f"{kid.lower_} {noun.head.lower_}" for kid in verb.children if kid.dep_ in ("prt", "advmod")]
    found = next((changes[f"{verb.lemma_} {word}"] for word in words if f"{verb.lemma_} {word}" in changes), None)
    return changes.get(verb.lemma_) if found is None and direct else found


def _is_turned(head: Token, cue: Token) -> bool:
    """Whether what is promised, wanted or insisted on is that something not be done."""
    if head.pos_ not in ("VERB", "AUX") or head == cue or not is_negated(head):
        return False
    if head.dep_ not in ("xcomp", "ccomp", "advcl", "acl", "conj"):
        return False
    # not to attack keeps a truce
    return head.lemma_ not in load_words("read", "data", "restraint_verbs.txt") or child(head, "nsubj") is not None


def _raising_verbs(verb: Token) -> Iterator[Token]:
    while verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX") and is_infinitive(verb):
        verb = verb.head
        yield verb
