"""The cue lexicon: which words, in which frames, attribute what follows to somebody.

`cues.csv` holds, for every cue word (lemma) and frame, how often annotated news used it and how often as an attribution
(counted by `training/count_cues.py` on PolNeAR's training part). A row with the lemma `*` holds a frame's total: the
belief about words never seen.
"""

from __future__ import annotations

import functools

from diplowatch.records import Record
from diplowatch.tables import load_table, load_words, package_file

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
    """Estimate the chance (0 to 1) that a word in a frame is an attribution; 0 for a frame nobody has seen."""
    frames = load_frames()
    total = frames.get(("*", frame))
    if total is None:
        return 0.0
    belief = total.right / total.seen
    own = frames.get((lemma, frame))
    if own is None:
        return belief if lemma not in _known_words() else belief / 2
    return (own.right + _BELIEF_WEIGHT * belief) / (own.seen + _BELIEF_WEIGHT)


@functools.cache
def _known_words() -> frozenset[str]:
    return frozenset(lemma for lemma, _ in load_frames())


@functools.cache
def load_list(name: str) -> frozenset[str]:
    """Load one of the word lists beside the lexicon, lower case."""
    return frozenset(word.lower() for word in load_words("read", "data", name))
