"""Whose stance it is: from a subject in the parse, and from the statement a passage stands in, to actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from diplowatch.read.context import Context
from diplowatch.read.positions.grammar import (
    child,
    companions_of,
    coordinated,
    examples_of,
    is_first_person,
    noun_phrase,
    reporter_of,
)
from diplowatch.read.positions.joint import resolve_earlier, resolve_joint, resolve_quantifier
from diplowatch.read.voice import Voice
from diplowatch.records import Actor, ActorKind, Statement
from diplowatch.tables import load_words


@dataclass(frozen=True)
class Voices:
    """Who is speaking where: the statements of a document by the stretches of their contents."""

    statements: tuple[tuple[int, int, Statement], ...]
    voice: Voice

    def content_at(self, offset: int) -> tuple[int, int, Statement] | None:
        """Return the innermost content that covers an offset, with its statement."""
        covering = [said for said in self.statements if said[0] <= offset < said[1]]
        return min(covering, key=lambda said: (said[1] - said[0], said[0])) if covering else None

    def speaker_at(self, offset: int) -> Actor | None:
        """Return who speaks at an offset: the source of its statement, else the voice of the text."""
        content = self.content_at(offset)
        source = content[2].source if content is not None else None
        if source is not None and source.code:
            return source
        return self.voice.at(offset) or source


def find_voices(context: Context, statements: Iterable[Statement]) -> Voices:
    """Lay out the contents of all statements."""
    spans = tuple((part.start, part.end, said) for said in statements for part in said.content)
    return Voices(spans, context.voice)


def resolve_holders(context: Context, voices: Voices, subject: Token | None) -> tuple[Actor, ...]:
    """Return the actors a subject names, one each for a list; nobody where it names nobody known."""
    if subject is None:
        return ()
    if is_first_person(subject):
        speaker = voices.speaker_at(subject.idx)
        return (speaker,) if speaker is not None and speaker.code else ()
    if subject.lower_ == "it" and not context.resolve(noun_phrase(subject)).code:
        return _reporter(context, subject) or resolve_earlier(context, subject)
    found: dict[str, Actor] = {}
    for head in (*coordinated(subject), *companions_of(subject)):
        for actor in _resolve_one(context, voices, head):
            found.setdefault(actor.code or actor.words, actor)
    return tuple(found.values())


def _reporter(context: Context, pronoun: Token) -> tuple[Actor, ...]:
    """Return the body that says of itself what "it" does: "the ministry said it supported"."""
    reporter = reporter_of(pronoun)
    if reporter is None or reporter.pos_ == "PRON" or reporter.tag_ in ("NNS", "NNPS"):
        return ()
    actors = context.resolve_all(noun_phrase(reporter))
    # a person is "he" or "she", so that "it" is somebody else
    is_body = len(actors) == 1 and actors[0].code is not None and actors[0].kind is not ActorKind.PERSON
    return actors if is_body else ()


def _resolve_one(context: Context, voices: Voices, head: Token) -> tuple[Actor, ...]:  # noqa: PLR0911 - one a rule
    if is_first_person(head):
        return resolve_holders(context, voices, head)
    examples = [actor for one in examples_of(head) for actor in context.resolve_all(noun_phrase(one))]
    if examples and all(actor.code for actor in examples):
        return tuple(examples)
    joint = resolve_joint(context, head) or resolve_quantifier(context, head)
    if joint:
        return joint
    owned = _owned(context, head)
    if owned:
        return owned
    shared = _shared_head(context, head)
    if len(shared) > 1:
        return shared
    if child(head, "poss") is not None and head.lemma_.lower() in load_words("read", "data", "others_nouns.txt"):
        return ()
    candidates = [head]
    apposition = child(head, "appos")
    if apposition is not None and apposition.pos_ in ("PROPN", "NOUN"):
        candidates.append(apposition)
    if head.dep_ == "appos":
        candidates.append(head.head)
    for candidate in candidates:
        actors = tuple(actor for actor in context.resolve_all(noun_phrase(candidate)) if actor.code)
        if actors:
            return actors
    return resolve_earlier(context, head)


def _owned(context: Context, head: Token) -> tuple[Actor, ...]:
    """Return whose country or government it is: "her country", "his delegation"."""
    owner = child(head, "poss")
    if owner is None or owner.tag_ != "PRP$" or is_first_person(owner):
        return ()
    if head.lemma_.lower() not in load_words("read", "data", "owned_nouns.txt"):
        return ()
    return _coded(context, owner)


def _coded(context: Context, head: Token) -> tuple[Actor, ...]:
    return tuple(actor for actor in context.resolve_all(noun_phrase(head)) if actor.code)


def _shared_head(context: Context, head: Token) -> tuple[Actor, ...]:
    """Return the actors who share a noun: "French and German ministers"."""
    if not any(child(kid, "conj") is not None for kid in head.lefts if kid.dep_ in ("amod", "compound", "nmod")):
        return ()
    phrase = noun_phrase(head)
    named = context.mentions.within(phrase.start_char, phrase.end_char)
    return tuple({mention.actor.code: mention.actor for mention in named if mention.actor.code}.values())
