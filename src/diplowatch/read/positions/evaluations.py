"""Positions that a speaker takes by judging, obliging or promising: "would be a mistake", "must", "we will"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from diplowatch.read.positions.aims import show_aim, show_term
from diplowatch.read.positions.conditions import conditions_of
from diplowatch.read.positions.dependences import show_coming_first, show_conditioned, show_only, show_sequel
from diplowatch.read.positions.framing import is_supposed
from diplowatch.read.positions.grammar import (
    bounds_of,
    child,
    children,
    has_modal,
    in_question,
    is_first_person,
    is_infinitive,
    is_negated,
    reporter_of,
    subject_of,
)
from diplowatch.read.positions.lexicon import (
    evaluation_of,
    evasions,
    inquiry_words,
    load_exclusions,
    stage_words,
)
from diplowatch.read.positions.promises import FUTURE, IDLE, show_promise
from diplowatch.read.positions.showing import show, show_whole, start_of
from diplowatch.read.positions.stances import Shown
from diplowatch.records import Stance
from diplowatch.tables import load_words

_OBLIGATION = ("must", "should", "shall")
_MODALS = (*_OBLIGATION, *FUTURE, "would", "can", "could", "may", "might", "ca")
_TIMES = ("time", "moment")
_UNTIMELY = frozenset({"early", "premature"})
_BELIEFS = frozenset({"believe", "think", "expect", "assume", "suppose", "worry", "panic"})


def find_evaluations(tokens: Iterator[Token]) -> Iterator[Shown]:
    """Yield every stance that the words give to whoever speaks them (`holder` None)."""
    for token in tokens:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        shown = (
            show_aim(token)
            or show_term(token)
            or _judged(token)
            or _timed(token)
            or _excluded(token)
            or _cleft(token)
            or _obliged(token)
            or show_only(token)
            or show_coming_first(token)
            or show_promise(token)
            or show_conditioned(token)
        )
        if shown is not None and not is_supposed(token) and not in_question(token):
            yield shown


def _judged(verb: Token) -> Shown | None:
    """Read "doing so would be a mistake", "it is vital that", "that is unacceptable"."""
    if verb.lemma_ not in ("be", "remain", "constitute", "represent"):
        return None
    word = child(verb, "acomp", "attr", "dobj", "oprd", "prep")
    row = evaluation_of(word) if word is not None else None
    if word is None or row is None:
        return None
    judged = _judged_clause(verb, word)
    subject = child(verb, "nsubj", "csubj")
    if judged is None:
        if subject is None or is_first_person(subject) or (row.weak and not has_modal(verb, _MODALS)):
            return None
        judged = subject
    stance = _turned(row.stance) if is_negated(verb) else row.stance
    if row.cue in _UNTIMELY and judged.lemma_ in (*evasions(), *inquiry_words(), "tell", "judge"):
        stance = Stance.UNDECIDED  # "it is too early to say"
    start = min(verb.idx, bounds_of(subject)[0] if subject is not None else verb.idx, bounds_of(judged)[0])
    end = max(bounds_of(word)[1], bounds_of(judged)[1])
    return show(stance, bounds_of(judged), (start, end), row.cue, judged, conditions_of(verb, judged))


def _judged_clause(verb: Token, word: Token) -> Token | None:
    subject = child(verb, "csubj", "csubjpass")
    if subject is not None:
        return subject
    impersonal = child(verb, "nsubj", "expl")
    if impersonal is None or impersonal.lower_ not in ("it", "this", "that"):
        return None
    for above in (word, verb):
        for kid in above.rights:
            if kid.dep_ in ("xcomp", "ccomp", "advcl", "acl", "csubj") and (
                is_infinitive(kid) or child(kid, "mark") is not None
            ):
                return kid
    return None


def _timed(verb: Token) -> Shown | None:
    """Read "now is not the time for talks", "it is time to act"."""
    time = next((kid for kid in children(verb, "attr", "acomp", "nsubj") if kid.lemma_.lower() in _TIMES), None)
    if verb.lemma_ != "be" or time is None:
        return None
    action = None
    for kid in (*time.rights, *verb.rights):
        if kid.dep_ == "prep" and kid.lower_ == "for":
            action = child(kid, "pcomp", "pobj")
        elif kid.dep_ in ("relcl", "acl", "xcomp", "advcl") and is_infinitive(kid):
            action = kid
        if action is not None:
            break
    if action is None:
        return None
    stance = Stance.OPPOSE if is_negated(verb) or is_negated(time) else Stance.SUPPORT
    bounds = (start_of(verb) if time.dep_ == "attr" else time.idx, bounds_of(action)[1])
    return show(stance, bounds_of(action), bounds, "time", action, conditions_of(action))


def _excluded(verb: Token) -> Shown | None:
    """Read "there can be no military solution", "it makes no sense to wait"."""
    if verb.lemma_ == "make" and (sense := child(verb, "dobj")) is not None and sense.lower_ == "sense":
        clause = next((kid for kid in verb.rights if kid.dep_ in ("xcomp", "ccomp", "advcl")), None)
        if clause is None or not is_infinitive(clause):
            return None
        stance = Stance.OPPOSE if is_negated(verb) or is_negated(sense) else Stance.SUPPORT
        return show(stance, bounds_of(clause), (start_of(verb), bounds_of(clause)[1]), "sense", clause, [])
    thing = child(verb, "attr") if verb.lemma_ == "be" and child(verb, "expl") is not None else None
    if thing is None or not (is_negated(thing) or is_negated(verb)):
        return None
    named = load_exclusions().get(thing.lemma_.lower())
    if named is not None and (action := _barred(thing, verb)) is not None:
        end = max(bounds_of(action)[1], thing.idx + len(thing))
        return show(named, bounds_of(action), (start_of(verb), end), "no", action, [])
    if (
        named is not None
        or not has_modal(verb, ("can", "ca", "could", "must", "may", *FUTURE))
        or conditions_of(verb, thing)
    ):
        return None
    return show(Stance.OPPOSE, bounds_of(thing), (start_of(verb), bounds_of(thing)[1]), "no", thing, [])


def _barred(noun: Token, verb: Token) -> Token | None:
    """Return what there is no room, reason or need for."""
    for kid in (*noun.rights, *verb.rights):
        if kid.dep_ == "prep" and kid.lower_ in ("for", "of", "in", "to") and kid.i > noun.i:
            return child(kid, "pcomp", "pobj")
        if kid.dep_ in ("acl", "relcl", "xcomp", "advcl") and is_infinitive(kid) and kid.i > noun.i:
            return kid if kid.lemma_ not in load_words("read", "data", "doubt_words.txt") | _BELIEFS else None
    return None


def _cleft(verb: Token) -> Shown | None:
    """Read "what we will not do is run two currencies"."""
    doing = child(verb, "csubj", "csubjpass")
    if doing is None or doing.lemma_ != "do" or doing.left_edge.lower_ != "what" or not has_modal(doing, _MODALS):
        return None
    subject = child(doing, "nsubj")
    said = verb if verb.lemma_ != "be" else child(verb, "xcomp", "ccomp", "attr")
    if subject is None or said is None:
        return None
    end = bounds_of(verb)[1]
    shown = show(_will(doing), (said.idx, end), (bounds_of(doing)[0], end), "what", said, [])
    return shown if is_first_person(subject) else replace(shown, holder=subject, own=True)


def _obliged(verb: Token) -> Shown | None:  # noqa: PLR0911 - one early return per construction
    """Read "all sides must respect it", "we need to act"."""
    action = verb
    cue = next((kid.lower_ for kid in verb.children if kid.dep_ == "aux" and kid.lower_ in _OBLIGATION), None)
    if verb.lemma_ == "deserve" and child(verb, "dobj", "xcomp") is not None and verb.tag_ not in ("VBN", "VBD"):
        cue = "deserve"
    if cue is None and _needs(verb):
        cue = "need"
    elif cue is None and verb.lemma_ in ("need", "have", "ought") and verb.dep_ != "aux":
        inner = child(verb, "xcomp")
        subject = subject_of(verb)
        told = reporter_of(verb) is not None and verb.tag_ == "VBD"
        if inner is None or not is_infinitive(inner) or subject is None or (_is_past(verb) and not told):
            return None
        if subject.lower_ == "you" and inner.lemma_ in (*IDLE, *inquiry_words(), *stage_words(), "imagine"):
            return None
        action, cue = inner, f"{verb.lemma_} to"
    if cue is None:
        return None
    subject = child(verb, "nsubj", "nsubjpass", "csubj")
    if subject is None and verb.dep_ != "conj":
        return None
    stance = Stance.OPPOSE if is_negated(verb) and cue in _OBLIGATION else Stance.SUPPORT
    if is_negated(verb) and cue not in _OBLIGATION:
        return None
    later = (show_sequel(verb) or show_sequel(action)) if not is_negated(verb) else None
    if later is not None:
        return later
    return show_whole(verb, action, stance, cue)


def _needs(verb: Token) -> bool:
    """Read "Ukraine needs guarantees", "this will require flexibility"."""
    if child(verb, "dobj") is None or _is_past(verb) or verb.tag_ == "VBG":
        return False
    return verb.lemma_ == "need" and subject_of(verb) is not None


def _turned(stance: Stance) -> Stance:
    return Stance.SUPPORT if stance is Stance.OPPOSE else Stance.OPPOSE


def _is_past(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBN") or has_modal(verb, ("had",))


def _will(verb: Token) -> Stance:
    return Stance.OPPOSE if is_negated(verb) else Stance.SUPPORT
