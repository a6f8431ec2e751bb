"""Texts that nobody annotated for attribution, from which a network learns what its teacher says of them."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

_LONGEST = 12_000
"""Characters taken of one text at most, so that no long briefing outweighs the rest."""
_STORIES = 450
_SHORTEST_STORY = 300
_ANNOTATED_ELSEWHERE = "pn-"
"""Texts of the position set that are also PolNeAR's; they may be in a part that is kept for testing."""


def list_plain(gold: Path) -> list[tuple[str, str]]:
    """Return name and text of the training documents of the position set and of machine-written stories."""
    return [*_documents(gold / "positions" / "train_docs"), *_stories(gold / "events")]


def _documents(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.glob("*.txt")):
        if not file.name.startswith(_ANNOTATED_ELSEWHERE):
            yield f"document/{file.name}", file.read_text(encoding="utf-8")[:_LONGEST]


def _stories(folder: Path) -> Iterator[tuple[str, str]]:
    for archive in sorted(folder.glob("gpt_synthetic_events_*.zip")):
        with zipfile.ZipFile(archive) as held:
            text = held.read(held.namelist()[0]).decode("utf-8", "replace")
        rows = list(csv.DictReader(io.StringIO(text)))
        random.Random(1).shuffle(rows)
        for number, row in enumerate(rows[:_STORIES]):
            if len(row["text"]) > _SHORTEST_STORY:
                yield f"story/{number}", row["text"]
