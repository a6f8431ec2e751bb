"""Events that a predicate of judgement makes: "was appalled by", "called it unacceptable", "is a mistake"."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from enum import StrEnum

from spacy.tokens import Token

from diplowatch.read.context import Context
from diplowatch.read.events.arguments import actors_of, recipients_of, subject_of
from diplowatch.read.events.finds import Find
from diplowatch.read.events.moods import footing_of
from diplowatch.read.events.passages import clause_bounds
from diplowatch.read.events.verbs import SpeakerOf
from diplowatch.records import Factuality, Plover, Record
from diplowatch.tables import load_table, package_file

_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_PLACES = ("to", "by", "of", "about", "at", "with", "over", "for", "complement")
_OWN = 0.5
"""Added to the depth: a judgement stands after an act in the same clause."""


class Judge(StrEnum):
    """Who judges: the subject of the clause or whoever speaks it."""

    SUBJECT = "subject"
    SPEAKER = "speaker"


class _JudgementRow(Record):
    words: tuple[str, ...]
    type: Plover
    judge: Judge


@functools.cache
def _judgements() -> dict[str, _JudgementRow]:
    rows = load_table(package_file("read", "data", "event_judgements.csv"), _JudgementRow)
    return {word: row for row in rows for word in row.words}


def _predicates_of(verb: Token) -> Iterator[Token]:
    """Yield the predicates of a copula with what describes them: "is a cruel, cowardly act"."""
    for child in verb.children:
        if child.dep_ in _PREDICATES:
            for word in (child, *child.conjuncts):
                yield word
                yield from (inner for inner in word.children if inner.dep_ == "amod")


def find_judgement(context: Context, verb: Token, speaker_of: SpeakerOf) -> Find | None:
    """Return the criticism or praise that a copular clause amounts to, where who judges is known."""
    predicate = next((word for word in _predicates_of(verb) if word.lemma_.lower() in _judgements()), None)
    if predicate is None and verb.lemma_.lower() in _judgements() and verb.tag_ == "VBN":
        predicate = verb
    if predicate is None:
        return None
    row = _judgements()[predicate.lemma_.lower()]
    footing = footing_of(verb)
    if footing.negated or footing.conditional or footing.modal is not None:
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None) or subject_of(verb)
    if subject is None:
        return None
    speaker = subject_of(footing.speaking) if footing.speaking is not None else None
    source = speaker_of(verb)
    said = actors_of(context, speaker) if speaker is not None else (source,) if source is not None else ()
    own = actors_of(context, subject)
    by_speaker = row.judge is Judge.SPEAKER or subject.lower_ in ("i", "we")
    actors = tuple(actor for actor in (said if by_speaker else own) if actor.code)
    if not actors:
        return None
    codes = frozenset(actor.code for actor in actors if actor.code)
    judged = tuple(a for a in own if a.code and a.code not in codes) if row.judge is Judge.SPEAKER else ()
    places = [verb] if predicate is verb else [predicate, verb]
    recipients = judged or next((r for at in places if (r := recipients_of(context, at, _PLACES, codes))), ())
    start, end = clause_bounds(verb, with_content=True)
    return Find(
        type=row.type,
        mode="disapprove" if row.type is Plover.ACCUSE else None,
        symmetric=False,
        actors=actors,
        recipients=recipients,
        factuality=Factuality.ASSERTED,
        depth=footing.depth + _OWN,
        token=verb,
        start=start,
        end=end,
    )
