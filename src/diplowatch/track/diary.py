"""The diary: coming dates, each once, with every announcement of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from diplowatch.records import Appointment, DiaryEntry
from diplowatch.track.period import Material, is_one_day
from diplowatch.track.words import content_stems, load_stems, overlap

SAME_WORDS = 0.6
"""Share of the shorter announcement's content words from which two announcements of one date are one."""


def keep_diary(material: Material) -> tuple[DiaryEntry, ...]:
    """Return what is to come after the latest text of the period, by date; what has no date comes last.

    What has no date must be an occasion (a meeting, a vote) with a place or two known parties: the diary is of
    appointments, and anything may happen some day.
    """
    days = [item.document.published for item in material.current if item.document.published]
    latest = max(days, default=material.period.since - timedelta(days=1))
    dated: list[Appointment] = []
    open_ended: list[Appointment] = []
    for item in (*material.dated, *material.undated):
        for appointment in sorted(item.reading.appointments, key=lambda one: (one.passage.start, one.id)):
            if appointment.when is None:
                if _is_occasion(appointment):
                    open_ended.append(appointment)
            elif appointment.when.end > latest:
                dated.append(appointment)
    current = {item.document.id for item in material.current}
    open_ended = [one for one in open_ended if one.passage.document in current]
    entries = [_enter(group) for group in _group(dated)] + [_enter(group) for group in _group(open_ended)]
    return tuple(sorted(entries, key=_order))


def _is_occasion(appointment: Appointment) -> bool:
    """Return whether words without a date name an occasion and who or where it concerns."""
    codes = {actor.code for actor in appointment.parties if actor.code}
    is_somewhere = bool(appointment.place) or len(codes) > 1
    return is_somewhere and not load_stems("occasion_words").isdisjoint(content_stems(appointment.what))


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
