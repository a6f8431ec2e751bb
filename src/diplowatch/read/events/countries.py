"""The state whose people or soil a party to an event belongs to, where the party itself speaks for no state.

"French farmers", "rebels in Chad", "students throughout Peru", "Hamas": they keep their own code, or none, and have a
country. Where neither their own words nor the place of the clause give it, the only state that the text names at all
does, for roles ("the prime minister", "demonstrators"); where it names several, the country stays unknown.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable

from spacy.tokens import Span, Token

from diplowatch.read.actors.tables import find_role
from diplowatch.read.actors.who import PRIVATE
from diplowatch.read.context import Context
from diplowatch.read.events.arguments import core_span
from diplowatch.read.events.finds import Find
from diplowatch.read.events.lexicon import HOSTILE
from diplowatch.records import Actor, ActorKind, Plover, Record
from diplowatch.tables import load_table, package_file

_PLACED = frozenset({PRIVATE, "BUS"})
_STATELESS = _PLACED | {"NGO", "MED", "HAMAS", "ISIS"}
"""Codes of those who speak for no state. Of these, private persons and firms belong where the clause places them."""
_WITHIN = frozenset({"in", "of", "from", "at", "throughout", "across", "near", "outside", "around", "inside", "on"})
_LONGEST = 6
"""Words of the longest name in the table of homes."""


class _HomeRow(Record):
    country: str
    names: tuple[str, ...]


@functools.cache
def _load_homes() -> dict[str, str]:
    rows = load_table(package_file("read", "data", "event_homes.csv"), _HomeRow)
    return {name: row.country for row in rows for name in row.names}


class Countries:
    """Finds the countries of the parties of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def fill(self, find: Find) -> Find:
        """Return an event whose parties without a state have the country that the text gives them."""
        actors = tuple(self._settle(actor, find) for actor in find.actors)
        recipients = tuple(self._settle(actor, find) for actor in find.recipients)
        if find.type is Plover.COERCE:
            actors = actors or self._authorities(find)
            recipients = _at_home(actors, recipients)
        known = tuple(actor for actor in recipients if actor.code or actor.country)
        return dataclasses.replace(find, actors=actors, recipients=known)

    def _authorities(self, find: Find) -> tuple[Actor, ...]:
        """Return the state in which somebody "was arrested" by nobody named: its authorities arrest there."""
        country = self._of_clause(find.token) if find.mode in ("arrest", "deport") else None
        links = (child for child in find.token.children if child.dep_ == "prep" and child.lower_ in _WITHIN)
        places = (inner for link in links for inner in link.children if inner.dep_ == "pobj")
        named = next((core_span(place) for place in places if self._lands([(place.i, place.i + 1)]) == country), None)
        if country is None or named is None:
            return ()
        passage = self._context.passage(named.start_char, named.end_char)
        return (Actor(words=named.text, code=country, kind=ActorKind.STATE, passage=passage),)

    def _settle(self, actor: Actor, find: Find) -> Actor:
        passage = actor.passage
        if passage is None:
            return actor
        span = self._context.doc.char_span(passage.start, passage.end, alignment_mode="expand")
        if span is None:
            return actor
        code = PRIVATE if self._is_people(span) else actor.code
        if code and code not in _STATELESS:
            return actor
        country = self._of_phrase(span)
        struck = (
            find.type in HOSTILE
        )  # "a bomb killed two in Basra": of whatever strikes, the place is all that is told
        if country is None and (code in _PLACED or (code is None and (struck or _is_somebody(span.root)))):
            country = self._of_clause(find.token) or self._of_text(span.root)
        return actor.model_copy(update={"code": code, "country": country})

    def _is_people(self, span: Span) -> bool:
        """Return whether a people is named, and not its state: "ethnic Poles", "the Poles of Lithuania"."""
        head = span.root
        if any(child.lower_ == "ethnic" for child in head.children):
            return True
        own = self._context.mentions.lands_in(head.i, head.i + 1)
        home = self._lands((child.i, child.right_edge.i + 1) for child in _links(head) if child.lower_ == "of")
        return head.tag_ in ("NNPS", "NNS") and len(own) == 1 and home is not None and home not in own

    def _of_phrase(self, span: Span) -> str | None:
        """Return the country in the words themselves: where they come from, else where they live.

        A people named as one ("ethnic Poles", "the Poles of Lithuania") belongs only where it lives.
        """
        home = _home_in(span)
        if home is not None:
            return home
        head = span.root
        before = None if self._is_people(span) else self._lands([(min(span.start, core_span(head).start), head.i + 1)])
        return before or self._lands((child.i, child.right_edge.i + 1) for child in _links(head))

    def _of_clause(self, predicate: Token) -> str | None:
        """Return the one state in which the clause places the event."""
        links = [child for child in predicate.children if child.dep_ == "prep" and child.lower_ in _WITHIN]
        return self._lands((child.i, child.right_edge.i + 1) for child in links)

    def _of_text(self, head: Token) -> str | None:
        if find_role(head.lower_) is None and not any(find_role(child.lower_) for child in head.children):
            return None
        return self._only_state

    @functools.cached_property
    def _only_state(self) -> str | None:
        return self._lands([(0, len(self._context.doc))])

    def _lands(self, stretches: Iterable[tuple[int, int]]) -> str | None:
        codes = {code for first, end in stretches for code in self._context.mentions.lands_in(first, end)}
        return codes.pop() if len(codes) == 1 else None


def _at_home(actors: tuple[Actor, ...], recipients: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return whom one state alone coerces as its own people, where nothing else says whose they are."""
    codes = {actor.code for actor in actors if actor.code}
    state = codes.pop() if len(codes) == 1 else None
    if state is None or state in _STATELESS:
        return recipients
    return tuple(
        actor.model_copy(update={"country": state}) if actor.code in _STATELESS and actor.country is None else actor
        for actor in recipients
    )


def _is_somebody(head: Token) -> bool:
    return head.pos_ == "PROPN" or find_role(head.lower_) is not None


def _links(head: Token) -> list[Token]:
    return [child for child in head.children if child.dep_ == "prep" and child.lower_ in _WITHIN]


def _home_in(span: Span) -> str | None:
    homes = _load_homes()
    for first in range(span.start, span.end):
        if not span.doc[first].text[0].isupper() and span.doc[first].text[:3] != "al-":
            continue
        for end in range(min(span.end, first + _LONGEST), first, -1):
            country = homes.get(span.doc[first:end].text)
            if country is not None:
                return country
    return None
