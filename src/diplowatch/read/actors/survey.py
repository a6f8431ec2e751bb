"""What a document names: the mentions, the people and the places, filled once and then only read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from spacy.tokens import Doc

from diplowatch.read.actors.lexicon import Hit, Lexicon
from diplowatch.read.actors.phrases import Phrases
from diplowatch.read.actors.who import Who


@dataclass(frozen=True)
class Named:
    """A stretch of tokens (end exclusive) that names somebody; `plural` for "officials" and the like."""

    first: int
    end: int
    who: Who
    plural: bool = False


@dataclass
class Survey:
    """What a document names: filled once by `survey`, then only read."""

    doc: Doc
    lexicon: Lexicon
    on: date | None
    hits: dict[int, Hit] = field(default_factory=dict)
    """Hit of the pack by token."""
    people: dict[int, Who] = field(default_factory=dict)
    """Person by token; without a code for one whom nothing places."""
    met: dict[str, Who] = field(default_factory=dict)
    """People by full name, letters without marks, as first met."""
    introduced: dict[str, Who] = field(default_factory=dict)
    """People of the pack whom no office places on the day, but the text does."""
    places: set[int] = field(default_factory=set)
    """Tokens of capitals that are places here."""
    named: list[Named] = field(default_factory=list)
    """Every mention, in order, none inside another."""

    def named_within(self, first: int, end: int) -> list[Named]:
        """Return the mentions that lie inside a stretch of tokens, in order."""
        low = bisect_left(self.named, first, key=lambda one: one.first)
        high = bisect_right(self.named, end, key=lambda one: one.end)
        return self.named[low:high]

    @cached_property
    def first_by_lemma(self) -> dict[str, dict[Who, int]]:
        """For the lemma that a mention ends with: whom such mentions mean, and where the first of each ends."""
        found: dict[str, dict[Who, int]] = defaultdict(dict)
        for one in self.named:
            found[self.doc[one.end - 1].lemma_.lower()].setdefault(one.who, one.end)
        return found

    @cached_property
    def first_of_people(self) -> dict[Who, int]:
        """Everyone named whom the pack knows as a person, and where the first mention of each ends."""
        found: dict[Who, int] = {}
        for one in self.named:
            if one.who.name in self.lexicon.people:
                found.setdefault(one.who, one.end)
        return found

    @cached_property
    def phrases(self) -> Phrases:
        """The reader of role phrases over what has been found so far."""
        return Phrases(self.doc, self.lexicon, self.on, self.hits, self.people)
