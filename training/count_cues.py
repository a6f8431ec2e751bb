"""Count the cue lexicon of the statement reader on annotated news: `python training/count_cues.py GOLD OUT.csv`.

GOLD is a folder with `text/*.txt` and `attributions/*.ann` in brat standoff (PolNeAR 1.0.0, training part). For every
word and frame that the rules propose, the table gives how often it was seen and how often it was an attribution: its
content shares at least half of the characters with an annotated one and its source meets the annotated source.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from diplowatch.read.parse import parse
from diplowatch.read.quotes import find_quotations
from diplowatch.read.statements.quoted import widen_to_quotations
from diplowatch.read.statements.rules import list_candidates
from diplowatch.read.statements.spans import Attribution, Stretch

LEAST_SEEN = 2
"""Words seen less often in a frame say less than the frame's total and stay out of the table."""

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
    mine = {at for start, end in candidate.content for at in range(start, end)}
    for source, content in gold:
        theirs = {at for start, end in content for at in range(start, end)}
        if len(mine & theirs) * 2 < len(mine | theirs):
            continue
        if candidate.source is None:
            if not source:
                return True
        elif any(start < candidate.source[1] and candidate.source[0] < end for start, end in source):
            return True
    return False


def find_candidates(text: str) -> Iterator[tuple[str, Attribution]]:
    """Yield every word that could attribute something, with what it would attribute."""
    doc, quotations = parse(text), find_quotations(text)
    for token in doc:
        for candidate in list_candidates(token, text, quotations):
            whole = widen_to_quotations(candidate, quotations)
            if whole is not None:
                yield token.lemma_.lower(), whole


def main(gold: Path, out: Path) -> None:
    """Count over a folder and write the table."""
    seen: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for path in sorted((gold / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as handle:
            text = handle.read()
        relations = read_gold(sorted((gold / "attributions").glob(f"{path.stem}_*.ann"))[0])
        for lemma, candidate in find_candidates(text):
            for key in ((lemma, candidate.frame), ("*", candidate.frame)):
                seen[key] += 1
                right[key] += is_right(candidate, relations)
    with out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("lemma", "frame", "seen", "right"))
        for lemma, frame in sorted(seen):
            if lemma == "*" or (seen[lemma, frame] >= LEAST_SEEN and lemma.isalpha()):
                writer.writerow((lemma, frame, seen[lemma, frame], right[lemma, frame]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
