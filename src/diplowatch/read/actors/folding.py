"""Letters without their marks, so that one spelling stands for all keyboards."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "’": "'", "ʼ": "'"})


def fold(word: str) -> str:
    """Return a word without accents and with straight apostrophes."""
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
