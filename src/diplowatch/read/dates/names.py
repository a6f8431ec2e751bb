"""The words that dates are made of, from the data tables, as pieces of regular expressions."""

from __future__ import annotations

import functools
import re
from typing import Literal

from diplowatch.records import Record
from diplowatch.tables import load_table, package_file


class Name(Record):
    """A month, weekday, season, ordinal, decade or number word with its number."""

    kind: Literal["month", "weekday", "season", "ordinal", "number", "decade"]
    name: str
    number: int
    forms: tuple[str, ...] = ()


class Cue(Record):
    """Words that show whether a clause looks forward or back."""

    words: str
    direction: Literal["future", "past"]


@functools.cache
def load_numbers(kind: str) -> dict[str, int]:
    """Return every form of one kind of name, lower case, with its number."""
    table = load_table(package_file("read", "data", "dates_names.csv"), Name)
    return {form.lower(): row.number for row in table if row.kind == kind for form in (row.name, *row.forms)}


@functools.cache
def load_cues() -> tuple[Cue, ...]:
    """Return the cues of tense."""
    return load_table(package_file("read", "data", "dates_cues.csv"), Cue)


def number_of(kind: str, word: str) -> int:
    """Return the number of a name in any form; raises KeyError for a word that is none."""
    return load_numbers(kind)[word.lower().rstrip(".").replace("’", "'")]


def count_of(words: str) -> int | None:
    """Return the value of "3", "three", "a" or "twenty-five"; None where it is no small number."""
    words = words.lower()
    if words.isdecimal():
        return int(words) if len(words) <= 4 else None
    known = load_numbers("number")
    if words in known:
        return known[words]
    parts = [known.get(part, 0) for part in re.split(r"[\s-]+", words)]
    return sum(parts) if all(parts) else None


def any_of(words: list[str]) -> str:
    """Return an alternation, longest first, with straight and curly apostrophes alike."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("'", "['’]") for word in ordered) + ")"


@functools.cache
def capitalised(kind: str, short: bool) -> str:
    """Return an alternation of names in title case or capitals; `short` adds abbreviations, with or without a stop."""
    table = load_table(package_file("read", "data", "dates_names.csv"), Name)
    rows = [row for row in table if row.kind == kind]
    full = [form for row in rows for form in (row.name, row.name.upper())]
    if not short:
        return f"(?-i:{any_of(full)})"
    brief = [form for row in rows for name in row.forms for form in (name, name.upper())]
    return rf"(?-i:{any_of(full)}|{any_of(brief)}(?:\.|\b))"
