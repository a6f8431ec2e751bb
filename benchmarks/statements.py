"""Statements: attribution relations of raw texts, in the form that the PolNeAR scorer reads.

Spans are those of the span finder, before sources are resolved and relays folded: the annotation asks for words.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diplowatch.clean import make_document
from diplowatch.read.parse import parse
from diplowatch.read.quotes import find_quotations
from diplowatch.read.statements import find_attributions


def predict(gold: Path) -> Iterator[dict[str, object]]:
    """Yield one object for each `text/*.txt` below a folder; offsets are those of the file as it stands."""
    for path in sorted((gold / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as handle:
            document = make_document(handle.read())
        attributions = find_attributions(parse(document.text), find_quotations(document.text))
        yield {
            "doc": path.stem,
            "attributions": [
                {
                    "source": [list(found.source)] if found.source else [],
                    "cue": [list(found.cue)],
                    "content": [list(stretch) for stretch in found.content],
                }
                for found in attributions
            ],
        }
