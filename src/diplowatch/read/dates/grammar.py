"""The forms of date expressions as regular expressions, one per form.

Each begins with one of the words of `load_start`, so that a text is scanned once. Where several match, the first wins.
In a form, a space stands for white space without a blank line, and `<name>` for a piece of `_pieces`, captured where
the name is one that a resolver asks for. Letters match in any case, except those of months and abbreviations, since
"may", "march" and "sat" are words.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from diplowatch.read.dates.names import any_of, capitalised, load_holidays, load_numbers
from diplowatch.tables import load_words

_GAP = r"(?:[ \t\u00a0]{1,3}|[ \t]?\n[ \t]?)"
_UNITS = "day|week|fortnight|month|year|decade|century|hour|minute|quarter"
_FORMS = {
    "iso": r"(?<![\d/.-])<year>(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d|[-/.]\d)",
    "iso_week": r"(?<![\d/.-])<year>-W(?P<week>\d{2})(?!\d)",
    "numeric": r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)<year>(?!\d|[-/.]\d)",
    "night_between": r"night (?:of|from) <day><and><day2> (?:of )?<month><of year>?",
    "night_between_us": r"night (?:of|from) <month> <day><and><day2><of year>?",
    "days_between": r"<day><and><day2> (?:of )?<month><of year>?",
    "days_between_us": r"<month> <day>(?:<to>| and )<day2><no noun>(?! <month name>)<of year>?",
    "days_across": r"<day> <month><of year>?<to><day2> <month2>(?:,? <year2>)?",
    "days_across_us": r"<month> <day><of year>?<to><month2> <day2>(?:,? <year2>)?",
    "day_month": r"<on weekday>?<day> (?:of )?<month><of year>?",
    "month_day": r"<on weekday>?<month> (?:the )?<day><no measure><of year>?",
    "week_of": r"week (?:of|beginning|starting|ending) (?:the )?<day> (?:of )?<month><of year>?",
    "week_of_us": r"week (?:of|beginning|starting|ending) <month> <day><of year>?",
    "months_between": r"<full month>(?:<to>| and )<full month2>(?! \d{1,2}\b)<of year>?",
    "month_year": r"<split>?<month><of year>",
    "month": r"(?:<turn> |(?:earlier|later) in |<split>)?<full month>(?!\w)",
    "holiday": r"(?:<turn> )?<holiday>(?!\w)<of year>?",
    "day_before_weekday": r"day (?P<side>before|after) (?:<turn> )?<weekday name>(?!\w)",
    "weekday": r"(?:<turn> |(?:early|late|earlier|later)(?: on)? )?<weekday name>(?!\w)(?P<time> <time>\b)?",
    "day_beside": r"day (?P<side>before yesterday|after tomorrow)\b",
    "today": r"(?:(?:earlier|later|early|late) )?(?P<word>today|tonight|yesterday|tomorrow)\b(?P<time> <time>\b)?",
    "this_time": r"(?P<turn>this|last) (?P<time><time>)\b",
    "weekend": r"(?:<turn> )?weekend\b",
    "season": r"(?:<turn> <season>\b|<split>?<season2>(?:<of year>|(?P<bare>)(?!\w| of\b)))",
    "quarter": r"(?:<ordinal> quarter (?:(?:of|in) )?|q(?P<quarter>[1-4])(?:,? )?)<year>",
    "bare_quarter": r"<ordinal> quarter\b(?! of\b)",
    "half": r"(?P<ordinal>first|second) half of <year>",
    "turned": r"(?:<edge> (?:of |in )?)?(?P<turn>this|last|next|past|previous|coming|that|the(?= (?:week|month|year))) "
    r"(?P<unit>week|month|year|quarter)(?!\w|['’]s (?:old|long))",
    "ago": r"<count> <unit>s? ago\b",
    "from_now": r"<count> <unit>s? from (?:now|today)\b",
    "decade": r"<split>?(?P<decade>1\d\d0|20\d0)['’]?s\b",
    "that_day": r"(?P<side>that|same|following|next) (?:same )?(?:day|morning|evening|night|afternoon)\b",
    "year": r"(?<![\w$€£#/.,-])<split>?<year>(?![/:%-]\d|%| %)",
}


@dataclass(frozen=True)
class Form:
    """One form of date expression."""

    name: str
    pattern: re.Pattern[str]


@functools.cache
def load_start() -> re.Pattern[str]:
    """Return the pattern of every place where a date expression, or a name that looks like one, may begin."""
    words = [*load_numbers("month"), *load_numbers("weekday"), *load_numbers("season"), *load_holidays()]
    words += [*(set(load_numbers("number")) - {"a", "an"}), *load_numbers("ordinal")]
    words += [
        "today",
        "tonight",
        "yesterday",
        "tomorrow",
        "last",
        "this",
        "next",
        "past",
        "previous",
        "coming",
        "early",
    ]
    words += ["mid", "late", "earlier", "later", "end", "beginning", "start", "middle", "close", "day", "week", "night"]
    words += ["weekend", "that", "same", "following", "q1", "q2", "q3", "q4"]
    words += load_words("read", "data", "dates_not.txt")
    return re.compile(rf"(?<!\w)(?:\d|{any_of(words)}|an?(?=\s(?:{_UNITS}|dozen)\b))", re.IGNORECASE)


@functools.cache
def load_forms() -> tuple[Form, ...]:
    """Compile the forms, the longer and the surer first."""
    return tuple(Form(name, re.compile(_expand(form), re.IGNORECASE)) for name, form in _FORMS.items())


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
        "day": f"(?P<day>{day})",
        "day2": f"(?P<day2>{day})",
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
        "unit": f"(?P<unit>{_UNITS})",
        "turn": "(?P<turn>last|next|this past|this coming|this|past|coming|previous)",
        "edge": "(?P<edge>earlier|early|later|late|end|beginning|start|middle|close)",
        "split": "(?:(?P<part>early|mid|late|beginning|start|middle|end|close)(?:-| )(?:(?:of|in) )?(?:the )?)",
        "time": "(?:morning|afternoon|evening|night|noon|midday|dawn|midnight)",
        "to": r"(?:\s?[-–—]\s?| (?:to|through|till|until) )",
        "and": r"(?:\s?[-–—]\s?| (?:to|through|and) |/)",
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
