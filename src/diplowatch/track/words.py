"""Comparing words across documents: content words by stem, overlap, and repeated text by shingles."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

import snowballstemmer

from diplowatch.tables import load_words

_WORD = re.compile(r"[^\W_]+(?:[’'.‐‑-][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_JOINS = re.compile(r"[’'.‐‑-]")
_HYPHEN = re.compile(r"[‐‑-]")
_TOKEN = re.compile(rf"(?P<word>{_WORD.pattern})|[;:—–!?()]")
_BREAK = 4
"""What a strong mark of punctuation counts in content words: words on its two sides do not belong together."""
_NEGATED = re.compile(r"n[’']t\b", re.IGNORECASE)


@functools.lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the English Snowball stem of one lower-case word."""
    # A stemmer object keeps state while it works, so one is made for each new word: safe under threads.
    result: str = snowballstemmer.stemmer("english").stemWord(word)
    return result


@functools.cache
def load_stems(name: str) -> frozenset[str]:
    """Load a word list of this room by its file name, each word as its stem."""
    return frozenset(stem(word.lower()) for word in load_words("track", "data", f"{name}.txt"))


@functools.cache
def _stop_words() -> frozenset[str]:
    return load_words("track", "data", "stop_words.txt")


def split_words(text: str) -> list[str]:
    """Return the words of a text in lower case, without possessive endings; hyphens and dots stay inside."""
    return [_POSSESSIVE.sub("", word.lower()) for word in _WORD.findall(text)]


def _forms(word: str) -> Iterable[str]:
    yield _JOINS.sub("", word)
    if _HYPHEN.search(word):
        yield from (_JOINS.sub("", part) for part in _HYPHEN.split(word))


@functools.lru_cache(maxsize=65_536)
def content_stems(text: str) -> frozenset[str]:
    """Return the stems of a text's content words; "cease-fire" gives "ceasefire" and both of its parts."""
    stop = _stop_words()
    forms = (form for word in split_words(text) for form in _forms(word))
    return frozenset(stem(form) for form in forms if form and form not in stop)


@functools.lru_cache(maxsize=8192)
def place_stems(text: str) -> Mapping[str, tuple[int, ...]]:
    """Return where each content stem of a text stands, counted in content words from its start."""
    stop = _stop_words()
    places: dict[str, list[int]] = {}
    at = 0
    for token in _TOKEN.finditer(text):
        if token["word"] is None:
            at += _BREAK
            continue
        forms = [form for form in _forms(split_words(token["word"])[0]) if form and form not in stop]
        for form in forms:
            places.setdefault(stem(form), []).append(at)
        at += bool(forms)
    return {one: tuple(where) for one, where in places.items()}


def phrase_variants(phrase: str) -> tuple[frozenset[str], ...]:
    """Return the sets of stems any one of which shows a phrase: hyphenated words joined, or as their parts."""
    stop = _stop_words()
    words = split_words(phrase)
    joined = [_JOINS.sub("", word) for word in words]
    parted = [_JOINS.sub("", part) for word in words for part in _HYPHEN.split(word)]
    variants = {frozenset(stem(form) for form in forms if form and form not in stop) for forms in (joined, parted)}
    return tuple(sorted((variant for variant in variants if variant), key=sorted))


def has_any(text: str, stems: frozenset[str]) -> bool:
    """Return whether any word of a text has one of the stems; stop words count here."""
    return any(stem(form) in stems for word in split_words(text) for form in _forms(word))


def is_negated(text: str) -> bool:
    """Return whether a text holds a word of negation or a contracted "not"."""
    return bool(_NEGATED.search(text)) or has_any(text, load_stems("negations"))


def is_denying(text: str) -> bool:
    """Return whether a text denies a claim: "denied", "unfounded", or "rejected the allegation"."""
    if has_any(text, load_stems("denying_words")):
        return True
    return has_any(text, load_stems("rebuffing_words")) and has_any(text, load_stems("accusing_words"))


def contained(part: frozenset[str], whole: frozenset[str]) -> float:
    """Return the share of `part` found in `whole`, 0 to 1; 0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set found in the larger, 0 to 1."""
    return contained(one, other) if len(one) <= len(other) else contained(other, one)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return shared over all elements of two sets, 0 to 1."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def cut_shingles(text: str, size: int) -> frozenset[str]:
    """Return every run of `size` consecutive words; a shorter text is one run."""
    words = split_words(text)
    if len(words) <= size:
        return frozenset([" ".join(words)]) if words else frozenset()
    return frozenset(" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
