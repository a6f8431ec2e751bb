"""Contents: the stretches of a parse that a word could attribute, each with the frame they hang in.

A frame says how content hangs on its cue: `clause that` (said that X), `clause before` (X, he said), `to` (wants to
X), `ing` (denied doing X), `object` (rejected X), `object of` (accused A of B), `object to` (urged A to do B), `for`
(called for X), `noun that`, `noun to`, `noun of` (the claim that X, a plan to X, a threat of X), `adjective that`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from diplowatch.read.statements.cues import load_list

_PREPOSITIONS = frozenset(
    {"for", "about", "on", "of", "against", "with", "as", "to", "in", "at", "over", "from", "into"}
)
_CLAUSE = ("ccomp", "parataxis")


@dataclass(frozen=True)
class Option:
    """One thing a cue may attribute: token indices of the content (first and last included) and the frame."""

    frame: str
    first: int
    last: int


def find_options(cue: Token) -> Iterator[Option]:
    """Yield what a verb, noun or adjective of the parse may attribute."""
    if cue.pos_ in ("VERB", "AUX"):
        yield from _of_verb(cue)
    elif cue.pos_ == "NOUN":
        yield from _of_noun(cue)
    elif cue.pos_ == "ADJ" and cue.dep_ in ("acomp", "conj", "ROOT", "oprd"):
        yield from _of_adjective(cue)


def _of_verb(verb: Token) -> Iterator[Option]:
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    mark = " passive" if passive else ""
    clauses = [child for child in verb.children if child.dep_ in _CLAUSE]
    for child in clauses:
        yield _with_rest(_option(_clause_frame(child, verb) + mark, child, verb), clauses)
    if not clauses and verb.lemma_.lower() in load_list("speech_verbs.txt"):
        yield from _rest(verb)
    for child in verb.children:
        if child.dep_ == "xcomp":
            yield from _of_xcomp(child, verb, objects, mark)
        elif child.dep_ == "oprd" and objects:
            yield _joined("object as" + mark, objects[0], child)
        elif child.dep_ == "acomp" and verb.pos_ == "VERB":
            yield _option("adjective" + mark, child, verb)
    if verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and not clauses and _is_aside(verb)):
        yield Option("aside", verb.head.left_edge.i, verb.head.right_edge.i)
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in _PREPOSITIONS and child.i > verb.i:
            yield from _of_preposition(child, objects, mark)
    if objects:
        yield _option("object" + mark, objects[0], verb)


def _with_rest(option: Option, clauses: list[Token]) -> Option:
    """Join to a clause after its cue the clauses that the parse hangs on the same cue behind it."""
    later = [clause.right_edge.i for clause in clauses if option.last < clause.left_edge.i <= option.last + 2]
    return Option(option.frame, option.first, max([option.last, *later])) if option.frame != "clause before" else option


def _rest(verb: Token) -> Iterator[Option]:
    """Yield the rest of the sentence after a verb of speech whose clause the parse lost, where a clause may start."""
    doc, sentence = verb.doc, verb.sent
    first = verb.i + 1
    if first < sentence.end - 3 and doc[first].pos_ in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "SCONJ", "PUNCT"):
        yield Option("rest", first, sentence.end - 1)


def _clause_frame(clause: Token, verb: Token) -> str:
    """Tell clauses with "that", before the cue, of a question, and with an infinitive from plain ones."""
    if clause.i < verb.i:
        return "clause before"
    for child in clause.children:
        if child.dep_ == "mark" and child.lower_ in ("that", "whether", "if"):
            return f"clause {child.lower_}"
        if child.dep_ in ("aux",) and child.tag_ == "TO":
            return "clause to"
        if child.tag_ in ("WP", "WRB", "WDT"):
            return "clause wh"
    return "clause"


def _is_aside(verb: Token) -> bool:
    doc = verb.doc
    left, right = verb.left_edge.i, verb.right_edge.i
    before = left > 0 and doc[left - 1].text == ","
    after = right + 1 < len(doc) and doc[right + 1].text in ",."
    return before and after and right - left <= 8


def _of_xcomp(clause: Token, verb: Token, objects: list[Token], mark: str) -> Iterator[Option]:
    to = any(child.tag_ == "TO" for child in clause.children)
    if objects and objects[0].i < clause.i:
        yield _joined("object to" + mark, objects[0], clause)
        yield _option("to after object" + mark, clause, verb)
    elif to:
        yield _option("to" + mark, clause, verb)
    elif clause.tag_ == "VBG":
        yield _option("ing" + mark, clause, verb)


def _of_preposition(preposition: Token, objects: list[Token], mark: str) -> Iterator[Option]:
    for child in preposition.children:
        if child.dep_ not in ("pobj", "pcomp") and preposition.lower_ != "as":
            continue
        name = preposition.lower_
        if objects and objects[0].i < preposition.i:
            first = objects[0].left_edge.i
            yield Option(f"object {name}{mark}", first, preposition.right_edge.i)
        yield Option(name + mark, child.left_edge.i, child.right_edge.i)


def _of_noun(noun: Token) -> Iterator[Option]:
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("acl", "ccomp"):
            that = any(grand.dep_ == "mark" and grand.lower_ == "that" for grand in child.children)
            to = any(grand.tag_ == "TO" for grand in child.children)
            if that or to:
                yield _option("noun that" if that else "noun to", child, noun)
        elif child.dep_ == "relcl" and child.left_edge.lower_ == "that":
            yield _option("noun that", child, noun)
        elif child.dep_ == "prep" and child.lower_ in ("of", "for", "about", "on", "against"):
            for grand in child.children:
                if grand.dep_ in ("pobj", "pcomp"):
                    yield Option(f"noun {child.lower_}", grand.left_edge.i, grand.right_edge.i)


def _of_adjective(adjective: Token) -> Iterator[Option]:
    for child in adjective.children:
        if child.i < adjective.i:
            continue
        if child.dep_ == "ccomp":
            yield _option("adjective that", child, adjective)
        elif child.dep_ == "xcomp":
            yield _option("adjective to", child, adjective)
        elif child.dep_ == "prep" and child.lower_ in _PREPOSITIONS:
            for grand in child.children:
                if grand.dep_ in ("pobj", "pcomp"):
                    yield Option(f"adjective {child.lower_}", grand.left_edge.i, grand.right_edge.i)


def _option(frame: str, head: Token, cue: Token) -> Option:
    first, last = head.left_edge.i, head.right_edge.i
    if first <= cue.i <= last:
        first, last = (cue.i + 1, last) if head.i > cue.i else (first, cue.i - 1)
    return Option(frame, first, last)


def _joined(frame: str, first: Token, second: Token) -> Option:
    return Option(frame, first.left_edge.i, max(first.right_edge.i, second.right_edge.i))
