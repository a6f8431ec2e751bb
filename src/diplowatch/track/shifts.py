"""What changed: the words of one day beside those of an earlier one, for each actor and issue.

Invariants
- Every change holds the old words and the new, or says that there are none.
- A step from one stance to another is claimed only between proposals that name the issue themselves, and only where
  the earlier stance is not voiced again on the later day.
- Where two persons of one actor differ within a few days, that is what is said; no change is claimed.
The rule of every status, in words: docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from diplowatch.records import Change, Condition, Held, Mark, Period, Shift, Stance, make_id
from diplowatch.track.conditions import Deeds, find_meeting
from diplowatch.track.issues import IssueIndex
from diplowatch.track.ledger import LOOSE, Entry, Ledger, Pair
from diplowatch.track.voices import DAYS_TO_ANSWER, Leaders, are_two_voices, find_succession
from diplowatch.track.words import contained, content_stems, cut_shingles, overlap

REPEATED = 0.8
"""Share of three-word runs from which a text counts as the same text again."""

SAME_CONDITION = 0.5
"""Share of content words from which two conditions count as the same."""

_ORDER = {Stance.SUPPORT: 3, Stance.CONDITIONAL: 2, Stance.UNDECIDED: 1, Stance.OPPOSE: 0}
_ENDS = {Stance.SUPPORT, Stance.OPPOSE}
_CLASHES = {Change.VOICES_DIFFER, Change.CONTRADICTORY}

Day = tuple[Entry, ...]
Stems = frozenset[str]


@dataclass(frozen=True)
class Found:
    """A change before it is a record: what it is, between which words, by which rule."""

    change: Change
    old: Entry | None
    new: Entry
    rule: str
    marks: tuple[Mark, ...] = ()
    conditions: tuple[Condition, ...] = ()


def list_shifts(ledger: Ledger, deeds: Deeds, index: IssueIndex, leaders: Leaders, period: Period) -> tuple[Shift, ...]:
    """Return the changes whose day is inside the period, by day, actor and issue."""
    shifts = [
        shift
        for pair, entries in ledger.items()
        for shift in (*_compare_days(pair, entries, leaders, period), *_find_met(pair, entries, deeds, index, period))
    ]
    return tuple(sorted(shifts, key=_order))


def _order(shift: Shift) -> tuple[date, str, str, str, str]:
    """Return what changes are sorted by: day, actor, issue, kind."""
    return (shift.on or date.max, shift.actor, shift.issue, shift.change, shift.id)


# --------------------------------------------------------------------------- from day to day


def _compare_days(pair: Pair, entries: Sequence[Entry], leaders: Leaders, period: Period) -> Iterable[Shift]:
    """Walk the days of one actor and issue and yield what changed from each to the next."""
    own = [entry for entry in entries if not entry.held.ascribed]
    days = [tuple(group) for _, group in groupby(own, key=lambda entry: entry.on)]
    settled: list[Day] = []
    named: list[Stems] = []
    for at, day in enumerate(days):
        if at and pair[0] in LOOSE:
            break
        clashes = [] if pair[0] in LOOSE else _find_clashes(day)
        found, named, is_disputed = _compare_day(day, days[:at], settled, named, has_clashed=bool(clashes))
        if not is_disputed:
            settled.append(day)
        if period.since <= day[-1].on <= period.until:
            yield from (_record(pair, _mark(pair[0], one, leaders), day) for one in (*clashes, *found))


def _compare_day(
    day: Day, days: Sequence[Day], settled: Sequence[Day], named: list[Stems], *, has_clashed: bool
) -> tuple[list[Found], list[Stems], bool]:
    """Return what changed on a day, the conditions named so far, and whether only another voice disputes the last."""
    old, new = _choose(day, settled)
    if old and _is_step(old, new) and not (_is_said(old) and _is_said(new)):
        old, new = _choose_said(day, settled)
        if old is None:
            return [], named, False
    if old is None:
        rule = f"first position of this actor on this issue: {_tell(new)}"
        is_first = not days and not has_clashed
        return [Found(Change.NEW, None, new, rule)] if is_first else [], [*named, *_stems_of(new)], False
    if not _is_step(old, new):
        return _compare_same(old, new, named), [*named, *_stems_of(new)], False
    if has_clashed or _is_unclear(old, new, days):
        return [], [*named, *_stems_of(new)], False
    if are_two_voices(old.held, new.held) and (new.on - old.on).days <= DAYS_TO_ANSWER:
        return _tell_difference(old, new, days), named, True
    return [_name_step(old, new)], _stems_of(new), False


def _is_unclear(old: Entry, new: Entry, days: Sequence[Day]) -> bool:
    """Return whether voices clashed on the earlier day, so that it gives no one stance to compare with."""
    day = next(day for day in days if day[0].on == old.on)
    if not _find_clashes(day):
        return False
    stances = {entry.held.position.stance for entry in day if _is_same_voice(entry, old)}
    return not _is_same_voice(old, new) or len(stances) > 1


def _choose(day: Day, days: Sequence[Day]) -> tuple[Entry | None, Entry]:
    """Return which positions of an earlier day and of this one are compared.

    Of this day it is the weightiest, unless the earlier stance is voiced again. The earlier one comes from a document
    of another date.
    """
    old = _find_earlier(day[-1], days)
    if old is None or not _is_step(old, day[-1]):
        return old, day[-1]
    again = [entry for entry in day if not _is_step(old, entry) and entry.published != old.published]
    return old, again[-1] if again else day[-1]


def _choose_said(day: Day, days: Sequence[Day]) -> tuple[Entry | None, Entry]:
    """Return the same among the positions whose proposals name the issue themselves."""
    said = tuple(entry for entry in day if _is_said(entry))
    earlier = [tuple(entry for entry in one if _is_said(entry)) for one in days]
    return _choose(said, earlier) if said else (None, day[-1])


def _find_earlier(new: Entry, days: Sequence[Day]) -> Entry | None:
    """Return the position of the latest earlier day that a document of another date shows.

    Where several of that day do: rather not that of another voice, then one of the same stance, then the weightiest.
    """
    for day in reversed(days):
        others = [entry for entry in day if entry.published != new.published]
        if others:
            return max(
                others,
                key=lambda entry: (not are_two_voices(entry.held, new.held), not _is_step(entry, new), entry.weight),
            )
    return None


def _is_same_voice(one: Entry, other: Entry) -> bool:
    return one.held.voice is not None and one.held.voice == other.held.voice


def _is_step(old: Entry, new: Entry) -> bool:
    return old.held.position.stance is not new.held.position.stance


def _is_said(entry: Entry) -> bool:
    """Return whether the proposal's own words name the issue."""
    return not entry.held.is_inferred


def _name_step(old: Entry, new: Entry) -> Found:
    before, after = old.held.position.stance, new.held.position.stance
    step = f"{_tell(old)}, {_tell(new)}"
    if {before, after} == _ENDS:
        return Found(Change.REVERSED, old, new, f"from one end to the other: {step}")
    if _ORDER[after] < _ORDER[before]:
        return Found(Change.HARDENED, old, new, f"further from support: {step}")
    return Found(Change.SOFTENED, old, new, f"nearer to support: {step}")


def _tell(entry: Entry) -> str:
    """Say where somebody stood, and when, with the name of who said it where it is known."""
    who = f" ({entry.held.voice})" if entry.held.voice else ""
    return f"{entry.held.position.stance} on {entry.on}{who}"


# --------------------------------------------------------------------------- the same stance again


def _compare_same(old: Entry, new: Entry, named: Sequence[Stems]) -> list[Found]:
    if _is_repeated(old.held, new.held):
        return []
    stance = new.held.position.stance
    both = f"{stance} on {old.on} and on {new.on}"
    conditions = new.held.position.conditions
    added = tuple(one for one in conditions if not _is_among(_stems(one), named))
    if added:
        return [Found(Change.CONDITION_ADDED, old, new, f"{both}; a condition not named before", conditions=added)]
    dropped = _find_dropped(old.held, new.held)
    if dropped and not are_two_voices(old.held, new.held):
        count = f"{len(conditions)} of the {len(old.held.position.conditions)} earlier conditions named again"
        return [Found(Change.CONDITION_DROPPED, old, new, f"{both}; only {count}", conditions=dropped)]
    return [Found(Change.REAFFIRMED, old, new, f"{_tell(old)} and again, in other words, on {new.on}{_by(old, new)}")]


def _by(old: Entry, new: Entry) -> str:
    return f" ({new.held.voice})" if new.held.voice and new.held.voice != old.held.voice else ""


def _stems(condition: Condition) -> Stems:
    return content_stems(condition.passage.exact)


def _stems_of(entry: Entry) -> list[Stems]:
    return [_stems(condition) for condition in entry.held.position.conditions]


def _is_among(condition: Stems, others: Iterable[Stems]) -> bool:
    return any(condition == other or overlap(condition, other) >= SAME_CONDITION for other in others)


def _find_dropped(old: Held, new: Held) -> tuple[Condition, ...]:
    """Return the earlier conditions that are missing where all that are named now are among the earlier ones."""
    before, after = ([_stems(one) for one in held.position.conditions] for held in (old, new))
    if not after or len(after) >= len(before) or not all(_is_among(one, before) for one in after):
        return ()
    return tuple(one for one in old.position.conditions if not _is_among(_stems(one), after))


def _is_repeated(old: Held, new: Held) -> bool:
    """Return whether the new words are the old words printed again."""
    ours, theirs = (cut_shingles(held.position.passage.exact, 3) for held in (new, old))
    smaller, larger = sorted((ours, theirs), key=len)
    return contained(smaller, larger) >= REPEATED


# --------------------------------------------------------------------------- voices


def _tell_difference(old: Entry, new: Entry, days: Sequence[Day]) -> list[Found]:
    """Return that another voice differs from the last words; only that it does so again where it did before."""
    own = [
        entry
        for day in days
        for entry in day
        if _is_same_voice(entry, new) and entry.on >= old.on and entry.published != new.published and _is_said(entry)
    ]
    if own and not _is_step(own[-1], new):
        return _compare_same(own[-1], new, [stems for entry in own for stems in _stems_of(entry)])
    rule = f"two voices at most {DAYS_TO_ANSWER} days apart: {_tell(old)}, {_tell(new)}; no change of the actor"
    return [Found(Change.VOICES_DIFFER, old, new, rule)]


def _find_clashes(day: Day) -> list[Found]:
    """Return who contradicts himself on one day, and which other voices differ from the weightiest of it."""
    said = [entry for entry in day if _is_said(entry) and entry.held.voice]
    if not said:
        return []
    found = [_tell_contradiction(both) for voice in _voices(said) if (both := _find_ends(said, voice))]
    main = said[-1]
    others = {
        entry.held.voice: entry for entry in said if are_two_voices(entry.held, main.held) and _is_step(entry, main)
    }
    rule = "two voices on one day: {}, {}; neither is preferred"
    found += [
        Found(Change.VOICES_DIFFER, other, main, rule.format(_tell(other), _tell(main)))
        for _, other in sorted(others.items(), key=lambda pair: pair[1].weight)
        if _stands_apart(other, main, said)
    ]
    return found


def _voices(entries: Iterable[Entry]) -> list[str]:
    return sorted({entry.held.voice for entry in entries if entry.held.voice})


def _find_ends(said: Sequence[Entry], voice: str) -> tuple[Entry, Entry] | None:
    """Return the last position in favour and the last against that one voice takes, in the order of the words."""
    ends = {entry.held.position.stance: entry for entry in said if entry.held.voice == voice}
    if not _ENDS.issubset(ends):
        return None
    first, last = sorted((ends[Stance.SUPPORT], ends[Stance.OPPOSE]), key=lambda entry: entry.weight)
    return first, last


def _tell_contradiction(both: tuple[Entry, Entry]) -> Found:
    first, last = both
    stances = f"{first.held.position.stance} and {last.held.position.stance} on {last.on}"
    return Found(Change.CONTRADICTORY, first, last, f"one voice, {last.held.voice}: {stances}; neither is preferred")


def _stands_apart(other: Entry, main: Entry, said: Sequence[Entry]) -> bool:
    """Return whether neither voice also takes the other's stance on that day: then they would not differ."""
    taken = {(entry.held.voice, entry.held.position.stance) for entry in said}
    stances = other.held.position.stance, main.held.position.stance
    return (other.held.voice, stances[1]) not in taken and (main.held.voice, stances[0]) not in taken


def _mark(code: str, found: Found, leaders: Leaders) -> Found:
    """Mark a change whose old and new words are of different persons, or of different governments."""
    if found.old is None or found.change in _CLASHES:
        return found
    succession = find_succession(code, found.old.on, found.new.on, leaders)
    if succession:
        return replace(found, marks=(succession[0],), rule=f"{found.rule}; {succession[1]}")
    if are_two_voices(found.old.held, found.new.held) and _is_step(found.old, found.new):
        return replace(found, marks=(Mark.VOICE,))
    return found


# --------------------------------------------------------------------------- records


def _record(pair: Pair, found: Found, day: Sequence[Entry]) -> Shift:
    old, new = found.old, found.new
    documents = _find_evidence(new, day)
    if old and found.change in _CLASHES:
        documents = tuple(dict.fromkeys((old.held.document, *documents)))
    return Shift(
        id=make_id("shift", *pair, found.change, old.held.position.id if old else None, new.held.position.id),
        actor=pair[0],
        issue=pair[1],
        change=found.change,
        on=new.on,
        old=old.held if old else None,
        new=new.held,
        evidence=len(documents),
        rule=found.rule,
        documents=documents,
        marks=found.marks,
        conditions=found.conditions,
    )


def _find_evidence(new: Entry, day: Sequence[Entry]) -> tuple[str, ...]:
    """Return the documents of one day that show its stance, that of the words first; the same words count once."""
    stance = new.held.position.stance
    texts: dict[Stems, str] = {content_stems(new.held.position.passage.exact): new.held.document}
    for entry in day:
        if entry.held.position.stance is stance:
            texts.setdefault(content_stems(entry.held.position.passage.exact), entry.held.document)
    return tuple(dict.fromkeys(texts.values()))


def _find_met(pair: Pair, entries: Sequence[Entry], deeds: Deeds, index: IssueIndex, period: Period) -> Iterable[Shift]:
    """Yield the conditions that a report of the period meets, each once, at the last position that named it."""
    named: list[Stems] = []
    for entry in reversed([entry for entry in entries if not entry.held.ascribed]):
        for condition in entry.held.position.conditions:
            if _is_among(_stems(condition), named):
                continue
            named.append(_stems(condition))
            deed = find_meeting(condition, entry.on, deeds, index)
            if deed and period.since <= deed.on <= period.until:
                yield Shift(
                    id=make_id("shift", *pair, Change.CONDITION_MET, entry.held.position.id, deed.event.id),
                    actor=pair[0],
                    issue=pair[1],
                    change=Change.CONDITION_MET,
                    on=deed.on,
                    old=entry.held,
                    new=entry.held,
                    evidence=1,
                    rule=f"a report of {deed.on} says that what the position of {entry.on} waited for happened",
                    documents=(deed.event.passage.document,),
                    conditions=(condition,),
                    met_by=deed.event,
                )
