"""Phrases that stand for something, an issue or a breach, and the texts in which they show.

A phrase shows where all of its content words occur by stem, in any order, close together. The rules in words:
docs/method.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diplowatch.track.words import phrase_variants, place_stems

REACH = 3
"""Content words that may stand between those of a phrase: farther apart they belong to different things."""


@dataclass(frozen=True)
class Phrase:
    """A phrase of the pack that stands for something: an issue, an agreement."""

    key: str
    words: str
    stems: frozenset[str]

    @property
    def length(self) -> tuple[int, int]:
        """Order of phrases: more content words first, then more characters."""
        return (len(self.stems), sum(map(len, self.stems)))

    def shows_in(self, places: Mapping[str, tuple[int, ...]]) -> bool:
        """Return whether all stems stand close together, given where each stem of a text stands."""
        if not self.stems <= places.keys():
            return False
        width = len(self.stems) + REACH
        rarest = min(self.stems, key=lambda one: len(places[one]))
        starts = (start for at in places[rarest] for start in range(at - width + 1, at + 1))
        return any(all(_is_between(places[one], start, start + width) for one in self.stems) for start in starts)


def _is_between(where: Sequence[int], start: int, end: int) -> bool:
    """Return whether one of some sorted places is at or after `start` and before `end`."""
    at = bisect_left(where, start)
    return at < len(where) and where[at] < end


@dataclass(frozen=True)
class Phrases:
    """Phrases filed under one of their stems, so that a text is compared with few of them."""

    by_stem: Mapping[str, tuple[Phrase, ...]]

    def find(self, text: str) -> dict[str, Phrase]:
        """Return the longest phrase of every key that shows in a text."""
        places = place_stems(text)
        best: dict[str, Phrase] = {}
        for one in places:
            for phrase in self.by_stem.get(one, ()):
                known = best.get(phrase.key)
                is_longer = known is None or (phrase.length, phrase.words) > (known.length, known.words)
                if is_longer and phrase.shows_in(places):
                    best[phrase.key] = phrase
        return best


def file_phrases(entries: Iterable[tuple[str, str]]) -> Phrases:
    """File pairs of key and phrase; phrases without a content word are left out."""
    by_stem: dict[str, list[Phrase]] = {}
    for key, words in sorted(set(entries)):
        for stems in phrase_variants(words):
            by_stem.setdefault(min(stems), []).append(Phrase(key, words, stems))
    return Phrases({one: tuple(phrases) for one, phrases in by_stem.items()})
