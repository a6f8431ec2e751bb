"""How a thing is received: "drew criticism from Warsaw", "enjoys the support of Italy", "is unacceptable to Moscow"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from diplowatch.read.positions.conditions import binding, conditions_of
from diplowatch.read.positions.framing import is_supposed
from diplowatch.read.positions.grammar import bounds_of, child, children, in_question, is_negated
from diplowatch.read.positions.lexicon import Evaluation, Part, evaluation_of, load_stances
from diplowatch.read.positions.showing import show, start_of
from diplowatch.read.positions.stances import Shown
from diplowatch.records import Stance
from diplowatch.tables import load_words

_SOURCES = frozenset({"from", "of", "by", "among", "in", "within"})


def find_receptions(tokens: Iterator[Token]) -> Iterator[Shown]:
    """Yield what things are met with, whose holder is whoever receives them."""
    for token in tokens:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        shown = _received(token) or _judged_for(token)
        if shown is not None and not in_question(token) and not is_supposed(token):
            yield shown


def _received(verb: Token) -> Shown | None:
    if verb.lemma_ not in load_words("read", "data", "receiving_verbs.txt"):
        return None
    thing = child(verb, "nsubj", "nsubjpass")
    for noun in _objects(verb):
        stance = _stance_in(noun)
        holder = _source_of(verb, noun)
        if thing is None or stance is None or holder is None or holder == thing:
            continue
        if is_negated(verb) or is_negated(noun):
            stance = Stance.SUPPORT if stance is Stance.OPPOSE else Stance.OPPOSE
        end = max(bounds_of(noun)[1], bounds_of(holder)[1])
        shown = show(stance, bounds_of(thing), (start_of(verb), end), noun.lemma_.lower(), thing, [])
        return replace(shown, holder=holder)
    return None


def _objects(verb: Token) -> Iterator[Token]:
    yield from children(verb, "dobj")
    for preposition in children(verb, "prep"):
        if preposition.lower_ in ("with", "into"):
            yield from children(preposition, "pobj")


def _stance_in(noun: Token) -> Stance | None:
    """Return the stance that a noun names, or that the adjective before "response" and "reception" does."""
    if noun.lemma_.lower() in load_words("read", "data", "reception_nouns.txt"):
        words = [kid.lower_ for kid in noun.lefts if kid.dep_ == "amod"]
        if any(word in load_words("read", "data", "warm_words.txt") for word in words):
            return Stance.SUPPORT
        return Stance.OPPOSE if any(word in load_words("read", "data", "cold_words.txt") for word in words) else None
    rows = load_stances().get((Part.NOUN, noun.lemma_.lower()), ())
    return next((row.stance for row in rows if row.stance is not None), None)


def _source_of(verb: Token, noun: Token) -> Token | None:
    for preposition in (*children(noun, "prep", "agent"), *children(verb, "prep", "agent")):
        if preposition.lower_ in _SOURCES and (found := child(preposition, "pobj")) is not None:
            return found
    return child(noun, "poss")


def _judged_for(verb: Token) -> Shown | None:
    """Read "the plan is unacceptable to Moscow" and "for Kyiv, a partition is a red line"."""
    if verb.lemma_ not in ("be", "remain"):
        return None
    word = child(verb, "acomp", "attr") or child(verb, "prep")
    row = evaluation_of(word) if word is not None else None
    thing = child(verb, "nsubj", "csubj")
    if word is None or row is None or thing is None or not _is_felt(row):
        return None
    holder = next(
        (
            child(kid, "pobj")
            for above in (word, verb)
            for kid in children(above, "prep")
            if kid.lower_ in ("to", "for") and kid != word
        ),
        None,
    )
    if holder is None:
        return None
    stance = row.stance
    if is_negated(verb):
        stance = Stance.SUPPORT if stance is Stance.OPPOSE else Stance.OPPOSE
    end = max(bounds_of(word)[1], bounds_of(thing)[1], bounds_of(holder)[1])
    waiting = binding(conditions_of(verb), opposed=stance is Stance.OPPOSE)
    shown = show(stance, bounds_of(thing), (min(start_of(verb), holder.idx), end), row.cue, thing, waiting)
    return replace(shown, holder=holder)


def _is_felt(row: Evaluation) -> bool:
    """Whether a judgement is somebody's: what is unacceptable is so to them; what is dangerous for them is a fact."""
    return row.cue in load_words("read", "data", "felt_words.txt")
