"""Batches: windows of about the same length, padded to one size, with what is to be learned of them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from diplowatch.read.tagger import Window, cut_windows, pair_words
from diplowatch.read.tagger.windows import LARGEST, Marks, Pieces
from training.statements.gold import Text
from training.statements.lessons import Lesson, Taught, draw_lesson

_LEAST_OPENING = 60
"""Pieces of a text's first window at least; its size is drawn anew each time, so that no text is cut twice alike."""
_MIXING = 20
"""Pieces by which windows of one batch may differ in length, so that batches differ from epoch to epoch."""

Group = list[tuple[Text, Window]]
"""Windows of about the same length, each with the text it was cut from."""


@dataclass(frozen=True)
class Inputs:
    """What the encoder takes of several windows; padded with 0, which `mask` and `real` tell."""

    ids: Tensor
    """[windows, pieces]"""
    mask: Tensor
    features: Tensor
    """[windows, pieces, 4]"""
    starts: Tensor
    """[windows, words]"""
    heads: Tensor
    real: Tensor
    """[windows, words] 1.0 for a word, 0.0 for padding."""


@dataclass(frozen=True)
class Asked:
    """Cues of several windows and their features with every word; see `diplowatch.read.tagger.pairs`."""

    row: Tensor
    """[cues] number of the window."""
    first: Tensor
    last: Tensor
    pairs: list[Tensor]
    """Each [cues, words]."""


@dataclass(frozen=True)
class Batch:
    """Windows and their targets."""

    inputs: Inputs
    tags: Tensor
    """[windows, words, kinds, tags]"""
    asked: Asked | None
    """None where no window holds a cue."""
    roles: Tensor
    """[cues, words, 2]"""


def draw_groups(texts: Sequence[Text], pieces: Pieces, marks: Marks, size: int, chance: random.Random) -> list[Group]:
    """Cut texts into windows, grouped for one epoch: at most `size` pieces each, in an order drawn by `chance`."""
    windows = [
        (text, window)
        for text in texts
        for window in cut_windows(text.words, pieces, marks, opening=chance.randint(_LEAST_OPENING, LARGEST))
    ]
    windows.sort(key=lambda one: len(one[1].ids) + chance.random() * _MIXING)
    groups: list[Group] = [[]]
    for one in windows:
        if groups[-1] and (len(groups[-1]) + 1) * len(one[1].ids) > size:
            groups.append([])
        groups[-1].append(one)
    chance.shuffle(groups)
    return groups


def put_batch(group: Group, taught: Mapping[str, Taught], share: float) -> Batch:
    """Put the windows of a group and their targets together; `share` is the teacher's part in annotated texts."""
    return _batch(group, [draw_lesson(text, window, taught.get(text.name), share) for text, window in group])


def put_together(windows: Sequence[Window]) -> Inputs:
    """Pad windows to one size."""
    most_pieces = max(len(window.ids) for window in windows)
    most_words = max(len(window.starts) for window in windows)

    def padded(arrays: Sequence[np.ndarray], length: int) -> Tensor:
        rest = [[(0, length - len(one))] + [(0, 0)] * (one.ndim - 1) for one in arrays]
        return torch.from_numpy(np.stack([np.pad(one, pad) for one, pad in zip(arrays, rest, strict=True)]))

    return Inputs(
        ids=padded([window.ids for window in windows], most_pieces),
        mask=padded([np.ones(len(window.ids), dtype=np.int64) for window in windows], most_pieces),
        features=padded([window.features for window in windows], most_pieces),
        starts=padded([window.starts for window in windows], most_words),
        heads=padded([window.heads for window in windows], most_words),
        real=padded([np.ones(len(window.starts), dtype=np.float32) for window in windows], most_words),
    )


def ask(group: Sequence[tuple[Text, Window]], cues: Sequence[Sequence[tuple[int, int]]], words: int) -> Asked | None:
    """Put the cues of several windows together; None where there are none."""
    rows = [(row, cue) for row, held in enumerate(cues) for cue in held]
    if not rows:
        return None
    found = [
        pair_words(text.words, window, held).arrays() for (text, window), held in zip(group, cues, strict=True) if held
    ]
    joined = [np.concatenate([_widened(one, words) for one in kind]) for kind in zip(*found, strict=True)]
    return Asked(
        row=torch.tensor([row for row, _ in rows]),
        first=torch.tensor([cue[0] - group[row][1].first for row, cue in rows]),
        last=torch.tensor([cue[1] - group[row][1].first for row, cue in rows]),
        pairs=[torch.from_numpy(one) for one in joined],
    )


def _widened(array: np.ndarray, words: int) -> np.ndarray:
    rest = [(0, 0), (0, words - array.shape[1])] + [(0, 0)] * (array.ndim - 2)
    return np.pad(array, rest)


def _batch(group: Group, lessons: Sequence[Lesson]) -> Batch:
    inputs = put_together([window for _, window in group])
    words = inputs.real.shape[1]
    tags = np.stack([np.pad(one.tags, [(0, words - len(one.tags)), (0, 0), (0, 0)]) for one in lessons])
    return Batch(
        inputs=inputs,
        tags=torch.from_numpy(tags),
        asked=ask(group, [one.cues for one in lessons], words),
        roles=torch.from_numpy(np.concatenate([_widened(one.roles, words) for one in lessons])),
    )
