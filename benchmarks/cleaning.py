"""Predictions for the gold set of cleaning: which lines of a pasted page the line classifier keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from diplowatch.clean.lines import find_lines


def predict(gold: Path) -> Iterator[dict[str, object]]:
    """Yield {"doc", "keep"} for each page, `keep` 0 or 1 for each of its lines; only the lines' text is used."""
    with gold.open(encoding="utf-8") as handle:
        for row in map(json.loads, handle):
            lines = [" ".join(line["text"].split()) for line in row["lines"]]
            kept = iter(find_lines("\n".join(lines)).kept)
            yield {"doc": row["doc"], "keep": [int(next(kept)) if line else 0 for line in lines]}
