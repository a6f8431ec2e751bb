"""Applying what people decided to what was read: a rejection hides, an edit replaces, a merge puts one for another.

Judgements apply in the order in which they were made; the last to accept, reject or merge a record holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from diplowatch.archive.codec import Json
from diplowatch.archive.kinds import Finding
from diplowatch.errors import ArchiveError
from diplowatch.records import Judgement, Verdict

_FIXED = frozenset({"id", "passage", "cue_passage", "content", "proposal", "question", "answer", "statement"})
"""Fields that no edit may touch: without their passages and ids records would say what no text shows."""


@dataclass(frozen=True)
class Decisions:
    """What all judgements together say about each record."""

    hidden: frozenset[str] = frozenset()
    into: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def decide(judgements: Iterable[Judgement]) -> Decisions:
    """Sum up judgements in the order in which they were made."""
    hidden: dict[str, bool] = {}
    into: dict[str, str] = {}
    edits: dict[str, tuple[tuple[str, str], ...]] = {}
    for judgement in judgements:
        record = judgement.record
        if judgement.verdict is Verdict.EDIT:
            edits[record] = (*edits.get(record, ()), *judgement.fields)
            continue
        into.pop(record, None)
        hidden[record] = judgement.verdict is not Verdict.ACCEPT
        if judgement.verdict is Verdict.MERGE:
            into[record] = dict(judgement.fields)["into"]
    return Decisions(frozenset(record for record, is_hidden in hidden.items() if is_hidden), into, edits)


def check_judgement(judgement: Judgement) -> None:
    """Raise ArchiveError for a judgement that cannot be applied to any record."""
    fields = dict(judgement.fields)
    if judgement.verdict is Verdict.MERGE and fields.get("into", judgement.record) == judgement.record:
        raise ArchiveError(
            f"judgement on {judgement.record}: a merge needs the id of another record as its field 'into'"
        )
    if judgement.verdict is Verdict.EDIT and not fields:
        raise ArchiveError(f"judgement on {judgement.record}: an edit needs at least one field")
    fixed = [name for name in fields if _FIXED & set(name.split("."))]
    if judgement.verdict is Verdict.EDIT and fixed:
        raise ArchiveError(
            f"judgement on {judgement.record}: {fixed[0]!r} holds words of the text and cannot be edited"
        )


def apply_edits(record: Finding, fields: Iterable[tuple[str, str]]) -> Finding:
    """Return the record with fields replaced; "actor.code" names a field of a field, "" sets it to unknown.

    Raises ArchiveError where there is no such field or the value does not fit.
    """
    content: Json = record.model_dump(mode="json")
    for name, value in fields:
        _replace(record, content, name, value)
    try:
        return type(record).model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise ArchiveError(f"{record.id}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _replace(record: Finding, content: Json, name: str, value: str) -> None:
    holder = content
    *path, last = name.split(".")
    for step in path:
        holder = _step(record, holder, step, name)
    if not isinstance(holder, dict) or isinstance(_step(record, holder, last, name), dict | list):
        raise ArchiveError(f"{record.id}: {name!r} is not a single value and cannot be edited")
    holder[last] = value or None


def _step(record: Finding, holder: Json, step: str, name: str) -> Json:
    if isinstance(holder, dict) and step in holder:
        return holder[step]
    if isinstance(holder, list) and step.isdecimal() and int(step) < len(holder):
        return holder[int(step)]
    raise ArchiveError(f"{record.id}: there is no field {name!r}")
