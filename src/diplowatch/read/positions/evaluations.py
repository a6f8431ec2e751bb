"""Positions that a speaker takes by judging, obliging or promising: "would be a mistake", "must", "we will"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from diplowatch.read.parse import text_of
from diplowatch.read.positions.aims import show_aim, show_term
from diplowatch.read.positions.conditions import Waiting, conditions_of
from diplowatch.read.positions.framing import is_supposed
from diplowatch.read.positions.grammar import (
    asks,
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
    ConditionKind,
    Evaluation,
    Part,
    conditions_by_word,
    inquiry_words,
    load_conditions,
    load_evaluations,
    stage_words,
)
from diplowatch.read.positions.showing import show, show_whole, start_of
from diplowatch.read.positions.stances import Shown
from diplowatch.records import Stance

_OBLIGATION = ("must", "should", "shall")
_FUTURE = ("will", "'ll", "’ll", "wo")
_MODALS = (*_OBLIGATION, *_FUTURE, "would", "can", "could", "may", "might", "ca")
_LASTING = frozenset({"continue", "proceed"})
"""What an official says will go on, whatever its subject, he stands for."""
_SUPPOSITIONS = frozenset({"if", "in case", "once"})
_IDLE = frozenset({"be", "have", "see", "know", "say", "get", "think", "hear", "remember", "tell", "let"})
_TIMES = ("time", "moment")


def find_evaluations(tokens: Iterator[Token]) -> Iterator[Shown]:
    """Yield every stance that the words give to whoever speaks them (`holder` None)."""
    for token in tokens:
        if token.pos_ not in ("VERB", "AUX") or in_question(token):
            continue
        shown = (
            show_aim(token)
            or show_term(token)
            or _judged(token)
            or _timed(token)
            or _excluded(token)
            or _obliged(token)
            or _promised(token)
            or _conditioned(token)
        )
        if shown is not None and not is_supposed(token):
            yield shown


def find_dependences(tokens: Iterator[Token]) -> Iterator[Shown]:
    """Yield what hinges or depends on something: conditional for whoever says so."""
    for token in tokens:
        shown = _depending(token) or _named_condition(token)
        if shown is not None:
            yield shown


def _judged(verb: Token) -> Shown | None:
    """Read "doing so would be a mistake", "it is vital that", "that is unacceptable"."""
    if verb.lemma_ not in ("be", "remain", "constitute", "represent"):
        return None
    word = child(verb, "acomp", "attr", "dobj", "oprd", "prep")
    row = _evaluation_of(word) if word is not None else None
    if word is None or row is None:
        return None
    judged = _judged_clause(verb, word)
    subject = child(verb, "nsubj", "csubj")
    if judged is None:
        if subject is None or is_first_person(subject) or (row.weak and not has_modal(verb, _MODALS)):
            return None
        judged = subject
    stance = _turned(row.stance) if is_negated(verb) else row.stance
    start = min(verb.idx, bounds_of(subject)[0] if subject is not None else verb.idx, bounds_of(judged)[0])
    end = max(bounds_of(word)[1], bounds_of(judged)[1])
    return show(stance, bounds_of(judged), (start, end), row.cue, judged, conditions_of(verb, judged))


def _evaluation_of(word: Token) -> Evaluation | None:
    table = load_evaluations()
    if word.dep_ == "prep":
        return table.get((Part.PHRASE, " ".join(part.lower_ for part in word.subtree)))
    part = Part.ADJECTIVE if word.pos_ in ("ADJ", "VERB") else Part.NOUN
    row = table.get((part, word.lemma_.lower())) or table.get((part, word.lower_))
    if row is not None and " " in row.cue and not any(k.lower_ == row.cue.split()[0] for k in word.lefts):
        return None
    return row


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
    if thing is not None and thing.lower_ in ("point", "use", "sense") and is_negated(thing):
        preposition = child(thing, "prep")
        action = child(preposition, "pcomp", "pobj") if preposition is not None else None
        if action is not None:
            return show(Stance.OPPOSE, bounds_of(action), (start_of(verb), bounds_of(action)[1]), "no", action, [])
    if not has_modal(verb, ("can", "ca", "could", "must", "may")) or conditions_of(verb):
        return None
    if thing is not None and is_negated(thing):
        return show(Stance.OPPOSE, bounds_of(thing), (start_of(verb), bounds_of(thing)[1]), "no", thing, [])
    return None


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
        if subject.lower_ == "you" and inner.lemma_ in (*_IDLE, *inquiry_words(), *stage_words(), "imagine"):
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
    later = _sequel(verb) if not is_negated(verb) else None
    if later is not None:
        return later
    return show_whole(verb, action, stance, cue)


def _needs(verb: Token) -> bool:
    """Read "Ukraine needs guarantees", "this will require flexibility"."""
    if child(verb, "dobj") is None or _is_past(verb) or verb.tag_ == "VBG":
        return False
    return verb.lemma_ == "need" and subject_of(verb) is not None


def _sequel(verb: Token) -> Shown | None:
    """Read "all terms must be met before talks can begin": the obligation is the condition of what comes after."""
    after = next((kid for kid in verb.rights if kid.dep_ == "advcl" and _opens_with(kid, ConditionKind.SEQUEL)), None)
    if after is None:
        return None
    first = (start_of(verb), after.left_edge.idx)
    text = text_of(verb.doc)[first[0] : first[1]].rstrip(" ,")
    waited = Waiting(after.left_edge.lower_, (first[0], first[0] + len(text)), verb, after)
    start, end = bounds_of(after)
    if after.left_edge.idx == start:
        start = verb.doc[after.left_edge.i + 1].idx
    proposal = (start, end)
    return Shown(None, Stance.CONDITIONAL, proposal, (first[0], end), waited.cue, after, (waited,))


def _opens_with(clause: Token, kind: ConditionKind) -> bool:
    return clause.left_edge.lower_ in load_conditions(kind)


def _promised(verb: Token) -> Shown | None:
    """Read "we will continue to help", "I am going to sign", "we will not allow"."""
    subject = subject_of(verb)
    if subject is None or in_condition(verb):
        return None
    if subject.lower_ not in ("i", "we"):
        return _announced(verb, subject)
    if verb.lemma_ == "go" and verb.tag_ == "VBG" and (inner := child(verb, "xcomp")) is not None:
        return show_whole(verb, inner, _will(verb), "going to") if inner.lemma_ not in _IDLE else None
    if _is_under_way(verb):
        return show_whole(verb, verb, _will(verb), "be doing")
    if not has_modal(verb, _FUTURE) or verb.lemma_ in _IDLE:
        return None
    return show_whole(verb, verb, _will(verb), "will")


def _is_under_way(verb: Token) -> bool:
    """Read "we are sending more" and "we continue to send": what the speaker does, the speaker stands for."""
    if verb.lemma_ == "continue" and verb.tag_ in ("VBP", "VBZ") and child(verb, "xcomp") is not None:
        return True
    doing = verb.tag_ == "VBG" and has_modal(verb, ("am", "is", "are", "'m", "’m", "'re", "’re"))
    return doing and verb.lemma_ not in _IDLE and verb.lemma_ not in stage_words() and child(verb, "dobj") is not None


def _announced(verb: Token, subject: Token) -> Shown | None:
    """Read "the United States will send aid", which an American says; "would" where it is told in the past."""
    future = (*_FUTURE, "would") if reporter_of(verb) is not None else _FUTURE
    if _is_under_way(verb) and verb.pos_ == "VERB":
        shown = show_whole(verb, verb, _will(verb), "be doing")
        return replace(shown, holder=subject, own=True) if shown is not None else None
    if verb.lemma_ == "go" and verb.tag_ == "VBG" and (inner := child(verb, "xcomp")) is not None:
        shown = show_whole(verb, inner, _will(verb), "going to") if inner.lemma_ not in _IDLE else None
        return replace(shown, holder=subject, own=True) if shown is not None else None
    if not has_modal(verb, future) or verb.lemma_ in _IDLE or verb.pos_ != "VERB" or child(verb, "nsubjpass"):
        return None
    if verb.lemma_ in _LASTING and subject.pos_ == "NOUN":
        return show_whole(verb, verb, _will(verb), "will")
    shown = show_whole(verb, verb, _will(verb), "will")
    if shown is None:
        return None
    # the terms of a thing are whose words they are: "the truce will not begin until", an official said
    own = not any(is_strong(waiting.cue) for waiting in shown.conditions)
    return replace(shown, holder=subject, own=own)


def is_strong(cue: str) -> bool:
    """Whether a cue makes a term of what follows, not a mere supposition."""
    return cue not in _SUPPOSITIONS


def in_condition(verb: Token) -> bool:
    """Whether a verb stands in a condition, a relative clause or an indirect question."""
    return verb.dep_ in ("advcl", "relcl", "acl") or asks(verb)


def _will(verb: Token) -> Stance:
    return Stance.OPPOSE if is_negated(verb) else Stance.SUPPORT


def _conditioned(verb: Token) -> Shown | None:
    """Read "there can be no peace without justice", "tariffs will stay until they negotiate"."""
    if verb.pos_ != "VERB" and verb.lemma_ != "be":
        return None
    if subject_of(verb) is None and child(verb, "expl") is None:
        return None
    chance = child(verb, "acomp") if verb.lemma_ == "be" else None
    modal = has_modal(verb, _MODALS) or (chance is not None and chance.lemma_ in ("possible", "impossible"))
    if not modal and not any(token.lower_ == "only" for token in verb.subtree):
        return None
    waiting = [one for one in conditions_of(verb) if modal or one.cue.startswith("only")]
    return show_whole(verb, verb, Stance.CONDITIONAL, waiting[0].cue) if waiting else None


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
        if not rest and not has_modal(verb, ("would", "will", "must")):
            continue
        waited = Waiting(cue, bounds_of(target), target, verb)
        proposal = bounds_of(child(verb, "csubj", "nsubj", "nsubjpass") or subject)
        start = min(proposal[0], verb.idx)
        return Shown(None, Stance.CONDITIONAL, proposal, (start, waited.bounds[1]), cue, subject, (waited,))
    return None


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


def _turned(stance: Stance) -> Stance:
    return Stance.SUPPORT if stance is Stance.OPPOSE else Stance.OPPOSE


def _is_past(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBN") or has_modal(verb, ("had",))
