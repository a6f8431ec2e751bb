"""Lessons: what a network is to learn of one window, from the annotation, from a teacher, or from both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from diplowatch.read.tagger import Window
from training.statements.gold import Relation, Text

Floats = npt.NDArray[np.float32]
Cue = tuple[int, int]
"""First and last word of a cue, counted in the text, both inclusive."""
KINDS = ("cue", "source", "content")
_FIRST, _FURTHER = 1, 2
_LIKELY = 0.3
"""Chance from which a teacher's cue is followed in a text that nobody annotated."""


@dataclass(frozen=True)
class Lesson:
    """Targets of one window."""

    tags: Floats
    """[words, kinds, tags] chances of outside, first word and further word."""
    cues: tuple[Cue, ...]
    roles: Floats
    """[cues, words, 2] chances of being the cue's source and content."""


@dataclass(frozen=True)
class Roles:
    """What a teacher says of one cue: chances of each word from `first` on to be its source and its content."""

    chance: float
    first: int
    members: npt.NDArray[np.float16]
    """[words, 2]"""


@dataclass(frozen=True)
class Taught:
    """What a teacher says of one text."""

    tags: npt.NDArray[np.float16]
    """[words of the text, kinds, tags]"""
    roles: Mapping[Cue, Roles] = field(default_factory=dict)


def draw_lesson(text: Text, window: Window, taught: Taught | None, share: float) -> Lesson:
    """Return the targets of a window.

    `share` is the teacher's part where the text is annotated; where it is not, the teacher decides alone.
    """
    if text.relations is None:
        if taught is None:
            raise ValueError(f"{text.name} is neither annotated nor taught")
        return _from_teacher(window, taught)
    told = _from_gold(text.relations, window)
    if taught is None:
        return told
    tags = (1 - share) * told.tags + share * taught.tags[window.first : window.last]
    roles = told.roles.copy()
    for row, cue in enumerate(told.cues):
        if cue in taught.roles:
            _blend(roles[row], window, taught.roles[cue], share)
    return Lesson(tags.astype(np.float32), told.cues, roles)


def annotated_cues(relations: Sequence[Relation], window: Window) -> tuple[Cue, ...]:
    """Return the cues of the relations that start in a window, cut at its end."""
    return tuple((one.cue[0], min(one.cue[-1], window.last - 1)) for one in _within(relations, window))


def _within(relations: Sequence[Relation], window: Window) -> list[Relation]:
    return [one for one in relations if one.cue and window.first <= one.cue[0] < window.last]


def _from_gold(relations: Sequence[Relation], window: Window) -> Lesson:
    size = window.last - window.first
    marks = np.zeros((size, len(KINDS)), dtype=np.int64)
    held = _within(relations, window)
    roles = np.zeros((len(held), size, 2), dtype=np.float32)
    for row, relation in enumerate(held):
        for kind, numbers in enumerate((relation.cue, relation.source, relation.content)):
            inside = [number - window.first for number in numbers if window.first <= number < window.last]
            marks[inside, kind] = _FURTHER
            marks[inside[:1], kind] = _FIRST
            if kind:
                roles[row, inside, kind - 1] = 1
    tags = np.eye(3, dtype=np.float32)[marks]
    return Lesson(tags, annotated_cues(relations, window), roles)


def _from_teacher(window: Window, taught: Taught) -> Lesson:
    cues = tuple(
        cue
        for cue, roles in taught.roles.items()
        if roles.chance > _LIKELY and window.first <= cue[0] and cue[1] < window.last
    )
    roles = np.zeros((len(cues), window.last - window.first, 2), dtype=np.float32)
    for row, cue in enumerate(cues):
        _blend(roles[row], window, taught.roles[cue], 1.0)
    return Lesson(taught.tags[window.first : window.last].astype(np.float32), cues, roles)


def _blend(row: Floats, window: Window, roles: Roles, share: float) -> None:
    """Mix a teacher's chances into one row, as far as its window and this one share words."""
    first, last = max(window.first, roles.first), min(window.last, roles.first + len(roles.members))
    here = slice(first - window.first, last - window.first)
    there = slice(first - roles.first, last - roles.first)
    row[here] = (1 - share) * row[here] + share * roles.members[there]
