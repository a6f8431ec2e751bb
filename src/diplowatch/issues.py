"""The issues of a watch: how many positions each has, what stays unlinked, and which issues that suggests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from diplowatch.listing import Listing, Wanted, line
from diplowatch.places import Place
from diplowatch.records import Held, Record
from diplowatch.track import hold_positions, index_issues
from diplowatch.track.issues import IssueIndex, is_telling, list_near
from diplowatch.track.suggestions import Suggestion, suggest_issues


class IssueCount(Record):
    """An issue of a watch with the number of positions on it, by how they were linked."""

    issue: str
    name: str
    positions: int
    by_terms: int
    by_context: int
    by_meaning: int
    actors: tuple[str, ...]
    last: date | None
    """Day of the latest position."""


class Unlinked(Record):
    """A position that belongs to no issue, and the issue that is nearest in meaning."""

    held: Held
    nearest: str | None
    """Id of the issue; None where the words are too few to compare."""
    score: float
    """How near, from -1 to 1; -1 where nothing was compared."""


def hold_all(place: Place) -> tuple[Held, ...]:
    """Return every position of a watch whose actor is known, linked to issues where that is possible."""
    return hold_positions(place.archive.read_documents(), index_issues(place.pack))


def list_issues(place: Place) -> tuple[Listing, int]:
    """List the issues, those of most positions first, and count the positions that stay unlinked."""
    by_issue: dict[str | None, list[Held]] = defaultdict(list)
    for one in hold_all(place):
        by_issue[one.issue].append(one)
    counts = [_count(issue.id, issue.name, by_issue[issue.id]) for issue in place.pack.issues]
    counts.sort(key=lambda one: (-one.positions, one.issue))
    lines = (
        line(
            one,
            one.issue,
            one.name,
            one.positions,
            one.by_terms,
            one.by_context,
            one.by_meaning,
            one.last,
            ", ".join(one.actors),
        )
        for one in counts
    )
    columns = ("issue", "name", "positions", "by terms", "by context", "by meaning", "last", "actors")
    return Listing(columns, tuple(lines)), len(by_issue[None])


def _count(issue: str, name: str, held: list[Held]) -> IssueCount:
    by_context, by_meaning = sum(one.by_context for one in held), sum(one.by_meaning for one in held)
    return IssueCount(
        issue=issue,
        name=name,
        positions=len(held),
        by_terms=len(held) - by_context - by_meaning,
        by_context=by_context,
        by_meaning=by_meaning,
        actors=tuple(sorted({one.actor for one in held})),
        last=max((one.on for one in held if one.on), default=None),
    )


def list_unlinked(place: Place, wanted: Wanted) -> Listing:
    """List the positions that belong to no issue, those nearest to one first."""
    index = index_issues(place.pack)
    held = hold_positions(place.archive.read_documents(), index)
    open_ones = [one for one in held if one.issue is None and wanted.has([one.actor]) and wanted.covers(one.on)]
    found = [_compare(one, index) for one in open_ones]
    found.sort(key=lambda one: (-one.score, one.held.document, one.held.position.id))
    lines = (
        line(
            one,
            one.held.on,
            one.held.actor,
            one.held.position.stance,
            one.held.position.proposal,
            one.nearest,
            f"{one.score:.2f}" if one.nearest else "",
            one.held.basis,
        )
        for one in found
    )
    return Listing(("on", "actor", "stance", "proposal", "nearest issue", "score", "why unlinked"), tuple(lines))


def _compare(held: Held, index: IssueIndex) -> Unlinked:
    words = held.position.proposal.exact
    near = list_near(words, index) if is_telling(words, index) else []
    return Unlinked(held=held, nearest=near[0].issue if near else None, score=near[0].score if near else -1.0)


def find_suggestions(place: Place, least: int) -> tuple[Suggestion, ...]:
    """Return the issues that the unlinked positions of a watch suggest."""
    index = index_issues(place.pack)
    return suggest_issues(hold_positions(place.archive.read_documents(), index), index, least)


def tell_suggestion(number: int, one: Suggestion) -> str:
    """Write a suggestion for a person: what it is, who speaks of it, and what to put into the settings."""
    count = f"{_number(one.positions, 'position')}, {_number(one.documents, 'document')}"
    who = f"{_number(one.actors, 'actor')} ({', '.join(one.actors)})"
    voiced: dict[str, list[Held]] = {}
    for held in one.positions:
        voiced.setdefault(" ".join(held.position.proposal.exact.split()), []).append(held)
    quoted = [f"     {_tell_voices(words, held)}" for words, held in list(voiced.items())[:_QUOTED]]
    more = [f"     and {len(voiced) - _QUOTED} more"] if len(voiced) > _QUOTED else []
    block = [f"   {row}" for row in one.toml.splitlines()]
    return "\n".join([f"{number}. {one.name}: {count}, {who}", *quoted, *more, "", *block, ""])


_QUOTED = 5
"""Proposals that a suggestion quotes."""


def _number(things: Sequence[object], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _tell_voices(words: str, held: Sequence[Held]) -> str:
    """Write one proposal with everybody who took a stance on it, and how."""
    voices = ", ".join(dict.fromkeys(f"{one.actor} {one.position.stance}" for one in held))
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return f"“{short}” ({voices}, {held[0].on or 'undated'})"


_LONGEST = 140
"""Characters of a proposal that are quoted."""
