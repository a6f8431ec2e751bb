"""Fit the cue table of the statement reader on annotated news: `python training/weigh_cues.py GOLD OUT.csv`.

GOLD is a folder with `text/*.txt` and `attributions/*.ann` in brat standoff (PolNeAR 1.0.0, training part). Everything
that the rules propose is an example. It is right where its content shares at least half of the characters with an
annotated one and its source meets the annotated source. The whole takes about three minutes.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from diplowatch.read.parse import parse
from diplowatch.read.quotes import find_quotations
from diplowatch.read.statements.cues import START
from diplowatch.read.statements.quoted import widen_to_quotations
from diplowatch.read.statements.rules import Candidate, list_candidates
from diplowatch.read.statements.spans import Attribution, Stretch

LEAST_SEEN = 8
"""Features of fewer examples say nothing about other texts."""
LEAST_WEIGHT = 0.05
"""Weights nearer to nothing stay out of the table."""
PENALTY = 8.0
"""Of the squared weights, against a loss added up over all examples; chosen on held-out folds."""
STEPS = 250

Example = tuple[frozenset[str], bool]
Gold = tuple[list[Stretch], list[Stretch]]
"""Source and content."""


def read_gold(path: Path) -> list[Gold]:
    """Read source and content of every attribution relation of a brat file."""
    spans: dict[str, list[Stretch]] = {}
    events: list[list[list[str]]] = []
    for record in re.split(r"\n(?=(?:[TERAMN]\d+|#\d+|\*)\t)", path.read_text(encoding="utf-8")):
        name, _, rest = record.strip("\n").partition("\t")
        if name.startswith("T"):
            offsets = rest.split("\t", 1)[0].split(" ", 1)[1]
            spans[name] = [(int(a), int(b)) for a, b in (part.split() for part in offsets.split(";"))]
        elif name.startswith("E"):
            events.append([argument.split(":") for argument in rest.split()[1:]])
    return [(_role("Source", event, spans), _role("Content", event, spans)) for event in events]


def _role(name: str, event: list[list[str]], spans: dict[str, list[Stretch]]) -> list[Stretch]:
    return [span for role, at in event if role.startswith(name) for span in spans[at]]


def is_right(candidate: Attribution, gold: list[Gold]) -> bool:
    """Tell whether an annotated relation has about the candidate's content and its source."""
    for source, content in gold:
        shared = sum(
            max(0, min(end, last) - max(start, first)) for start, end in candidate.content for first, last in content
        )
        if shared * 2 < candidate.size + sum(last - first for first, last in content) - shared:
            continue
        if candidate.source is None:
            if not source:
                return True
        elif any(start < candidate.source[1] and candidate.source[0] < end for start, end in source):
            return True
    return False


def find_candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield all that the words of a text could attribute, contents widened to their quotations."""
    text = doc.text
    quotations = find_quotations(text)
    for token in doc:
        for candidate in list_candidates(token, text, quotations):
            whole = widen_to_quotations(candidate.attribution, quotations)
            if whole is not None:
                yield Candidate(whole, candidate.features)


def list_examples(gold: Path) -> Iterator[Example]:
    """Yield the features of every candidate of an annotated folder, and whether it is an attribution."""
    for path in sorted((gold / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as handle:
            doc = parse(handle.read())
        relations = read_gold(sorted((gold / "attributions").glob(f"{path.stem}_*.ann"))[0])
        for candidate in find_candidates(doc):
            yield candidate.features, is_right(candidate.attribution, relations)


def fit_weights(examples: Sequence[Example]) -> dict[str, float]:
    """Fit a logistic regression with a quadratic penalty by full-batch Adam; nothing is random."""
    counts = Counter(feature for features, _ in examples for feature in features)
    names = sorted(feature for feature, count in counts.items() if count >= LEAST_SEEN)
    columns = {name: at for at, name in enumerate(names)}
    pairs = [
        (row, at)
        for row, (features, _) in enumerate(examples)
        for at in sorted(columns[feature] for feature in features if feature in columns)
    ]
    rows, at = np.array(pairs).T
    truth = np.array([right for _, right in examples], dtype=float)
    weights, pace, spread = (np.zeros(len(names) + 1) for _ in range(3))
    for step in range(1, STEPS + 1):
        odds = np.bincount(rows, weights=weights[at], minlength=len(truth)) + weights[-1]
        error = 1 / (1 + np.exp(-odds)) - truth
        slope = np.append(np.bincount(at, weights=error[rows], minlength=len(names)), error.sum())
        slope[:-1] += PENALTY * weights[:-1]
        pace = 0.9 * pace + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        rate = 0.1 * (1 - step / (STEPS + 1))
        weights -= rate * (pace / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    kept = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=False)}
    return {START: round(float(weights[-1]), 2)} | {
        name: weight for name, weight in kept.items() if abs(weight) >= LEAST_WEIGHT
    }


def write_weights(weights: dict[str, float], out: Path) -> None:
    """Write the table."""
    with out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows(weights.items())


if __name__ == "__main__":
    write_weights(fit_weights(list(list_examples(Path(sys.argv[1])))), Path(sys.argv[2]))
