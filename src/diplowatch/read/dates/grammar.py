"""The pieces that forms of date expressions are made of, and how a form becomes a regular expression.

In a form, a space stands for white space without a blank line, and `<name>` for a piece of `_pieces`, captured where
the name is one that a resolver asks for. Letters match in any case, except those of months and abbreviations, since
"may", "march" and "sat" are words.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from diplowatch.read.dates.forms import FORMS, PART_OF_DAY, STARTS, UNITS
from diplowatch.read.dates.holidays import load_holidays
from diplowatch.read.dates.names import any_of, capitalised, load_numbers
from diplowatch.tables import load_words

_GAP = r"(?:[ \t\u00a0]{1,3}|[ \t]?\n[ \t]?)"


@dataclass(frozen=True)
class Form:
    """One form of date expression."""

    name: str
    pattern: re.Pattern[str]


@functools.cache
def load_start() -> re.Pattern[str]:
    """Return the pattern of every place where a date expression, or a name that looks like one, may begin."""
    words = [*load_numbers("month"), *load_numbers("weekday"), *load_numbers("season"), *load_holidays()]
    words += [*(set(load_numbers("number")) - {"a", "an"}), *load_numbers("ordinal"), *load_numbers("decade")]
    words += [*STARTS, *load_words("read", "data", "dates_not.txt")]
    return re.compile(rf"(?<!\w)(?:\d|['’]\d|{any_of(words)}|an?(?=\s(?:{UNITS}|dozen)\b))", re.IGNORECASE)


@functools.cache
def load_forms() -> tuple[Form, ...]:
    """Compile the forms, the longer and the surer first."""
    return tuple(Form(name, _compile(form)) for name, form in FORMS.items())


@functools.cache
def load_clock() -> re.Pattern[str]:
    """Return the pattern of a time of day right behind a day."""
    return _compile(
        r"(?:T\d\d:\d\d(?::\d\d)?Z?|(?:,? (?:at|around|shortly before|shortly after)|,?(?= \d{1,2}:\d\d|"
        r" \d{1,2} ?[ap]\.?m\b)) <clock>| <time>\b)"
    )


def _compile(form: str) -> re.Pattern[str]:
    return re.compile(_expand(form), re.IGNORECASE)


@functools.cache
def _pieces() -> dict[str, str]:
    month, full_month = capitalised("month", short=True), capitalised("month", short=False)
    weekday = any_of([name for name in load_numbers("weekday") if name.endswith("day")])
    short_weekday = capitalised("weekday", short=True)
    number = any_of(list(load_numbers("number")))
    day = r"\d{1,2}(?:st|nd|rd|th)?(?![\d.,]?\d|\w)"
    year = r"\d{4}(?![\d\w]|[.,]\d)"
    season = any_of(list(load_numbers("season")))
    return {
        "month name": month,
        "weekday name": f"(?P<weekday>{weekday})",
        "weekday2": f"(?P<weekday2>{weekday})",
        "short weekday": f"(?P<weekday>{short_weekday})",
        "day": f"(?P<day>{day})",
        "day2": f"(?P<day2>{day})",
        "numbered day": r"(?P<day>\d{1,2}(?:st|nd|rd|th))",
        "any day": day,
        "month": f"(?P<month>{month})",
        "month2": f"(?P<month2>{month})",
        "full month": f"(?P<month>{full_month})",
        "full month2": f"(?P<month2>{full_month})",
        "year": f"(?P<year>{year})",
        "year2": f"(?P<year2>{year})",
        "of year": rf"(?:,? (?:of )?(?:(?P<year>{year})|(?P<which>this|last|next) year\b))",
        "on weekday": rf"(?:(?:early |late )?(?P<weekday>{short_weekday}|{weekday}),? (?:<time>,? )?(?:the )?)",
        "season": f"(?P<season>{season})",
        "season2": f"(?P<season2>{season})",
        "holiday": f"(?P<named>{any_of(list(load_holidays()))})",
        "ordinal": f"(?P<ordinal>{any_of(list(load_numbers('ordinal')))})",
        "count": rf"(?P<count>\d{{1,3}}|{number}(?:-{number})?)",
        "unit": f"(?P<unit>{UNITS})",
        "unit2": f"(?P<unit2>{UNITS})",
        "unit3": f"(?P<unit3>{UNITS})",
        "turn": "(?P<turn>last|next|this past|this coming|this|past|coming|previous)",
        "week": "(?P<turn>last|next|this)",
        "edge": "(?P<edge>earlier|early|later|late|end|beginning|start|middle|close)",
        "split": "(?:(?P<part>early|mid|late|beginning|start|middle|end|close)(?:-| )(?:(?:of|in) )?(?:the )?)",
        "decades": any_of(list(load_numbers("decade"))),
        "time": PART_OF_DAY,
        "clock": r"(?:(?:about|around|approximately) )?(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\d{1,2}[:.]\d\d(?![\d.])"
        r"|\d{4}(?= (?:hours|hrs|GMT|UTC|local))|noon|midday|midnight|dawn|dusk)"
        r"(?: (?:local time|local|(?:Moscow|Kyiv) time|hours|hrs|GMT|UTC|[CE]E[S]?T|[ECMP][SD]?T|BST|ET)\b)*"
        r"(?: \([^()\n]{1,24}\))?",
        "to": r"(?:\s?[-–—]\s?| (?:to|through|till|until|up to) )",
        "and": r"(?:\s?[-–—]\s?| (?:to|through|until|and|&) |/)",
        "alone": r"(?=[.,;:!?)\n\"”’]|$| (?:and|but)\b)",
        "no noun": r"(?! (?!(?:in|at|to|with|for|and|on|by|as|when|the)\b)(?-i:[a-z]))",
        "no measure": r"(?! (?:percent|per cent|people|troops|soldiers|times|miles|kilomet\w+|million|billion)|%)",
    }


def _expand(form: str) -> str:
    """Put the pieces, then the white space, into a form; `<name>` behind `?P` is a group of its own."""
    while True:
        filled = re.sub(r"(?<!\?P)<([a-z][\w ]*)>", lambda match: _pieces()[match[1]], form)
        if filled == form:
            return form.replace(r"\ ", " ").replace(" ", _GAP)
        form = filled
