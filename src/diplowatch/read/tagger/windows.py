"""Windows: stretches of whole paragraphs that the encoder takes in one piece, as piece numbers and features."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from diplowatch.read.tagger.words import Ints, Words

LARGEST = 192
"""Pieces of a window, marks included. Longer windows know more around them and cost more for each piece."""

LONGEST_WORD = 12
"""Pieces of a word at most: an address of a page tells no more after its first dozen."""

Pieces = Callable[[str], tuple[int, ...]]
"""Cuts a word into the numbers of its pieces, one at least."""


@dataclass(frozen=True)
class Marks:
    """Numbers of the pieces that open a window and that end each paragraph."""

    opening: int
    ending: int


@dataclass(frozen=True)
class Window:
    """Words `first` to `last` (exclusive) of a text, ready for the encoder."""

    first: int
    last: int
    ids: Ints
    """[pieces] numbers of the pieces."""
    features: Ints
    """[pieces, 4] tag, dependency, case and quotation of the word that a piece belongs to; 0 for marks."""
    starts: Ints
    """[words] the first piece of each word."""
    heads: Ints
    """[words] the head of each word, counted in the window; the word itself where its head stands outside."""


def cut_windows(
    words: Words,
    pieces: Pieces,
    marks: Marks,
    *,
    first: int = 0,
    last: int | None = None,
    largest: int = LARGEST,
    opening: int | None = None,
) -> Iterator[Window]:
    """Yield the windows of the words `first` to `last` (exclusive; all by default) in order, each word in exactly one.

    `opening` is the size of the first window where it should differ, as training wants it to: a text is then cut at
    other places each time.
    """
    stop = len(words) if last is None else last
    cut = [pieces(words.word(number))[:LONGEST_WORD] for number in range(first, stop)]
    for start, end in _pack(words, first, np.array([len(one) for one in cut], dtype=np.int64), largest, opening):
        yield _window(words, cut[start - first : end - first], marks, start, end)


def _pack(words: Words, offset: int, lengths: Ints, largest: int, opening: int | None) -> Iterator[tuple[int, int]]:
    """Fill windows with whole paragraphs; one piece of each paragraph is its end, one of each window its opening."""
    first, last, size, room = offset, offset, 1, opening or largest
    for start, end in _paragraph_parts(words, offset, lengths, largest):
        length = int(lengths[start - offset : end - offset].sum()) + 1
        if last > first and size + length > room:
            yield first, last
            first, size, room = start, 1, largest
        last, size = end, size + length
    if last > first:
        yield first, last


def _paragraph_parts(words: Words, offset: int, lengths: Ints, largest: int) -> Iterator[tuple[int, int]]:
    """Yield paragraphs, those that fill more than a window cut between sentences, or where need be inside one."""
    last = offset + len(lengths)
    breaks = np.flatnonzero(np.diff(words.paragraph[offset:last])) + 1 + offset
    for start, end in itertools.pairwise([offset, *breaks.tolist(), last]):
        at = start
        while at < end:
            stop = _part_end(words, offset, lengths, at, end, largest - 2)
            yield at, stop
            at = stop


def _part_end(words: Words, offset: int, lengths: Ints, start: int, end: int, room: int) -> int:
    total, at, sentence_end = 0, start, None
    while at < end and total + lengths[at - offset] <= room:
        total += int(lengths[at - offset])
        if at > start and words.root[at] != words.root[at - 1]:
            sentence_end = at
        at += 1
    if at < end and sentence_end is not None:
        return sentence_end
    return max(at, start + 1)


def _window(words: Words, cut: Sequence[tuple[int, ...]], marks: Marks, first: int, last: int) -> Window:
    """Build one window; `cut` holds the pieces of its words."""
    ids, owner, starts = [marks.opening], [-1], []
    for number in range(first, last):
        if number > first and words.paragraph[number] != words.paragraph[number - 1]:
            ids.append(marks.ending)
            owner.append(-1)
        starts.append(len(ids))
        ids.extend(cut[number - first])
        owner.extend([number] * len(cut[number - first]))
    ids.append(marks.ending)
    owner.append(-1)
    of = np.array(owner, dtype=np.int64)
    features = np.stack([words.tag[of], words.dep[of], words.case[of], words.quoted[of]], axis=1)
    features[of < 0] = 0
    heads = words.head[first:last] - first
    own = np.arange(last - first)
    return Window(
        first=first,
        last=last,
        ids=np.array(ids, dtype=np.int64),
        features=features,
        starts=np.array(starts, dtype=np.int64),
        heads=np.where((heads < 0) | (heads >= last - first), own, heads),
    )
