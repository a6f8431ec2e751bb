"""What every reader of one document is given: the text, its parse, its mentions of actors, dates and quotations."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from diplowatch.read.actors import Mentions, find_mentions
from diplowatch.read.dates import find_dates
from diplowatch.read.parse import parse
from diplowatch.read.quotes import Quotation, find_quotations
from diplowatch.read.voice import Voice, find_voice
from diplowatch.records import Actor, Document, Pack, Passage, When, cut_passage, hash_text


@dataclass(frozen=True)
class Context:
    """One document on its way through the readers. Built once, never changed."""

    document: Document
    pack: Pack
    doc: Doc
    mentions: Mentions
    dates: tuple[When, ...]
    quotations: tuple[Quotation, ...]
    text_hash: str = field(repr=False)
    voice: Voice = field(default_factory=Voice)
    """Who "we" and "I" are outside quotations."""

    def resolve(self, span: Span) -> Actor:
        """Return the actor that any phrase, pronoun or role means, the first person outside quotations included."""
        return self.voice.meant_by(self.mentions.resolve(span))

    def resolve_all(self, span: Span) -> tuple[Actor, ...]:
        """Return each actor that a coordination means; for a single phrase the one of `resolve`."""
        return tuple(self.voice.meant_by(actor) for actor in self.mentions.resolve_all(span))

    def passage(self, start: int, end: int) -> Passage:
        """Cut the passage between two character offsets of the document."""
        return cut_passage(self.document, start, end, self.text_hash)

    def dates_in(self, start: int, end: int) -> list[When]:
        """Return the date expressions inside a stretch of the text, in order."""
        first = bisect_left(self.dates, start, key=lambda when: when.passage.start)
        last = bisect_left(self.dates, end, lo=first, key=lambda when: when.passage.start)
        return [when for when in self.dates[first:last] if when.passage.end <= end]


def build_context(document: Document, pack: Pack) -> Context:
    """Parse a document once and find what all readers need."""
    doc = parse(document.text)
    quotations = find_quotations(document.text)
    text_hash = hash_text(document.text)
    mentions = find_mentions(document, doc, pack, text_hash)
    return Context(
        document=document,
        pack=pack,
        doc=doc,
        mentions=mentions,
        dates=find_dates(document, text_hash),
        quotations=quotations,
        text_hash=text_hash,
        voice=find_voice(document, doc, mentions, quotations),
    )
