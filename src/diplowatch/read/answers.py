"""Whether an answer answers its question: by phrases that decline, hedge, change the subject or say yes or no."""

from __future__ import annotations

import functools
import re

from diplowatch.records import Answered, Record
from diplowatch.tables import load_table, package_file

_SHORT = 8
"""Words up to which an answer may be none."""
_EARLY = 120
"""Characters of an answer in which a refusal refuses the whole of it."""
_WORD = re.compile(r"[^\W\d_]{6,}|\d+")
_COURTESIES = re.compile(
    r"^(?:(?:well|look|so|yeah|okay|sure|again|right|thanks|thank you)[,.]? ?(?:[—–-]+ )?)+", re.IGNORECASE
)


class AnswerCue(Record):
    """A pattern of words in an answer and what it shows: `no`, `partly` or `yes`."""

    answered: Answered
    rule: str
    pattern: str
    opening: bool = False
    """Whether the pattern counts only where the answer starts."""


@functools.cache
def _load_cues() -> tuple[tuple[AnswerCue, re.Pattern[str]], ...]:
    cues = load_table(package_file("read", "data", "answer_cues.csv"), AnswerCue)
    return tuple((cue, re.compile(rf"\b(?:{cue.pattern})", re.IGNORECASE)) for cue in cues)


def is_answer(words: str) -> bool:
    """Tell an answer from a courtesy ("Sure.", "Mm-hmm.") and from a short question back ("Which list?")."""
    plain = words.replace("’", "'").strip()
    if len(plain.split()) > _SHORT:
        return True
    if plain.endswith("?"):
        return False
    return len(plain.split()) > 2 or any(cue.opening and pattern.match(plain) for cue, pattern in _load_cues())


def judge_answer(question: str, answer: str) -> tuple[Answered, str]:
    """Return whether an answer answers, and the rule and the words that decided it.

    The cues of `answer_cues.csv` are tried in its order. A refusal that comes late, after words on the matter, leaves
    the question partly answered. Without a cue the answer counts as partial, since sharing words with the question is
    not yet answering.
    """
    plain = answer.replace("’", "'").lstrip('"“ ')
    opened = _COURTESIES.sub("", plain)
    for cue, pattern in _load_cues():
        match = pattern.match(opened) or pattern.match(plain) if cue.opening else pattern.search(plain)
        if match and cue.answered is Answered.NO and not cue.opening and match.start() > _EARLY:
            place = answer[slice(*_place(answer, plain, match.group()))]
            return Answered.PARTLY, f"{cue.rule} after words on the matter: “{place}”"
        if match:
            return cue.answered, f"{cue.rule}: “{answer[slice(*_place(answer, plain, match.group()))]}”"
    shared = _shared_words(question, plain)
    if shared:
        return Answered.PARTLY, f"speaks about the question without a clear yes or no: “{shared}”"
    return Answered.PARTLY, "no words of the question and no refusal"


def _place(answer: str, plain: str, words: str) -> tuple[int, int]:
    """Find matched words, whose apostrophes were made plain, in the answer as it stands."""
    at = plain.find(words) + len(answer) - len(plain)
    return at, at + len(words)


def _shared_words(question: str, answer: str) -> str:
    asked = {word.lower() for word in _WORD.findall(question)}
    return next((word for word in _WORD.findall(answer) if word.lower() in asked), "")
