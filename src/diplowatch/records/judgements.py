"""What a person decided. Kept apart from readings, outlives every re-reading."""

from __future__ import annotations

from enum import StrEnum

from diplowatch.records.base import Record


class Verdict(StrEnum):
    """What a person decided about a record."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MERGE = "merge"


class Judgement(Record):
    """A person's decision on one record. Kept apart from readings and re-applied after each."""

    id: str
    record: str
    verdict: Verdict
    by: str
    note: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    """For an edit: field and its new value. For a merge: ("into", id)."""
