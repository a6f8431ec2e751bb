"""Silence: actors that stood on an issue and have said nothing on it since, while others spoke of it.

A silence is told of these documents only. That they hold no words of an actor does not mean that it said nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from diplowatch.records import Change, Document, Held, Passage, Period, ReadDocument, Shift, make_id
from diplowatch.track.issues import IssueIndex
from diplowatch.track.ledger import LOOSE, Entry, Ledger, Pair

DAYS_OF_SILENCE = 14
"""Days from an actor's last words on an issue to the latest document about it, at the least."""

DOCUMENTS_OF_SILENCE = 3
"""Documents about the issue in these days, at the least: nobody is silent on what nobody speaks of."""

REPORTERS = frozenset({None, "MED"})
"""Who may be expected to report anybody's words: not the official publisher of somebody else."""


@dataclass(frozen=True)
class Mentions:
    """Which dated documents are about which issue, and where in them each actor speaks or acts."""

    documents: Mapping[str, tuple[Document, ...]]
    """By issue, oldest first."""
    acts: Mapping[str, tuple[tuple[Document, Passage], ...]]
    """By code of an actor: where it speaks or acts."""
    index: IssueIndex


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
    since = _list_since(last.published, pair[1], mentions, period)
    if not _is_silence(last.published, since, period):
        return None
    heard = _find_heard(pair, last.published, mentions, period)
    since = [(day, one) for day, one in since if day > heard and one.outlet_code in REPORTERS]
    if not _is_silence(heard, since, period):
        return None
    stance = last.held.position.stance
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
            f"{stance} on {last.on}; last heard on the issue on {heard}, and in none of {len(since)} documents "
            f"about it from {since[0][0]} to {since[-1][0]}"
        ),
        documents=tuple(one.id for _, one in since),
    )


def _list_since(heard: date, issue: str, mentions: Mentions, period: Period) -> list[tuple[date, Document]]:
    """Return the documents about an issue after a day, up to the end of the period."""
    dated = [(one.published, one) for one in mentions.documents.get(issue, ()) if one.published]
    return [(day, one) for day, one in dated if heard < day <= period.until]


def _is_silence(heard: date, since: Sequence[tuple[date, Document]], period: Period) -> bool:
    """Return whether enough documents spoke of the issue for long enough, the last of them in the period."""
    if len(since) < DOCUMENTS_OF_SILENCE:
        return False
    latest = since[-1][0]
    return latest >= period.since and latest - heard >= timedelta(days=DAYS_OF_SILENCE)


def _find_heard(pair: Pair, since: date, mentions: Mentions, period: Period) -> date:
    """Return the last day on which an actor published on an issue, or spoke or acted in a paragraph that names it."""
    code, issue = pair
    heard = [one.published for one in mentions.documents.get(issue, ()) if one.outlet_code == code]
    for document, passage in mentions.acts.get(code, ()):
        is_later = document.published and since < document.published <= period.until
        if is_later and issue in mentions.index.match(_find_paragraph(passage, document)):
            heard.append(document.published)
    return max([since, *(day for day in heard if day and day <= period.until)])


def _find_paragraph(passage: Passage, document: Document) -> str:
    start = document.text.rfind("\n", 0, passage.start) + 1
    end = document.text.find("\n", passage.end)
    return document.text[start : end if end >= 0 else len(document.text)]


def find_mentions(read: Iterable[ReadDocument], held: Iterable[Held], index: IssueIndex) -> Mentions:
    """Find which dated documents are about which issue: a term of it shows in a position or a statement."""
    issues_held: dict[str, set[str]] = {}
    for one in held:
        if one.issue:
            issues_held.setdefault(one.document, set()).add(one.issue)
    documents: dict[str, list[Document]] = {}
    acts: dict[str, list[tuple[Document, Passage]]] = {}
    for item in read:
        spoken = (passage for statement in item.reading.statements for passage in statement.content)
        about = {issue for passage in spoken for issue in index.match(passage.exact)}
        for issue in about | issues_held.get(item.document.id, set()):
            documents.setdefault(issue, []).append(item.document)
        for code, passage in _list_acts(item):
            acts.setdefault(code, []).append((item.document, passage))
    return Mentions(
        {issue: tuple(sorted(found, key=_order)) for issue, found in documents.items()},
        {code: tuple(found) for code, found in acts.items()},
        index,
    )


def _order(document: Document) -> tuple[date, str]:
    return (document.published or date.min, document.id)


def _list_acts(item: ReadDocument) -> Iterable[tuple[str, Passage]]:
    """Yield where each known actor says, does or wants something in a document."""
    for statement in item.reading.statements:
        if statement.source and statement.source.code:
            yield from ((statement.source.code, passage) for passage in statement.content)
    for event in item.reading.events:
        yield from ((actor.code, event.passage) for actor in event.actors if actor.code)
    for position in item.reading.positions:
        if position.actor.code:
            yield position.actor.code, position.passage
