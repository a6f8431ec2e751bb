"""Silence: actors that stood on an issue and have said nothing on it since, while others spoke of it.

A silence is told of these documents only. That they hold no words of an actor does not mean that it said nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from diplowatch.records import Change, Held, Period, ReadDocument, Shift, make_id
from diplowatch.track.issues import IssueIndex
from diplowatch.track.ledger import LOOSE, Entry, Ledger, Pair

DAYS_OF_SILENCE = 14
"""Days without a word from which an actor is called silent on an issue."""

DOCUMENTS_OF_SILENCE = 3
"""Documents about the issue since the last words, at the least: nobody is silent on what nobody speaks of."""


@dataclass(frozen=True)
class Mentions:
    """Who spoke of an issue, and when: the dated documents about it, oldest first, with whose words they hold."""

    documents: Mapping[str, tuple[tuple[date, str], ...]]
    speakers: Mapping[tuple[str, str], date]
    """The last day on which words of an actor on an issue were published."""


def list_silences(ledger: Ledger, mentions: Mentions, period: Period) -> tuple[Shift, ...]:
    """Return the silences at the end of a period: first those during which most documents spoke of the issue."""
    found = (_find_silence(pair, entries, mentions, period) for pair, entries in ledger.items())
    silences = [one for one in found if one]
    return tuple(sorted(silences, key=lambda one: (-one.evidence, one.on or date.min, one.actor, one.issue)))


def _find_silence(pair: Pair, entries: Sequence[Entry], mentions: Mentions, period: Period) -> Shift | None:
    own = [entry for entry in entries if not entry.held.ascribed]
    if not own or pair[0] in LOOSE:
        return None
    last = own[-1]
    heard = max(last.published, mentions.speakers.get(pair, date.min))
    since = [(day, one) for day, one in mentions.documents.get(pair[1], ()) if heard < day <= period.until]
    if period.until - heard < timedelta(days=DAYS_OF_SILENCE) or len(since) < DOCUMENTS_OF_SILENCE:
        return None
    return Shift(
        id=make_id("shift", *pair, Change.SILENT, last.held.position.id),
        actor=pair[0],
        issue=pair[1],
        change=Change.SILENT,
        on=heard,
        old=last.held,
        new=last.held,
        evidence=len(since),
        rule=(
            f"{last.held.position.stance} on {last.on}, last words on the issue on {heard}; none since, up to "
            f"{period.until}, in {len(since)} documents about it ({since[0][0]} to {since[-1][0]})"
        ),
        documents=tuple(one for _, one in since),
    )


def find_mentions(read: Iterable[ReadDocument], held: Iterable[Held], index: IssueIndex) -> Mentions:
    """Find which dated documents are about which issue, and who speaks on it in them.

    A document is about an issue when a position or a statement in it is: a term of the issue shows in the words.
    Whoever publishes a document speaks in it too.
    """
    held_in: dict[str, list[Held]] = {}
    for one in held:
        if one.issue:
            held_in.setdefault(one.document, []).append(one)
    documents: dict[str, list[tuple[date, str]]] = {}
    speakers: dict[tuple[str, str], date] = {}
    for item in read:
        day = item.document.published
        if day is None:
            continue
        spoken = _find_spoken(item, held_in.get(item.document.id, ()), index)
        for issue in {issue for _, issue in spoken}:
            documents.setdefault(issue, []).append((day, item.document.id))
            spoken.add((item.document.outlet_code, issue))
        for code, issue in spoken:
            if code:
                speakers[code, issue] = max(day, speakers.get((code, issue), date.min))
    return Mentions({issue: tuple(sorted(found)) for issue, found in documents.items()}, speakers)


def _find_spoken(item: ReadDocument, held: Iterable[Held], index: IssueIndex) -> set[tuple[str | None, str]]:
    """Return who speaks on which issue in a document; nobody for words that are somebody unknown's."""
    spoken: set[tuple[str | None, str]] = {
        (None if one.ascribed else one.actor, one.issue) for one in held if one.issue
    }
    for statement in item.reading.statements:
        code = statement.source.code if statement.source else None
        spoken |= {(code, issue) for passage in statement.content for issue in index.match(passage.exact)}
    return spoken
