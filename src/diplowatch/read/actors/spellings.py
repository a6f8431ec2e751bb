"""Spellings of one name: what two transliterations, or a name and its misspelling, have in common."""

from __future__ import annotations

import functools
import re

from diplowatch.read.actors.folding import fold
from diplowatch.records import Record
from diplowatch.tables import load_table, package_file

_FEWEST = 6
"""Letters from which a surname standing alone may be met in another spelling."""
_SAME = (
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"t?z"), "z"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ck|c(?!h)"), "k"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"i?([aou])"), r"\1"),
    (re.compile(r"i*e+i*"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""Letters that languages and hasty fingers exchange, each with what stands for all of them."""
_SMALL = frozenset({"al", "el", "bin", "ben", "ibn", "de", "da", "di", "do", "der", "van", "von", "of", "the"})
_WORD = re.compile(r"[^\W\d_]+")


class GivenName(Record):
    """One given name in the forms of several languages."""

    name: str
    forms: tuple[str, ...]


@functools.cache
def _given_names() -> dict[str, str]:
    rows = load_table(package_file("read", "actors", "data", "given_names.csv"), GivenName)
    return {fold(form).lower(): row.name.lower() for row in rows for form in (row.name, *row.forms)}


def sound_of(name: str) -> str | None:
    """Return what all spellings of a full name share; None for a name of one word.

    The given name is taken over its forms in other languages; particles and initials are left out.
    """
    words = [word for word in _WORD.findall(fold(name).lower().replace("'", "")) if len(word) > 1]
    words = [word for word in words if word not in _SMALL]
    if len(words) < 2:
        return None
    return " ".join(_shorten(_given_names().get(word, word)) for word in words)


def sound_of_surname(surname: str) -> str | None:
    """Return what all spellings of a surname share; None for one too short to be told from others."""
    return _shorten(fold(surname).lower()) if len(surname) >= _FEWEST and surname.isalpha() else None


def sounds_in(text: str) -> frozenset[str]:
    """Return what the spellings of each word of a text with a capital have in common."""
    words = {word for word in _WORD.findall(fold(text)) if not word.islower()}
    return frozenset(_shorten(word.lower()) for word in words)


@functools.lru_cache(maxsize=50_000)
def _shorten(word: str) -> str:
    for letters, same in _SAME:
        word = letters.sub(same, word)
    return word
