"""The cue table: how strongly each feature of a word and its frame speaks for an attribution.

`cue_weights.csv` holds the weights of a logistic regression over the features of `features.py`, in log odds, fitted by
`training/weigh_cues.py` on PolNeAR's training part. The row `*` is where every sum starts.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable

from diplowatch.records import Record
from diplowatch.tables import load_table, load_words, package_file

START = "*"
"""Feature that everything has."""


class CueWeight(Record):
    """What a feature adds to the log odds of an attribution."""

    feature: str
    weight: float


@functools.cache
def load_weights() -> dict[str, float]:
    """Load the cue table."""
    return {row.feature: row.weight for row in load_table(package_file("read", "data", "cue_weights.csv"), CueWeight)}


def chance_of(features: Iterable[str]) -> float:
    """Estimate the chance (0 to 1) that what has these features is an attribution; unknown features add nothing."""
    weights = load_weights()
    # Summed exactly, so that the order of the features changes nothing.
    return 1 / (1 + math.exp(-math.fsum([weights[START], *(weights.get(feature, 0.0) for feature in features)])))


@functools.cache
def load_list(name: str) -> frozenset[str]:
    """Load one of the word lists beside the table, lower case."""
    return frozenset(word.lower() for word in load_words("read", "data", name))
