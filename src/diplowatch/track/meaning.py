"""Nearness in meaning: a text as the sum of small vectors, one for each of its word pieces.

The vectors imitate a sentence encoder, without running one: static embeddings distilled from all-MiniLM-L6-v2, after
model2vec (van Dongen and Tulkens 2024). What they were made from, and how well they do: weights/MODEL_CARD.md. Nothing
is loaded before the first text is compared.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from diplowatch.tables import package_file

Rows = NDArray[np.float64]

UNKNOWN = "[UNK]"
"""The piece, first of all, that stands for what is not in the table; its vector is zero."""

_NEAREST = 3
"""Phrases of an issue that a text must be near to."""
_FILLED = -2.0
"""A score that no phrase has."""


@dataclass(frozen=True)
class Vectors:
    """The vectors of all pieces, eight bits a number, and what each row's numbers are multiplied with."""

    tokenizer: Tokenizer
    rows: NDArray[np.int8]
    scales: NDArray[np.float32]

    def embed(self, texts: Sequence[str]) -> Rows:
        """Return one row of length 1 for each text; zero where no piece of it is known."""
        sums = np.zeros((len(texts), self.rows.shape[1]))
        # One by one: a batch would start threads, and reading forks processes.
        for at, text in enumerate(texts):
            pieces = self.tokenizer.encode(text, add_special_tokens=False).ids
            sums[at] = self.scales[pieces].astype(np.float64) @ self.rows[pieces] if pieces else 0.0
        return scale(sums)


def make_tokenizer(pieces: Sequence[str]) -> Tokenizer:
    """Return what cuts a text into numbers of pieces: small letters, without accents, the longest piece first."""
    tokenizer = Tokenizer(WordPiece({piece: at for at, piece in enumerate(pieces)}, unk_token=UNKNOWN))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


@functools.cache
def load_vectors() -> Vectors:
    """Load the vectors that ship with the package."""
    folder = package_file("track", "weights")
    pieces = folder.joinpath("pieces.txt").read_text(encoding="utf-8").splitlines()
    with folder.joinpath("vectors.npz").open("rb") as file, np.load(file) as held:
        return Vectors(make_tokenizer(pieces), held["rows"], held["scales"])


@dataclass(frozen=True)
class Near:
    """How near a text is to an issue in meaning: 1 is the same, 0 has nothing to do with it."""

    issue: str
    score: float
    """Mean over the three nearest phrases of the issue, rounded to three places."""
    words: str
    """The nearest phrase."""
    against: float
    """The same for what only sounds like an issue; -1 where nothing is known to."""


@dataclass(frozen=True)
class _Phrases:
    """The vectors of the phrases of all issues, and where those of each issue stand among them."""

    rows: Rows
    places: NDArray[np.int64]
    """One line for each issue, filled up with -1."""

    def compare(self, row: Rows) -> tuple[Rows, NDArray[np.int64]]:
        """Return for each issue the mean of its nearest phrases, -1 where it has none, and which is the nearest.

        Three count, since a single phrase may be near by chance.
        """
        scores = np.append(self.rows @ row, _FILLED)[self.places]
        best = np.partition(scores, -_NEAREST, axis=1)[:, -_NEAREST:]
        is_real = best > _FILLED
        mean = np.where(is_real, best, 0.0).sum(axis=1) / np.maximum(is_real.sum(axis=1), 1)
        return np.where(is_real.any(axis=1), mean, -1.0).round(3), scores.argmax(axis=1)


@dataclass(frozen=True)
class Meaning:
    """The phrases that say what an issue means, and proposals that only sound like it."""

    issue: str
    phrases: tuple[str, ...]
    against: tuple[str, ...] = ()


class Meanings:
    """What several issues mean, ready to be compared with texts; no vector is loaded before the first comparison."""

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        self._meanings = tuple(meanings)

    def rank(self, text: str) -> tuple[Near, ...]:
        """Return how near a text is to each issue, nearest first; empty where no piece of the text is known."""
        row = load_vectors().embed([text])[0]
        if not self._meanings or not row.any():
            return ()
        scores, nearest = self._phrases.compare(row)
        against, _ = self._against.compare(row)
        order = sorted(range(len(self._meanings)), key=lambda at: (-scores[at], self._meanings[at].issue))
        return tuple(
            Near(
                issue=self._meanings[at].issue,
                score=float(scores[at]),
                words=self._meanings[at].phrases[nearest[at]],
                against=float(against[at]),
            )
            for at in order
        )

    @functools.cached_property
    def _phrases(self) -> _Phrases:
        return _file([one.phrases for one in self._meanings])

    @functools.cached_property
    def _against(self) -> _Phrases:
        return _file([one.against for one in self._meanings])


def _file(phrases: Sequence[tuple[str, ...]]) -> _Phrases:
    """Embed the phrases of all issues, each once, and note where those of each issue stand."""
    number = {words: at for at, words in enumerate(dict.fromkeys(one for words in phrases for one in words))}
    places = np.full((len(phrases), max([_NEAREST, *map(len, phrases)])), -1)
    for at, words in enumerate(phrases):
        places[at, : len(words)] = [number[one] for one in words]
    return _Phrases(load_vectors().embed(list(number)), places)


def scale(rows: Rows) -> Rows:
    """Return rows at length 1; a row of zeros stays."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    found: Rows = np.divide(rows, length, out=np.zeros_like(rows), where=length > 0)
    return found
