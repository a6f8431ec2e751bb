"""Annotated texts as words: PolNeAR's brat standoff, mapped onto the words of the parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from diplowatch.read.parse import parse
from diplowatch.read.quotes import find_quotations
from diplowatch.read.tagger import Labels, Words, list_words

Stretch = tuple[int, int]
_RECORD = re.compile(r"\n(?=(?:[TERAMN]\d+|#\d+|\*)\t)")
_EDGES = frozenset(" \t\n\r\u00a0,.;:!?…-–—\"“”„«»'‘’()[]")
"""Marks that carry no meaning at the ends of a span."""


@dataclass(frozen=True)
class Relation:
    """One annotated attribution relation, as numbers of words in order."""

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]


@dataclass(frozen=True)
class Text:
    """One text with its words and, where it is annotated, its relations."""

    name: str
    words: Words
    relations: tuple[Relation, ...] | None
    """None where nobody annotated it."""


def load_annotated(folder: Path, labels: Labels) -> list[Text]:
    """Parse the texts of a gold folder and map their relations onto words; of several annotators the first by name."""
    files = sorted((folder / "text").glob("*.txt"))
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(_annotated, files, [labels] * len(files), chunksize=8))


def load_plain(texts: Sequence[tuple[str, str]], labels: Labels) -> list[Text]:
    """Parse texts that nobody annotated, given as name and text."""
    with ProcessPoolExecutor(2) as pool:
        found = pool.map(_plain, *zip(*texts, strict=True), [labels] * len(texts), chunksize=8)
        return [text for text in found if len(text.words)]


def count_labels(folder: Path) -> Labels:
    """List the tags and dependencies of a gold folder's texts; the first places are kept for what none of them is."""
    with ProcessPoolExecutor(2) as pool:
        seen = list(pool.map(_labels, sorted((folder / "text").glob("*.txt")), chunksize=8))
    tags, deps = (sorted(set().union(*(one[at] for one in seen))) for at in (0, 1))
    return Labels(("<unk>", *tags), ("<unk>", "<self>", "<out>", *deps))


def _labels(file: Path) -> tuple[set[str], set[str]]:
    doc = parse(_text(file))
    return {token.tag_ for token in doc}, {token.dep_ for token in doc}


def _annotated(file: Path, labels: Labels) -> Text:
    name = file.stem
    words = _words(_text(file), labels)
    annotations = sorted((file.parent.parent / "attributions").glob(f"{name}_*.ann"))
    relations = [_relation(words, spans) for spans in read_brat(annotations[0])] if annotations else []
    return Text(name, words, tuple(one for one in relations if one.content))


def _plain(name: str, text: str, labels: Labels) -> Text:
    return Text(name, _words(text, labels), None)


def _words(text: str, labels: Labels) -> Words:
    return list_words(parse(text), find_quotations(text), labels)


def _text(file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as handle:
        return handle.read()


def read_brat(file: Path) -> Iterator[dict[str, list[Stretch]]]:
    """Yield the source, cue and content stretches of each relation of a brat file."""
    spans: dict[str, list[Stretch]] = {}
    events: list[list[str]] = []
    for record in _RECORD.split(_text(file)):
        name, _, rest = record.strip("\n").partition("\t")
        if name.startswith("T"):
            _, offsets = rest.split("\t", 1)[0].split(" ", 1)
            spans[name] = [(int(a), int(b)) for a, b in (part.split() for part in offsets.split(";"))]
        elif name.startswith("E"):
            events.append(rest.split()[1:])
    for arguments in events:
        found: dict[str, list[Stretch]] = {"source": [], "cue": [], "content": []}
        for argument in arguments:
            role, name = argument.split(":")
            kind = role.rstrip("0123456789").lower()
            if kind in found:
                found[kind].extend(spans[name])
        yield found


def _relation(words: Words, spans: dict[str, list[Stretch]]) -> Relation:
    return Relation(*(_numbers(words, spans[kind]) for kind in ("cue", "source", "content")))


def _numbers(words: Words, stretches: Sequence[Stretch]) -> tuple[int, ...]:
    numbers = sorted({number for start, end in stretches for number in words.covering(start, end)})
    said = [at for at, number in enumerate(numbers) if words.word(number) not in _EDGES]
    return tuple(numbers[said[0] : said[-1] + 1]) if said else tuple(numbers)
