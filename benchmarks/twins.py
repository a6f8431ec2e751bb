"""Precision and recall of "says nothing new": `python -m benchmarks.twins`; what it costs: with `--many`.

Pairs are made from the annotated texts of the repository by edits that newsrooms make, labelled by what was done.
"""

from __future__ import annotations

import itertools
import random
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diplowatch.sift.twins import TwinFinder, find_twin, is_twin

TEXTS = Path(__file__).parents[1] / "training" / "positions" / "train"
LEAST = 120
"""Words of a text that pairs are made from."""


@dataclass(frozen=True)
class Pair:
    """A newer text, an older one, and whether the newer says nothing new."""

    kind: str
    newer: str
    older: str
    is_twin: bool


def load_texts() -> list[str]:
    """Return the plain texts of the example that are long enough."""
    found = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.rglob("*.txt"))]
    return [text for text in found if len(text.split()) >= LEAST]


def make_pairs(texts: list[str]) -> Iterator[Pair]:
    """Make the labelled pairs: five edits that add nothing, and texts that do."""
    for at, text in enumerate(texts):
        other = texts[(at + 1) % len(texts)]
        words, lines = text.split(), [line for line in text.splitlines() if line.strip()]
        yield Pair("other headline", "\n".join(["Envoys weigh next step as week ends", *lines[1:]]), text, True)
        yield Pair("cut at the end", " ".join(words[: len(words) * 6 // 10]), text, True)
        yield Pair("agency line", f"BERLIN (Agency) - {text}\n(Editing by A. Person; writing by B. Person)", text, True)
        quoted = re.sub(r"[“”]", '"', text).replace("’", "'").replace(" – ", " - ")
        yield Pair("other quotation marks", quoted, text, True)
        yield Pair("a paragraph added", text + "\n" + " ".join(other.split()[: len(words) // 10]), text, True)
        half = " ".join(words[: len(words) // 2])
        yield Pair("next day, old background", " ".join(other.split()[: len(words)]) + "\n" + half, text, False)
        yield Pair("long text that holds it", f"{text}\n{other}\n{other[::-1]}", text, False)
        yield Pair("one quotation in common", other + "\n" + " ".join(words[20:45]), text, False)
    for one, other in itertools.permutations(texts, 2):
        yield Pair("another author", one, other, False)


def is_found(pair: Pair) -> bool:
    """Whether both steps find a pair: bands first, then the exact share."""
    finder = TwinFinder()
    finder.add(0, pair.older)
    return bool(finder.find(pair.newer)) and is_twin(pair.newer, pair.older)


def measure(count: int = 5000) -> str:
    """Return what it costs to find 500 texts cut at their end among texts put together from paragraphs by chance."""
    texts, chance = load_texts(), random.Random(1)
    paragraphs = [line for text in texts for line in text.splitlines() if len(line.split()) > 8]
    many = [" ".join(chance.sample(paragraphs, 6)) for _ in range(count - 500)]
    many += [text[: len(text) * 7 // 10] for text in many[:500]]
    finder, found, began = TwinFinder(), 0, time.process_time()
    for number, text in enumerate(many):
        found += find_twin(text, (many[at] for at in finder.find(text))) is not None
        finder.add(number, text)
    return f"{len(many)} texts, {found} say nothing new, {time.process_time() - began:.0f} s of processor time"


def main() -> None:
    """Print, for each kind of pair, how many are judged as labelled."""
    if "--many" in sys.argv:
        print(measure())
        return
    pairs = sorted(make_pairs(load_texts()), key=lambda pair: (not pair.is_twin, pair.kind))
    found = [(pair, is_found(pair)) for pair in pairs]
    for kind, group in itertools.groupby(found, key=lambda one: one[0].kind):
        members = list(group)
        print(f"{kind:26} {sum(pair.is_twin == said for pair, said in members):4} of {len(members)}")
    right = sum(said and pair.is_twin for pair, said in found)
    said_so, meant = sum(said for _, said in found), sum(pair.is_twin for pair in pairs)
    print(f"precision {right / max(1, said_so):.3f}  recall {right / max(1, meant):.3f}  {len(pairs)} pairs")


if __name__ == "__main__":
    main()
