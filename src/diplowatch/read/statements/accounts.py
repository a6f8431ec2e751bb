"""Contents given with "according to X", and with a colon after a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from diplowatch.read.statements.sources import source_stretch
from diplowatch.read.statements.spans import Attribution, Stretch, trim

_CHANCE = 0.9
_MARKS = re.compile('["“]')


def find_accounts(doc: Doc, text: str) -> Iterator[Attribution]:
    """Yield what a text gives "according to" somebody: the clause that the phrase hangs on, without the phrase."""
    for token in doc:
        if token.lower_ != "according" or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
            continue
        to = doc[token.i + 1]
        head = next((child for child in to.children if child.dep_ in ("pobj", "dobj", "pcomp")), None)
        source = source_stretch(head, token, text) if head is not None else None
        if source is None:
            continue
        content = _clause(doc, text, token, source)
        if content:
            yield Attribution(source, (token.idx, to.idx + len(to)), content, "according to", _CHANCE)


def _clause(doc: Doc, text: str, token: Token, source: Stretch) -> tuple[Stretch, ...]:
    verb = token.head
    while verb.dep_ in ("prep", "pobj", "npadvmod", "dobj", "attr", "acomp", "advmod", "pcomp", "amod") and (
        verb.head != verb
    ):
        verb = verb.head
    first, last = verb.left_edge.i, verb.right_edge.i
    sentence = token.sent
    if verb.pos_ not in ("VERB", "AUX"):
        first, last = sentence.start, sentence.end - 1
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    pieces = (trim(text, start, min(token.idx, end)), trim(text, max(source[1], start), end))
    before, after = (piece and _paragraph(text, piece, token.idx) for piece in pieces)
    if before and after and verb.i < token.i and not _MARKS.match(text, after[0]):
        after = None  # "..., according to X, speaking to reporters": what tells about X or the occasion
    return tuple(p for p in (before, after) if p is not None and len(text[p[0] : p[1]].split()) > 1)


def _paragraph(text: str, piece: Stretch, cue: int) -> Stretch | None:
    """Cut a piece at the line breaks on its way from the cue."""
    start, end = piece
    if start > cue:
        line = text.find("\n", start, end)
        return trim(text, start, line if line >= 0 else end)
    return trim(text, max(start, text.rfind("\n", start, end) + 1), end)
