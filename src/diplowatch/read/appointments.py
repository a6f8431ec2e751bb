"""Appointments: diplomatic events announced for the future, with day, place and parties where the text gives them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from diplowatch.read.context import Context
from diplowatch.read.positions.grammar import (
    Bounds,
    bounds_of,
    child,
    children,
    coordinated,
    has_modal,
    in_question,
    is_infinitive,
    is_negated,
    noun_phrase,
    readable_tokens,
    subject_of,
)
from diplowatch.records import Actor, Appointment, Precision, Record, Statement, When, make_id
from diplowatch.tables import load_table, package_file

__all__ = ["find_appointments"]

_FUTURE = ("will", "'ll", "’ll", "shall", "wo")
_PLACE = frozenset({"in", "to", "at"})
_WITH = frozenset({"with", "between", "among"})


class _Cue(Record):
    cue: str
    kind: str


@dataclass(frozen=True)
class _Announced:
    head: Token
    clause: Bounds
    what: Bounds
    needs_date: bool = False
    """True where only a coming date tells that the event lies ahead."""


def find_appointments(context: Context, _statements: Iterable[Statement]) -> tuple[Appointment, ...]:
    """Find the announced future events of a document, in order of the text, each stretch of text once."""
    found: list[Appointment] = []
    for announced in sorted(_find_announced(context), key=lambda one: (one.clause[0], -one.clause[1])):
        if found and announced.clause[0] < found[-1].passage.end:
            continue
        when = _day_of(context, announced)
        if announced.needs_date and when is None:
            continue
        found.append(_make(context, announced, when))
    return tuple(found)


@functools.cache
def _words(kind: str) -> frozenset[str]:
    rows = load_table(package_file("read", "data", "appointments.csv"), _Cue)
    return frozenset(row.cue for row in rows if row.kind == kind)


def _find_announced(context: Context) -> Iterator[_Announced]:
    for token in readable_tokens(context.doc):
        if in_question(token):
            continue
        announced = None
        if token.pos_ == "VERB":
            announced = _by_verb(token)
        elif token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in _words("noun"):
            announced = _by_noun(token)
        if announced is not None:
            yield announced


def _by_verb(verb: Token) -> _Announced | None:
    """Read "will meet", "is scheduled to visit", "talks are set to continue", "another round is planned"."""
    subject = subject_of(verb)
    if subject is None or is_negated(verb) or is_negated(verb.head):
        return None
    happening = verb.lemma_ in _words("happening") and _is_event(subject)
    arranged = verb.lemma_ in _words("arranging") and child(verb, "auxpass") is not None and _is_event(subject)
    meets = verb.lemma_ in _words("verb") and (
        verb.lemma_ not in _words("general") or _mentions_event(verb) or _is_travel(verb)
    )
    if arranged and child(verb, "xcomp") is None and not has_modal(verb, ("had",)):
        return _Announced(verb, _clause(verb, verb), bounds_of(subject))
    if not (happening or meets):
        return None
    announcer = _announcer(verb)
    if has_modal(verb, _FUTURE) or announcer is not None:
        what = bounds_of(subject) if happening else (verb.idx, bounds_of(verb)[1])
        return _Announced(verb, _clause(announcer or verb, verb), what)
    if verb.tag_ in ("VBG", "VBZ", "VBP") and verb.dep_ not in ("acl", "pcomp", "amod", "csubj"):
        return _Announced(verb, _clause(verb, verb), (verb.idx, bounds_of(verb)[1]), needs_date=True)
    return None


def _announcer(verb: Token) -> Token | None:
    """Return the verb that announces an infinitive: "are set to", "plans to", "is to", "is going to"."""
    if not is_infinitive(verb) or verb.dep_ not in ("xcomp", "ccomp"):
        return None
    head = verb.head
    if head.lemma_ in _words("arranging") or head.lower_ in _words("arranging"):
        return head
    if head.lemma_ == "be" or (head.lemma_ == "go" and head.tag_ == "VBG"):
        return head
    return None


def _is_event(noun: Token) -> bool:
    return any(one.lemma_.lower() in _words("noun") for one in coordinated(noun))


def _mentions_event(verb: Token) -> bool:
    objects = [*children(verb, "dobj", "nsubjpass")]
    for preposition in children(verb, "prep"):
        objects += children(preposition, "pobj")
    return any(_is_event(one) for one in objects)


def _is_travel(verb: Token) -> bool:
    """Whether a verb of movement has a named goal: "return to Geneva"."""
    goals = [child(kid, "pobj") for kid in children(verb, "prep") if kid.lower_ == "to"]
    return any(goal is not None and goal.pos_ == "PROPN" for goal in goals)


def _by_noun(noun: Token) -> _Announced | None:
    """Read "the upcoming summit", "talks scheduled for Monday", "a June deadline", "talks on Monday"."""
    before = {kid.lower_ for kid in noun.lefts if kid.dep_ in ("amod", "det", "compound", "advmod")}
    arranged = any(kid.lemma_ in _words("arranging") for kid in noun.rights if kid.dep_ == "acl" and kid.tag_ == "VBN")
    announced = arranged or bool(before & _words("coming"))
    bounds = bounds_of(noun)
    return _Announced(noun, bounds, bounds, needs_date=not announced)


def _clause(top: Token, verb: Token) -> Bounds:
    start, end = bounds_of(top)
    below = bounds_of(verb)
    subject = subject_of(top)
    if subject is not None and subject.idx < start and start - subject.idx < 120 and subject.sent == top.sent:
        start = bounds_of(subject)[0]
    return min(start, below[0]), max(end, below[1])


def _day_of(context: Context, announced: _Announced) -> When | None:
    """Return the coming day in the clause, else the only one in its sentence."""
    inside = [when for when in context.dates_in(*announced.clause) if _is_coming(context, when)]
    if announced.needs_date:
        return next((when for when in inside if _is_ahead(context, when)), None)
    if inside:
        return inside[0]
    sentence = announced.head.sent
    around = [when for when in context.dates_in(sentence.start_char, sentence.end_char) if _is_coming(context, when)]
    return around[0] if len(around) == 1 else None


def _is_coming(context: Context, when: When) -> bool:
    published = context.document.published
    return published is None or when.end >= published


def _is_ahead(context: Context, when: When) -> bool:
    """Whether a date alone tells that something lies ahead: after the day of publication, finer than a year."""
    published = context.document.published
    return published is not None and when.end > published and when.precision is not Precision.YEAR


def _make(context: Context, announced: _Announced, when: When | None) -> Appointment:
    passage = context.passage(*announced.clause)
    return Appointment(
        id=make_id(context.document.id, "appointment", passage.start, passage.end),
        what=context.document.text[announced.what[0] : announced.what[1]],
        passage=passage,
        when=when,
        place=_place_of(announced.head),
        parties=_parties_of(context, announced.head),
    )


def _place_of(head: Token) -> str | None:
    for token in head.subtree:
        if token.dep_ == "prep" and token.lower_ in _PLACE:
            goal = child(token, "pobj")
            if goal is not None and goal.pos_ == "PROPN" and goal.ent_type_ not in ("DATE", "TIME"):
                return noun_phrase(goal).text
    return None


def _parties_of(context: Context, head: Token) -> tuple[Actor, ...]:
    nouns = [subject_of(head)] if head.pos_ == "VERB" else [child(head, "poss")]
    for token in head.subtree:
        if token.dep_ == "prep" and token.lower_ in _WITH:
            nouns.append(child(token, "pobj"))
        elif token.dep_ == "dobj" and token.head == head and head.lemma_ in ("meet", "host", "visit", "receive"):
            nouns.append(token)
    parties: dict[str, Actor] = {}
    for noun in nouns:
        for one in coordinated(noun) if noun is not None else []:
            actor = context.resolve(noun_phrase(one))
            if actor.code:
                parties.setdefault(actor.name or actor.code, actor)
    return tuple(parties.values())
