"""What a line of a pasted page is by its wording alone: a call to action, a credit, a byline, a heading of teasers."""

from __future__ import annotations

import functools
import re
from enum import StrEnum

from diplowatch.records import Record
from diplowatch.tables import load_table, load_words, package_file

LONGEST = 1000
"""Characters of the longest line that a phrase is looked for in; nothing longer is a button or a caption."""


class Kind(StrEnum):
    """What the wording of a line shows it to be."""

    NOISE = "noise"
    """Navigation, calls to action, notices of the site."""
    SOFT = "soft"
    """The same, in words that a speech may use as well: believed only where the text holds other noise."""
    CREDIT = "credit"
    """A photo credit or a caption that carries one."""
    BYLINE = "byline"
    """Who wrote or edited it, and when."""
    ENDING = "ending"
    """Who else reported or edited it, as it stands below an article."""
    INTRO = "intro"
    """Announces teasers of other stories."""
    CLOSE = "close"
    """Ends a teaser: "keep reading"."""
    FINAL = "final"
    """What no article goes on after: the site's copyright, the comments."""


class Phrase(Record):
    """One row of the table of phrases: a pattern that a whole line matches, upper and lower case alike."""

    kind: Kind
    pattern: str


def tell_kind(line: str) -> Kind | None:
    """Tell what a line is by its wording, None where the wording does not show it."""
    if len(line) > LONGEST:
        return None
    return next((kind for kind, pattern in _patterns() if pattern.fullmatch(line)), None)


def is_section(line: str) -> bool:
    """Tell whether a line is nothing but labels of sections: "World", "Reporting | QiOSK"."""
    return len(line) <= 60 and any(part.strip().casefold() in _sections() for part in re.split(r"[|/>»›•·]", line))


@functools.cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    phrases = load_table(package_file("clean", "data", "phrases.csv"), Phrase)
    return tuple(
        (kind, re.compile("|".join(f"(?:{row.pattern})" for row in phrases if row.kind == kind), re.IGNORECASE))
        for kind in (Kind.FINAL, Kind.CLOSE, Kind.INTRO, Kind.NOISE, Kind.ENDING, Kind.CREDIT, Kind.BYLINE, Kind.SOFT)
    )


@functools.cache
def _sections() -> frozenset[str]:
    return frozenset(label.casefold() for label in load_words("clean", "data", "sections.txt"))
