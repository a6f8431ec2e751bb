"""Whom "they", "both sides" and "the two leaders" mean: those who met or agreed in what the text told before."""

from __future__ import annotations

import dataclasses
import functools

from diplowatch.read.events.finds import Find
from diplowatch.read.events.lexicon import HOSTILE
from diplowatch.records import Actor, Record
from diplowatch.tables import load_table, package_file

_PRONOUN = "they"
_NEAR = 1
"""Sentences over which a bare "they" points back."""


class _JointRow(Record):
    words: tuple[str, ...]
    number: int | None = None
    """How many partners the words count; None where they leave it open."""


@functools.cache
def _joint_subjects() -> dict[str, int | None]:
    rows = load_table(package_file("read", "data", "joint_subjects.csv"), _JointRow)
    return {word: row.number for row in rows for word in row.words}


class Partners:
    """The partners of the last joint event, as far as the text has been read."""

    def __init__(self) -> None:
        self._group: tuple[Actor, ...] = ()
        self._age = 0

    def place(self, find: Find) -> Find:
        """Return an event with the partners as its actors where its subject only points back to them."""
        if len(find.actors) != 1 or find.type in HOSTILE:
            return find
        subject = find.actors[0]
        words = subject.words.lower()
        if words not in _joint_subjects() or not self._group:
            return find
        number = _joint_subjects()[words]
        if number is not None and number != len(self._group):
            return find
        if words == _PRONOUN and self._age > _NEAR:
            return find
        partners = tuple(actor.model_copy(update={"words": subject.words}) for actor in self._group)
        codes = {actor.code for actor in partners}
        recipients = tuple(actor for actor in find.recipients if not find.symmetric or actor.code in codes)
        return dataclasses.replace(find, actors=partners, recipients=recipients)

    def end_sentence(self, finds: list[Find]) -> None:
        """Remember the partners of the main joint event of a sentence."""
        self._age += 1
        for find in finds:
            group = {actor.code: actor for actor in (*find.actors, *find.recipients) if actor.code}
            if find.symmetric and len(group) > 1:
                self._group, self._age = tuple(group.values()), 1
                return
