"""Events named by nouns: "Russia's invasion of Ukraine", "talks between the two", "a night of Russian attacks"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from diplowatch.read.context import Context
from diplowatch.read.events.arguments import actors_of, mentions_in, purpose_heads, subject_of
from diplowatch.read.events.finds import LATE, NOMINAL, Find
from diplowatch.read.events.lexicon import HOSTILE, NounFrame, load_nouns, match_frame, verb_lemma
from diplowatch.read.events.moods import footing_of
from diplowatch.read.events.passages import phrase_bounds
from diplowatch.records import Actor, Factuality, Plover
from diplowatch.tables import load_words

_WANTED = frozenset({Plover.REQUEST, Plover.AGREE, Plover.REJECT, Plover.THREATEN, Plover.CONCEDE})
_STRUCK = frozenset({"in", "on", "against", "across", "over"})
_BACKGROUND = frozenset({"war", "fighting", "conflict", "hostility"})
"""Nouns that without a doer only name what goes on: "the war in Ukraine"."""
_BEING = frozenset({"be", "remain", "stay", "engage", "continue"})
_MODIFIERS = frozenset({"poss", "amod", "compound", "nmod"})


def find_noun_event(context: Context, noun: Token) -> Find | None:
    """Return the event that a noun names with a coded actor or recipient in its own phrase, or None."""
    frame = _frame_of(noun)
    if frame is None:
        return None
    actors = tuple(_doers(context, noun, frame))
    codes = {actor.code for actor in actors}
    recipients = tuple(a for a in _recipients(context, noun, frame) if a.code not in codes)
    if actors and not recipients and frame.type in HOSTILE:
        recipients = tuple(a for a in _struck_where(context, noun) if a.code not in codes)
    if not actors and not recipients:
        return None
    if frame.symmetric and not actors and len(recipients) > 1:
        actors = recipients
    verb = _governing_verb(noun)
    between = any(child.lower_ == "between" for child in noun.children)
    if not actors and verb is not None and not between and (frame.symmetric or _is_carried(noun, verb)):
        actors = _partner_before(context, noun, verb, recipients)
    if not actors and (frame.type not in HOSTILE or noun.lemma_.lower() in _BACKGROUND):
        return None
    footing = footing_of(verb) if verb is not None else None
    match = match_frame(verb) if verb is not None else None
    wanted = match is not None and match.frame.type in _WANTED
    hypothetical = wanted or (footing is not None and (footing.conditional or footing.modal is not None))
    start, end = phrase_bounds(noun)
    return Find(
        type=frame.type,
        mode=frame.mode,
        symmetric=frame.symmetric,
        actors=actors,
        recipients=recipients,
        factuality=Factuality.HYPOTHETICAL if hypothetical else Factuality.ASSERTED,
        depth=NOMINAL + (footing.depth if footing else 0.0) + (LATE if hypothetical else 0.0),
        token=noun,
        start=start,
        end=end,
    )


def _frame_of(noun: Token) -> NounFrame | None:
    nouns = load_nouns()
    before = noun.nbor(-1).lower_ if noun.i else ""
    rows = nouns.get(f"{before} {noun.lemma_.lower()}") or nouns.get(noun.lemma_.lower()) or ()
    links = {child.lower_ for child in noun.children if child.dep_ == "prep"}
    return next((row for row in rows if not row.needs or links & set(row.needs)), None)


def _doers(context: Context, noun: Token, frame: NounFrame) -> Iterator[Actor]:
    for child in noun.children:
        if child.dep_ == "poss":
            yield from _owners(context, noun, child)
        elif child.dep_ in _MODIFIERS and not _is_target(child, frame):
            yield from (mention.actor for mention in mentions_in(context, child))
        elif child.lower_ == "by":
            for inner in child.children:
                yield from (actor for actor in actors_of(context, inner) if actor.code)


def _recipients(context: Context, noun: Token, frame: NounFrame) -> Iterator[Actor]:
    for child in noun.children:
        if child.dep_ in _MODIFIERS and _is_target(child, frame):
            yield from (mention.actor for mention in mentions_in(context, child))
    for head in purpose_heads(noun) if "purpose" in frame.recipients else ():
        yield from (actor for actor in actors_of(context, head) if actor.code)
    for preposition in frame.recipients:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == preposition:
                for inner in child.children:
                    yield from (actor for actor in actors_of(context, inner) if actor.code)


def _partner_before(context: Context, noun: Token, verb: Token, others: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the subject as the doer, or the other side of a joint event: "Moscow was ready for talks with Ukraine"."""
    subject = subject_of(verb)
    if subject is None or subject.i >= noun.i or noun.is_ancestor(subject):
        return ()
    known = {actor.code for actor in others}
    return tuple(actor for actor in actors_of(context, subject) if actor.code and actor.code not in known)


def _is_carried(noun: Token, verb: Token) -> bool:
    """Return whether a verb only carries the noun, so that its subject does the act: "announced sanctions"."""
    if noun.head == verb and noun.dep_ == "dobj":
        return verb_lemma(verb) in load_words("read", "data", "event_light_verbs.txt")
    return noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head == verb and verb.lemma_ in _BEING


def _struck_where(context: Context, noun: Token) -> Iterator[Actor]:
    """Yield whom the verb of an attack places it on: "Russian attacks continued across Ukraine"."""
    verb = noun.head
    if verb.pos_ != "VERB" or noun.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in _STRUCK:
            for inner in child.children:
                yield from (actor for actor in actors_of(context, inner) if actor.code)


def _owners(context: Context, noun: Token, owner: Token) -> list[Actor]:
    """Return whose event it is; "its" after an unresolved pronoun is the subject's of the same clause."""
    found = [actor for actor in actors_of(context, owner) if actor.code]
    verb = _governing_verb(noun) if not found and owner.tag_ == "PRP$" else None
    subject = subject_of(verb) if verb is not None else None
    if subject is None or subject.i >= noun.i or noun.is_ancestor(subject):
        return found
    return [actor for actor in actors_of(context, subject) if actor.code]


def _is_target(child: Token, frame: NounFrame) -> bool:
    """Return whether a name before the noun says where it strikes ("the Kyiv attacks"), not who ("U.S. attacks")."""
    return frame.type in HOSTILE and child.dep_ == "compound" and child.pos_ == "PROPN" and not child.text.isupper()


def _governing_verb(noun: Token) -> Token | None:
    current = noun
    while current.head != current:
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return current
    return None
