"""Whether a later report says that what a position waits for has happened.

A report meets a condition when it is an asserted event of a later day, by the actor who would have to act, about the
same issue, with at least half of the condition's content words, and neither text is negated. Anything less leaves the
condition unmet: the register must not call a door open that nobody has seen opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from diplowatch.records import Condition, Event, Factuality, Plover, ReadDocument
from diplowatch.track.issues import IssueIndex, link_words
from diplowatch.track.period import day_of
from diplowatch.track.words import contained, content_stems, has_any, is_negated, load_stems

SHARE = 0.5
"""Share of a condition's content words that a report must hold where both are about the same issue."""
SHARE_UNLINKED = 0.75
"""The same where the condition's words are about no issue of the pack."""

_WORDS_ONLY = {Plover.REQUEST, Plover.ACCUSE, Plover.REJECT, Plover.THREATEN, Plover.PROTEST}
_PROMISES = {Plover.AGREE, Plover.SUPPORT}


@dataclass(frozen=True)
class Deed:
    """An asserted event by known actors, dated, with its content words."""

    event: Event
    on: date
    stems: frozenset[str]


@dataclass(frozen=True)
class Deeds:
    """Deeds filed by actor and word, oldest first."""

    by_word: Mapping[tuple[str, str], tuple[Deed, ...]]


def file_deeds(read: Iterable[ReadDocument]) -> Deeds:
    """File the asserted events of dated documents that could meet a condition."""
    by_word: dict[tuple[str, str], list[Deed]] = {}
    for deed in sorted(_list_deeds(read), key=lambda deed: (deed.on, deed.event.passage.document, deed.event.id)):
        for code in {actor.code for actor in deed.event.actors if actor.code}:
            for one in deed.stems:
                by_word.setdefault((code, one), []).append(deed)
    return Deeds({key: tuple(deeds) for key, deeds in by_word.items()})


def _list_deeds(read: Iterable[ReadDocument]) -> Iterable[Deed]:
    for item in read:
        for event in item.reading.events:
            if event.factuality is not Factuality.ASSERTED or event.type in _WORDS_ONLY:
                continue
            on = day_of(event.when, item.document.published)
            if on and not is_negated(event.passage.exact):
                yield Deed(event, on, content_stems(event.passage.exact))


def find_meeting(condition: Condition, since: date, deeds: Deeds, index: IssueIndex) -> Deed | None:
    """Return the first report after `since` that meets a condition, None where no report does."""
    actor = condition.actor.code if condition.actor else None
    words = condition.passage.exact
    if actor is None or is_negated(words):
        return None
    issue = link_words(words, index).issue
    promise_is_enough = has_any(words, load_stems("assenting_words"))
    stems = content_stems(words)
    for deed in _find_sharing(stems, actor, since, deeds):
        if deed.event.type in _PROMISES and not promise_is_enough:
            continue
        if issue and link_words(deed.event.passage.exact, index).issue != issue:
            continue
        if contained(stems, deed.stems) >= (SHARE if issue else SHARE_UNLINKED):
            return deed
    return None


def _find_sharing(stems: frozenset[str], actor: str, since: date, deeds: Deeds) -> list[Deed]:
    """Return the deeds of an actor after a day that share at least two words, oldest first."""
    shared: Counter[str] = Counter()
    found: dict[str, Deed] = {}
    for one in stems:
        for deed in deeds.by_word.get((actor, one), ()):
            if deed.on > since:
                shared[deed.event.id] += 1
                found[deed.event.id] = deed
    enough = [found[key] for key, count in shared.items() if count >= 2]
    return sorted(enough, key=lambda deed: (deed.on, deed.event.passage.document, deed.event.id))


def tell_condition(condition: Condition, name: Callable[[str], str]) -> str:
    """Tell a condition in the words of its text, with who would have to act; `name` names a code."""
    cue, words = (_in_line(one) for one in (condition.cue, condition.passage.exact))
    # A cue that does not stand right before the words ("... would be a precondition") would not read on into them.
    is_before = bool(cue) and _in_line(condition.passage.prefix).lower().endswith(cue.lower())
    told = f"{cue} {words}" if is_before else words
    actor = condition.actor
    if actor is None:
        return f"{told} (nobody is named who would have to act)"
    if actor.code is None:
        return f"{told} (who would have to act, ‘{_in_line(actor.words)}’, is nobody known)"
    return f"{told} ({name(actor.code)} would have to act)"


def _in_line(words: str) -> str:
    """Return words on one line, without curly double quotation marks, which stand for whole quotations in print."""
    return " ".join(words.replace("“", "").replace("”", "").split())
