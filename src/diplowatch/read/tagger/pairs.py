"""Pairs: how every word of a window stands to a cue, in the tree of the parse and in the line of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diplowatch.read.tagger.windows import Window
from diplowatch.read.tagger.words import Ints, Words

SELF, OUTSIDE = 1, 2
"""Branches of a word that the cue hangs on (or is), and of a word in another sentence."""
STEPS = 6
_FARTHEST, _ELSEWHERE = 4, 5
DISTANCES = 32
_EXACT = 8
SIDES = 3


@dataclass(frozen=True)
class Pairs:
    """Features of each cue with each word of a window; every array is [cues, words]."""

    steps: Ints
    """Steps from the cue up to the first word that both hang on, 4 for more; 5 in another sentence."""
    branch: Ints
    """Dependency of the branch under that word in which the other word stands."""
    distance: Ints
    """Words between them, in buckets that widen; below 16 before the cue, from 16 after it."""
    side: Ints
    """0 a paragraph before the cue's, 1 the same, 2 a later one."""
    inside: Ints
    """1 for the words of the cue."""

    def arrays(self) -> tuple[Ints, ...]:
        """Return the features in the order in which the weights take them."""
        return self.steps, self.branch, self.distance, self.side, self.inside


def pair_words(words: Words, window: Window, cues: Sequence[tuple[int, int]]) -> Pairs:
    """Return the features of cues, given as first and last word (both inclusive), with all words of their window."""
    shape = len(cues), window.last - window.first
    steps, branch = np.full(shape, _ELSEWHERE, dtype=np.int64), np.full(shape, OUTSIDE, dtype=np.int64)
    distance, side, inside = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    here = np.arange(window.first, window.last)
    for row, (first, last) in enumerate(cues):
        cue = _head_of(words, first, last)
        _fill_tree(words, window, cue, steps[row], branch[row])
        away = np.where(here < first, here - first, np.where(here > last, here - last, 0))
        distance[row] = _bucket(away)
        side[row] = np.clip(words.paragraph[window.first : window.last] - words.paragraph[cue], -1, 1) + 1
        inside[row, first - window.first : last + 1 - window.first] = 1
    return Pairs(steps, branch, distance, side, inside)


def _head_of(words: Words, first: int, last: int) -> int:
    """Return the word of a cue that the others hang on: the first whose head stands outside of it."""
    for number in range(first, last + 1):
        head = words.head[number]
        if not first <= head <= last or head == number:
            return number
    return first


def _fill_tree(words: Words, window: Window, cue: int, steps: Ints, branch: Ints) -> None:
    """Fill one row of `steps` and `branch` for the words of the cue's sentence."""
    above = {cue: 0}
    at = cue
    while words.head[at] != at:
        at = int(words.head[at])
        above[at] = len(above)
    known = {number: (min(level, _FARTHEST), SELF) for number, level in above.items()}
    same = np.flatnonzero(words.root[window.first : window.last] == words.root[cue])
    for place in same.tolist():
        path, number = [], place + window.first
        while number not in known:
            path.append(number)
            head = int(words.head[number])
            if head in above:
                known[number] = min(above[head], _FARTHEST), int(words.dep[number])
                break
            number = head
        for passed in path:
            known[passed] = known[number]
        steps[place], branch[place] = known[number]


def _bucket(away: Ints) -> Ints:
    far = np.abs(away)
    widened = _EXACT + (np.log2(np.maximum(far, _EXACT) / _EXACT) * 3).astype(np.int64)
    bucket = np.where(far < _EXACT, far, np.minimum(widened, DISTANCES // 2 - 1))
    return np.where(away < 0, bucket, bucket + DISTANCES // 2)
