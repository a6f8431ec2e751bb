"""Choosing: the score from which an attribution is kept, and what scores mean, on texts that no weights saw."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from diplowatch.read.statements.learned import Reading, read_window
from diplowatch.read.tagger import cut_windows
from diplowatch.read.tagger.network import Network, load_network_from
from training.statements.gold import Relation, Text

_SAME = 0.5
"""Share of their words together that two contents have in common where they are taken for the same."""
_STEPS = 200


@dataclass(frozen=True)
class Judged:
    """The score of what was read, and whether the annotation has it."""

    score: float
    right: bool


def set_thresholds(folder: Path, texts: Sequence[Text]) -> None:
    """Write the best least score and the calibration of scores into the settings of exported weights."""
    network = load_network_from(folder)
    judged = [one for text in texts for one in judge(network, text)]
    wanted = sum(len(text.relations or ()) for text in texts)
    slope, offset = calibrate([one for one in judged if one.score > _SAME / 4])
    settings = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    settings |= {
        "least_score": round(best_score(judged, wanted), 3),
        "slope": round(slope, 4),
        "offset": round(offset, 4),
    }
    (folder / "labels.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def judge(network: Network, text: Text) -> Iterator[Judged]:
    """Hold everything read of an annotated text against its relations, the surest first, each relation used once."""
    readings = [
        reading
        for window in cut_windows(text.words, network.pieces, network.marks)
        for reading in read_window(network, text.words, window)
    ]
    left = list(text.relations or ())
    for reading in sorted(readings, key=lambda one: -one.score):
        found = next((one for one in left if _agrees(reading, one)), None)
        if found is not None:
            left.remove(found)
        yield Judged(reading.score, found is not None)


def _agrees(reading: Reading, relation: Relation) -> bool:
    content = {number for first, last in reading.content for number in range(first, last + 1)}
    shared = content & set(relation.content)
    if len(shared) < _SAME * len(content | set(relation.content)):
        return False
    source = set(range(reading.source[0], reading.source[1] + 1)) if reading.source else set()
    return bool(source & set(relation.source)) or not (source or relation.source)


def best_score(judged: Sequence[Judged], wanted: int) -> float:
    """Return the score that, as the least one kept, gives the best F1 against `wanted` relations."""
    if not judged:
        raise ValueError("the weights read nothing at all in the tuning texts: they have not learned enough")
    ordered = sorted(judged, key=lambda one: -one.score)
    right = np.cumsum([one.right for one in ordered])
    f1 = 2 * right / (np.arange(1, len(ordered) + 1) + wanted)
    return ordered[int(f1.argmax())].score


def calibrate(judged: Sequence[Judged]) -> tuple[float, float]:
    """Return slope and offset of the logistic curve of right answers over the log odds of scores (Platt 1999)."""
    scores = np.clip([one.score for one in judged], 1e-6, 1 - 1e-6)
    odds = np.stack([np.log(scores / (1 - scores)), np.ones(len(scores))], 1)
    right = np.array([one.right for one in judged], dtype=float)
    weights = np.array([1.0, 0.0])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-odds @ weights))
        curve = (odds * (chance * (1 - chance))[:, None]).T @ odds
        step = np.linalg.solve(curve + 1e-9 * np.eye(2), odds.T @ (right - chance))
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return float(weights[0]), float(weights[1])
