"""Agreements with their alleged violations, and the diary."""

from __future__ import annotations

from datetime import date

from diplowatch.publish.compose.newsroom import Newsroom
from diplowatch.publish.compose.spots import count_words
from diplowatch.publish.sentences import capitalise, format_date, plain
from diplowatch.records import (
    AgreementEntry,
    AgreementRow,
    DiaryEntry,
    DiaryRow,
    Precision,
    Sentence,
    Verification,
    Violation,
    ViolationRow,
    When,
)

DIARY = 15
AGREEMENTS = 6
VIOLATIONS = 6
TERMS = 3


def compose_agreements(room: Newsroom) -> tuple[tuple[AgreementRow, ...], int]:
    """Write the agreements that what was read speaks of, those with alleged violations first, and count the rest."""
    entries = [entry for entry in room.tracked.agreements if entry.evidence or entry.violations]
    entries.sort(key=lambda one: (-len(one.violations), -len(one.evidence), one.name))
    rows = [compose_agreement(room, entry) for entry in entries]
    return tuple(rows[:AGREEMENTS]), max(0, len(rows) - AGREEMENTS)


def compose_agreement(room: Newsroom, entry: AgreementEntry) -> AgreementRow:
    """Write one agreement: what the texts say of it, its terms as the pack notes them, who accuses whom."""
    terms: dict[str, Sentence] = {}
    for event in entry.evidence:
        sentence = room.desk.report(event.passage, limit=280) if len(terms) < TERMS else None
        if sentence:
            terms.setdefault(sentence.text, sentence)
    violations: dict[str, ViolationRow] = {}
    for violation in entry.violations:
        row = compose_violation(room, violation)
        if row and len(violations) < VIOLATIONS:
            violations.setdefault(row.claim.text, row)
    return AgreementRow(
        name=name_agreement(room, entry),
        parties=tuple(room.desk.name(code) for code in entry.parties),
        on=entry.on,
        terms=tuple(terms.values()),
        noted=tuple(plain(term) for term in entry.terms),
        violations=tuple(violations.values()),
    )


def name_agreement(room: Newsroom, entry: AgreementEntry) -> str:
    """Return what an agreement is called; one that only an accusation speaks of is told by who accuses whom."""
    if entry.parties or not entry.violations:
        return capitalise(plain(entry.name))
    first = entry.violations[0]
    accuser = room.desk.names([first.accuser]) if first.accuser else "an accuser not known"
    against = f" against {room.desk.names([first.accused])}" if first.accused else ""
    return f"An agreement that is not named: accusation by {accuser}{against}"


def compose_violation(room: Newsroom, violation: Violation) -> ViolationRow | None:
    """Write an accusation with its denial; None where the claim cannot be quoted."""
    claim = (room.desk.attributed(violation.statement) if violation.statement else None) or room.desk.report(
        violation.passage
    )
    if claim is None:
        return None
    return ViolationRow(
        accuser=room.desk.name(violation.accuser) if violation.accuser else None,
        accused=room.desk.name(violation.accused) if violation.accused else None,
        claim=claim,
        denial=write_denial(room, violation),
        verification=write_verification(room, violation.verification) if violation.verification else None,
        is_confirmed=violation.verification.is_confirmed if violation.verification else None,
    )


def write_denial(room: Newsroom, violation: Violation) -> Sentence | None:
    """Write the denial of an accusation, as said or else as reported; None where none was found."""
    said = room.desk.attributed(violation.denial) if violation.denial else None
    passage = violation.denial.content[0] if violation.denial else None
    passage = passage or (violation.denial_event.passage if violation.denial_event else None)
    return said or (room.desk.report(passage) if passage else None)


def write_verification(room: Newsroom, found: Verification) -> Sentence | None:
    """Write what somebody without a part in a quarrel says of a claim."""
    said = room.desk.attributed(found.statement) if found.statement else None
    return said or room.desk.report(found.passage)


def compose_diary(room: Newsroom) -> tuple[tuple[DiaryRow, ...], int]:
    """Write the coming dates in order, those without a day last, and count the rest."""
    rows: dict[str, DiaryRow] = {}
    for entry in sorted(room.tracked.diary, key=lambda one: (one.on is None, one.on or date.min, one.what)):
        row = compose_diary_row(room, entry)
        if row:
            rows.setdefault(f"{row.on} {row.sentence.text}", row)
    listed = list(rows.values())
    return tuple(listed[:DIARY]), max(0, len(listed) - DIARY)


def compose_diary_row(room: Newsroom, entry: DiaryEntry) -> DiaryRow | None:
    """Write one coming date from its fullest announcement; None where no words can be quoted."""
    if is_past(room, entry):
        return None
    announced = sorted(entry.appointments, key=lambda one: (-count_words(one.passage.exact), one.id))
    sentence = next((found for one in announced if (found := room.desk.report(one.passage, limit=280))), None)
    if sentence is None:
        return None
    when = next((one.when for one in announced if one.when), None)
    return DiaryRow(
        on=entry.on,
        when=print_when(entry.on, when),
        sentence=sentence,
        place=plain(entry.place) if entry.place else None,
        is_deadline=entry.is_deadline,
    )


def is_past(room: Newsroom, entry: DiaryEntry) -> bool:
    """Say whether a date had come when the latest text of the period was published."""
    latest = max((document.published for document in room.tracked.documents if document.published), default=date.min)
    ends = [one.when.end for one in entry.appointments if one.when]
    return bool(entry.on and entry.on < latest) or bool(ends and max(ends) <= latest)


def print_when(on: date | None, when: When | None) -> str:
    """Return a coming date as printed: the day where one is fixed, else the words of the text."""
    exact = when is None or when.precision in {Precision.DAY, Precision.PART_OF_DAY}
    if on and exact:
        return format_date(on)
    return plain(when.words) if when else "date open"
