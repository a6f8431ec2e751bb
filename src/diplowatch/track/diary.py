"""The diary: coming dates, each once, with every announcement of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from diplowatch.records import Appointment, DiaryEntry
from diplowatch.track.period import Material, is_one_day
from diplowatch.track.words import content_stems, overlap

SAME_WORDS = 0.6
"""Share of the shorter announcement's content words from which two announcements of one date are one."""


def keep_diary(material: Material) -> tuple[DiaryEntry, ...]:
    """Return what is announced for the period or later, by date; what has no date comes last."""
    since = material.period.since
    dated: list[Appointment] = []
    open_ended: list[Appointment] = []
    for item in (*material.dated, *material.undated):
        for appointment in sorted(item.reading.appointments, key=lambda one: (one.passage.start, one.id)):
            if appointment.when is None:
                open_ended.append(appointment)
            elif appointment.when.end >= since:
                dated.append(appointment)
    current = {item.document.id for item in material.current}
    open_ended = [one for one in open_ended if one.passage.document in current]
    entries = [_enter(group) for group in _group(dated)] + [_enter(group) for group in _group(open_ended)]
    return tuple(sorted(entries, key=_order))


def _group(appointments: Iterable[Appointment]) -> list[list[Appointment]]:
    """Group announcements of the same date that share their words, or their place and some of their words."""
    by_date: dict[str, list[list[Appointment]]] = {}
    for one in appointments:
        groups = by_date.setdefault(one.when.value if one.when else "", [])
        home = next((group for group in groups if any(_is_same(one, other) for other in group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return [group for groups in by_date.values() for group in groups]


def _is_same(one: Appointment, other: Appointment) -> bool:
    ours, theirs = content_stems(one.what), content_stems(other.what)
    if overlap(ours, theirs) >= SAME_WORDS or ours == theirs:
        return True
    same_place = bool(one.place and other.place and content_stems(one.place) == content_stems(other.place))
    return same_place and bool(ours & theirs)


def _enter(group: list[Appointment]) -> DiaryEntry:
    when = group[0].when
    places = [one.place for one in group if one.place]
    return DiaryEntry(
        on=when.start if when and is_one_day(when) else None,
        what=max((one.what for one in group), key=lambda what: (len(what), what)),
        appointments=tuple(group),
        place=places[0] if places else None,
        is_deadline=any(one.when.deadline for one in group if one.when),
        when=when.value if when else None,
    )


def _order(entry: DiaryEntry) -> tuple[date, date, str]:
    when = entry.appointments[0].when
    return (when.start if when else date.max, when.end if when else date.max, entry.what)
