"""What the clause around a verb makes of it: supposed in a condition, doubted, or only asked about."""

from __future__ import annotations

from spacy.tokens import Token

from diplowatch.tables import load_words

_SUPPOSING = frozenset({"if", "unless", "whether", "lest", "suppose", "supposing"})
_INVERTED = frozenset({"should", "were", "had"})


def is_supposed(token: Token) -> bool:
    """Whether a word stands in a condition or under a doubt: "if Russia refused", "doubts that Russia would agree"."""
    while token.head != token:
        if token.dep_ in ("advcl", "ccomp", "acl", "pcomp") and _is_supposing(token):
            return True
        if token.dep_ == "pcomp" and token.head.head.lemma_ in load_words("read", "data", "doubt_words.txt"):
            return True
        if token.dep_ in ("ccomp", "acl") and token.head.lemma_.lower() in load_words(
            "read", "data", "doubt_words.txt"
        ):
            return True
        token = token.head
    return False


def _is_supposing(clause: Token) -> bool:
    return is_inverted(clause) or any(
        kid.dep_ in ("mark", "advmod") and kid.lower_ in _SUPPOSING for kid in clause.lefts
    )


def is_inverted(clause: Token) -> bool:
    """Whether a clause supposes by its order: "should Russia refuse", "were Kyiv to agree"."""
    first = clause.left_edge
    if first.lower_ not in _INVERTED or clause.dep_ != "advcl":
        return False
    return first.dep_ in ("aux", "auxpass") or first == clause
