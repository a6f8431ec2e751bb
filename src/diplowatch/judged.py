"""The actors that people decided on: their merges and new entries, as a pack to read with.

A decision is a `Judgement` on a name ("actor:ann keller"), stored apart from readings: a merge says that the name is
another spelling of somebody known, an edit enters somebody new, an acceptance takes the decision back. The last one
on a name holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from diplowatch.errors import ConfigError
from diplowatch.packs import extend_pack, known_codes
from diplowatch.records import (
    ActorKind,
    Judgement,
    Office,
    Organisation,
    OrganisationKind,
    Pack,
    Verdict,
)

_PREFIX = "actor:"


@dataclass(frozen=True)
class Decision:
    """What holds for one name."""

    name: str
    kind: ActorKind
    into: str | None = None
    """The name or the code that it is merged into."""
    code: str | None = None
    """Whom it speaks for, where it is a new entry."""
    office: str = ""


def key_of(name: str) -> str:
    """Return the record that decisions on a name are filed under, the same for every spelling of its capitals."""
    return _PREFIX + " ".join(name.split()).casefold()


def decisions_of(judgements: Iterable[Judgement]) -> dict[str, Decision]:
    """Return what holds for each name, by key, in the order in which it was decided."""
    found: dict[str, Decision] = {}
    for judgement in judgements:
        if not judgement.record.startswith(_PREFIX):
            continue
        found.pop(judgement.record, None)
        if judgement.verdict in (Verdict.MERGE, Verdict.EDIT):
            found[judgement.record] = _read(judgement)
    return found


def _read(judgement: Judgement) -> Decision:
    fields = dict(judgement.fields)
    return Decision(
        name=fields.get("name", judgement.record.removeprefix(_PREFIX)),
        kind=ActorKind(fields.get("kind", ActorKind.GROUP)),
        into=fields.get("into"),
        code=fields.get("code"),
        office=fields.get("office", ""),
    )


def judge_pack(pack: Pack, decisions: dict[str, Decision]) -> Pack:
    """Return a pack with what people decided on actors added; a decision that no longer fits the pack is left out."""
    return _apply(pack, decisions)[0]


def find_misfits(pack: Pack, decisions: dict[str, Decision]) -> dict[str, ConfigError]:
    """Return the decisions that do not fit, by key, each with the error that names what is wrong with it.

    That is an unknown code, a merge that leads nowhere, or merges that form a circle.
    """
    return _apply(pack, decisions)[1]


def _apply(pack: Pack, decisions: dict[str, Decision]) -> tuple[Pack, dict[str, ConfigError]]:
    misfits: dict[str, ConfigError] = {}
    entries = [one for one in decisions.values() if one.into is None]
    merges = [one for one in decisions.values() if one.into is not None]
    for decision in (*entries, *merges):
        try:
            if decision.into is None:
                pack = _enter(pack, decision)
            else:
                pack = _merge(pack, decision, _target(decision, decisions))
        except ConfigError as error:
            misfits[key_of(decision.name)] = error
    return pack, misfits


def _target(decision: Decision, decisions: dict[str, Decision]) -> str:
    """Return what a merge leads to in the end."""
    seen = {key_of(decision.name)}
    target = decision.into or ""
    while (step := decisions.get(key_of(target))) is not None and step.into is not None:
        if key_of(target) in seen:
            break
        seen.add(key_of(target))
        target = step.into
    if key_of(target) in seen:
        raise ConfigError(f"{decision.name}: merging it into {decision.into} would make a circle; nothing was changed")
    return target


def _enter(pack: Pack, decision: Decision) -> Pack:
    code = decision.code or ""
    if code not in known_codes(pack):
        raise ConfigError(f"{decision.name}: unknown code {code!r}; a code is that of a state, a body or a group")
    if decision.kind is ActorKind.PERSON:
        office = Office(person=decision.name, code=code, role="", title=decision.office)
        return extend_pack(pack, offices=[office])
    organisation = Organisation(name=decision.name, kind=OrganisationKind.OTHER, code=code)
    return pack.model_copy(update={"organisations": (*pack.organisations, organisation)})


def _merge(pack: Pack, decision: Decision, target: str) -> Pack:
    if target in known_codes(pack):
        return _merge_into_code(pack, decision, target)
    wanted = key_of(target)
    if any(_is_named(wanted, (one.person, *one.aliases)) for one in pack.offices):
        return pack.model_copy(update={"offices": tuple(_spell(one, wanted, decision.name) for one in pack.offices)})
    for table in ("states", "bodies", "organisations"):
        named = [one.name for one in getattr(pack, table) if _is_named(wanted, (one.name, *one.aliases))]
        if named:
            return pack.model_copy(update={table: _call(getattr(pack, table), named[0], decision.name)})
    advice = "give a code, the full name of somebody known, or enter the actor first: diplowatch actors add"
    raise ConfigError(f"{decision.name}: nobody is known as {target!r}; {advice}")


def _merge_into_code(pack: Pack, decision: Decision, code: str) -> Pack:
    """Let a person speak for a code; any other name becomes one more name of the state or body."""
    if decision.kind is not ActorKind.PERSON:
        for table in ("states", "bodies"):
            named = [one.name for one in getattr(pack, table) if one.code == code]
            if named:
                return pack.model_copy(update={table: _call(getattr(pack, table), named[0], decision.name)})
    return _enter(pack, Decision(decision.name, decision.kind, code=code))


def _is_named(wanted: str, names: Iterable[str]) -> bool:
    return any(key_of(name) == wanted for name in names)


def _spell(office: Office, wanted: str, name: str) -> Office:
    if not _is_named(wanted, (office.person, *office.aliases)):
        return office
    return office.model_copy(update={"aliases": (*office.aliases, name)})


def _call(entries: Iterable[Any], known: str, name: str) -> tuple[Any, ...]:
    """Return states, bodies or organisations, the known one with one more alias."""
    return tuple(
        one.model_copy(update={"aliases": (*one.aliases, name)}) if one.name == known else one for one in entries
    )
