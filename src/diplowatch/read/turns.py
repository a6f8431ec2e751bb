"""Turns of a transcript: who has the word, from labels such as "Q", "MS. PSAKI:" or "THE PRESIDENT:".

Labels are found at the start of a line and, because saved briefings often lose their line breaks, after the end of a
sentence inside a paragraph. A text with a single label is a transcript only where an official's label opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CAPITALS = r"[A-Z][A-Z.’'\-]*[A-Z.]"
_LABEL = re.compile(
    r"(?:^[ \t]*[\"“]?|(?<=[.?!)\]”\"—–…*] )|(?<=[.?!)\]”\"—–…*]  ))"
    rf"(?:(?P<speaker>(?:{_CAPITALS}|[A-Z])(?: (?:{_CAPITALS}|[A-Z]|VON|DER|DE|OF|AND))*)(?: \([^)\n]{{1,40}}\))?:"
    r"|(?P<asker>Q)(?::|[ \t\u00a0]+(?=[\"“(\[]*[A-Z0-9]|[—–])))",
    re.MULTILINE,
)
_ASKERS = frozenset({"Q", "QUESTION", "REPORTER", "PRESS", "THE PRESS", "INTERVIEWER", "MODERATOR", "OPERATOR", "AIDE"})
_NO_PEOPLE = frozenset({"AIDE", "MODERATOR", "OPERATOR"})
_REMARKS = re.compile(
    r"(?:THE )?(?:VICE |PRIME |DEPUTY |FIRST |FOREIGN |SENIOR )*"
    r"(?:PRESIDENT|MINISTER|SECRETARY|CHANCELLOR|LADY|AMBASSADOR|OFFICIAL)\b"
    r"|(?:MR|MS|MRS|DR|GEN|AMB)\."
)
_OPENING = 300
"""Characters in which the label of remarks must stand: after the place and the hour."""
_SOUNDS = re.compile(r"(?:\([^()]*\)\s*)+")
"""A paragraph that tells what is heard: "(Laughter.)"."""
_ZONE = re.compile(r"^(?:[AP]\.?M\.? )?(?:[A-Z]{2,4}T )(?=[A-Z])")


@dataclass(frozen=True)
class Turn:
    """One speaker's turn: offsets of the label (without its colon) and of the paragraphs said."""

    label: tuple[int, int]
    name: str
    paragraphs: tuple[tuple[int, int], ...]
    is_question: bool
    """True for reporters, moderators and whoever else asks or serves rather than answers."""

    @property
    def start(self) -> int:
        """Offset of the first word said."""
        return self.paragraphs[0][0]

    @property
    def end(self) -> int:
        """Offset after the last word said."""
        return self.paragraphs[-1][1]


def find_turns(text: str) -> tuple[Turn, ...]:
    """Find the turns of a transcript in order; empty where the text is none."""
    labels = [match for match in _LABEL.finditer(text) if _is_label(match)]
    if len(labels) < 2 and not (labels and _opens_remarks(labels[0])):
        return ()
    ends = [match.start() for match in labels[1:]] + [len(text)]
    return tuple(turn for match, end in zip(labels, ends, strict=True) for turn in _turn(text, match, end))


def _opens_remarks(match: re.Match[str]) -> bool:
    name = match["speaker"]
    return name is not None and match.start() < _OPENING and _REMARKS.match(_ZONE.sub("", name)) is not None


def _is_label(match: re.Match[str]) -> bool:
    return match["asker"] is not None or len(match["speaker"].split()) <= 6


def _turn(text: str, match: re.Match[str], end: int) -> Iterator[Turn]:
    group = "asker" if match["asker"] else "speaker"
    start = match.start(group)
    name = match[group]
    zone = _ZONE.match(name)
    if zone:
        start, name = start + zone.end(), name[zone.end() :]
    paragraphs = tuple(_paragraphs(text, match.end(), end))
    if paragraphs:
        yield Turn((start, start + len(name)), name, paragraphs, name in _ASKERS)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"\S.*", text[start:end]):
        if _SOUNDS.fullmatch(match.group().rstrip()):
            continue
        last = start + match.start() + len(match.group().rstrip())
        yield start + match.start(), last
