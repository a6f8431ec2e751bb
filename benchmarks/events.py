"""Predictions for the events task: the PLOVER events of single sentences, the main event first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from diplowatch.clean import make_document
from diplowatch.errors import InputError
from diplowatch.packs import load_pack
from diplowatch.read import read_document
from diplowatch.records import Actor, Event, Factuality, Pack

_NOT_SAID = (Factuality.HYPOTHETICAL, Factuality.DENIED)


def predict(gold: Path) -> Iterator[dict[str, object]]:
    """Yield `{id, events: [{event, source, target}]}` for every line, from its keys `id` and `text` alone."""
    pack = load_pack()
    bodies = frozenset(body.code for body in pack.bodies)
    with gold.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                yield {"id": row["id"], "events": _events_of(str(row["text"]), pack, bodies)}


def _events_of(text: str, pack: Pack, bodies: frozenset[str]) -> list[dict[str, object]]:
    try:
        reading = read_document(make_document(text), pack)
    except InputError:
        return []
    return [_prediction(event, bodies) for event in reading.events if event.factuality not in _NOT_SAID]


def _prediction(event: Event, bodies: frozenset[str]) -> dict[str, object]:
    sources, targets = _codes(event.actors, bodies), _codes(event.recipients, bodies)
    if sources == targets and len(sources) > 1:
        targets = []  # what two do together is coded with both as sources and no target
    return {"event": event.type.value, "source": sources, "target": targets}


def _codes(actors: Iterable[Actor], bodies: frozenset[str]) -> list[str]:
    """Return the countries of actors, every international body as IGO, as the task has it."""
    codes = (actor.country or ("IGO" if actor.code in bodies else actor.code) for actor in actors)
    return list(dict.fromkeys(code for code in codes if code))
