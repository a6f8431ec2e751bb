"""The words that show an event: the clause of its predicate, without what is only joined to it."""

from __future__ import annotations

from spacy.tokens import Span, Token

_JOINED = frozenset({"parataxis", "punct", "cc", "mark", "conj", "preconj"})
_OUTER = frozenset({"advcl", "ccomp"})
_ADDED = frozenset({"relcl", "acl", "appos", "advcl"})


def clause_bounds(verb: Token, *, with_content: bool) -> tuple[int, int]:
    """Return the character offsets of the clause of a verb.

    Joined clauses are left out; content that stands before its verb of saying is kept only where `with_content`.
    """
    left, right = verb.i, verb.i
    for child in verb.children:
        if child.dep_ in _JOINED and not (child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX")):
            continue
        if child.dep_ in _OUTER and child.i < verb.i and not with_content:
            continue
        left = min(left, child.left_edge.i)
        right = max(right, child.right_edge.i)
    return span_bounds(verb.doc[left : right + 1])


def phrase_bounds(noun: Token) -> tuple[int, int]:
    """Return the character offsets of a noun phrase with all that its own modifiers hold, without clauses on it."""
    left, right = noun.i, noun.i
    for child in noun.children:
        if child.dep_ in _JOINED or child.dep_ in _ADDED:
            continue
        left = min(left, child.left_edge.i)
        right = max(right, child.right_edge.i)
    return span_bounds(noun.doc[left : right + 1])


def span_bounds(span: Span) -> tuple[int, int]:
    """Return the character offsets of a span without white space and closing punctuation at its ends."""
    tokens = [token for token in span if not token.is_space]
    while len(tokens) > 1 and tokens[-1].text in {".", ",", ";", ":", "-", "–", "—", "!", "?"}:
        tokens.pop()
    while len(tokens) > 1 and tokens[0].text in {",", ";", ":", "-", "–", "—", "•", ".", "…"}:
        tokens.pop(0)
    if not tokens:
        return span.start_char, span.end_char
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])
