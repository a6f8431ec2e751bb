"""Whether the name of a capital stands for a place ("in Kyiv", "flew to Moscow") and not for a government."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from diplowatch.read.actors.tables import find_role, words
from diplowatch.read.parse import text_of

_DATELINE = re.compile(r"(?:, [A-Z][\w.]+)*(?: \d{1,2})?(?:, \d{4})?(?: \([^)\n]{2,30}\))? ?[-–—]{1,2} ")


def is_place(doc: Doc, token: Token) -> bool:
    """Return whether the last token of a capital's name stands in a phrase of place."""
    head = token
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    before = doc[token.left_edge.i - 1] if token.left_edge.i else None
    if before is not None and before.lower_ in words("place_prepositions"):
        return True
    if head.dep_ == "pobj":
        return _is_place_after(head.head)
    if head.dep_ in {"dobj", "nsubjpass"}:
        return head.head.lemma_ in words("visits")
    if head.dep_ in {"compound", "amod", "nmod"} and head.head.i > head.i and not head.head.text.isupper():
        return find_role(head.head.lower_) is None
    return _is_dateline(doc, token)


def _is_place_after(preposition: Token) -> bool:
    if preposition.lower_ in words("place_prepositions"):
        return True
    if preposition.lower_ not in {"to", "from", "for", "of", "through", "via"}:
        return False
    return preposition.head.lemma_.lower() in words("travel")


def _is_dateline(doc: Doc, token: Token) -> bool:
    text = text_of(doc)
    start = token.left_edge.idx
    begins = start == 0 or text[start - 1] == "\n"
    return begins and _DATELINE.match(text, token.idx + len(token)) is not None
