"""Packs: the knowledge that points a watch at a process. Data files, and a loader that refuses contradictions.

A pack folder holds `pack.toml` and, each optional, `states.csv`, `bodies.csv`, `leaders.csv`, `people.csv`,
`outlets.csv`, `issues.toml` and `agreements.toml`. It stands on the tables of `world`, which every pack shares.
"""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from diplowatch.errors import ConfigError
from diplowatch.records import Body, Issue, KnownAgreement, Office, Outlet, Pack, Record, State
from diplowatch.tables import load_table, package_file

__all__ = ["GROUPS", "extend_pack", "list_packs", "load_pack", "load_pack_folder"]

GROUPS = frozenset({"EUR", "NGO", "MED", "BUS", "CVL"})
"""Codes of those who are neither a state nor a body."""

R = TypeVar("R", bound=Record)


def list_packs() -> list[str]:
    """Return the names of the packs that ship in the package."""
    folders = package_file("packs").iterdir()
    return sorted(folder.name for folder in folders if folder.is_dir() and folder.joinpath("pack.toml").is_file())


@functools.cache
def load_pack(name: str = "ukraine") -> Pack:
    """Load a pack that ships in the package. Raises ConfigError for an unknown name or a table that does not fit."""
    if name not in list_packs():
        raise ConfigError(f"no pack named {name!r}; there are: {', '.join(list_packs())}")
    return _load(package_file("packs", name))


def load_pack_folder(folder: Path) -> Pack:
    """Load a pack from a folder. Raises ConfigError that names the file, the line and the entry that does not fit."""
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such pack folder")
    return _load(folder)


def extend_pack(
    pack: Pack,
    issues: Iterable[Issue] = (),
    outlets: Iterable[Outlet] = (),
    offices: Iterable[Office] = (),
) -> Pack:
    """Return a pack with the entries of a watch added; an issue or outlet of the same id or name replaces the pack's.

    Raises ConfigError where an addition contradicts the pack.
    """
    new_issues, new_outlets = tuple(issues), tuple(outlets)
    replaced_issues = {issue.id for issue in new_issues}
    replaced_outlets = {outlet.name for outlet in new_outlets}
    extended = pack.model_copy(
        update={
            "issues": (*(i for i in pack.issues if i.id not in replaced_issues), *new_issues),
            "outlets": (*(o for o in pack.outlets if o.name not in replaced_outlets), *new_outlets),
            "offices": (*pack.offices, *offices),
        }
    )
    _check_codes("offices added", extended, ((office.person, office.code) for office in extended.offices))
    _check_codes("outlets added", extended, ((outlet.name, outlet.code) for outlet in extended.outlets))
    _check_offices("offices added", extended.offices)
    _check_unique("issues added", "id", (issue.id for issue in extended.issues))
    _check_unique("issues added", "name", (issue.name for issue in extended.issues))
    return extended


def _load(folder: Traversable | Path) -> Pack:
    world = package_file("packs", "world")
    head = _read_toml(folder.joinpath("pack.toml"))
    missing = {"name", "process"} - set(head)
    if missing:
        raise ConfigError(f"pack.toml: {sorted(missing)[0]!r} is missing")
    leaders = _rows(world, folder, "leaders.csv", Office)
    people = _rows(world, folder, "people.csv", Office)
    pack = Pack(
        name=str(head["name"]),
        process=str(head["process"]),
        states=_rows(world, folder, "states.csv", State),
        bodies=_rows(world, folder, "bodies.csv", Body),
        offices=leaders + people,
        outlets=_rows(world, folder, "outlets.csv", Outlet),
        issues=_entries(folder, "issues.toml", "issue", Issue),
        agreements=_entries(folder, "agreements.toml", "agreement", KnownAgreement),
    )
    _check_codes("leaders.csv", pack, ((office.person, office.code) for office in leaders))
    _check_codes("people.csv", pack, ((office.person, office.code) for office in people))
    _check_offices("leaders.csv", leaders)
    _check_offices("people.csv", pack.offices)
    _check(pack)
    return pack


def _rows(world: Traversable, folder: Traversable | Path, name: str, model: type[R]) -> tuple[R, ...]:
    files = [place.joinpath(name) for place in (world, folder)]
    return tuple(row for file in files if file.is_file() for row in load_table(file, model))


def _read_toml(file: Traversable | Path) -> dict[str, object]:
    if not file.is_file():
        raise ConfigError(f"{file.name}: the pack folder has no such file")
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file.name}: {error}") from error


def _entries(folder: Traversable | Path, name: str, key: str, model: type[R]) -> tuple[R, ...]:
    file = folder.joinpath(name)
    if not file.is_file():
        return ()
    content = _read_toml(file)
    unknown = set(content) - {key}
    if unknown:
        raise ConfigError(f"{name}: unknown table {sorted(unknown)[0]!r}; entries are [[{key}]]")
    entries = content.get(key, [])
    if not isinstance(entries, list):
        raise ConfigError(f"{name}: entries are written as [[{key}]], with two brackets")
    return tuple(_entry(name, at, entry, model) for at, entry in enumerate(entries, start=1))


def _entry(name: str, at: int, entry: object, model: type[R]) -> R:
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        label = entry.get("id", "") if isinstance(entry, dict) else ""
        column = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{name}, entry {at} {label}, {column}: {first['msg']}") from error


def _check(pack: Pack) -> None:
    _check_unique("states.csv", "code", (state.code for state in pack.states))
    _check_unique("bodies.csv", "code", (body.code for body in pack.bodies))
    _check_unique("outlets.csv", "name", (outlet.name for outlet in pack.outlets))
    _check_unique("outlets.csv", "domain", (domain for outlet in pack.outlets for domain in outlet.domains))
    _check_unique("issues.toml", "id", (issue.id for issue in pack.issues))
    _check_unique("issues.toml", "name", (issue.name for issue in pack.issues))
    _check_unique("agreements.toml", "id", (agreement.id for agreement in pack.agreements))
    _check_codes("outlets.csv", pack, ((outlet.name, outlet.code) for outlet in pack.outlets))
    parties = ((agreement.id, party) for agreement in pack.agreements for party in agreement.parties)
    _check_codes("agreements.toml", pack, parties)
    known = {issue.id for issue in pack.issues}
    for agreement in pack.agreements:
        if agreement.issue and agreement.issue not in known:
            raise ConfigError(f"agreements.toml, {agreement.id}: unknown issue {agreement.issue!r}")
    for issue in pack.issues:
        if not issue.terms:
            raise ConfigError(f"issues.toml, {issue.id}: an issue needs at least one term")


def _check_unique(name: str, what: str, values: Iterable[str]) -> None:
    twice = [value for value, count in Counter(values).items() if count > 1]
    if twice:
        raise ConfigError(f"{name}: the {what} {twice[0]!r} occurs twice")


def _check_codes(name: str, pack: Pack, coded: Iterable[tuple[str, str]]) -> None:
    known = {state.code for state in pack.states} | {body.code for body in pack.bodies} | GROUPS
    for entry, code in coded:
        if code not in known:
            raise ConfigError(f"{name}, {entry}: unknown code {code!r}; a code is that of a state, a body or a group")


def _check_offices(name: str, offices: Iterable[Office]) -> None:
    seen: dict[tuple[str, str, str], list[Office]] = {}
    for office in offices:
        if office.since and office.until and office.since > office.until:
            raise ConfigError(f"{name}, {office.person}: {office.title!r} ends on {office.until}, before it begins")
        same = seen.setdefault((office.person, office.code, office.role), [])
        if any(_overlap(office, other) and office.title == other.title for other in same):
            raise ConfigError(f"{name}, {office.person}: {office.title!r} is given twice for the same days")
        same.append(office)


def _overlap(one: Office, other: Office) -> bool:
    starts_in_time = one.since is None or other.until is None or one.since <= other.until
    ends_in_time = other.since is None or one.until is None or other.since <= one.until
    return starts_in_time and ends_in_time
