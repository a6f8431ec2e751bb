"""What `show` and `search` find: one line for each record that a person asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from diplowatch.archive import Hit, Unread
from diplowatch.errors import ConfigError
from diplowatch.places import Place
from diplowatch.records import (
    Actor,
    Held,
    Passage,
    Period,
    ReadDocument,
    Record,
    Shift,
    Tracked,
    Violation,
)
from diplowatch.track import hold_positions, index_issues, latest_period, period_of, track


@dataclass(frozen=True)
class Wanted:
    """What a person asked for; None asks for everything."""

    actor: str | None = None
    issue: str | None = None
    stance: str | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None

    @classmethod
    def make(
        cls,
        *,
        actor: str | None = None,
        issue: str | None = None,
        stance: str | None = None,
        kind: str | None = None,
        since: date | None = None,
        until: date | None = None,
        week: str | None = None,
    ) -> Wanted:
        """Make the filter of a command; a week sets both dates.

        Raises ConfigError where there is no such week.
        """
        if week:
            period = period_of(week)
            since, until = period.since, period.until
        return cls(actor.upper() if actor else None, issue, stance, kind, since, until)

    def has(self, codes: Iterable[str | None]) -> bool:
        """Whether the actor asked for is among the codes."""
        return self.actor is None or self.actor in codes

    def covers(self, day: date | None) -> bool:
        """Whether a day lies in the period asked for; an unknown day lies in none."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Line:
    """One record and the cells of its row."""

    record: Record | Hit | Unread
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """Rows under their column names."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    prose: bool = False
    """Whether the last cell holds sentences, which people read below the others and not beside them."""


# --------------------------------------------------------------------------- cells


def cell(value: object) -> str:
    """Print one value: nothing for unknown, codes before words."""
    if value is None:
        return ""
    if isinstance(value, Actor):
        return f"{value.code or '?'} {value.name or value.words}"
    if isinstance(value, Passage):
        return " ".join(value.exact.split())
    if isinstance(value, tuple):
        return "; ".join(cell(part) for part in value)
    return str(value)


def line(record: Record | Hit | Unread, *values: object) -> Line:
    """Make the line of a record."""
    return Line(record, tuple(cell(value) for value in values))


# --------------------------------------------------------------------------- kinds read from single documents


@dataclass(frozen=True)
class Kind:
    """One kind of record in a reading: its columns, and its lines that are wanted."""

    columns: tuple[str, ...]
    list_lines: Callable[[ReadDocument, Wanted], Iterator[Line]]


def _list_documents(item: ReadDocument, wanted: Wanted) -> Iterator[Line]:
    document = item.document
    if wanted.has([document.outlet_code]):
        yield line(document, document.id, document.published, document.outlet, document.genre, document.title)


def _list_statements(item: ReadDocument, wanted: Wanted) -> Iterator[Line]:
    for one in item.reading.statements:
        if wanted.has([one.source.code if one.source else None]):
            yield line(one, item.document.published, one.source, one.relay, one.grade, one.cue, one.content)


def _list_events(item: ReadDocument, wanted: Wanted) -> Iterator[Line]:
    for one in item.reading.events:
        if wanted.has(actor.code for actor in (*one.actors, *one.recipients)):
            day = one.when.value if one.when else item.document.published
            yield line(one, day, one.type, one.factuality, one.actors, one.recipients, one.passage)


def _list_quantities(item: ReadDocument, wanted: Wanted) -> Iterator[Line]:
    for one in item.reading.quantities:
        if wanted.has(actor.code for actor in (one.giver, one.receiver) if actor):
            figure = f"{one.value:g}" if one.low == one.high else f"{one.low:g} to {one.high:g}"
            yield line(one, item.document.published, figure, one.unit, one.stage, one.giver, one.receiver, one.passage)


def _list_exchanges(item: ReadDocument, wanted: Wanted) -> Iterator[Line]:
    for one in item.reading.exchanges:
        if wanted.has([one.respondent.code]):
            yield line(one, item.document.published, one.respondent, one.answered, one.question, one.answer)


READ_KINDS = {
    "documents": Kind(("id", "published", "outlet", "genre", "title"), _list_documents),
    "statements": Kind(("published", "source", "relay", "grade", "cue", "content"), _list_statements),
    "events": Kind(("on", "type", "factuality", "actors", "recipients", "words"), _list_events),
    "quantities": Kind(("published", "figure", "unit", "stage", "giver", "receiver", "words"), _list_quantities),
    "exchanges": Kind(("published", "respondent", "answered", "question", "answer"), _list_exchanges),
}


def _list_read(place: Place, kind: str, wanted: Wanted) -> Listing:
    found = READ_KINDS[kind]
    items = (item for item in place.archive.read_documents() if wanted.covers(item.document.published))
    return Listing(found.columns, tuple(one for item in items for one in found.list_lines(item, wanted)))


def list_unread(place: Place, wanted: Wanted) -> Listing:
    """List the documents that are kept but not read, and why."""
    lines = (
        line(one, one.document.id, one.document.published, one.why, one.document.title)
        for one in place.archive.unread_documents()
        if wanted.covers(one.document.published)
    )
    return Listing(("id", "published", "why", "title"), tuple(lines))


def _list_positions(place: Place, wanted: Wanted) -> Listing:
    held = hold_positions(place.archive.read_documents(), index_issues(place.pack))
    lines = (
        line(one, one.on, one.actor, one.holder, one.position.stance, one.issue, one.position.passage)
        for one in held
        if wanted.has([one.actor]) and wanted.covers(one.on) and wanted.issue in (None, one.issue)
        if wanted.stance in (None, one.position.stance.value)
    )
    return Listing(("on", "actor", "held by", "stance", "issue", "words"), tuple(lines))


# --------------------------------------------------------------------------- kinds tracked across documents


def _track(place: Place, wanted: Wanted) -> Tracked | None:
    """Track the period asked for; without one, the week of the latest document."""
    latest = latest_period(place.archive.documents())
    if latest is None:
        return None
    since, until = wanted.since or latest.since, wanted.until or latest.until
    if wanted.since is None and wanted.until is not None:
        since = date(1, 1, 2)  # the diary looks at the day before
    period = latest if (since, until) == (latest.since, latest.until) else Period(week="", since=since, until=until)
    return track(place.archive.read_documents(until=until), place.pack, period)


def _diary_lines(tracked: Tracked, wanted: Wanted) -> Iterator[Line]:
    for one in tracked.diary:
        if wanted.has(actor.code for appointment in one.appointments for actor in appointment.parties):
            yield line(one, one.on or one.when, one.place, "deadline" if one.is_deadline else "", one.what)


def _blocker_lines(tracked: Tracked, wanted: Wanted) -> Iterator[Line]:
    """Yield blockers, then circles of conditions, then what would free each issue."""
    for one in tracked.blockers:
        opponents = tuple(dict.fromkeys(held.actor for held in one.opposed_by))
        if wanted.has((one.waiting, one.waits_on, *opponents)) and wanted.issue in (None, one.issue):
            what = "met" if one.met else "refers to itself" if one.refers_to_itself else "waits"
            yield line(one, one.what, one.held.on, one.issue, what, one.waiting, one.waits_on, opponents, one.words)
    for circle in tracked.deadlocks:
        if wanted.has(circle.actors) and (wanted.issue is None or wanted.issue in circle.issues):
            issues = tuple(dict.fromkeys(circle.issues))
            yield line(circle, circle.what, None, issues, "circle", circle.actors, None, None, circle.words)
    for keystone in tracked.keystones:
        actors = tuple(dict.fromkeys(move.actor for move in keystone.moves if move.actor))
        if wanted.has(actors) and wanted.issue in (None, keystone.issue):
            number = len(keystone.sets[0]) if keystone.is_smallest else keystone.at_least
            size = ("" if keystone.is_smallest else "at least ") + f"{number} move{'' if number == 1 else 's'}"
            told = "\n".join((keystone.words, *keystone.alternatives))
            yield line(keystone, keystone.what, None, keystone.issue, size, None, actors, None, told)


_HELD = ("day", "stance", "voice", "words")
_CHANGES = (
    *("on", "actor", "issue", "change", "marks"),
    *(f"{side} {name}" for side in ("old", "new") for name in _HELD),
    *("conditions", "evidence", "documents", "rule"),
)


def _change_lines(tracked: Tracked, wanted: Wanted) -> Iterator[Line]:
    for one in (*tracked.shifts, *tracked.silences):
        if wanted.has([one.actor]) and wanted.issue in (None, one.issue):
            yield _change_line(one)


def _change_line(one: Shift) -> Line:
    old = _held_cells(one.old) if one.old else (None,) * len(_HELD)
    conditions = tuple(condition.passage for condition in one.conditions)
    return line(
        one,
        *(one.on, one.actor, one.issue, one.change, one.marks),
        *(*old, *_held_cells(one.new)),
        *(conditions, one.evidence, one.documents, one.rule),
    )


def _held_cells(held: Held) -> tuple[object, ...]:
    return held.on, held.position.stance, held.voice, held.position.passage


def list_changes(shifts: Iterable[Shift]) -> Listing:
    """List changes of the ledger, one row each."""
    return Listing(_CHANGES, tuple(_change_line(one) for one in shifts))


def _agreement_lines(tracked: Tracked, wanted: Wanted) -> Iterator[Line]:
    for one in tracked.agreements:
        sides = {code for violation in one.violations for code in (violation.accuser, violation.accused)}
        if wanted.has((*one.parties, *sides)):
            told = [f"Terms: {term}." for term in one.terms]
            told += [f"Reported: “{cell(event.passage)}”" for event in one.evidence]
            told += [_tell_violation(violation) for violation in one.violations]
            yield line(one, "agreement", one.on, one.name, one.parties, len(one.violations), "\n".join(told))


def _tell_violation(violation: Violation) -> str:
    """Tell a claim with its denial and its verification, or that none was found."""
    day = f" ({violation.on})" if violation.on else ""
    claim = (
        f"{violation.accuser or 'Somebody'} accuses {violation.accused or 'somebody'}{day}: “{cell(violation.passage)}”"
    )
    denial = _tell_denial(violation)
    found = violation.verification
    if found is None:
        return f"{claim} {denial} No verification was found."
    checked = "Confirmed" if found.is_confirmed else "Not confirmed"
    by = "its outlet" if found.by == "MED" else found.by
    return f"{claim} {denial} {checked} by {by}: “{cell(found.passage)}”"


def _tell_denial(violation: Violation) -> str:
    said = violation.denial
    if said:
        return f"Denied: {violation.accused or ''} {said.cue} “{cell(said.content)}”"
    if violation.denial_event:
        return f"Denied: “{cell(violation.denial_event.passage)}”"
    return "No denial was found."


def _story_lines(tracked: Tracked, wanted: Wanted) -> Iterator[Line]:
    for one in tracked.stories:
        first = one.events[0]
        if wanted.has(actor.code for event in one.events for actor in (*event.actors, *event.recipients)):
            yield line(one, one.first, first.type, len(one.origins), one.origins, first.passage)


@dataclass(frozen=True)
class TrackedKind:
    """One kind of finding: its columns, and its lines that are wanted."""

    columns: tuple[str, ...]
    list_lines: Callable[[Tracked, Wanted], Iterator[Line]]
    prose: bool = False


TRACKED_KINDS = {
    "diary": TrackedKind(("on", "place", "deadline", "what"), _diary_lines),
    "blockers": TrackedKind(
        ("what", "on", "issue", "state", "waiting", "would have to move", "opposed by", "in words"),
        _blocker_lines,
        prose=True,
    ),
    "changes": TrackedKind(_CHANGES, _change_lines),
    "agreements": TrackedKind(
        ("what", "on", "name", "parties", "alleged violations", "in words"), _agreement_lines, prose=True
    ),
    "stories": TrackedKind(("on", "type", "origins", "named", "words"), _story_lines),
}


def list_kind(place: Place, kind: str, wanted: Wanted) -> Listing:
    """List the records of one kind that are wanted, oldest document first."""
    if kind in READ_KINDS:
        return _list_read(place, kind, wanted)
    if kind == "positions":
        return _list_positions(place, wanted)
    return _list_tracked(_track(place, wanted), kind, wanted)


def list_all(place: Place, wanted: Wanted) -> Iterator[tuple[str, Listing]]:
    """Yield every kind with its records that are wanted; what is tracked is tracked once for all kinds."""
    for kind in (*READ_KINDS, "positions"):
        yield kind, list_kind(place, kind, wanted)
    tracked = _track(place, wanted)
    for kind in TRACKED_KINDS:
        yield kind, _list_tracked(tracked, kind, wanted)


def _list_tracked(tracked: Tracked | None, kind: str, wanted: Wanted) -> Listing:
    found = TRACKED_KINDS[kind]
    return Listing(found.columns, tuple(found.list_lines(tracked, wanted)) if tracked else (), found.prose)


def search_place(place: Place, words: str, wanted: Wanted, limit: int) -> Listing:
    """Search texts for words, and records by actor, kind, issue, stance and date.

    Raises ConfigError where there is no such issue, and where nothing is asked for.
    """
    if not words.strip() and wanted == Wanted():
        raise ConfigError(
            "say what to search for: words, or one of --actor, --issue, --stance, --kind, --since, --until"
        )
    hits = place.archive.search(
        words or None,
        actor=wanted.actor,
        kind=wanted.kind,
        stance=wanted.stance,
        terms=_terms_of(place, wanted.issue),
        since=wanted.since,
        until=wanted.until,
        limit=limit,
    )
    columns = ("published", "document", "kind", "title", "words")
    return Listing(
        columns, tuple(line(one, one.published, one.document, one.kind, one.title, one.snippet) for one in hits)
    )


def _terms_of(place: Place, issue: str | None) -> tuple[str, ...]:
    if issue is None:
        return ()
    known = {one.id: one.terms for one in place.pack.issues}
    if issue not in known:
        raise ConfigError(f"there is no issue {issue!r}; the issues are: {', '.join(sorted(known))}")
    return known[issue]
