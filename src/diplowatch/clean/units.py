"""Lines of a pasted text, and the units they make: a sentence that links cut in pieces is one unit of several lines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from diplowatch.clean.phrases import Kind, is_section, tell_kind
from diplowatch.tables import load_words

_TERMINAL = re.compile(r"[.!?…][\"”’»)\]*_]*(\[\d+\])?$")
_LEAD_IN = re.compile(r":[\"”’*_]*$")
_CLAUSE = re.compile(r"(;|,|; (and|or)|, (and|or))$")
_TRAILING_OFF = re.compile(r"(…|\.\.\.|\[…\])$")
_LIST_ITEM = re.compile(r"([-–—•*▪●‣·]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_TURN = re.compile(r"(Q|A|Question|Answer|QUESTION|ANSWER)[.:\s–—]\s*\S")
_SPEAKER = re.compile(r"[A-Z][\w.’'-]*(\s[A-Z(][\w.,’')-]*){0,4}:\s+[“\"‘]?[A-Z]")
_INNER_END = re.compile(r"[a-z0-9)”\"]{2}[.!?][”\"]?\s+[“\"]?[A-Z]")
_TORN = frozenset({".", ",", ";", ".”", '."', ")", ").", ",”", "?", "!"})
_CONTINUES = re.compile(r"[,;.)’”%]|[a-z]")
_LABEL_WITH_NAME = re.compile(
    r"((edited|written|photos?) )?(by|and|authors?|editors?|photos?|tags|category|source|reporter|correspondent)\s*:?",
    re.IGNORECASE,
)
_WRAPPED = range(50, 90)
"""Lengths of the lines of a text that was wrapped by a mail program."""
_BY = re.compile(r"\bby:?\s+(.+)", re.IGNORECASE)
_TORN_FROM = 20
"""Characters from which a line may be the beginning of a sentence and not a label."""
_BARE = 4
"""Words of a credit that holds no caption."""
_MOSTLY = 0.6
"""Share of such lines in a text that was wrapped: the last lines of paragraphs are shorter."""


@dataclass(frozen=True)
class Line:
    """One line that is not blank: its place in the capture without white space at both ends, and its words."""

    start: int
    end: int
    text: str
    after_blank: bool
    kind: Kind | None


@dataclass(frozen=True)
class Unit:
    """Consecutive lines that are judged together, and the features they are judged by."""

    lines: tuple[Line, ...]
    kind: Kind | None
    features: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words of the unit on one line."""
        return " ".join(line.text for line in self.lines)


def split_lines(content: str) -> list[Line]:
    """Split a text at its line feeds into the lines that are not blank, in order."""
    lines: list[Line] = []
    start, blank = 0, False
    for raw in content.split("\n"):
        text = raw.strip()
        if text:
            at = start + raw.index(text[0])
            torn = bool(lines) and _is_torn(lines[-1], text)
            lines.append(Line(at, at + len(text), text, blank, None if torn else tell_kind(text)))
        blank = not text
        start += len(raw) + 1
    return _tell_authors(_tell_captions(_tell_names(_settle_soft(lines))))


def make_units(lines: Sequence[Line]) -> list[Unit]:
    """Join the lines that links or a mail program cut, and find the features of each unit."""
    repeats = Counter(line.text.casefold() for line in lines)
    latin = _is_latin(" ".join(line.text for line in lines[:500]))
    units: list[Unit] = []
    for group in _join(lines):
        kind = group[0].kind if len(group) == 1 else None
        units.append(Unit(tuple(group), kind, tuple(_describe(group, repeats, latin))))
    return [
        replace(unit, features=(*unit.features, "between_noise"))
        if 0 < index < len(units) - 1 and _is_between(units[index - 1], unit, units[index + 1])
        else unit
        for index, unit in enumerate(units)
    ]


def _is_between(before: Unit, unit: Unit, after: Unit) -> bool:
    """Tell whether noise stands both above and below a unit that is not a sentence."""
    noise = (Kind.NOISE, Kind.INTRO, Kind.CLOSE)
    return before.kind in noise and after.kind in noise and not _TERMINAL.search(unit.text)


def _is_torn(before: Line, text: str) -> bool:
    """Tell whether a line is a link's words or the mark behind it, torn out of the sentence above."""
    if before.kind is not None or _TERMINAL.search(before.text):
        return False
    if len(before.text) < _TORN_FROM:
        return text in _TORN
    link = len(text.split()) <= 3 and _ends_open(before.text)
    return text in _TORN or link or (text.isalpha() and text.islower() and tell_kind(text) is Kind.NOISE)


def _ends_open(text: str) -> bool:
    """Tell whether a line ends in a word or a comma after which its sentence must go on."""
    last = re.sub(r"\W+", " ", text).split()[-1:] or [""]
    return text.endswith(",") or (last[0].islower() and last[0] in load_words("clean", "data", "open_ends.txt"))


def _settle_soft(lines: list[Line]) -> list[Line]:
    """Believe the soft phrases only where at least two other lines show that the text was pasted with its page."""
    cluttered = sum(line.kind not in (None, Kind.SOFT, Kind.BYLINE, Kind.ENDING) for line in lines) >= 2
    settled = Kind.NOISE if cluttered else None
    return [replace(line, kind=settled) if line.kind is Kind.SOFT else line for line in lines]


def _tell_names(lines: list[Line]) -> list[Line]:
    """Mark the name that follows a line which is only "By" or "Editor:"."""
    told = list(lines)
    for index in range(1, len(told)):
        before, line = told[index - 1], told[index]
        if line.kind is None and _LABEL_WITH_NAME.fullmatch(before.text) and _is_name(line.text):
            told[index] = replace(line, kind=Kind.BYLINE)
    return told


def _tell_captions(lines: list[Line]) -> list[Line]:
    """Mark the caption without a full stop below a bare credit ("Getty Images") or above one ("Credit: Getty")."""
    told = list(lines)
    for index, line in enumerate(lines):
        if line.kind is not Kind.CREDIT or len(line.text.split()) > _BARE:
            continue
        other = index - 1 if ":" in line.text else index + 1
        if 0 <= other < len(told) and not lines[max(index, other)].after_blank:
            caption = told[other]
            if caption.kind is None and not _TERMINAL.search(caption.text):
                told[other] = replace(caption, kind=Kind.CREDIT)
    return told


def _tell_authors(lines: list[Line]) -> list[Line]:
    """Mark what repeats the name in a byline: the name alone, and the note on who the author is."""
    names = {name for line in lines if line.kind is Kind.BYLINE for name in _find_authors(line.text)}
    if not names:
        return lines
    note = re.compile(
        rf"(?:{'|'.join(map(re.escape, sorted(names)))})(?:$| (?:is|was|has|covers|joined|reports|works|writes)\b)"
    )
    return [replace(line, kind=Kind.BYLINE) if line.kind is None and note.match(line.text) else line for line in lines]


def _find_authors(byline: str) -> Iterator[str]:
    match = _BY.search(byline)
    for name in re.split(r",| and | in |\|", match.group(1)) if match else ():
        if len(name.split()) in (2, 3) and name.strip()[:1].isupper():
            yield name.strip()


def _is_name(text: str) -> bool:
    return len(text.split()) <= 5 and not _TERMINAL.search(text) and text[:1].isupper()


def _join(lines: Sequence[Line]) -> Iterator[list[Line]]:
    wrapped = len(lines) > 5 and sum(len(line.text) in _WRAPPED for line in lines) > _MOSTLY * len(lines)
    group: list[Line] = []
    for line in lines:
        if group and not _belong(group[-1], line, wrapped=wrapped):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _belong(line: Line, following: Line, *, wrapped: bool) -> bool:
    """Tell whether a sentence runs on from a line to the following one."""
    if following.after_blank or line.kind or _TERMINAL.search(line.text) or _LEAD_IN.search(line.text):
        return False
    if wrapped and len(line.text) in _WRAPPED and not _LIST_ITEM.match(following.text):
        return True
    if _ends_open(line.text):
        return following.kind in (None, Kind.CREDIT)  # "according to", "Reuters"
    return following.kind is None and bool(_CONTINUES.match(following.text)) and not is_section(line.text)


def _describe(group: list[Line], repeats: Counter[str], latin: bool) -> Iterator[str]:
    text = " ".join(line.text for line in group)
    size = len(text)
    terminal = bool(_TERMINAL.search(text))
    turn = bool(_TURN.match(text) or (terminal and _SPEAKER.match(text)))
    yield "turn" if turn else _describe_form(text, terminal=terminal)
    if not terminal and _INNER_END.search(text):
        yield "inner_end"
    if not terminal and _is_title_case(text):
        yield "title_case"
    if len(group) > 1:
        yield "joined"
    if _LIST_ITEM.match(text) and size >= 20:
        yield "list_item"
    if is_section(text):
        yield "section"
    if repeats[text.casefold()] > 1 and not turn and not (terminal and size < 60):
        yield "repeated_sentence" if terminal else "repeated"
    if latin and not _is_latin(text):
        yield "foreign_script"


def _describe_form(text: str, *, terminal: bool) -> str:
    size = len(text)
    if _TRAILING_OFF.search(text):
        return "trailing_off"
    if terminal:
        return "sentence_long" if size >= 80 else "sentence" if size >= 40 else "sentence_short"
    if _LEAD_IN.search(text):
        return "lead_in"
    if _CLAUSE.search(text) and size >= 30:
        return "clause"
    if size >= 160:
        return "unpunctuated_long"
    return "headline_long" if size >= 90 else "headline" if size >= 30 else "label"


def _is_title_case(text: str) -> bool:
    """Tell a headline in capitals by its long words, of which no sentence begins as many with one."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= 4]
    return len(words) >= 5 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _is_latin(text: str) -> bool:
    letters = [char for char in text[:5000] if char.isalpha()]
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return 2 * latin >= len(letters)
