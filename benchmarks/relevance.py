"""Precision and recall of relevance: `python -m benchmarks.relevance [--misses]`."""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from diplowatch.packs import load_pack
from diplowatch.sift import make_scale

GOLD = Path(__file__).parent / "gold" / "relevance" / "texts.csv"


@dataclass(frozen=True)
class Score:
    """Counts of texts: relevant and kept, kept, relevant."""

    right: int
    kept: int
    relevant: int
    texts: int

    @property
    def precision(self) -> float:
        """Share of the texts kept that are relevant."""
        return self.right / max(1, self.kept)

    @property
    def recall(self) -> float:
        """Share of the relevant texts that are kept."""
        return self.right / max(1, self.relevant)


def score(split: str, show: bool = False) -> Score:
    """Score one half of the list: "dev" or "held-out"."""
    scale = make_scale(load_pack("ukraine"))
    right = kept = relevant = texts = 0
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["split"] != split:
                continue
            verdict = scale.judge(row["title"], row["text"])
            is_wanted = row["relevant"] == "yes"
            texts, relevant, kept = texts + 1, relevant + is_wanted, kept + verdict.is_relevant
            right += is_wanted and verdict.is_relevant
            if show and is_wanted != verdict.is_relevant:
                print(f"  {'missed' if is_wanted else 'kept  '} {row['title']}: {verdict.why}")
    return Score(right, kept, relevant, texts)


def main() -> None:
    """Print precision and recall of both halves."""
    for split in ("dev", "held-out"):
        found = score(split, "--misses" in sys.argv and split == "dev")
        figures = f"precision {found.precision:.3f}  recall {found.recall:.3f}"
        print(f"{split:9} {figures}  {found.texts} texts, {found.relevant} relevant")


if __name__ == "__main__":
    main()
