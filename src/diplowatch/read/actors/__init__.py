"""Actors: who is named in a document, and whom any phrase of it means. Where several answers remain, nobody.

The files are the pipeline: `lexicon` (names of the pack), `places`, `phrases` (role and country), `introductions`,
`find` (one pass over the document) and `resolve` (any phrase, pronoun or role afterwards).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from diplowatch.read.actors.find import survey
from diplowatch.read.actors.lexicon import LANDS, load_lexicon
from diplowatch.read.actors.resolve import Resolver, find_home
from diplowatch.read.actors.survey import Named, Survey
from diplowatch.read.actors.who import Who
from diplowatch.records import Actor, Document, Pack, cut_passage

__all__ = ["Mention", "Mentions", "find_mentions"]


@dataclass(frozen=True)
class Mention:
    """Words that name an actor (character offsets, end exclusive)."""

    start: int
    end: int
    actor: Actor


@dataclass(frozen=True)
class Mentions:
    """The actors of one document, in order of the text, none inside another."""

    _mentions: tuple[Mention, ...]
    _resolver: Resolver = field(repr=False)
    _text_hash: str = field(repr=False)

    def all(self) -> tuple[Mention, ...]:
        """Return every resolved mention."""
        return self._mentions

    def actors(self) -> tuple[Actor, ...]:
        """Return the actor of every mention."""
        return tuple(mention.actor for mention in self._mentions)

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that lie inside a stretch of the text (character offsets)."""
        first = bisect_left(self._mentions, start, key=lambda mention: mention.start)
        found = []
        for mention in self._mentions[first:]:
            if mention.start >= end:
                break
            if mention.end <= end:
                found.append(mention)
        return found

    def resolve(self, span: Span) -> Actor:
        """Return the actor that any phrase, pronoun or role names; `code` None where several answers remain."""
        return self._actor(span, self._resolver.who(span))

    def resolve_all(self, span: Span) -> tuple[Actor, ...]:
        """Return each actor that a coordination names; for a single phrase the one of `resolve`."""
        found: list[Actor] = []
        for part in self._resolver.parts(span):
            several = self._resolver.several(part)
            found += [self._actor(part, who) for who in several] or [self.resolve(part)]
        return tuple(found)

    def lands_in(self, first: int, end: int) -> tuple[str, ...]:
        """Return the states that a stretch of tokens names in any way: by name, people, capital, seat or town."""
        hits = self._resolver.survey.hits
        found = (hits[at] for at in range(first, end) if at in hits)
        return tuple(dict.fromkeys(hit.code for hit in found if hit.code and hit.sort in LANDS))

    def _actor(self, span: Span, who: Who) -> Actor:
        country = self._resolver.survey.lexicon.countries.get(who.name or "")
        return _make_actor(self._resolver.document, (span.start_char, span.end_char), who, country, self._text_hash)


def find_mentions(document: Document, doc: Doc, pack: Pack, text_hash: str) -> Mentions:
    """Find all mentions of actors in a parsed document, as of its day of publication."""
    found = survey(doc, load_lexicon(pack), document.published)
    named_at = {at: named for named in found.named for at in range(named.first, named.end)}
    mentions = tuple(_mention(document, found, named, text_hash) for named in found.named if named.who.code)
    return Mentions(mentions, Resolver(document, found, named_at, find_home(document, found)), text_hash)


def _mention(document: Document, found: Survey, named: Named, text_hash: str) -> Mention:
    last = found.doc[named.end - 1]
    start, end = found.doc[named.first].idx, last.idx + len(last)
    country = found.lexicon.countries.get(named.who.name or "")
    return Mention(start, end, _make_actor(document, (start, end), named.who, country, text_hash))


def _make_actor(document: Document, place: tuple[int, int], who: Who, country: str | None, text_hash: str) -> Actor:
    return Actor(
        words=document.text[slice(*place)],
        code=who.code,
        name=who.name,
        kind=who.kind,
        office=who.office,
        country=country,
        passage=cut_passage(document, *place, text_hash),
    )
