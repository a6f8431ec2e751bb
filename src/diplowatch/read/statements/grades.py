"""Sourcing grades: on record, anonymous, document, second-hand, state media; see docs/reading-statements.md."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diplowatch.read.statements.lists import load_list
from diplowatch.read.statements.relays import is_outlet
from diplowatch.read.statements.spans import Attribution
from diplowatch.records import Actor, ActorKind, Grade, Pack

if TYPE_CHECKING:
    from diplowatch.read.context import Context

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_AFTER_NOUN = re.compile(
    r",|\(|\s(?:of|from|in|at|on|for|with|who|which|that|close|familiar|to|briefed|and|released|issued|published|seen)\s"
)
_NEAR = 250
"""Characters around a cue in which its paragraph may say that a name is withheld."""
_ARTICLES = ("a ", "an ", "one ", "another ", "some ", "several ", "two ", "three ", "unnamed ", "anonymous ")


def grade(context: Context, attribution: Attribution, source: Actor | None, relay: tuple[Actor, ...]) -> Grade:
    """Grade a statement: second-hand, then anonymous, then state media, then document; on record otherwise."""
    if any(not is_outlet(actor) for actor in relay):
        return Grade.SECOND_HAND
    if attribution.source is None or source is None:
        return Grade.ANONYMOUS
    words = source.words.lower()
    if _asks_for_no_name(context.document.text, attribution) or _is_anonymous(words, source):
        return Grade.ANONYMOUS
    if any(_is_state_media(context.pack, actor) for actor in (source, *relay)):
        return Grade.STATE_MEDIA
    if head_noun(words) in load_list("document_nouns.txt") and source.kind is not ActorKind.PERSON:
        return Grade.DOCUMENT
    return Grade.ON_RECORD


def _is_state_media(pack: Pack, actor: Actor) -> bool:
    """Tell an outlet that a state owns, by the pack or by the words that name it ("state television")."""
    if is_outlet(actor) and any(one.state_media and one.name == actor.name for one in pack.outlets):
        return True
    words = actor.words.lower()
    return any(phrase in words for phrase in load_list("state_media_phrases.txt"))


def _asks_for_no_name(text: str, attribution: Attribution) -> bool:
    """Look for "on condition of anonymity" and the like in the paragraph of the cue."""
    before = text[max(0, attribution.cue[0] - _NEAR) : attribution.cue[0]].rsplit("\n", 1)[-1]
    after = text[attribution.cue[0] : attribution.cue[1] + _NEAR].split("\n", 1)[0]
    near = (before + after).lower()
    return any(phrase in near for phrase in load_list("anonymous_phrases.txt"))


def _is_anonymous(words: str, source: Actor) -> bool:
    """Unnamed people: "sources", "a senior official", "South Korean officials"; a named person or office is not."""
    head = head_noun(words)
    nouns = load_list("anonymous_nouns.txt")
    if source.kind is ActorKind.PERSON or (source.name and source.kind is not ActorKind.UNKNOWN and head not in nouns):
        return False
    if head in load_list("always_anonymous.txt"):
        return True
    plural = head.endswith("s") and head[:-1] in nouns
    return (head in nouns and words.startswith(_ARTICLES)) or plural


def head_noun(words: str) -> str:
    """Return the last word before what follows a noun: a comma, a preposition, a relative pronoun."""
    first = _AFTER_NOUN.split(words, maxsplit=1)[0]
    found = _WORD.findall(first)
    return found[-1].removesuffix("’s").removesuffix("'s") if found else ""
