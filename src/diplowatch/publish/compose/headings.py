"""Headings: who says or does what, composed from codes, issues and types; no words of a source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplowatch.publish.compose.newsroom import Newsroom, event_nouns
from diplowatch.publish.compose.spots import Spot
from diplowatch.publish.sentences import capitalise, join_names
from diplowatch.records import Actor, Event, Factuality, Plover, Statement

NAMES = 3
"""Names in a heading; the rest are counted."""


def head_event(room: Newsroom, event: Event, issue: str | None, told: str = "") -> str:
    """Compose a heading for an event: who and on what issue, else what by whom towards whom.

    `told` are the words printed with it, which may say what issue it is about.
    """
    issue = issue or room.issue_of(room.desk.widen(event.passage).exact) or (room.issue_of(told) if told else None)
    doers = name_codes(room, event.actors)
    others = [name for name in name_codes(room, event.recipients) if name not in doers]
    row = event_nouns()[event.type]
    mark = ""
    if event.factuality is Factuality.ALLEGED and event.type is not Plover.ACCUSE:
        mark = ", as alleged"
    elif event.factuality is Factuality.PLANNED:
        mark = ", as planned"
    if issue:
        names = join_some([*doers, *others])
        return capitalise(f"{names}: {room.desk.issue(issue)}{mark}" if names else f"{room.desk.issue(issue)}{mark}")
    by = f" {row.by} {join_some(doers)}" if doers else ""
    to = f" {row.to} {join_some(others)}" if others else ""
    return capitalise(f"{row.noun}{by}{to}{mark}")


def head_statements(room: Newsroom, spot: Spot, statements: list[Statement]) -> str:
    """Compose a heading for statements: who speaks and on which issue, else beside what event."""
    sources = [one.source for one in statements if one.source]
    known = [one for one in sources if one.name or room.desk.knows(room.desk.code_of(one))] or sources
    labels = [label for one in known if (label := room.desk.label(one))]
    label = join_some([re.sub("^The ", "the ", one) if at else one for at, one in enumerate(dict.fromkeys(labels))])
    linked = [room.linked[one.id] for one in statements if one.id in room.linked]
    said = " ".join(passage.exact for one in statements for passage in one.content)
    issue = linked[0] if linked else room.issue_of(said) or (min(spot.issues) if len(spot.issues) == 1 else None)
    if issue:
        return f"{label}: {room.desk.issue(issue)}"
    event = next((event for _, event in spot.stories), None)
    if event is None:
        return label
    to = join_some(name_codes(room, event.recipients if event.type is Plover.ACCUSE else ()))
    return f"{label}: {event_nouns()[event.type].noun}" + (f" against {to}" if to and to not in label else "")


def name_codes(room: Newsroom, actors: Iterable[Actor]) -> list[str]:
    """Return the names of the states and bodies behind some actors, each once."""
    codes = [room.desk.code_of(actor) for actor in actors]
    return [room.desk.names([code]) for code in dict.fromkeys(codes) if code and room.desk.knows(code)]


def join_some(names: list[str]) -> str:
    """Join names, those beyond the limit as a count."""
    rest = len(names) - NAMES
    return join_names([*names[:NAMES], f"{rest} more"] if rest > 1 else names)
