"""Short texts from which the vectors learn: sentences, and runs of words as long as a proposal; nothing annotated."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from diplowatch.packs import load_pack

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’']?\s+(?=[\"“‘']?[A-Z])|\n+")
_LONGEST = 40
"""Words of a sentence that is learned whole."""
_RUN = (3, 12)
"""Words of a run, fewest and most."""
_SHORTEST_STORY = 300
_ANNOTATED_ELSEWHERE = "pn-"
"""Texts of the position set whose publishers state no licence."""


def list_texts(gold: Path, seed: int = 1) -> list[str]:
    """Return the texts to learn from, each once: of documents, machine-written stories, proposals and the pack."""
    chance = random.Random(seed)
    documents = [sentence for text in _documents(gold / "positions") for sentence in _sentences(text)]
    stories = [sentence for text in _stories(gold / "events") for sentence in _sentences(text)]
    chance.shuffle(stories)
    texts = [
        *_phrases(),
        *_proposals(gold / "positions"),
        *_whole(documents),
        *_runs(documents, 3, chance),
        *_whole(stories[:8_000]),
        *_runs(stories[8_000:20_000], 1, chance),
    ]
    return list(dict.fromkeys(" ".join(text.split()) for text in texts))


def _documents(folder: Path) -> Iterator[str]:
    for file in sorted((folder / "train_docs").glob("*.txt")):
        if not file.name.startswith(_ANNOTATED_ELSEWHERE):
            yield file.read_text(encoding="utf-8")


def _stories(folder: Path) -> Iterator[str]:
    for archive in sorted(folder.glob("gpt_synthetic_events_*.zip")):
        with zipfile.ZipFile(archive) as held:
            text = held.read(held.namelist()[0]).decode("utf-8", "replace")
        yield from (row["text"] for row in csv.DictReader(io.StringIO(text)) if len(row["text"]) > _SHORTEST_STORY)


def _proposals(folder: Path) -> Iterator[str]:
    for document in json.loads((folder / "train.anchored.json").read_text(encoding="utf-8")):
        if not document["doc"].startswith(_ANNOTATED_ELSEWHERE):
            yield from (position["issue_text"] for position in document["positions"] if position.get("issue_text"))


def _phrases() -> Iterator[str]:
    for issue in load_pack().issues:
        yield from (issue.name, *issue.terms, *issue.unless, *issue.examples, *issue.counterexamples)


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if len(sentence.split()) >= _RUN[0]]


def _whole(sentences: Iterable[str]) -> list[str]:
    return [sentence for sentence in sentences if len(sentence.split()) <= _LONGEST]


def _runs(sentences: Iterable[str], count: int, chance: random.Random) -> Iterator[str]:
    """Cut so many runs of words out of each sentence that is longer than a run."""
    for sentence in sentences:
        words = sentence.split()
        for _ in range(count if len(words) > _RUN[1] else 0):
            size = chance.randint(*_RUN)
            start = chance.randrange(len(words) - size + 1)
            yield " ".join(words[start : start + size]).strip(' ,;:."“”')
