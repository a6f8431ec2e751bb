"""Whose stance it is: from a subject in the parse, and from the statement a passage stands in, to actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from diplowatch.read.context import Context
from diplowatch.read.positions.grammar import FIRST_PERSON, Bounds, child, coordinated, examples_of, noun_phrase
from diplowatch.records import Actor, ActorKind, Statement

_SPEAKERLESS = ("MED", None)


@dataclass(frozen=True)
class Voices:
    """Who is speaking where: the statements of a document by the stretches of their contents."""

    statements: tuple[tuple[int, int, Statement], ...]
    publisher: Actor | None

    def statement_at(self, start: int, end: int) -> Statement | None:
        """Return the innermost statement whose content covers the stretch (by its middle)."""
        middle = (start + end) // 2
        covering = [(stop - begin, begin, said) for begin, stop, said in self.statements if begin <= middle < stop]
        return min(covering, key=lambda item: item[:2])[2] if covering else None

    def speaker_at(self, start: int, end: int) -> Actor | None:
        """Return who speaks at a stretch: the source of its statement, else the publisher of an official text."""
        statement = self.statement_at(start, end)
        if statement is not None:
            return statement.source
        return self.publisher


def find_voices(context: Context, statements: Iterable[Statement]) -> Voices:
    """Lay out the contents of all statements."""
    spans = tuple((part.start, part.end, said) for said in statements for part in said.content)
    code = context.document.outlet_code
    publisher = None
    if code not in _SPEAKERLESS:
        publisher = Actor(words=context.document.outlet or str(code), code=code, kind=ActorKind.UNKNOWN)
    return Voices(spans, publisher)


def resolve_holders(context: Context, voices: Voices, subject: Token | None, at: Bounds) -> tuple[Actor, ...]:
    """Return the actors a subject names, one each for a list; nobody where it names nobody known."""
    if subject is None:
        return ()
    if subject.lower_ in FIRST_PERSON:
        speaker = voices.speaker_at(*at)
        return (speaker,) if speaker is not None and speaker.code else ()
    found: dict[str, Actor] = {}
    for head in coordinated(subject):
        for actor in _resolve_one(context, voices, head, at):
            found.setdefault(actor.code or actor.words, actor)
    return tuple(found.values())


def _resolve_one(context: Context, voices: Voices, head: Token, at: Bounds) -> tuple[Actor, ...]:
    if head.lower_ in FIRST_PERSON:
        return resolve_holders(context, voices, head, at)
    examples = [context.mentions.resolve(noun_phrase(one)) for one in examples_of(head)]
    if examples and all(actor.code for actor in examples):
        return tuple(examples)
    candidates = [head]
    apposition = child(head, "appos")
    if apposition is not None and apposition.pos_ in ("PROPN", "NOUN"):
        candidates.append(apposition)
    if head.dep_ == "appos":
        candidates.append(head.head)
    for candidate in candidates:
        actor = context.mentions.resolve(noun_phrase(candidate))
        if actor.code:
            return (actor,)
    return ()
