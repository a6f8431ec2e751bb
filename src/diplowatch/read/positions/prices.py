"""What a demand is the price of: "guarantees as part of any deal", "concessions in exchange for a truce"."""

from __future__ import annotations

from spacy.tokens import Token

from diplowatch.read.parse import text_of
from diplowatch.read.positions.grammar import Bounds, child
from diplowatch.read.positions.lexicon import ConditionKind, deal_nouns, load_conditions


def price_of(cue: Token) -> tuple[Token, str] | None:
    """Return what a demand is the price of, with the words that say so: "guarantees as part of any deal"."""
    if cue.lemma_ not in ("insist", "demand", "require", "want", "seek"):
        return None
    later = next((kid for kid in cue.rights if kid.dep_ == "advcl" and kid.left_edge.lower_ == "before"), None)
    if later is not None and child(later, "nsubj", "nsubjpass") is not None:
        return later, "before"  # "insists on guarantees before the assets are used"
    for token in cue.subtree:
        if token.dep_ == "pobj" and token.head.lower_ == "before" and token.lemma_.lower() in deal_nouns():
            return token, "before"
        # "demanded concessions in exchange for a truce"
        traded = token.lower_ in ("exchange", "return") and token.head.lower_ == "in"
        if traded and (preposition := child(token, "prep")) is not None and preposition.lower_ == "for":
            return _deal_after(preposition, f"in {token.lower_} for")
        named = token.lower_ == "part" or token.lower_ in load_conditions(ConditionKind.NAME)
        if named and token.dep_ == "pobj" and token.head.lower_ == "as":
            preposition = child(token, "prep")
            return _deal_after(preposition, f"as {token.lower_}") if preposition is not None else None
    return None


def _deal_after(preposition: Token, term: str) -> tuple[Token, str] | None:
    deal = child(preposition, "pobj", "pcomp")
    return (deal, term) if deal is not None else None


def without_price(proposal: Bounds, price: Token) -> Bounds:
    """Return a demand without the words for what it is the price of."""
    opening = price
    if price.dep_ == "advcl":
        opening = price.left_edge
    while opening.dep_ in ("pobj", "pcomp", "prep") and opening.head.idx >= proposal[0]:
        if opening.head.pos_ not in ("ADP", "SCONJ") and opening.head.lower_ not in ("exchange", "return", "part"):
            break
        opening = opening.head
    at = opening.left_edge.idx
    if not proposal[0] < at < proposal[1]:
        return proposal
    return proposal[0], proposal[0] + len(text_of(price.doc)[proposal[0] : at].rstrip(" ,"))
