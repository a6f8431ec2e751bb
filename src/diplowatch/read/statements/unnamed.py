"""Speakers without a name whose state the words around them tell: taken up from before, or placed by the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from diplowatch.read.statements.lists import load_list

if TYPE_CHECKING:
    from diplowatch.read.context import Context

_BACK = 120
"""Tokens before a speaker in which the same noun may have come with its state."""
_POINTING = frozenset({"the", "this", "that", "these", "those", "same"})
_ORGAN_WORDS = 2
"""Words of the longest name of an organ."""


def find_state(context: Context, span: Span) -> str | None:
    """Return the code of the state that an unnamed speaker speaks for; None where several are left, or none is."""
    head = span.root
    if head.pos_ not in ("NOUN", "PROPN") or any(child.dep_ == "poss" for child in head.children):
        return None
    return _taken_up(context, span, head) or _placed(context, span, head)


def _taken_up(context: Context, span: Span, head: Token) -> str | None:
    """Of "the official" after "a Polish official", and after no other official, return the state of the first."""
    if span[0].lower_ not in _POINTING or head.lemma_.lower() not in load_list("anonymous_nouns.txt"):
        return None
    codes = set()
    for token in head.doc[max(0, span.start - _BACK) : span.start]:
        if token.lemma_ == head.lemma_ and token.left_edge.lower_ not in _POINTING:
            codes.add(context.mentions.resolve(head.doc[token.left_edge.i : token.i + 1]).code)
    return codes.pop() if len(codes) == 1 else None


def _placed(context: Context, span: Span, head: Token) -> str | None:
    """Of "in eastern Ukraine, rescuers said" return the only state that the sentence names, as a place."""
    words = [token.lemma_.lower() for token in head.doc[max(span.start, head.i - _ORGAN_WORDS + 1) : head.i + 1]]
    names = {" ".join(words[at:]) for at in range(len(words))} | {head.text.lower()}
    if not names & load_list("local_organs.txt"):
        return None
    sentence = head.sent
    lands = context.mentions.lands_in(sentence.start, sentence.end)
    is_place = any(
        token.dep_ == "pobj" and token.head.lower_ in ("in", "of", "across", "near", "from", "outside")
        for token in sentence
        if context.mentions.lands_in(token.i, token.i + 1)
    )
    return lands[0] if len(lands) == 1 and is_place else None
