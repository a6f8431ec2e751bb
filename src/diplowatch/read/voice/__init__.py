"""The voice of a document: who "we", "our" and "I" are where they stand outside quotations.

Precision first: a report has no voice, and where several candidates remain there is none. The rules, in the order in
which they are asked, stand in docs/reading-voice.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from diplowatch.packs import GROUPS
from diplowatch.read.actors import Mentions
from diplowatch.read.quotes import Quotation, quotation_around
from diplowatch.read.turns import Turn, find_turns
from diplowatch.read.voice.evidence import Evidence, is_first_person, narrate
from diplowatch.read.voice.labels import find_home, who_speaks
from diplowatch.records import Actor, ActorKind, Document
from diplowatch.tables import load_words

__all__ = ["Voice", "find_voice", "is_first_person"]

_OWN = ("my", "our")


@dataclass(frozen=True)
class Voice:
    """Who speaks where: the speakers of turns, and who speaks outside turns and quotations."""

    own: Actor | None = None
    """Whose text it is; None for a report, and where several candidates remain."""
    narrates: bool = False
    """Whether the text itself is speech: it says "I" and "we" throughout, as addresses and declarations do."""
    turns: tuple[tuple[int, int, Actor], ...] = ()
    """Start, end and speaker of each turn of a transcript."""
    quotations: tuple[Quotation, ...] = field(default=(), repr=False)

    def at(self, offset: int) -> Actor | None:
        """Return who says the word at a character offset; None inside quotations and where nobody is known."""
        if quotation_around(self.quotations, offset) is not None:
            return None
        speaker = self.in_turn(offset)
        if speaker is None:
            return self.own
        return speaker if speaker.code else None

    def in_turn(self, offset: int) -> Actor | None:
        """Return whose turn an offset stands in, with a code or without; None outside turns."""
        before = bisect_right(self.turns, offset, key=lambda turn: turn[0]) - 1
        return self.turns[before][2] if before >= 0 and offset < self.turns[before][1] else None

    def meant_by(self, actor: Actor) -> Actor:
        """Return whom "we", "I" or "our government" means where nobody else is known; else the actor as given."""
        if actor.code is not None or actor.passage is None:
            return actor
        words = actor.words.lower().split() if actor.words != "US" else [""]
        owned = words[0] in _OWN and words[-1] in load_words("read", "data", "voice_own_nouns.txt")
        if not (owned or (len(words) == 1 and is_first_person(words[0]))):
            return actor
        speaker = self.at(actor.passage.start)
        if speaker is None:
            return actor
        return speaker.model_copy(update={"words": actor.words, "passage": actor.passage})


def find_voice(document: Document, doc: Doc, mentions: Mentions, quotations: Sequence[Quotation]) -> Voice:
    """Find who speaks in a document outside its quotations."""
    turns = find_turns(document.text)
    narration = narrate(doc, quotations, turns)
    own = _publisher(document)
    if turns:
        home = find_home(turns, doc, mentions, own) or _home_by_words(turns, doc, mentions, quotations)
        spoken = tuple(_spoken(turns, doc, mentions, home))
        return Voice(own or _cut_off(turns, spoken), False, spoken, tuple(quotations))
    if not narration.pronouns:
        return Voice(own, False, (), tuple(quotations))
    found = Evidence(doc, mentions, narration)
    speaks = found.self_named() or found.committed()
    return Voice(
        own or speaks or found.read_out(),
        narrates=(own or speaks) is not None and narration.is_speech,
        quotations=tuple(quotations),
    )


def _home_by_words(turns: Sequence[Turn], doc: Doc, mentions: Mentions, quotations: Sequence[Quotation]) -> str | None:
    """Return whose officials speak where one label alone answers, by what it commits its state to."""
    if len({turn.name for turn in turns if not turn.is_question}) != 1:
        return None
    asked = [turn for turn in turns if turn.is_question]
    found = Evidence(doc, mentions, narrate(doc, quotations, asked)).committed()
    return found.code if found is not None else None


def _publisher(document: Document) -> Actor | None:
    code = document.outlet_code
    if code is None or code in GROUPS:
        return None
    return Actor(words=document.outlet or code, code=code, name=document.outlet, kind=ActorKind.UNKNOWN)


def _spoken(turns: Iterable[Turn], doc: Doc, mentions: Mentions, home: str | None) -> Iterable[tuple[int, int, Actor]]:
    for turn in turns:
        yield turn.start, turn.end, who_speaks(turn, doc, mentions, home)


def _cut_off(turns: Sequence[Turn], spoken: Sequence[tuple[int, int, Actor]]) -> Actor | None:
    """Return the only official of a transcript whose first label is lost: the words before the first are theirs."""
    officials = {
        (speaker.name or turn.name): speaker
        for turn, (_, _, speaker) in zip(turns, spoken, strict=True)
        if not turn.is_question
    }
    only = next(iter(officials.values())) if len(officials) == 1 else None
    return only if only is not None and only.code and turns[0].is_question else None
