"""Who "they", "the leaders" and "most" are, where the text has just brought parties together or named one group."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from diplowatch.read.context import Context
from diplowatch.read.positions.grammar import child, children, coordinated, noun_phrase
from diplowatch.records import Actor, ActorKind
from diplowatch.tables import load_words

_QUANTIFIERS = frozenset({"most", "many", "some", "others", "several", "few"})
_MEETERS = frozenset({"with", "between", "among"})
_REACH_OF_THEY = 6
_REACH_OF_NOUNS = 8
_MOST_PARTIES = 6
_REACH_OF_GROUPS = 1_500
"""Characters before a bare "most" in which its group must be named."""


def resolve_joint(context: Context, token: Token) -> tuple[Actor, ...]:
    """Return the parties of the last meeting for "they" and "the leaders"; nobody where there is none nearby."""
    reach = _reach_of(token)
    if not reach:
        return ()
    for sentence in _sentences_before(token, reach):
        parties = _parties_of(context, sentence)
        if 0 < len(parties) <= _MOST_PARTIES:
            return parties
    return ()


def resolve_quantifier(context: Context, token: Token) -> tuple[Actor, ...]:
    """Return the only group named before a bare "most" or "some"."""
    if token.lower_ not in _QUANTIFIERS or child(token, "prep") is not None:
        return ()
    before = context.mentions.within(max(0, token.idx - _REACH_OF_GROUPS), token.idx)
    groups = {m.actor.code: m.actor for m in before if m.actor.kind is ActorKind.GROUP and m.actor.code}
    return tuple(groups.values()) if len(groups) == 1 else ()


def _reach_of(token: Token) -> int:
    if token.lower_ in ("they", "their"):
        return _REACH_OF_THEY
    words = {kid.lower_ for kid in token.lefts}
    bare = words <= {"the", "both", "two", "three", "these", "all"} and bool(words)
    is_plural = token.tag_ in ("NNS", "CD")
    return _REACH_OF_NOUNS if bare and is_plural and token.lemma_.lower() in _nouns() else 0


def _sentences_before(token: Token, reach: int) -> Iterator[Span]:
    sentence = token.sent
    for _ in range(reach):
        if sentence.start == 0:
            return
        sentence = token.doc[sentence.start - 1].sent
        yield sentence


def _parties_of(context: Context, sentence: Span) -> tuple[Actor, ...]:
    for verb in sentence:
        if verb.pos_ != "VERB" or verb.lemma_ not in load_words("read", "data", "joint_verbs.txt"):
            continue
        nouns = [kid for kid in verb.children if kid.dep_ == "nsubj"]
        if not nouns:
            continue
        for token in verb.subtree:
            if token.dep_ == "prep" and token.lower_ in _MEETERS:
                nouns += children(token, "pobj")
        if verb.lemma_ in ("host", "meet", "welcome", "receive"):
            nouns += children(verb, "dobj")
        found: dict[str, Actor] = {}
        for noun in nouns:
            for one in coordinated(noun):
                for actor in context.resolve_all(noun_phrase(one)):
                    if actor.code:
                        found.setdefault(actor.code, actor)
        # a partner nobody knows takes nothing from the one who is known
        if len(nouns) > 1 and found:
            return tuple(found.values())
    return ()


def _nouns() -> frozenset[str]:
    return load_words("read", "data", "joint_nouns.txt")
