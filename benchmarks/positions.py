"""Predictions for the positions task: every kind of record of whole documents, with offsets in the raw file."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from diplowatch.clean import clean_capture
from diplowatch.errors import InputError
from diplowatch.packs import load_pack
from diplowatch.read import read_document
from diplowatch.records import Act, Actor, Capture, Document, Factuality, Media, Passage, Reading, When

KINDS = ("positions", "statements", "events", "quantities", "exchanges", "scheduled")
_NOT_DONE = (Factuality.HYPOTHETICAL, Factuality.PLANNED, Factuality.DENIED)
_THEIRS = {"CVL": "IND"}
"""Codes of the task where they differ from ours: it writes IND for private persons as well as for India."""


def predict(gold: Path) -> Iterator[dict[str, object]]:
    """Yield one object per document of a JSON list of `{doc, published}` with `docs/` or `train_docs/` beside it."""
    pack = load_pack()
    for entry in json.loads(gold.read_text(encoding="utf-8")):
        name, published = str(entry["doc"]), str(entry.get("published") or "")
        text = _find_text(gold.parent, name).read_text(encoding="utf-8")
        capture = Capture(
            key=name,
            media=Media.TEXT,
            content=text,
            published=date.fromisoformat(published) if published else None,
        )
        try:
            document = clean_capture(capture, pack, date.max)
        except InputError:
            yield {"doc": name, **{kind: [] for kind in KINDS}}
            continue
        yield {"doc": name, **_records_of(read_document(document, pack), Offsets(document))}


def _find_text(folder: Path, name: str) -> Path:
    found = [path for path in (folder / "docs" / name, folder / "train_docs" / name) if path.is_file()]
    if not found:
        raise ValueError(f"no docs/{name} beside the gold file")
    return found[0]


class Offsets:
    """Maps offsets of a cleaned text back to the captured text."""

    def __init__(self, document: Document) -> None:
        self._segments = document.segments
        self._starts = [segment.start for segment in document.segments]

    def span(self, *passages: Passage) -> dict[str, object]:
        """Return start and end in the capture, from the first passage to the last."""
        start, end = min(p.start for p in passages), max(p.end for p in passages)
        return {"start": self._at(start), "end": self._at(end - 1) + 1}

    def _at(self, offset: int) -> int:
        if not self._segments:
            return offset
        segment = self._segments[max(0, bisect_right(self._starts, offset) - 1)]
        return segment.captured_at + min(offset, segment.end) - segment.start


def _records_of(reading: Reading, at: Offsets) -> dict[str, object]:
    return {
        "positions": [
            {
                **at.span(one.passage),
                "actor": _code(one.actor),
                "stance": one.stance.value,
                "condition_text": one.conditions[0].passage.exact if one.conditions else None,
            }
            for one in reading.positions
        ],
        "statements": [
            {
                **at.span(*one.content),
                "speaker": _code(one.source),
                "via": _code(one.relay[0]) if one.relay else None,
                "kind": one.mode.value,
            }
            for one in reading.statements
            if one.content and one.act is Act.UTTERANCE
        ],
        "events": [
            {
                **at.span(one.passage),
                "type": one.type.value,
                "source": _codes(one.actors),
                "target": _codes(one.recipients),
                "date": _day_or_month(one.when),
            }
            for one in reading.events
            if one.factuality not in _NOT_DONE
        ],
        "quantities": [
            {
                **at.span(one.passage),
                "value": one.value,
                "giver": _code(one.giver),
                "receiver": _code(one.receiver),
            }
            for one in reading.quantities
        ],
        "exchanges": [{**at.span(one.answer), "answered": one.answered.value} for one in reading.exchanges],
        "scheduled": [
            {**at.span(one.passage), "date": one.when.value if one.when else None} for one in reading.appointments
        ],
    }


def _code(actor: Actor | None) -> str | None:
    return _THEIRS.get(actor.code, actor.code) if actor is not None and actor.code else None


def _day_or_month(when: When | None) -> str | None:
    """Return a date as the task has it: a day, or the month that all its days lie in."""
    if when is None:
        return None
    first, last = when.start.isoformat(), when.end.isoformat()
    if first == last:
        return first
    return first[:7] if first[:7] == last[:7] else when.value


def _codes(actors: Iterable[Actor]) -> list[str]:
    return [code for actor in actors if (code := _code(actor))]
