"""Paragraphs that a line such as "The Foreign Secretary said:" introduces, as press releases print speech."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from diplowatch.read.statements.lists import load_list
from diplowatch.read.statements.sources import find_source, source_stretch
from diplowatch.read.statements.spans import Attribution, Frame, Stretch

_LINE = re.compile(r"^[^\n]{0,400}:[ \t]*\n\s*(?=\S)", re.MULTILINE)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|us|my|My)\b")
_LAST_WORDS = 60
"""Characters before the colon in which the verb of speech stands."""
_MOST_PARAGRAPHS = 6
_BLOCK = ">"
"""Mark of the lines of a block quotation; all of them are the speaker's."""
_CHANCE = 0.9


def find_introduced(doc: Doc, text: str) -> Iterator[Attribution]:
    """Yield the paragraph after a line that ends in a verb of speech and a colon, and those that go on as "we"."""
    for line in _LINE.finditer(text):
        colon = text.rindex(":", line.start(), line.end())
        cue = _last_verb(doc, max(line.start(), colon - _LAST_WORDS), colon)
        head = find_source(cue) if cue is not None else None
        if cue is None or head is None:
            continue
        source = source_stretch(head, cue, text)
        for paragraph in _paragraphs(text, line.end()):
            yield Attribution(source, (cue.idx, cue.idx + len(cue)), (paragraph,), Frame.INTRODUCED, _CHANCE)


def _last_verb(doc: Doc, start: int, end: int) -> Token | None:
    words = doc.char_span(start, end, alignment_mode="contract")
    verbs = load_list("speech_verbs.txt")
    found = [token for token in words or () if token.pos_ == "VERB" and token.lemma_.lower() in verbs]
    return found[-1] if found else None


def _paragraphs(text: str, start: int) -> Iterator[Stretch]:
    quoted = text.startswith(_BLOCK, start)
    for number in range(_MOST_PARAGRAPHS):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].rstrip()
        speaks = line.startswith(_BLOCK) if quoted else number == 0 or _FIRST_PERSON.search(line)
        first = len(line) - len(line.lstrip("> ")) if quoted else 0
        if not speaks or line.endswith(":") or (len(line.split()) < 4 and not quoted):
            return
        if first < len(line):
            yield start + first, start + len(line)
        start = end + len(text[end : end + 10]) - len(text[end : end + 10].lstrip())
