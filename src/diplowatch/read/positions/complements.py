"""What a word of stance is about: the object, infinitive, clause or phrase that names its proposal."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from diplowatch.read.positions.grammar import (
    RELATIVES,
    Bounds,
    asks,
    bounds_of,
    child,
    children,
    has_modal,
    is_infinitive,
    is_passive,
)


def complement_of(cue: Token, frames: Iterable[str]) -> tuple[Token, Bounds] | None:
    """Return the head and the bounds of the complement that names the proposal, clauses before plain objects."""
    for frame in sorted(frames, key=_order_of):
        found = _COMPLEMENTS[frame](cue) if frame in _COMPLEMENTS else _after_preposition(cue, frame)
        if found is not None:
            return found, _bounds_with_actor(cue, found, frame)
    return None


def complement_behind(noun: Token, verb: Token, frames: Iterable[str]) -> tuple[Token, Bounds] | None:
    """Return a noun's prepositional complement that the parser hangs on its verb: "dropped its veto on the loan"."""
    wanted = [frame for frame in frames if frame not in _COMPLEMENTS]
    for kid in verb.rights:
        if kid.i > noun.i and kid.dep_ in ("prep", "dative") and kid.lower_ in wanted:
            found = child(kid, "pobj", "pcomp")
            return (found, bounds_of(found)) if found is not None else None
    return None


def _bounds_with_actor(cue: Token, found: Token, frame: str) -> Bounds:
    start, end = bounds_of(found)
    if frame == "obj-inf" and (addressed := child(cue, "dobj")) is not None and addressed.idx < start:
        start = bounds_of(addressed)[0]
    if frame in ("inf", "obj-inf") or found.dep_ == "acl":
        marker = next((kid for kid in found.children if kid.tag_ == "TO"), None)
        if marker is not None and marker.idx == start:
            start = found.doc[marker.i + 1].idx
    return start, end


def _object(cue: Token) -> Token | None:
    if cue.pos_ == "ADP":
        return child(cue, "pobj", "pcomp")
    found = child(cue, "dobj")
    if found is None and is_passive(cue):
        return child(cue, "nsubjpass", "csubjpass") or (cue.head if cue.dep_ == "acl" else None)
    if found is not None and found.lower_ in RELATIVES and cue.dep_ == "relcl":
        return cue.head
    if found is None and cue.dep_ == "relcl" and child(cue, "nsubj") is not None and not child(cue, "ccomp", "xcomp"):
        return cue.head
    return found


def _infinitive(cue: Token) -> Token | None:
    for kid in cue.rights:
        if kid.dep_ in ("xcomp", "acl", "relcl", "advcl", "ccomp") and is_infinitive(kid):
            return None if child(kid, "nsubj") is not None else kid
    return None


def _addressed_infinitive(cue: Token) -> Token | None:
    for kid in cue.rights:
        if (
            kid.dep_ == "ccomp"
            and kid.tag_ in ("VBN", "VBD")
            and cue.lemma_ in ("want", "see")
            and not child(kid, "aux", "mark")
        ):
            return kid  # "wants the sanctions lifted"
        if kid.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(kid):
            # "call" takes an object only to give it a name: "called her a friend"
            addressed = cue.lemma_ != "call" and child(cue, "dobj") is not None
            if child(kid, "nsubj") is not None or addressed:
                return kid
            preposition = child(cue, "prep")
            if preposition is not None and preposition.lower_ in ("on", "upon"):
                return kid
    return None


def _gerund(cue: Token) -> Token | None:
    for kid in cue.rights:
        if kid.tag_ != "VBG":
            continue
        # the parser takes what stands right behind a particle for an adverbial: "ruled out sending"
        behind = kid.dep_ == "advcl" and kid.left_edge == kid and kid.nbor(-1).dep_ == "prt"
        if behind or kid.dep_ in ("xcomp", "ccomp", "dobj", "pcomp"):
            return kid
    return None


def _clause(cue: Token) -> Token | None:
    for kid in cue.rights:
        # a noun's "that" with a subject of its own is its content: "the demand that Kyiv withdraw"
        named = kid.dep_ == "relcl" and kid.left_edge.lower_ == "that" and child(kid, "nsubj", "nsubjpass") is not None
        if named and kid.left_edge.dep_ == "dobj" and cue.pos_ == "NOUN" and not asks(kid):
            return kid
        if kid.dep_ in ("ccomp", "acl", "relcl") and not asks(kid) and not is_infinitive(kid) and kid.tag_ != "VBG":
            if kid.dep_ != "ccomp" and child(kid, "mark") is None:
                continue
            return kid
    return None


def _future_clause(cue: Token) -> Token | None:
    found = _clause(cue)
    return found if found is not None and has_modal(found, ("will", "would", "'ll", "’ll")) else None


def _wished_clause(cue: Token) -> Token | None:
    found = _clause(cue)
    if found is None:
        return None
    # "insisted that the deal include inspections": the bare verb wishes
    passive = child(found, "auxpass")
    bare = "VB" in (found.tag_, passive.tag_ if passive is not None else "") and child(found, "aux") is None
    return found if bare or has_modal(found, ("should", "must", "shall", "will", "would")) else None


def _perhaps_clause(cue: Token) -> Token | None:
    """Return what somebody says they themselves may do: "hinted that it might lift the ban"."""
    found = _clause(cue)
    if found is None or not has_modal(found, ("may", "might", "could")):
        return None
    subject = child(found, "nsubj")
    return found if subject is not None and subject.pos_ == "PRON" and subject.tag_ == "PRP" else None


def _modified_noun(cue: Token) -> Token | None:
    """Return the noun that somebody's "proposed" or "planned" stands before."""
    noun = cue.head
    return noun if cue.dep_ == "amod" and cue.i < noun.i and child(noun, "poss") is not None else None


def _open_question(cue: Token) -> Token | None:
    for kid in cue.rights:
        if kid.dep_ in ("ccomp", "xcomp", "pcomp", "advcl", "dobj") and asks(kid):
            return kid
        if kid.dep_ == "prep" and (inner := child(kid, "pcomp")) is not None and asks(inner):
            return inner
    return None


def _after_preposition(cue: Token, preposition: str) -> Token | None:
    for kid in cue.rights:
        if preposition == "for" and is_infinitive(kid) and any(mark.lower_ == "for" for mark in children(kid, "mark")):
            return kid
        if kid.dep_ in ("prep", "agent", "prt", "dative") and kid.lower_ == preposition:
            found = child(kid, "pobj", "pcomp")
            if found is not None:
                return found
        deeper = ("prt", "dobj", "advmod", "pobj") if cue.pos_ == "ADP" else ("prt", "dobj", "advmod")
        if kid.dep_ in deeper and (inner := _after_preposition(kid, preposition)) is not None:
            return inner
    return None


_COMPLEMENTS = {
    "obj": _object,
    "inf": _infinitive,
    "obj-inf": _addressed_infinitive,
    "ing": _gerund,
    "that": _clause,
    "that-future": _future_clause,
    "that-should": _wished_clause,
    "that-perhaps": _perhaps_clause,
    "whether": _open_question,
    "noun": _modified_noun,
}


def _order_of(frame: str) -> int:
    return {"obj-inf": 0, "obj": 2}.get(frame, 1)
