"""What kind of text a document is, as far as its form shows it, and the correction notice it carries."""

from __future__ import annotations

import functools
import re

from diplowatch.records import Genre, Record
from diplowatch.tables import load_table, package_file

_HEAD = 1500
"""Characters at the head of a text in which a speech or a read-out shows itself."""
_QUESTION = re.compile(r"^(?:Q|QUESTION|Question|REPORTER|Reporter|JOURNALIST|INTERVIEWER|Interviewer)\b[.:\s]", re.M)
_ANSWER = re.compile(r"^(?:A|ANSWER|Answer|[A-Z][\w.'’ -]{2,40}):\s", re.M)


class Form(Record):
    """One row of the table of forms: a pattern, and where it has to stand to show the genre."""

    genre: str
    place: str
    """"title", "head" (the first 1,500 characters), "text" or "correction"."""
    pattern: str


def tell_genre(title: str, text: str, *, official: bool) -> Genre:
    """Tell the genre by form; `official` says that a state or a body published the text."""
    if len(_QUESTION.findall(text)) >= 2 and _ANSWER.search(text):
        return Genre.TRANSCRIPT
    for genre in (Genre.TRANSCRIPT, Genre.ROUNDUP, Genre.SPEECH, Genre.OFFICIAL):
        if _shows(genre, "title", title) or _shows(genre, "head", text[:_HEAD]) or _shows(genre, "text", text):
            return genre
    return Genre.OFFICIAL if official else Genre.REPORT


def find_correction(text: str) -> str:
    """Find the words of a correction notice, empty where there is none."""
    for line in text.split("\n"):
        if any(pattern.search(line) for pattern in _patterns("correction", "correction")):
            return line.strip()
    return ""


def _shows(genre: str, place: str, words: str) -> bool:
    return any(pattern.search(words) for pattern in _patterns(genre, place))


@functools.cache
def _patterns(genre: str, place: str) -> tuple[re.Pattern[str], ...]:
    rows = load_table(package_file("clean", "data", "forms.csv"), Form)
    return tuple(
        re.compile(row.pattern, re.IGNORECASE | re.MULTILINE)
        for row in rows
        if (row.genre, row.place) == (genre, place)
    )
