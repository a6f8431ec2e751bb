"""The weights and how they are run: one session for the encoder, one for what is asked of each cue.

Every window is run alone and on one thread: the int8 weights scale their input by what is in it, so a batch would give
a window other numbers than the same window gets alone.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer

from diplowatch.errors import ConfigError
from diplowatch.read.tagger.pairs import Pairs
from diplowatch.read.tagger.windows import Marks, Window
from diplowatch.read.tagger.words import Labels

Floats = npt.NDArray[np.float32]

WEIGHTS = ("read", "weights", "statements")
"""Folder of the weights in the package; MODEL_CARD.md in it says where they come from."""
_ENCODER, _RELATOR, _PIECES, _LABELS = "encoder.onnx", "relator.onnx", "pieces.json", "labels.json"
_CACHED_WORDS = 1 << 16


@dataclass(frozen=True)
class Network:
    """Loaded weights; the methods are pure functions of their arguments."""

    labels: Labels
    marks: Marks
    least_score: float
    """Raw score of an attribution below which none is taken; chosen on the tuning set."""
    slope: float
    """With `offset`: calibration of the raw score, fitted on texts that the weights never saw."""
    offset: float
    _tokenizer: Tokenizer
    _encoder: ort.InferenceSession
    _relator: ort.InferenceSession
    _unknown: int

    def pieces(self, word: str) -> tuple[int, ...]:
        """Cut a word into the numbers of its pieces, one at least."""
        return cut_word(self._tokenizer, self._unknown, word)

    def encode(self, window: Window) -> tuple[Floats, Floats]:
        """Return the state of each word, [words, width], and its tag scores, [words, 3 kinds, 3 tags].

        Kinds are cue, source and content; tags are outside, first word and further word.
        """
        given = {
            "ids": window.ids[None],
            "features": window.features,
            "starts": window.starts,
            "heads": window.heads,
        }
        states, tags = self._encoder.run(None, given)
        return states, tags

    def relate(self, states: Floats, window: Window, cues: Sequence[tuple[int, int]], pairs: Pairs) -> Floats:
        """Return, for each cue and word, the scores of being its source and its content: [cues, words, 2]."""
        first, last = np.array(cues, dtype=np.int64).T - window.first
        names = ("steps", "branch", "distance", "side", "inside")
        given = {"states": states, "first": first, "last": last, **dict(zip(names, pairs.arrays(), strict=True))}
        scores: Floats = self._relator.run(None, given)[0]
        return scores


@functools.lru_cache(maxsize=_CACHED_WORDS)
def cut_word(tokenizer: Tokenizer, unknown: int, word: str) -> tuple[int, ...]:
    """Cut a word into the numbers of its pieces, one at least."""
    return tuple(tokenizer.encode(word, add_special_tokens=False).ids) or (unknown,)


@functools.lru_cache(maxsize=1)
def load_network() -> Network:
    """Load the weights that ship in the package."""
    with resources.as_file(resources.files("diplowatch").joinpath(*WEIGHTS)) as folder:
        return load_network_from(folder)


def load_network_from(folder: Path) -> Network:
    """Load weights from a folder of the form that `training/statements` writes."""
    settings = json.loads((folder / _LABELS).read_text(encoding="utf-8"))
    tokenizer = load_pieces(folder / _PIECES)
    return Network(
        labels=Labels(tuple(settings["tags"]), tuple(settings["deps"])),
        marks=find_marks(tokenizer),
        least_score=settings["least_score"],
        slope=settings["slope"],
        offset=settings["offset"],
        _tokenizer=tokenizer,
        _encoder=_open(folder / _ENCODER),
        _relator=_open(folder / _RELATOR),
        _unknown=find_unknown(tokenizer),
    )


def load_pieces(file: Path) -> Tokenizer:
    """Load the table that cuts words into pieces; words are cut one by one, so nothing is padded or cut off."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def find_marks(tokenizer: Tokenizer) -> Marks:
    """Return the pieces that open a window and end a paragraph."""
    return Marks(_number(tokenizer, "[CLS]"), _number(tokenizer, "[SEP]"))


def find_unknown(tokenizer: Tokenizer) -> int:
    """Return the piece that stands for what no piece covers."""
    return _number(tokenizer, "[UNK]")


def _number(tokenizer: Tokenizer, piece: str) -> int:
    number: int | None = tokenizer.token_to_id(piece)
    if number is None:
        raise ConfigError(f"the table of pieces has no {piece}: it is not that of a BERT")
    return number


def _open(file: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
