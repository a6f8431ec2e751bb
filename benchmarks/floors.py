"""Measure the readers on the gold set that ships with diplowatch, and hold them to their floors.

    python -m benchmarks.floors             print the figures beside their floors; exit code 1 where one is below
    python -m benchmarks.floors --update    raise floors to what is measured now; never lowers one

The gold set `gold/black-sea.json` annotates texts of the bundled watch, written and annotated for diplowatch. A
record that was read matches a gold one of its kind where their words share at least half of the shorter and the shorter
is at least a quarter of the longer; pairs are taken one to one. Figures are F1 in per cent, once for the words alone
("found") and once with the codes right ("right": speaker; actor and stance; type and actors; value; answered; date).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diplowatch.clean import clean_capture
from diplowatch.collect import gather
from diplowatch.read import read_document
from diplowatch.records import Act, Capture, Pack, Reading
from diplowatch.watch import load_watch

HERE = Path(__file__).parent
GOLD = HERE / "gold" / "black-sea.json"
FLOORS = HERE / "gold" / "floors.json"
WATCH = HERE.parent / "examples" / "black-sea"


@dataclass(frozen=True)
class Marked:
    """A stretch of words with the codes that must agree."""

    start: int
    end: int
    codes: frozenset[str]


@dataclass(frozen=True)
class Kind:
    """How one kind of record is marked, in gold and in a reading."""

    name: str
    of_gold: Callable[[dict[str, object]], Iterable[object]]
    of_reading: Callable[[Reading], Iterable[Marked]]


def _codes(parts: Iterable[object]) -> frozenset[str]:
    return frozenset(str(part) for part in parts if part is not None)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _statements(reading: Reading) -> Iterable[Marked]:
    for one in reading.statements:
        if one.act is not Act.UTTERANCE:  # the gold set annotates what was uttered
            continue
        code = one.source.code if one.source else None
        yield Marked(one.content[0].start, one.content[-1].end, _codes([code]))


def _positions(reading: Reading) -> Iterable[Marked]:
    for one in reading.positions:
        yield Marked(one.passage.start, one.passage.end, _codes([one.actor.code, one.stance.value]))


def _conditions(reading: Reading) -> Iterable[Marked]:
    for one in reading.positions:
        for condition in one.conditions:
            yield Marked(condition.passage.start, condition.passage.end, _codes([one.actor.code]))


def _events(reading: Reading) -> Iterable[Marked]:
    for one in reading.events:
        codes = _codes([one.type.value, *(actor.code for actor in one.actors)])
        yield Marked(one.passage.start, one.passage.end, codes)


def _quantities(reading: Reading) -> Iterable[Marked]:
    for one in reading.quantities:
        yield Marked(one.passage.start, one.passage.end, _codes([float(one.value)]))


def _exchanges(reading: Reading) -> Iterable[Marked]:
    for one in reading.exchanges:
        yield Marked(one.answer.start, one.answer.end, _codes([one.answered.value]))


def _appointments(reading: Reading) -> Iterable[Marked]:
    for one in reading.appointments:
        yield Marked(one.passage.start, one.passage.end, _codes([one.when.value if one.when else None]))


def _dates(reading: Reading) -> Iterable[Marked]:
    for one in reading.dates:
        yield Marked(one.passage.start, one.passage.end, _codes([one.value]))


KINDS = (
    Kind("statements", lambda row: [row["speaker"]], _statements),
    Kind("positions", lambda row: [row["actor"], row["stance"]], _positions),
    Kind("conditions", lambda row: [row["actor"]], _conditions),
    Kind("events", lambda row: [row["type"], *_listed(row["actors"])], _events),
    Kind("quantities", lambda row: [float(str(row["value"]))], _quantities),
    Kind("exchanges", lambda row: [row["answered"]], _exchanges),
    Kind("appointments", lambda row: [row["date"]], _appointments),
    Kind("dates", lambda row: [row["value"]], _dates),
)


def read_watch() -> dict[str, tuple[str, Reading]]:
    """Read the bundled watch: for each key of a document its text and its reading."""
    watch = load_watch(WATCH)
    pack = watch.load_pack()
    wanted = {row["document"] for row in json.loads(GOLD.read_text(encoding="utf-8"))}
    found = (one for one in gather(watch.inputs) if isinstance(one, Capture) and one.key in wanted)
    return {one.key: _read(one, pack) for one in found}


def _read(capture: Capture, pack: Pack) -> tuple[str, Reading]:
    document = clean_capture(capture, pack, date(2025, 4, 1))
    return document.text, read_document(document, pack)


def mark_gold(row: dict[str, object], kind: Kind, text: str) -> Marked:
    """Find a gold record's words in the text; raises ValueError where they are not there or not unique enough."""
    words = str(row["text"])
    at = -1
    for _ in range(int(str(row.get("nth", 1)))):
        at = text.find(words, at + 1)
    if at < 0:
        raise ValueError(f"gold words not in the text: {words!r}")
    return Marked(at, at + len(words), _codes(kind.of_gold(row)))


def overlap(gold: Marked, found: Marked) -> float:
    """Return the share of common words' characters in all of both, 0 where they do not match."""
    shared = min(gold.end, found.end) - max(gold.start, found.start)
    short, long = sorted((gold.end - gold.start, found.end - found.start))
    if shared < 0.5 * short or short < 0.25 * long or shared <= 0:
        return 0.0
    return shared / (short + long - shared)


def pair(gold: Sequence[Marked], found: Sequence[Marked]) -> tuple[int, int]:
    """Pair gold and found records one to one; return how many were found and how many of them are right."""
    close = [(g.codes <= f.codes, overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    used_gold: set[int] = set()
    used_found: set[int] = set()
    right = 0
    for agrees, share, i, j in sorted(close, reverse=True):
        if share and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            right += agrees
    return len(used_gold), right


def f1(hits: int, gold: int, found: int) -> float:
    """Return F1 in per cent."""
    return round(200 * hits / (gold + found), 1) if gold + found else 100.0


def measure() -> dict[str, float]:
    """Measure every kind of record on the shipped gold set."""
    readings = read_watch()
    documents = json.loads(GOLD.read_text(encoding="utf-8"))
    figures: dict[str, float] = {}
    for kind in KINDS:
        hits = right = gold_count = found_count = 0
        for row in documents:
            text, reading = readings[row["document"]]
            gold = [mark_gold(one, kind, text) for one in row.get(kind.name, [])]
            found = list(kind.of_reading(reading))
            pairs = pair(gold, found)
            hits, right = hits + pairs[0], right + pairs[1]
            gold_count, found_count = gold_count + len(gold), found_count + len(found)
        figures[f"{kind.name} found"] = f1(hits, gold_count, found_count)
        figures[f"{kind.name} right"] = f1(right, gold_count, found_count)
    return figures


def load_floors() -> dict[str, float]:
    """Load the floors; a kind that has none yet is missing."""
    return dict(json.loads(FLOORS.read_text(encoding="utf-8"))) if FLOORS.exists() else {}


def raise_floors(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """Return the floors raised to the figures, none lowered."""
    return {name: max(value, floors.get(name, 0.0)) for name, value in figures.items()}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise floors to what is measured now")
    given = parser.parse_args()
    figures, floors = measure(), load_floors()
    below = [name for name, value in figures.items() if value < floors.get(name, 0.0)]
    for name, value in figures.items():
        note = "  BELOW" if name in below else ""
        print(f"{name:22s} {value:5.1f}  floor {floors.get(name, 0.0):5.1f}{note}")
    if given.update:
        FLOORS.write_text(json.dumps(raise_floors(figures, floors), indent=1) + "\n", encoding="utf-8")
    if below:
        print("a figure is below its floor; floors are never lowered to pass", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
