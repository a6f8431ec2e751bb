"""Number expressions: digits and words, magnitudes, currencies, per cent, ranges and the words that bound them.

One pass of one regular expression, linear in the length of the text. A run of more than fifteen digits is no number
that a report counts with: it is passed over, not rounded.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge

from diplowatch.records import Record
from diplowatch.tables import load_table, package_file

_LENGTHS = "kilomet(?:er|re)s?|km|miles?|hectares?|acres?|minutes?|hours?|days?|weeks?|months?"
"""Units that may stand behind a number and a hyphen: "a 1,000-kilometre front"."""
DIGITS = 15
"""Digits of the longest number that is read."""


class Bound(StrEnum):
    """What a cue before a number makes of it."""

    LEAST = "least"
    MORE = "more"
    MOST = "most"
    ABOUT = "about"


class _Value(Record):
    word: str
    value: float


class _Cue(Record):
    words: tuple[str, ...]
    bound: Bound


class _Fraction(Record):
    words: tuple[str, ...]
    percent: float


class _Currency(Record):
    code: str
    signs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Number:
    """A number expression: offsets with and without its cue, value, bounds, and its own unit where it has one."""

    start: int
    """Of the cue, where there is one."""
    digits_start: int
    end: int
    value: float
    low: float
    high: float
    approximate: bool
    unit: str | None
    """A currency code or "percent"; None where the unit is a noun."""
    spelled: bool
    """Whether it is a bare word ("two"), which counts less often than it counts for something."""
    fraction: bool = False
    """Whether it is a part of the noun behind it ("half the territory"), in per cent."""
    more: bool = False
    """Whether it is the one of "an additional battery"."""


def _rows(name: str, model: type[_Value]) -> dict[str, float]:
    return {row.word: row.value for row in load_table(package_file("read", "data", name), model)}


@functools.cache
def _words() -> dict[str, float]:
    return _rows("number_words.csv", _Value)


@functools.cache
def _magnitudes() -> dict[str, float]:
    return _rows("magnitudes.csv", _Value)


@functools.cache
def _currencies() -> tuple[dict[str, str], dict[str, str]]:
    rows = load_table(package_file("read", "data", "currencies.csv"), _Currency)
    signs = {sign: row.code for row in rows for sign in row.signs}
    return signs, {word: row.code for row in rows for word in row.words}


@functools.cache
def _cues() -> dict[str, Bound]:
    rows = load_table(package_file("read", "data", "quantity_cues.csv"), _Cue)
    return {word: row.bound for row in rows for word in row.words}


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@functools.cache
def _pattern() -> re.Pattern[str]:
    signs, names = _currencies()
    short = [word for word in _magnitudes() if len(word) <= 3]
    long = [word for word in _magnitudes() if len(word) > 3]
    magnitude = rf"(?:(?:\s+|-)(?:{_any(long)})\b|\s?(?:{_any(short)})\b)"
    digits = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,{DIGITS}}}(?:\.\d{{1,4}})?"
    word = rf"(?:{_any(list(_words()))}|an?(?=\s+(?:{_any(long)})\b))"
    spelled = rf"{word}(?:[\s-]+(?:and\s+)?(?:{_any([*_words(), *long])})\b)*"
    one = rf"(?:{digits}|\b(?:{spelled})\b(?:\s+and\s+a\s+half)?)(?:{magnitude})*"
    sign = rf"(?:{_any(list(signs))})\s?"
    join = r"\s*(?:-|–|—|\bto\b|\band\b|\bor\b)\s*"
    return re.compile(
        rf"(?<![\w.,:/-])(?:(?P<between>between|from)\s+)?(?P<cue>(?:{_any(list(_cues()))})\s+)?(?:the\s+|an?\s+additional\s+)?"
        rf"(?P<sign>{sign})?(?P<first>{one})(?:{join}(?:{sign})?(?P<second>{one}))?"
        rf"(?:(?P<percent>\s?%|[\s-]per\s?cent(?:age\s+points?)?\b)|\s+(?:[Uu]\.?[Ss]\.?\s+)?(?P<money>{_any(list(names))})\b)?"
        rf"(?P<length>-(?:{_LENGTHS})\b)?(?![\w/:]|,\d|\.\d|-\w)",
        re.IGNORECASE,
    )


@functools.cache
def _fractions() -> dict[str, float]:
    rows = load_table(package_file("read", "data", "quantity_fractions.csv"), _Fraction)
    return {word: row.percent for row in rows for word in row.words}


@functools.cache
def _part_pattern() -> re.Pattern[str]:
    owner = r"(?:the|its|their|his|her|our|all|[\w.-]+['’]s)\s"
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<cue>{_any(list(_cues()))})\s+)?"
        rf"(?:(?P<part>{_any(list(_fractions()))})\s+(?:of\s+)?(?={owner})|(?P<more>an\s+additional|another)(?=\s+[a-z]))",
        re.IGNORECASE,
    )


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the number expressions of a text in order, "half the territory" and "an additional battery" among them."""
    plain = (number for match in _pattern().finditer(text) if (number := _read(match)))
    parts = (_read_part(match) for match in _part_pattern().finditer(text))
    yield from merge(plain, parts, key=lambda number: number.start)


def _read_part(match: re.Match[str]) -> Number:
    words = " ".join((match["part"] or "").lower().split())
    start = match.start("part") if words else match.start("more")
    value = _fractions()[words] if words else 1.0
    bound = _cues().get(" ".join(match["cue"].lower().split())) if match["cue"] else None
    return Number(
        start=match.start(),
        digits_start=start,
        end=match.end("part") if words else match.end("more"),
        value=value,
        low=0.0 if bound is Bound.MOST else value,
        high=value,
        approximate=bound is not None,
        unit="percent" if words else None,
        spelled=True,
        fraction=bool(words),
        more=not words,
    )


def _read(match: re.Match[str]) -> Number | None:
    first, second = match["first"], match["second"]
    if sum(map(str.isdigit, first)) > DIGITS:
        return None
    value = read_value(first)
    other = read_value(second) if second else None
    if value is None or (second and other is None):
        return None
    joined = match.group(0)[match.start("first") - match.start() :]
    end = match.end()
    if other is not None and (re.search(r"\b(?:and|or)\b", joined) and not match["between"]):
        # "in 12 and 13 villages" counts two things; only what is counted together is one range
        other, end = None, match.end("first")
    if other is not None:
        value = _share_magnitude(value, first, other, second)
    bound = _cues().get(" ".join(match["cue"].lower().split())) if match["cue"] else None
    signs, names = _currencies()
    has_tail = end == match.end()
    if match["length"] and has_tail:
        end = match.start("length")
    code = signs.get(match["sign"].strip().upper()) if match["sign"] else None
    if code is None and has_tail and match["money"]:
        money = match["money"]
        code = names.get(money) or names.get(money.lower())
    unit = code or ("percent" if has_tail and match["percent"] else None)
    low, high = value, other if other is not None and other >= value else value
    if bound is Bound.MOST:
        low = 0.0
    return Number(
        start=match.start("cue")
        if match["cue"]
        else match.start("between")
        if other and match["between"]
        else _left(match),
        digits_start=_left(match),
        end=end,
        value=value,
        low=low,
        high=high,
        approximate=bound is not None or high != low,
        unit=unit,
        spelled=not any(map(str.isdigit, first)),
    )


def _left(match: re.Match[str]) -> int:
    return match.start("sign") if match["sign"] else match.start("first")


def _share_magnitude(value: float, first: str, other: float, second: str) -> float:
    """Return the lower end of "two to three million" in millions: the first number borrows the second's magnitude."""
    magnitudes = [word for word in re.findall(r"[a-z]+", second.lower()) if word in _magnitudes()]
    if any(word in _magnitudes() for word in re.findall(r"[a-z]+", first.lower())) or not magnitudes or value >= 1000:
        return value
    shared = 1.0
    for word in magnitudes:
        shared *= _magnitudes()[word]
    return value * shared if value * shared <= other else value


def read_value(words: str) -> float | None:
    """Return the value of a number in digits, words or both ("3.5 million", "two hundred and fifty"); None if none."""
    cleaned = " ".join(words.lower().replace("-", " ").split())
    total, group = 0.0, None
    for known, value in sorted(_words().items(), key=lambda item: -len(item[0])):
        if " " in known and cleaned.startswith(known):
            group, cleaned = value, cleaned[len(known) :]
            break
    cleaned = re.sub(r"(?<=\d)(?=[a-z])", " ", cleaned)
    half = cleaned.endswith(" and a half")
    last = 1.0
    for word in cleaned.removesuffix(" and a half").split():
        if word in ("and", "a", "an"):
            continue
        if word in _magnitudes():
            last = _magnitudes()[word]
            if last == 100:
                group = (1.0 if group is None else group) * last
            else:
                total, group = total + (1.0 if group is None else group) * last, None
        elif word in _words():
            group = (group or 0.0) + _words()[word]
        else:
            try:
                group = (group or 0.0) + float(word.replace(",", ""))
            except ValueError:
                return None
    if group is None and not total:
        return None
    value = total + (group or 0.0)
    return value + last / 2 if half else value
