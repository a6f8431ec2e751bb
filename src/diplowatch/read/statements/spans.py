"""Attribution spans: what the span finder hands to the record builder, whoever finds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

Stretch = tuple[int, int]
"""Character offsets of a stretch of text, end exclusive."""


class Frame(Enum):
    """How content and cue hang together."""

    CLAUSE = auto()
    """The content holds a verb of its own: said that X."""
    PHRASE = auto()
    """It holds none: rejected the plan."""
    ACCOUNT = auto()
    """According to Y, X."""
    TURN = auto()
    """A paragraph of a speaker's turn in a transcript."""
    INTRODUCED = auto()
    """A paragraph after a line that names the speaker and ends in a colon."""
    HEADED = auto()
    """What stands after a name and a colon in a headline."""
    VOICE = auto()
    """A sentence in the document's own voice."""


@dataclass(frozen=True)
class Attribution:
    """One attribution relation as spans of characters: who (source), how (cue), what (content)."""

    source: Stretch | None
    """None where the text names none, as in "he was accused"."""
    cue: Stretch
    content: tuple[Stretch, ...]
    """In order of the text; several where the cue or other words interrupt it."""
    frame: Frame
    chance: float
    """Chance that the annotation of a text as this one would have it, 0 to 1."""
    negated: bool = False

    @property
    def start(self) -> int:
        """Offset where the content starts."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Offset where the content ends."""
        return self.content[-1][1]

    @property
    def size(self) -> int:
        """Characters of the content."""
        return sum(end - start for start, end in self.content)


def trim(text: str, start: int, end: int, edges: str = " \t\r\n\u00a0,;:–—-") -> Stretch | None:
    """Shrink a stretch until it neither starts nor ends with a character of `edges`; None where nothing is left."""
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return (start, end) if start < end else None


def covers(outer: tuple[Stretch, ...], at: int) -> bool:
    """Tell whether a character offset lies in one of the stretches."""
    return any(start <= at < end for start, end in outer)
