"""Actors of a watch that nobody could place: listing those who recur, and storing what a person decides on them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from diplowatch.digest import read_all, version_of
from diplowatch.errors import ConfigError
from diplowatch.judged import Decision, decisions_of, find_misfits, judge_pack, key_of
from diplowatch.listing import Listing, line
from diplowatch.packs import known_codes
from diplowatch.places import Place
from diplowatch.read import READER
from diplowatch.read.actors.spellings import sounds_in
from diplowatch.read.actors.tables import find_role
from diplowatch.records import Actor, ActorKind, Judgement, Pack, Record, Verdict, make_id

_MANY = 4
"""Wordings of one actor that a row of the table shows."""
_ARTICLE = re.compile(r"(?i)^(?:the|an?|this|that)\s+")
_NAME = re.compile(r"[A-ZÀ-Ž][^\W\d_]+")


class UnknownActor(Record):
    """Somebody named in the texts whom neither the pack nor the texts place."""

    name: str
    kind: ActorKind
    mentions: int
    documents: tuple[str, ...]
    """Ids of the documents that name him."""
    words: tuple[str, ...]
    """How the texts call him, the most frequent first."""
    offices: tuple[str, ...] = ()
    """What the texts say he is, where they say it."""


@dataclass
class _Tally:
    places: set[tuple[str, int]] = field(default_factory=set)
    documents: dict[str, None] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    offices: Counter[str] = field(default_factory=Counter)
    kinds: Counter[ActorKind] = field(default_factory=Counter)


def find_unknown(place: Place, least: int = 1) -> list[UnknownActor]:
    """Return the named actors without a code who occur at least so often, the most frequent first."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for item in place.archive.read_documents():
        for actor in _actors_in(item.reading):
            name = _name_of(actor)
            if actor.code is None and name:
                _count(tallies[key_of(name)], item.document.id, name, actor)
    found = [_sum_up(tally) for tally in tallies.values() if len(tally.places) >= least]
    return sorted(found, key=lambda one: (-one.mentions, -len(one.documents), one.name))


def list_unknown(place: Place, least: int) -> Listing:
    """List the recurring unknown actors, one line each."""
    lines = (
        line(one, one.name, one.kind, one.mentions, len(one.documents), one.words[:_MANY], one.offices[:_MANY])
        for one in find_unknown(place, least)
    )
    return Listing(("name", "kind", "mentions", "documents", "in their words", "said to be"), tuple(lines))


def list_decided(place: Place) -> Listing:
    """List what holds for actors by decision, one line each."""
    made = place.archive.judgements()
    held = decisions_of(made)
    misfits = find_misfits(place.base, held)
    last = {judgement.record: judgement for judgement in made}
    lines = (
        line(last[key], one.name, one.into or one.code, _how(one, key in misfits), one.office, last[key].by)
        for key, one in held.items()
    )
    return Listing(("name", "is", "how", "office", "by"), tuple(lines))


def _how(decision: Decision, misfit: bool) -> str:
    if misfit:
        return "no longer fits the pack, so it is left out"
    return "merged" if decision.into else "entered"


def merge_actor(place: Place, name: str, into: str, by: str) -> int:
    """Decide that a name means somebody known, by code or by full name; return how many documents were read again.

    Raises ConfigError, with nothing changed, where the target is unknown or the merges would form a circle.
    """
    name = _checked(name)
    target = into.upper() if into.upper() in known_codes(place.pack) else " ".join(into.split())
    kind = _kind_of(place, name)
    if key_of(target) == key_of(name):
        raise ConfigError(f"{name}: merging it into itself would make a circle; nothing was changed")
    decision = Decision(name, kind, into=target)
    return _decide(place, decision, Verdict.MERGE, (("into", target),), by)


def add_actor(place: Place, name: str, code: str, office: str, kind: ActorKind | None, by: str) -> int:
    """Enter a new actor with the code he speaks for; return how many documents were read again.

    Raises ConfigError, with nothing changed, where the code is unknown.
    """
    name = _checked(name)
    decision = Decision(name, kind or _kind_of(place, name), code=code.upper(), office=office.strip())
    fields = (("code", decision.code or ""), ("office", decision.office))
    return _decide(place, decision, Verdict.EDIT, fields, by)


def forget_actor(place: Place, name: str, by: str) -> int:
    """Take back what was decided on a name; return how many documents were read again.

    Raises ConfigError where nothing was decided on it, or where another decision rests on it.
    """
    held = decisions_of(place.archive.judgements())
    decision = held.get(key_of(name))
    if decision is None:
        raise ConfigError(f"{name}: nothing was decided on this name; diplowatch actors decided lists what was")
    return _decide(place, decision, Verdict.ACCEPT, (), by)


def _decide(place: Place, decision: Decision, verdict: Verdict, fields: tuple[tuple[str, str], ...], by: str) -> int:
    made = place.archive.judgements()
    judgement = Judgement(
        id=make_id(key_of(decision.name), verdict, *(part for pair in fields for part in pair), len(made)),
        record=key_of(decision.name),
        verdict=verdict,
        by=by,
        fields=(("name", decision.name), ("kind", decision.kind), *fields),
    )
    held = decisions_of([*made, judgement])
    before = find_misfits(place.base, decisions_of(made))
    for key, error in find_misfits(place.base, held).items():
        if key not in before:
            raise error
    place.archive.add_judgement(judgement)
    return _read_again(place, judge_pack(place.base, held), decision.name)


def _read_again(place: Place, pack: Pack, name: str) -> int:
    """Read the documents again in which the name, or another spelling of a word of it, occurs; no other can change."""
    sounds = sounds_in(name)
    concerned = [document.id for document in place.archive.documents() if sounds & sounds_in(document.text)]
    place.archive.keep_readings(READER, version_of(place.pack), version_of(pack), concerned)
    problems = read_all(place.archive, pack)
    if problems:
        raise ConfigError(f"the decision is kept, but {problems[0]}")
    return len(concerned)


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not any(letter.isalpha() for letter in name):
        raise ConfigError(f"{name!r} is no name; give the words as diplowatch actors lists them")
    return name


def _kind_of(place: Place, name: str) -> ActorKind:
    """Return what the texts take a name for: a person, else a group."""
    found = (one for one in find_unknown(place) if key_of(name) in {key_of(part) for part in (one.name, *one.words)})
    kind = next((one.kind for one in found), ActorKind.UNKNOWN)
    return ActorKind.PERSON if kind is ActorKind.PERSON else ActorKind.GROUP


def _actors_in(record: Record) -> Iterator[Actor]:
    for _, value in record:
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Actor):
                yield part
            elif isinstance(part, Record):
                yield from _actors_in(part)


def _name_of(actor: Actor) -> str:
    """Return the name in an actor's words; empty for "he", "the minister" and others who are not named."""
    if actor.name:
        return actor.name
    words = _ARTICLE.sub("", " ".join(actor.words.split()))
    parts = words.split()
    if not parts or not all(_NAME.fullmatch(part) for part in parts) or find_role(parts[-1].lower()):
        return ""
    return words if len(parts) > 1 or _is_inside_sentence(actor) else ""


def _is_inside_sentence(actor: Actor) -> bool:
    """Whether a word's capital is its own and not that of the beginning of a sentence."""
    before = actor.passage.prefix.rstrip() if actor.passage else ""
    return bool(before) and (before[-1].isalnum() or before[-1] in ",;-–—")


def _count(tally: _Tally, document: str, name: str, actor: Actor) -> None:
    at = actor.passage.start if actor.passage else -1
    if (document, at) in tally.places:
        return
    tally.places.add((document, at))
    tally.documents[document] = None
    tally.names[name] += 1
    tally.words[" ".join(actor.words.split())] += 1
    tally.kinds[actor.kind] += 1
    if actor.office:
        tally.offices[actor.office] += 1


def _sum_up(tally: _Tally) -> UnknownActor:
    return UnknownActor(
        name=tally.names.most_common(1)[0][0],
        kind=tally.kinds.most_common(1)[0][0],
        mentions=len(tally.places),
        documents=tuple(tally.documents),
        words=tuple(words for words, _ in tally.words.most_common()),
        offices=tuple(office for office, _ in tally.offices.most_common()),
    )
