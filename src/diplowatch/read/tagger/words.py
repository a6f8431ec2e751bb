"""The words of a text as arrays: where each stands, and what the parse and the quotation marks say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from diplowatch.read.parse import text_of
from diplowatch.read.quotes import Quotation

Ints = npt.NDArray[np.int64]

UNKNOWN = 0
"""Index of a label that training never saw."""


@dataclass(frozen=True)
class Labels:
    """The labels of the parse that the weights know, in the order in which they were learned."""

    tags: tuple[str, ...]
    deps: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The words of a text, white space left out; every array has one entry a word."""

    text: str
    start: Ints
    """Character offset of the first character."""
    end: Ints
    """Character offset after the last character."""
    head: Ints
    """Number of the word that it hangs on; its own number at the root of a sentence."""
    root: Ints
    """Number of the root of its sentence."""
    tag: Ints
    dep: Ints
    case: Ints
    """0 no letters, 1 small letters, 2 mixed, 3 capitals."""
    quoted: Ints
    """1 inside a quotation, its marks included."""
    paragraph: Ints
    """Number of its paragraph, from 0."""

    def __len__(self) -> int:
        return len(self.start)

    def word(self, number: int) -> str:
        """Return the text of one word."""
        return self.text[self.start[number] : self.end[number]]

    def covering(self, start: int, end: int) -> range:
        """Return the numbers of the words that share a character with a stretch of the text."""
        first = int(np.searchsorted(self.end, start, side="right"))
        return range(first, max(first, int(np.searchsorted(self.start, end, side="left"))))


def list_words(doc: Doc, quotations: Sequence[Quotation], labels: Labels) -> Words:
    """List the words of a parse as arrays; a pure function of its arguments."""
    table = doc.to_array(["IDX", "LENGTH", "HEAD", "TAG", "DEP", "IS_SPACE"]).astype(np.uint64)
    kept = np.flatnonzero(table[:, 5] == 0)
    number = np.full(len(doc), -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    start = table[kept, 0].astype(np.int64)
    end = start + table[kept, 1].astype(np.int64)
    head = _heads(table, kept, number)
    text = text_of(doc)
    return Words(
        text=text,
        start=start,
        end=end,
        head=head,
        root=_roots(head),
        tag=_indices(doc, table[kept, 3], labels.tags),
        dep=_indices(doc, table[kept, 4], labels.deps),
        case=np.array([_case(text[a:b]) for a, b in zip(start, end, strict=True)], dtype=np.int64),
        quoted=_quoted(start, end, quotations),
        paragraph=_paragraphs(text, start, end),
    )


def _heads(table: npt.NDArray[np.uint64], kept: Ints, number: Ints) -> Ints:
    """Return the head of each kept word, heads of white space passed over."""
    # spaCy gives heads as offsets, and negative ones as large unsigned numbers.
    head = np.arange(len(table)) + table[:, 2].astype(np.int64)
    while (number[head] < 0).any():
        above = np.where(number[head] < 0, head[head], head)
        if (above == head).all():
            break
        head = above
    found = number[head[kept]]
    return np.where(found < 0, np.arange(len(kept)), found)


def _roots(head: Ints) -> Ints:
    root = head
    while (root[root] != root).any():
        root = root[root]
    return root


def _indices(doc: Doc, hashes: npt.NDArray[np.uint64], known: Sequence[str]) -> Ints:
    place = {label: at for at, label in enumerate(known)}
    distinct, inverse = np.unique(hashes, return_inverse=True)
    found = np.array([place.get(doc.vocab.strings[int(one)], UNKNOWN) for one in distinct], dtype=np.int64)
    return found[inverse] if len(found) else np.zeros(0, dtype=np.int64)


def _case(word: str) -> int:
    if not any(character.isalpha() for character in word):
        return 0
    if word.islower():
        return 1
    return 3 if len(word) > 1 and word.isupper() else 2


def _quoted(start: Ints, end: Ints, quotations: Sequence[Quotation]) -> Ints:
    quoted = np.zeros(len(start), dtype=np.int64)
    for quotation in quotations:
        first = np.searchsorted(end, quotation.start, side="right")
        quoted[first : np.searchsorted(start, quotation.end, side="left")] = 1
    return quoted


def _paragraphs(text: str, start: Ints, end: Ints) -> Ints:
    breaks = [int("\n" in text[a:b]) for a, b in zip(end[:-1], start[1:], strict=True)]
    return np.concatenate([[0], np.cumsum(breaks)]).astype(np.int64)[: len(start)]
