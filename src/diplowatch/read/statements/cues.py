"""The cue lexicon: which words, in which frames, attribute what follows to somebody.

`cues.csv` holds, for every cue word (lemma) and frame, how often annotated news used it and how often as an attribution
(counted by `training/count_cues.py` on PolNeAR's training part). A row with the lemma `*` holds a frame's total: the
belief about words never seen.
"""

from __future__ import annotations

import functools
import math

from diplowatch.records import Record
from diplowatch.tables import load_table, load_words, package_file

_UNSEEN = -0.3
"""Shift, in log odds, for a word that was not seen in a frame: rarer words are cues less often."""
_BELIEF_WEIGHT = 4.0
"""How many sightings what is believed beforehand counts for beside a word's own sightings."""


class CueFrame(Record):
    """How often a word was seen in a frame, and how often it was an attribution there."""

    lemma: str
    frame: str
    seen: int
    right: int


@functools.cache
def load_frames() -> dict[tuple[str, str], CueFrame]:
    """Load the cue lexicon by (lemma, frame)."""
    rows = load_table(package_file("read", "data", "cues.csv"), CueFrame)
    return {(row.lemma, row.frame): row for row in rows}


@functools.cache
def chance_of(lemma: str, frame: str) -> float:
    """Estimate the chance (0 to 1) that a word in a frame is an attribution; 0 for a frame nobody has seen.

    The word's own count in the frame, steadied by a belief: the frame's total, shifted (in log odds) by how much
    likelier or unlikelier than others the word is in the same frame with other marks.
    """
    frames = load_frames()
    total = frames.get(("*", frame))
    if total is None:
        return 0.0
    base = frame.split("+", 1)[0]
    shift = _log_odds(*_base_counts(lemma, base), 1.0) - _log_odds(*_base_counts("*", base), 1.0)
    known = (lemma, base) in _bases()
    belief = _odds_to_chance(_log_odds(total.right, total.seen, 1.0) + (shift if known else _UNSEEN))
    own = frames.get((lemma, frame))
    if own is None:
        return belief
    return (own.right + _BELIEF_WEIGHT * belief) / (own.seen + _BELIEF_WEIGHT)


@functools.cache
def _bases() -> dict[tuple[str, str], tuple[int, int]]:
    """Add up the counts of a word in a frame over the marks of the frame."""
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for (lemma, frame), row in load_frames().items():
        key = (lemma, frame.split("+", 1)[0])
        right, seen = sums.get(key, (0, 0))
        sums[key] = (right + row.right, seen + row.seen)
    return sums


def _base_counts(lemma: str, base: str) -> tuple[float, float]:
    """Return right and seen of a word in a frame whatever its marks, steadied by the frame's own share."""
    right, seen = _bases().get((lemma, base), (0, 0))
    if lemma == "*":
        return right, seen
    all_right, all_seen = _bases()[("*", base)]
    return right + _BELIEF_WEIGHT * all_right / all_seen, seen + _BELIEF_WEIGHT


def _log_odds(right: float, seen: float, smooth: float) -> float:
    return math.log((right + smooth / 2) / (seen - right + smooth / 2))


def _odds_to_chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


@functools.cache
def load_list(name: str) -> frozenset[str]:
    """Load one of the word lists beside the lexicon, lower case."""
    return frozenset(word.lower() for word in load_words("read", "data", name))
