"""Whether anybody without a part in a quarrel checked a claim: a body that monitors, or the outlet that reports it.

Two kinds are looked for. A body that monitors (`data/monitors.txt`), neither accuser nor accused, speaks of the claim
with a word of checking. An outlet says, close to the claim, that it could not be checked independently. What a third
state says is no verification, and nothing found means that nothing was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diplowatch.records import Document, Passage, ReadDocument, Statement, Verification, cut_passage
from diplowatch.tables import load_words
from diplowatch.track.accusations import ANSWERS, SHARED, Accusation, follows, plain_stems
from diplowatch.track.words import content_stems, has_any, is_negated, load_stems, overlap

_INDEPENDENT = re.compile(r"\bindependent(?:ly)?\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?[\"”’')]*")


@dataclass(frozen=True)
class Check:
    """What a body that monitors says with a word of checking."""

    by: str
    stems: frozenset[str]
    passage: Passage
    statement: Statement
    is_confirmed: bool


def file_checks(read: Iterable[ReadDocument], actor_stems: frozenset[str]) -> tuple[Check, ...]:
    """Return what bodies that monitor say of checks, in order of the texts."""
    return tuple(check for item in read for check in _list_checks(item, actor_stems))


def _list_checks(item: ReadDocument, actor_stems: frozenset[str]) -> Iterator[Check]:
    monitors = load_words("track", "data", "monitors.txt")
    for statement in item.reading.statements:
        source = statement.source
        if source is None or source.code is None or not statement.content:
            continue
        if not {source.code, source.name} & monitors:
            continue
        content = " ".join(part.exact for part in statement.content)
        told = f"{_before(statement, item.document)} {content}"
        if has_any(told, load_stems("verifying_words")):
            failed = statement.negated or is_negated(told) or has_any(told, load_stems("unable_words"))
            stems = content_stems(content) - actor_stems
            yield Check(source.code, stems, statement.content[0], statement, not failed)


def _before(statement: Statement, document: Document) -> str:
    """Return the words between the beginning of the sentence and the content: "said it could not confirm"."""
    start = statement.content[0].start
    before = document.text[max(0, start - 300) : start]
    own = re.split(r"[.!?\n]\s", before)[-1]
    return own if statement.cue in own else statement.cue


def find_verification(claim: Accusation, checks: Sequence[Check]) -> Verification | None:
    """Return the check of a claim that shares most words with it, else that its outlet could not check it."""
    best: tuple[float, Check] | None = None
    plain = plain_stems() | load_stems("verifying_words") | load_stems("unable_words")
    stems = claim.stems - plain
    for check in checks:
        if check.by in (claim.accuser, claim.accused):
            continue
        words = check.stems - plain
        if len(stems & words) < SHARED and not follows(check.passage, claim):
            continue
        likeness = overlap(stems, words) if words else ANSWERS
        if likeness >= ANSWERS and (best is None or likeness > best[0]):
            best = (likeness, check)
    if best is None:
        return _find_caveat(claim)
    check = best[1]
    return Verification(by=check.by, is_confirmed=check.is_confirmed, passage=check.passage, statement=check.statement)


def _find_caveat(claim: Accusation) -> Verification | None:
    """Return the sentence, in the paragraph of a claim or the next, by which an outlet says it could not check it."""
    text = claim.document.text
    start = text.rfind("\n", 0, claim.passage.start) + 1
    end = claim.passage.end
    for _ in range(2):
        found = text.find("\n", end + 1)
        end = len(text) if found < 0 else found
        # Blank lines between paragraphs are no paragraphs.
        while end < len(text) and text[end : end + 1].isspace():
            end += 1
    for sentence in _SENTENCE.finditer(text, start, end):
        words = sentence.group()
        is_check = _INDEPENDENT.search(words) and has_any(words, load_stems("verifying_words"))
        if is_check and (is_negated(words) or has_any(words, load_stems("unable_words"))):
            lead = len(words) - len(words.lstrip())
            passage = cut_passage(claim.document, sentence.start() + lead, sentence.end())
            return Verification(by="MED", is_confirmed=False, passage=passage)
    return None
