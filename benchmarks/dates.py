"""Predictions of the date reader in TIMEX3 values, for `benchmarks/predict.py`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from diplowatch.read.dates import find_dates
from diplowatch.records import Document, Precision, When, hash_text

_REFERENCES = (
    (re.compile(r"\b(?:now|currently|at present|nowadays)\b", re.IGNORECASE), "PRESENT_REF"),
    (re.compile(r"\bfuture\b", re.IGNORECASE), "FUTURE_REF"),
)
_JOINED = re.compile(r"\s(?:to|through|till|until|and)\s")
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def predict(gold: Path) -> Iterator[dict[str, object]]:
    """Yield {doc, dates: [{start, end, value}]} for every line {doc, dct, text} of a JSONL file."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        entry = json.loads(line)
        text, published = entry["text"], _read_day(entry.get("dct"))
        document = Document(id=str(entry["doc"]), key=str(entry["doc"]), title="", text=text, published=published)
        dates: list[dict[str, object]] = [
            one for when in find_dates(document, hash_text(text)) for one in to_expressions(when)
        ]
        for pattern, value in _REFERENCES:
            dates += [{"start": m.start(), "end": m.end(), "value": value} for m in pattern.finditer(text)]
        yield {"doc": entry["doc"], "dates": dates}


def to_expressions(when: When) -> Iterator[dict[str, object]]:
    """Yield what TIMEX3 has for a date: of "from Monday to Thursday" and "10 and 11 May" each end by itself."""
    start, end = when.passage.start, when.passage.end
    ends, joined = when.value.split("/"), _JOINED.search(when.words)
    if len(ends) == 2 and joined:
        yield {"start": start, "end": start + joined.start(), "value": ends[0]}
        yield {"start": start + joined.end(), "end": end, "value": ends[1]}
    else:
        yield {"start": start, "end": end, "value": to_timex(when)}


def to_timex(when: When) -> str:
    """Write a value as TIMEX3: decades as 199X, seasons as 1998-FA, weekends as 2025-W13-WE."""
    if when.precision is not Precision.RANGE:
        return when.value.split("/")[0]
    start, end = when.start, when.end
    if re.fullmatch(r"\d{3}0/\d{3}9", when.value):
        return f"{when.value[:3]}X"
    if (end - start).days == 1 and start.weekday() == 5:
        return f"{start.isocalendar().year}-W{start.isocalendar().week:02d}-WE"
    if when.precision is Precision.RANGE and re.fullmatch(r"\d{4}-\d\d/\d{4}-\d\d", when.value):
        months = (end.year - start.year) * 12 + end.month - start.month
        if months == 2 and start.month in _SEASONS:
            return f"{start.year}-{_SEASONS[start.month]}"
    return when.value.split("/")[0]


def _read_day(value: object) -> date | None:
    match = re.match(r"\d{4}-\d\d-\d\d|\d{8}", str(value or ""))
    return date.fromisoformat(match.group()) if match else None
