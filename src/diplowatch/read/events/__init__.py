"""Events: what the text reports as done, coded with PLOVER 2021 by a lexicon of verb frames over the parse.

Invariants
- A threat, a promise, a demand or a refusal is an event of its own; the act it speaks of is none, or a planned one.
- Inside a sentence the main event stands first; what is only planned, possible or denied stands last.
- Whoever cannot be resolved keeps the words and has no code: nobody is guessed.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from diplowatch.read.context import Context
from diplowatch.read.events.countries import Countries
from diplowatch.read.events.dating import date_of
from diplowatch.read.events.finds import Find
from diplowatch.read.events.judgements import find_judgement
from diplowatch.read.events.lexicon import HOSTILE
from diplowatch.read.events.modes import mode_of
from diplowatch.read.events.nouns import find_noun_event
from diplowatch.read.events.partners import Partners
from diplowatch.read.events.shelf import Shelf
from diplowatch.read.events.verbs import find_verb_events
from diplowatch.records import Actor, Event, Factuality, Plover, Statement, make_id

__all__ = ["find_events"]

_CONTESTED = HOSTILE | {Plover.ACCUSE, Plover.REJECT}
_NO_PREDICATES = frozenset({"aux", "auxpass", "amod", "nmod", "compound"})
"""Verbs that only help another or describe a noun: "shared values", "a US-mediated round"."""
_DISINTERESTED = frozenset({"MED"})


def find_events(context: Context, statements: tuple[Statement, ...]) -> tuple[Event, ...]:
    """Find the events of a document, sentence by sentence, the main event of each sentence first.

    Types and modes are those of PLOVER 2021; the verb frames and event nouns stand in `read/data/event_*.csv`.
    """
    shelf = Shelf(statements)
    events: dict[str, Event] = {}
    partners = Partners()
    countries = Countries(context)
    for sentence in context.doc.sents:
        placed = [countries.fill(partners.place(find)) for find in _in_sentence(context, sentence, shelf)]
        finds = sorted(filter(_is_placed, placed), key=lambda find: (find.depth, find.token.i))
        partners.end_sentence(finds)
        for find in finds:
            event = _make_event(context, find, sentence, shelf)
            events.setdefault(event.id, event)
    return tuple(events.values())


def _in_sentence(context: Context, sentence: Span, shelf: Shelf) -> list[Find]:
    def speaker_of(token: Token) -> Actor | None:
        statement = shelf.holding(token.idx)
        if statement is not None and statement.source is not None:
            return statement.source
        return context.voice.at(token.idx)

    finds: list[Find] = []
    used: set[int] = set()
    for token in sentence:
        if _is_predicate(token):
            for find, filled in find_verb_events(context, token, speaker_of):
                finds.append(find)
                used |= filled
            judgement = find_judgement(context, token, speaker_of)
            if judgement is not None:
                finds.append(judgement)
    for token in sentence:
        if token.pos_ == "NOUN" and token.i not in used and token.dep_ not in ("compound", "amod"):
            noun_event = find_noun_event(context, token)
            if noun_event is not None:
                finds.append(noun_event)
    return finds


def _is_predicate(token: Token) -> bool:
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in _NO_PREDICATES:
        return False
    return not any(child.dep_ == "det" for child in token.children)  # "the wounded"


def _is_placed(find: Find) -> bool:
    """Return whether it is known who does it, or else whom a hostile act or the main clause concerns.

    Known is who has a code, a country or, in the main clause, a name.
    """
    if any(actor.code or actor.country for actor in find.actors):
        return True
    if find.depth >= 1 and find.type not in HOSTILE:
        return False
    if any(actor.code or actor.country for actor in find.recipients):
        return True
    return find.depth < 1 and any(word[:1].isupper() for actor in find.actors for word in actor.words.split()[1:])


def _make_event(context: Context, find: Find, sentence: Span, shelf: Shelf) -> Event:
    statement = shelf.holding(find.token.idx)
    factuality, accuser = find.factuality, find.accuser
    codes = {actor.code for actor in find.actors if actor.code}
    source = statement.source if statement else None
    if factuality is Factuality.ASSERTED and find.type in _CONTESTED and source is not None:
        interested = source.code is not None and source.code not in _DISINTERESTED
        if interested and codes and source.code not in codes:
            factuality, accuser = Factuality.ALLEGED, source
    actors, recipients = find.actors, find.recipients
    if find.symmetric and not recipients and len(codes) > 1:
        recipients = actors
    passage = context.passage(find.start, find.end)
    return Event(
        id=make_id("event", context.document.id, find.type, find.start, find.end, find.token.idx, factuality),
        type=find.type,
        mode=mode_of(find),
        actors=actors,
        recipients=recipients,
        factuality=factuality,
        passage=passage,
        when=date_of(context, find, sentence),
        place=find.place,
        accuser=accuser,
        statement=statement.id if statement else None,
    )
