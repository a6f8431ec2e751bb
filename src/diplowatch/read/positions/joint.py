"""Who "they", "the leaders" and "most" are, where the text has just brought parties together or named one group."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from diplowatch.read.context import Context
from diplowatch.read.positions.grammar import SUBJECTS, child, children, coordinated, noun_phrase
from diplowatch.records import Actor, ActorKind
from diplowatch.tables import load_words

_QUANTIFIERS = frozenset({"most", "many", "some", "others", "several", "few"})
_MEETERS = frozenset({"with", "between", "among"})
_REACH_OF_THEY = 6
_REACH_OF_NOUNS = 8
_REACH_OF_IT = 2
_REACH_OF_PAIRS = 12
_PAIR = 2
_BODIES = frozenset({"group", "bloc", "alliance", "movement", "organisation", "organization", "kingdom", "militia"})
_SIDES = frozenset({"side", "party", "country", "government", "capital", "delegation", "state", "nation"})
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
    return _pair_before(context, token) if _is_pair(token) else ()


def _is_body(token: Token) -> bool:
    """Read "the group" and "the bloc", which name nobody by themselves."""
    return token.lower_ in _BODIES and [kid.lower_ for kid in token.lefts] == ["the"]


def _is_pair(token: Token) -> bool:
    words = {kid.lower_ for kid in token.lefts}
    return bool(words & {"both", "two"}) and token.lemma_.lower() in _SIDES


def _pair_before(context: Context, token: Token) -> tuple[Actor, ...]:
    """Return the two states last named side by side: "Kyiv and Moscow", then "both sides"."""
    for sentence in _sentences_before(token, _REACH_OF_PAIRS):
        for word in reversed(list(sentence)):
            if word.dep_ != "conj" or word.pos_ not in ("PROPN", "ADJ", "NOUN"):
                continue
            group = [actor for one in coordinated(_first_of(word)) for actor in context.resolve_all(noun_phrase(one))]
            codes = {actor.code: actor for actor in group if actor.code and actor.kind is not ActorKind.GROUP}
            if len(codes) == len(group) == _PAIR:
                return tuple(codes.values())
    return ()


def _first_of(word: Token) -> Token:
    while word.dep_ == "conj":
        word = word.head
    return word


def resolve_quantifier(context: Context, token: Token) -> tuple[Actor, ...]:
    """Return the only group named before a bare "most" or "some"."""
    if token.lower_ not in _QUANTIFIERS or child(token, "prep") is not None:
        return ()
    before = context.mentions.within(max(0, token.idx - _REACH_OF_GROUPS), token.idx)
    groups = {m.actor.code: m.actor for m in before if m.actor.kind is ActorKind.GROUP and m.actor.code}
    return tuple(groups.values()) if len(groups) == 1 else ()


def resolve_earlier(context: Context, token: Token) -> tuple[Actor, ...]:
    """Return the subject of the sentence before for "it" and "they"; nobody where that is a person or not known.

    "They" needs a subject in the plural, "it" one in the singular that is no person.
    """
    word = "it" if _is_body(token) else token.lower_
    if word not in ("it", "they") or token.dep_ not in SUBJECTS:
        return ()
    for sentence in _sentences_before(token, _REACH_OF_IT):
        subject = child(sentence.root, "nsubj", "nsubjpass")
        if subject is None or subject.lower_ == word:
            continue
        if subject.pos_ == "PRON":
            return ()
        group = coordinated(subject)
        plural = len(group) > 1 or subject.tag_ in ("NNS", "NNPS")
        if plural != (word == "they"):
            return ()
        found = {
            actor.code: actor
            for one in group
            for actor in context.resolve_all(noun_phrase(one))
            if actor.code and (plural or actor.kind is not ActorKind.PERSON)
        }
        return tuple(found.values())
    return ()


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
