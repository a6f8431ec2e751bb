"""What stands between a predicate and the fact: modals, negation, and the verbs and adjectives that govern it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from diplowatch.read.events.lexicon import Modal, Mood, load_modals, load_moods, match_frame

_CONDITIONAL = frozenset({"if", "unless", "whether", "should"})
_CLIMB = 60
"""Words climbed at most towards the root."""
_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl"})


@dataclass(frozen=True)
class Footing:
    """On what footing a predicate stands in its sentence."""

    modal: Modal | None
    shares_modal: bool
    """Whether the modal stands with the verb that this one is joined to: "must stop and leave"."""
    negated: bool
    moods: frozenset[Mood]
    """Of the words that govern it, up to the next one that is an event itself."""
    governor: Token | None
    """The governing verb that is an event itself ("threatened" in "threatened to attack")."""
    speaking: Token | None
    """The verb of saying whose content it is."""
    conditional: bool
    """Whether it stands under "if", "unless" or in a question."""
    unreal: bool
    """Whether it is only spoken of: "the idea of lifting sanctions", "lifting them would ..."."""
    purpose: bool
    """Whether it is only what something else is done for: "flew to Rome to discuss ..."."""
    depth: float
    """How far it is from the main clause; verbs of saying do not count."""


def footing_of(verb: Token) -> Footing:
    """Climb from a predicate to the root and note what it passes."""
    modal, negated = _auxiliaries(verb)
    own_modal = modal
    moods: frozenset[Mood] = frozenset()
    governor: Token | None = None
    speaking: Token | None = None
    conditional = _is_conditional(verb) or _is_asked(verb)
    depth, current, joined = 0.0, verb, True
    for _ in range(_CLIMB):
        if current.dep_ == "ROOT" or current.head == current:
            break
        head = current.head
        if current.dep_ == "conj":
            depth += 0.3
            if joined and modal is None and head.pos_ in ("VERB", "AUX"):
                modal = _auxiliaries(head)[0]
            current = head
            continue
        joined = False
        if current.dep_ == "prep":
            current = head
            continue
        own = moods_of(head)
        if current.dep_ in _GOVERNED and current.dep_ != "advcl" and not _is_reduced(current):
            near = governor is None and speaking is None
            if Mood.SAID in own and current.dep_ == "ccomp":
                speaking = speaking or head
            elif near and own and not _is_event(head):
                moods |= own - {Mood.SAID}
                modal = modal or _auxiliaries(head)[0]
                negated ^= _auxiliaries(head)[1]
                depth += 0.2
            else:
                if near and _is_event(head):
                    governor = head
                depth += 1
        else:
            depth += 2 if current.dep_ in ("advcl", "relcl", "acl", "pcomp") else 1
        conditional |= _is_conditional(head) and current.dep_ in _GOVERNED and not _is_reduced(current)
        current = head
    return Footing(
        modal=modal,
        shares_modal=own_modal is None and modal is not None,
        negated=negated,
        moods=moods,
        governor=governor,
        speaking=speaking,
        conditional=conditional,
        unreal=_is_unreal(verb),
        purpose=_is_purpose(verb),
        depth=depth,
    )


def _is_event(token: Token) -> bool:
    match = match_frame(token)
    return match is not None and match.frame.type is not None


def moods_of(token: Token) -> frozenset[Mood]:
    """Return what a governing word makes of the act it governs."""
    lemma, moods = token.lemma_.lower(), load_moods()
    return moods.get(lemma) or moods.get(f"{lemma}e", frozenset())  # "hopes" is read as "hop"


def _auxiliaries(verb: Token) -> tuple[Modal | None, bool]:
    modals = load_modals()
    children = list(verb.children)
    modal = next((modals[c.lower_] for c in children if c.dep_ == "aux" and c.lower_ in modals), None)
    negated = any(c.dep_ == "neg" or c.lower_ in ("never", "neither") for c in children)
    return modal, negated


def _is_unreal(verb: Token) -> bool:
    if verb.dep_ == "csubj":
        return True
    return verb.dep_ == "pcomp" and verb.head.dep_ == "prep" and verb.head.head.pos_ == "NOUN"


def _is_reduced(verb: Token) -> bool:
    """Return whether a participle stands for a relative clause, which tells of a fact: "the towns taken by ..."."""
    return verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD")


def _is_asked(verb: Token) -> bool:
    last = next((token for token in reversed(verb.sent) if not token.is_space and not token.is_quote), None)
    return last is not None and last.text == "?"


def _is_purpose(verb: Token) -> bool:
    """Return whether an infinitive only says what for: "flew to Rome to meet and thank them"."""
    while verb.dep_ == "conj" and verb.tag_ in ("VB", "VBP") and verb.head.tag_ == "VB":
        verb = verb.head
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    return to and verb.dep_ in ("advcl", "acl", "relcl")


def _is_conditional(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in _CONDITIONAL for child in verb.children)
