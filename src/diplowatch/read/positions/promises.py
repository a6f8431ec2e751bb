"""What speakers promise and what a report says an actor will do: "we will not allow it", "Norway will send more"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from diplowatch.read.positions.grammar import asks, child, has_modal, is_negated, reporter_of, subject_of
from diplowatch.read.positions.lexicon import stage_words
from diplowatch.read.positions.showing import show_whole
from diplowatch.read.positions.stances import Shown
from diplowatch.records import Stance

FUTURE = ("will", "'ll", "’ll", "wo")
IDLE = frozenset({"be", "have", "see", "know", "say", "get", "think", "hear", "remember", "tell", "let"})
_LASTING = frozenset({"continue", "proceed"})
"""What an official says will go on, whatever its subject, he stands for."""
_SUPPOSITIONS = frozenset({"if", "in case", "once", "when"})


def show_promise(verb: Token) -> Shown | None:
    """Read "we will continue to help", "I am going to sign", "we will not allow"."""
    subject = subject_of(verb)
    if subject is None or _in_condition(verb):
        return None
    if subject.lower_ not in ("i", "we"):
        return _announced(verb, subject)
    if verb.lemma_ == "go" and verb.tag_ == "VBG" and (inner := child(verb, "xcomp")) is not None:
        return show_whole(verb, inner, _will(verb), "going to") if inner.lemma_ not in IDLE else None
    if _is_under_way(verb):
        return show_whole(verb, verb, _will(verb), "be doing")
    if not has_modal(verb, FUTURE) or verb.lemma_ in IDLE:
        return None
    return show_whole(verb, verb, _will(verb), "will")


def _is_under_way(verb: Token) -> bool:
    """Read "we are sending more" and "we continue to send": what the speaker does, the speaker stands for."""
    if verb.lemma_ == "continue" and verb.tag_ in ("VBP", "VBZ") and child(verb, "xcomp") is not None:
        return True
    doing = verb.tag_ == "VBG" and has_modal(verb, ("am", "is", "are", "'m", "’m", "'re", "’re"))
    return doing and verb.lemma_ not in IDLE and verb.lemma_ not in stage_words() and child(verb, "dobj") is not None


def _announced(verb: Token, subject: Token) -> Shown | None:
    """Read "the United States will send aid", which an American says; "would" where it is told in the past."""
    future = (*FUTURE, "would") if reporter_of(verb) is not None else FUTURE
    if _is_under_way(verb) and verb.pos_ == "VERB":
        shown = show_whole(verb, verb, _will(verb), "be doing")
        return replace(shown, holder=subject, own=True) if shown is not None else None
    if verb.lemma_ == "go" and verb.tag_ == "VBG" and (inner := child(verb, "xcomp")) is not None:
        shown = show_whole(verb, inner, _will(verb), "going to") if inner.lemma_ not in IDLE else None
        return replace(shown, holder=subject, own=True) if shown is not None else None
    if not has_modal(verb, future) or verb.lemma_ in IDLE or verb.pos_ != "VERB" or child(verb, "nsubjpass"):
        return None
    if verb.lemma_ in _LASTING and subject.pos_ == "NOUN":
        return show_whole(verb, verb, _will(verb), "will")
    shown = show_whole(verb, verb, _will(verb), "will")
    if shown is None:
        return None
    # the terms of a thing are whose words they are: "the truce will not begin until", an official said
    own = not any(_is_strong(waiting.cue) for waiting in shown.conditions)
    return replace(shown, holder=subject, own=own)


def _is_strong(cue: str) -> bool:
    """Whether a cue makes a term of what follows, not a mere supposition."""
    return cue not in _SUPPOSITIONS


def _in_condition(verb: Token) -> bool:
    """Whether a verb stands in a condition, a relative clause or an indirect question."""
    return verb.dep_ in ("advcl", "relcl", "acl") or asks(verb)


def _will(verb: Token) -> Stance:
    return Stance.OPPOSE if is_negated(verb) else Stance.SUPPORT
