"""Annotated texts of our own: positions and conditions, loaded and checked; see README.md beside this file.

Run as `python -m training.positions.texts` to check every text and print what there is, with `--gold FOLDER` to print
one folder as the gold list that the positions scorer reads, with `--anchor FILE.json ...` to write offsets into
annotations that have none yet.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from diplowatch.errors import InputError
from diplowatch.records import Stance

HERE = Path(__file__).parent
FOLDERS = ("train", "check")
"""The texts to train on, and those written by another hand that nothing is fitted to."""
STANCES = tuple(str(stance) for stance in Stance)
EMPTY_KINDS = ("statements", "events", "quantities", "exchanges", "scheduled")
"""Kinds of record that a gold list names and that are not annotated here."""
_CODE = re.compile(r"[A-Z][A-Z0-9]+")
_STRINGS = ("actor", "issue_text", "stance", "cue", "text")
_PHRASES = ("actor_text", "issue_text", "condition_text", "cue", "text")

_MARKS = ("actor", "actor_text", "issue_text", "stance", "condition_text")
"""What tells two positions of one clause apart."""

Span = tuple[int, int]


@dataclass(frozen=True)
class AnnotatedPosition:
    """One position as annotated; `start` and `end` are offsets of `text` in the file, in characters."""

    actor: str
    actor_text: str | None
    """None where no words name who it is, as in an unsigned editorial or a list of terms."""
    issue_text: str
    stance: str
    condition_text: str | None
    condition_actor: str | None
    cue: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class AnnotatedText:
    """One text with its date of publication and every position in it, in order of place."""

    name: str
    published: date
    text: str
    positions: tuple[AnnotatedPosition, ...]


def load_texts(folder: Path) -> list[AnnotatedText]:
    """Load the texts of a folder in order of name; an InputError lists what is wrong with any of them."""
    files = sorted(folder.glob("*.json"))
    problems = [problem for file in files for problem in find_problems(file)]
    problems += [f"{text.name}: no annotations" for text in sorted(folder.glob("*.txt")) if _beside(text) not in files]
    if problems:
        raise InputError("\n".join(problems))
    return [_load(file) for file in files]


def find_problems(file: Path) -> Iterator[str]:
    """List what is wrong with one annotation file, a line for each thing."""
    data = json.loads(file.read_text(encoding="utf-8"))
    text_file = file.with_suffix(".txt")
    if not text_file.exists():
        yield f"{file.name}: no {text_file.name} beside it"
        return
    text = text_file.read_text(encoding="utf-8")
    if data.get("doc") != text_file.name:
        yield f"{file.name}: doc is {data.get('doc')!r}, not {text_file.name!r}"
    if not re.fullmatch(r"[^\n]+\n\n[^\n].*\n", text, re.DOTALL):
        yield f"{text_file.name}: not a headline, a blank line and a body that ends with one line feed"
    try:
        date.fromisoformat(data["published"])
    except (KeyError, ValueError):
        yield f"{file.name}: published is no date: {data.get('published')!r}"
    seen: set[tuple[object, ...]] = set()
    for number, one in enumerate(data["positions"]):
        where = f"{file.name} positions[{number}]"
        yield from (f"{where}: {problem}" for problem in _find_position_problems(text, one))
        mark = tuple(one.get(key) for key in ("start", "end", *_MARKS))
        if mark in seen:
            yield f"{where}: the same position twice"
        seen.add(mark)


def _find_position_problems(text: str, one: dict[str, Any]) -> Iterator[str]:
    absent = [key for key in _STRINGS if not isinstance(one.get(key), str) or not one[key]]
    if absent or not isinstance(one.get("start"), int) or not isinstance(one.get("end"), int):
        yield f"without {', '.join(absent) or 'offsets'}"
        return
    yield from _find_span_problems(text, one)
    if one["stance"] not in STANCES:
        yield f"stance is none: {one['stance']!r}"
    if (one["stance"] == "conditional") != bool(one.get("condition_text")):
        yield f"stance {one['stance']} and condition {one.get('condition_text')!r}"
    if one.get("condition_actor") and not one.get("condition_text"):
        yield "condition_actor without a condition"
    for key in ("actor", "condition_actor"):
        if one.get(key) and not _CODE.fullmatch(one[key]):
            yield f"{key} is no code: {one[key]!r}"


def _find_span_problems(text: str, one: dict[str, Any]) -> Iterator[str]:
    found = text[one["start"] : one["end"]]
    if found != one["text"]:
        yield f"offsets give {found!r}, not {one['text']!r}"
    if "\n" in one["text"]:
        yield "the clause runs over the end of a line"
    for key in _PHRASES:
        span = one.get(key)
        if span is None:
            continue
        if span != span.strip():
            yield f"{key} begins or ends with a space: {span!r}"
        if span not in text:
            yield f"{key} is not in the text verbatim: {span!r}"
    if one["cue"] not in _line_at(text, one["start"]):
        yield f"cue is not in the paragraph of the clause: {one['cue']!r}"


def locate(text: str, phrase: str, near: Span) -> Span:
    """Find the occurrence of an annotated phrase that belongs to a clause: inside it, else the nearest one.

    Of equally near ones the earlier, as reference goes back more often than forward. InputError where there is none.
    """
    starts = [found.start() for found in re.finditer(f"(?={re.escape(phrase)})", text)]
    if not starts:
        raise InputError(f"not in the text verbatim: {phrase!r}")

    def distance(start: int) -> int:
        end = start + len(phrase)
        if near[0] <= start and end <= near[1]:
            return 0
        return max(near[0] - start, end - near[1])

    start = min(starts, key=distance)
    return start, start + len(phrase)


def to_gold(texts: Sequence[AnnotatedText]) -> list[dict[str, Any]]:
    """Give texts as the list of documents that the positions scorer reads; kinds not annotated are empty."""
    return [
        {
            "doc": f"{text.name}.txt",
            "published": text.published.isoformat(),
            "positions": [dict(vars(position)) for position in text.positions],
            **{kind: [] for kind in EMPTY_KINDS},
        }
        for text in texts
    ]


def anchor(file: Path) -> None:
    """Write the offsets of every clause that has none; "nth": 2 in a record means its second occurrence in the text.

    InputError where a clause is not there, or is there several times and the record does not say which.
    """
    data = json.loads(file.read_text(encoding="utf-8"))
    text = file.with_suffix(".txt").read_text(encoding="utf-8")
    for one in data["positions"]:
        nth = one.pop("nth", None)
        if "start" in one:
            continue
        starts = [found.start() for found in re.finditer(re.escape(one["text"]), text)]
        if not starts or (nth is None and len(starts) > 1) or (nth or 1) > len(starts):
            raise InputError(f"{file.name}: {len(starts)} times in the text, give nth: {one['text']!r}")
        one["start"] = starts[(nth or 1) - 1]
        one["end"] = one["start"] + len(one["text"])
    data["positions"].sort(key=lambda one: (one["start"], one["end"]))
    file.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def count(texts: Sequence[AnnotatedText]) -> str:
    """Say in one line how many texts, words, positions and conditions there are."""
    stances = Counter(position.stance for text in texts for position in text.positions)
    words = sum(len(text.text.split()) for text in texts)
    by_stance = ", ".join(f"{stance} {stances[stance]}" for stance in STANCES)
    return f"{len(texts)} texts, {words} words, {sum(stances.values())} positions ({by_stance})"


def _load(file: Path) -> AnnotatedText:
    data = json.loads(file.read_text(encoding="utf-8"))
    positions = [
        AnnotatedPosition(**{key: one.get(key) for key in AnnotatedPosition.__dataclass_fields__})
        for one in data["positions"]
    ]
    return AnnotatedText(
        file.stem,
        date.fromisoformat(data["published"]),
        file.with_suffix(".txt").read_text(encoding="utf-8"),
        tuple(sorted(positions, key=lambda one: (one.start, one.end))),
    )


def _beside(text: Path) -> Path:
    return text.with_suffix(".json")


def _line_at(text: str, place: int) -> str:
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]


def main() -> int:
    """Check all texts and print the counts, print one folder as gold, or write offsets; 2 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m training.positions.texts", description=__doc__)
    parser.add_argument("--gold", choices=FOLDERS, help="print this folder as the gold list of the positions scorer")
    parser.add_argument("--anchor", nargs="+", type=Path, metavar="FILE.json", help="write the offsets of its clauses")
    asked = parser.parse_args()
    try:
        if asked.anchor:
            for file in asked.anchor:
                anchor(file)
        elif asked.gold:
            json.dump(to_gold(load_texts(HERE / asked.gold)), sys.stdout, indent=1, ensure_ascii=False)
        else:
            for folder in FOLDERS:
                print(f"{folder}: {count(load_texts(HERE / folder))}")
    except InputError as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
