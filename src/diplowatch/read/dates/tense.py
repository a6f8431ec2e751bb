"""Whether the clause around an expression looks forward or back: the nearest cue word decides.

A rule over words, not the parse, so that dates can be found before and without it. A past form after "be" or "to be"
("will be signed on Monday") is part of the verb in front of it and does not count.
"""

from __future__ import annotations

import functools
import re
from enum import Enum

from diplowatch.read.dates.names import any_of, load_cues

REACH = 160
"""Characters looked at on each side."""

_SENTENCE = re.compile(r"(?<=[a-z\d%)\"”’]{2})[.!?][\"”’')]*\s+(?=[A-Z\"“‘(])|\n\s*\n|[;:]\s|—|–\s")
_CLAUSE = re.compile(r"[,;:.!?()\n—]|\b(?:and|but|that|who|which|when|while|after|before|as|if)\b")
_WORD = re.compile(r"\w+")
_AHEAD_OF = re.compile(
    r"\b(?:by|until|till|before|ahead of|as (?:soon|early) as|no later than|due|prior to)\s"
    r"(?:the\s|[\d:]{1,5}\s?[ap]\.?m\.?\s(?:[A-Z]{2,4}\s)?(?:on\s)?)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|after|following)\s(?:the\s)?$", re.IGNORECASE)
_WAS = re.compile(r"\b(?:had|was|were|did)\b")


class Tense(Enum):
    """The direction a clause looks in."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


@functools.cache
def _cues() -> re.Pattern[str]:
    future = any_of([cue.words for cue in load_cues() if cue.direction == "future"])
    past = any_of([cue.words for cue in load_cues() if cue.direction == "past"])
    going = r"(?:is|are|['’]re)\s(?:\w+ly\s)?\w{2,}ing"
    return re.compile(
        rf"(?<!\w)(?:(?P<future>{future}|{going})|(?P<skip>be(?:en)?\s\w+(?:ed|en)|be\s{past})"
        rf"|(?P<past>{past}|(?-i:(?!need|indeed|feed|speed|seed)[a-z]{{2,}}ed)))(?!\w)",
        re.IGNORECASE,
    )


def _tense_of(match: re.Match[str]) -> Tense | None:
    if match["skip"]:
        return None
    return Tense.FUTURE if match["future"] else Tense.PAST


def look_around(text: str, start: int, end: int) -> Tense:
    """Return the direction of the clause that holds the span."""
    before = _SENTENCE.split(text[max(0, start - REACH) : start])[-1]
    after = text[end : end + REACH]
    stop = _SENTENCE.search(after)
    after = after[: stop.start()] if stop else after
    if _SINCE.search(before):
        return Tense.PAST
    if _AHEAD_OF.search(before):
        return Tense.PAST if _WAS.search(before + after) else Tense.FUTURE
    opens = len(_WORD.findall(before)) <= 2
    if not opens:
        clause = _CLAUSE.search(after)
        after = after[: clause.start()] if clause else after
    left = _nearest_left(before)
    right = _nearest_right(after)
    if left and (not right or left[0] <= right[0]):
        return left[1]
    return right[1] if right else Tense.UNKNOWN


def _nearest_left(before: str) -> tuple[int, Tense] | None:
    for match in reversed(list(_cues().finditer(before))):
        if tense := _tense_of(match):
            return len(_WORD.findall(before[match.end() :])), tense
    return None


def _nearest_right(after: str) -> tuple[int, Tense] | None:
    for match in _cues().finditer(after):
        if tense := _tense_of(match):
            return len(_WORD.findall(after[: match.start()])), tense
    return None
