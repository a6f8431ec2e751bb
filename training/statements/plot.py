"""Draw how often what is read is right against how sure the reader was.

    python -m training.statements.plot GOLD OUT.svg

GOLD is a folder with `text` and `attributions` (PolNeAR's development part). Each half of the texts is drawn with the
calibration that the other half gives, so that no text is judged by itself.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from diplowatch.read.tagger import load_network
from training.statements.choose import Judged, calibrate, judge
from training.statements.gold import load_annotated

_BINS = 10


def main() -> None:
    """Read the command line and draw."""
    gold, out = (Path(argument) for argument in sys.argv[1:3])
    network = load_network()
    judged = [list(judge(network, text)) for text in load_annotated(gold, network.labels)]
    even, odd = ([one for text in judged[half::2] for one in text] for half in (0, 1))
    points = [*_calibrated(even, calibrate(odd)), *_calibrated(odd, calibrate(even))]
    draw(points, out)


def _calibrated(judged: Sequence[Judged], curve: tuple[float, float]) -> list[Judged]:
    slope, offset = curve
    odds = [math.log(one.score / (1 - one.score)) for one in judged]
    return [Judged(1 / (1 + math.exp(-(slope * at + offset))), one.right) for at, one in zip(odds, judged, strict=True)]


def draw(points: Sequence[Judged], out: Path) -> None:
    """Draw the share that is right for ten bands of confidence, and how many readings stand in each."""
    scores, right = np.array([one.score for one in points]), np.array([one.right for one in points], dtype=float)
    band = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    held = [at for at in range(_BINS) if (band == at).any()]
    figure, (above, below) = plt.subplots(2, 1, figsize=(5.2, 6), sharex=True, height_ratios=(3, 1))
    above.plot([0, 1], [0, 1], color="0.7", linewidth=1, label="as sure as right")
    means = [scores[band == at].mean() for at in held]
    shares = [right[band == at].mean() for at in held]
    above.plot(means, shares, marker="o", color="#1f4e79", label="statements read")
    above.set_ylabel("share that the annotation has")
    above.legend(frameon=False, loc="upper left")
    below.bar([(at + 0.5) / _BINS for at in range(_BINS)], np.bincount(band, minlength=_BINS), 0.08, color="#1f4e79")
    below.set_ylabel("readings")
    below.set_xlabel("confidence")
    for axes in (above, below):
        axes.spines[["top", "right"]].set_visible(False)
    above.set_ylim(0, 1)
    figure.tight_layout()
    figure.savefig(out, metadata={"Date": None})
    for mean, share, at in zip(means, shares, held, strict=True):
        print(f"{mean:.2f} sure: {share:.2f} right of {(band == at).sum()}")


if __name__ == "__main__":
    main()
