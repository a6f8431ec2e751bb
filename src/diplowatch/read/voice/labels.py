"""Speakers of turns: from labels such as "MR. KIRBY" or "THE PRESIDENT" to actors."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from spacy.tokens import Doc

from diplowatch.packs import GROUPS
from diplowatch.read.actors import Mentions
from diplowatch.read.turns import Turn
from diplowatch.records import Actor, ActorKind, Record
from diplowatch.tables import load_table, package_file

_TITLED = re.compile(r"(?:MR|MS|MRS|DR|GEN|ADM|AMB|SEC|LT|COL)\.? |(?:SECRETARY|AMBASSADOR|GENERAL|ADMIRAL) ")
_OFFICE = re.compile(r"THE (?:VICE |DEPUTY |PRIME )?(?:PRESIDENT|MINISTER|CHANCELLOR|SECRETARY|FIRST LADY)$|ANSWER$")
_AMERICAN_OFFICE = re.compile(r"THE (?:VICE )?PRESIDENT$|THE FIRST LADY$")
_OFFICIAL = re.compile(r"(?:SENIOR |U\.S\. )?(?:[A-Z]+ ){0,2}OFFICIAL\b")
_AMERICAN_HOUR = re.compile(r"^\W*\d{1,2}:\d\d [AP]\.M\. [A-Z]{2,4}\b", re.MULTILINE)
"""The line with the hour that heads transcripts of the White House, wherever it travels."""
_AMERICAN = "USA"


class Label(Record):
    """A surname of a briefer, or a label for officials who are not named, that tells whose transcript it is."""

    label: str
    code: str


@functools.cache
def _labels() -> dict[str, str]:
    return {row.label: row.code for row in load_table(package_file("read", "data", "voice_labels.csv"), Label)}


def find_home(turns: Sequence[Turn], doc: Doc, mentions: Mentions, publisher: Actor | None) -> str | None:
    """Return the one state whose officials hold a briefing: the publisher's, that of their names, or of the form."""
    if publisher is not None:
        return publisher.code
    names = {turn.name for turn in turns if not turn.is_question}
    codes = {code for name in names if (code := _code_of_label(name))}
    for turn in turns:
        if not turn.is_question and not _OFFICE.match(turn.name):
            actor = _named(turn, doc, mentions)
            if actor.code and actor.code not in GROUPS:
                codes.add(actor.code)
    if not codes and (_AMERICAN_HOUR.search(doc.text) or _is_white_house(turns, names, mentions)):
        codes.add(_AMERICAN)
    return codes.pop() if len(codes) == 1 else None


def _is_white_house(turns: Sequence[Turn], names: set[str], mentions: Mentions) -> bool:
    """Whether the office alone stands for its holder, as only there, beside "Q" alone or where the state is named."""
    if not any(_AMERICAN_OFFICE.match(name) for name in names):
        return False
    return any(turn.name == "Q" for turn in turns) or any(one.code == _AMERICAN for one in mentions.actors())


def who_speaks(turn: Turn, doc: Doc, mentions: Mentions, home: str | None) -> Actor:
    """Return the speaker of a turn; without a code for those who ask and for whom nothing places."""
    actor = _named(turn, doc, mentions)
    if turn.is_question:
        return actor.model_copy(update={"code": None})
    office = _OFFICE.match(turn.name)
    if actor.code and not office:
        return actor
    placed = office or _TITLED.match(turn.name) or _OFFICIAL.search(turn.name)
    return actor.model_copy(update={"code": home if placed else None, "name": None, "kind": ActorKind.PERSON})


def _code_of_label(name: str) -> str | None:
    titled = _TITLED.match(name)
    return _labels().get(name[titled.end() :] if titled else name)


def _named(turn: Turn, doc: Doc, mentions: Mentions) -> Actor:
    span = doc.char_span(*turn.label, alignment_mode="expand")
    return mentions.resolve(span) if span is not None else Actor(words=turn.name)
