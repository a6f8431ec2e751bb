"""Packs: the knowledge that points a watch at a process. Data files, and a loader that refuses contradictions.

A pack folder holds `pack.toml` and, each optional, `states.csv`, `bodies.csv`, `organisations.csv`, `leaders.csv`,
`people.csv`, `outlets.csv`, `issues.toml` and `agreements.toml`. It stands on the tables of `world`, which every pack
shares.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from diplowatch.errors import ConfigError
from diplowatch.packs.checks import (
    GROUPS,
    Placed,
    check_codes,
    check_issues,
    check_offices,
    check_pack,
    known_codes,
    succeed,
)
from diplowatch.records import (
    Body,
    Issue,
    KnownAgreement,
    Office,
    Organisation,
    Outlet,
    Pack,
    Record,
    State,
)
from diplowatch.tables import load_lines, load_table, package_file

__all__ = ["GROUPS", "extend_pack", "known_codes", "list_packs", "load_pack", "load_pack_folder"]

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

    Who is added to an office that one person at a time holds ends the open office of the pack's holder. Raises
    ConfigError where an addition contradicts the pack.
    """
    new_issues, new_outlets, new_offices = tuple(issues), tuple(outlets), tuple(offices)
    replaced_issues = {issue.id for issue in new_issues}
    replaced_outlets = {outlet.name for outlet in new_outlets}
    extended = pack.model_copy(
        update={
            "issues": (*(i for i in pack.issues if i.id not in replaced_issues), *new_issues),
            "outlets": (*(o for o in pack.outlets if o.name not in replaced_outlets), *new_outlets),
            "offices": (*succeed(pack.offices, new_offices), *new_offices),
        }
    )
    added = [(f"people added, {office.person}", office) for office in new_offices]
    check_codes(extended, ((place, office.code) for place, office in added))
    check_codes(extended, ((f"outlets added, {outlet.name}", outlet.code) for outlet in new_outlets))
    check_codes(extended, ((f"issues added, {one.id}", code) for one in new_issues for code in one.needs))
    held = extended.offices[: len(pack.offices)]
    check_offices([*((f"the pack, {office.person}", office) for office in held), *added])
    check_issues("issues added", extended.issues)
    return extended


def _load(folder: Traversable | Path) -> Pack:
    world = package_file("packs", "world")
    head = _read_toml(folder.joinpath("pack.toml"))
    missing = {"name", "process"} - set(head)
    if missing:
        raise ConfigError(f"pack.toml: {sorted(missing)[0]!r} is missing")
    placed = _offices(world, folder)
    pack = Pack(
        name=str(head["name"]),
        process=str(head["process"]),
        states=_rows(world, folder, "states.csv", State),
        bodies=_rows(world, folder, "bodies.csv", Body),
        offices=tuple(office for _, office in placed),
        outlets=_rows(world, folder, "outlets.csv", Outlet),
        issues=_entries(folder, "issues.toml", "issue", Issue),
        agreements=_entries(folder, "agreements.toml", "agreement", KnownAgreement),
        organisations=_rows(world, folder, "organisations.csv", Organisation),
    )
    check_codes(pack, ((place, office.code) for place, office in placed))
    check_offices(placed)
    check_pack(pack)
    return pack


def _rows(world: Traversable, folder: Traversable | Path, name: str, model: type[R]) -> tuple[R, ...]:
    files = [place.joinpath(name) for place in (world, folder)]
    return tuple(row for file in files if file.is_file() for row in load_table(file, model))


def _offices(world: Traversable, folder: Traversable | Path) -> list[Placed[Office]]:
    """Load the offices with the line that each stands in, those of the world first."""
    own = _placed(folder)
    shared = _placed(world)
    offices = succeed(tuple(office for _, office in shared), tuple(office for _, office in own))
    return [*zip((place for place, _ in shared), offices, strict=True), *own]


def _placed(folder: Traversable | Path) -> list[Placed[Office]]:
    return [
        (f"{name}, line {line}, {office.person}", office)
        for name in ("leaders.csv", "people.csv")
        if folder.joinpath(name).is_file()
        for line, office in load_lines(folder.joinpath(name), Office)
    ]


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
