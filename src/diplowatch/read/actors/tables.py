"""The word tables of the actor reader: roles and whom they speak for, titles, kinds of organisation."""

from __future__ import annotations

import functools

from diplowatch.read.actors.folding import fold
from diplowatch.records import Record
from diplowatch.tables import load_table, load_words, package_file

_FOLDER = ("read", "actors", "data")


class Role(Record):
    """A noun for a kind of actor."""

    word: str
    """In small letters, one word or several."""
    speaks: str
    """"STATE": for the state or body that the phrase names; "NONE": for nobody with a code; else a group code."""
    sector: str
    """Sector after PLOVER: GOV, MIL, LEG, COP, MED ..."""


class OfficePhrases(Record):
    """The phrases that name an office."""

    role: str
    """As in the column `role` of a pack's offices."""
    phrases: tuple[str, ...]
    sector: str = "GOV"
    """Sector after PLOVER of whoever holds it."""
    many: bool = False
    """Whether several people hold it at a time, so that the phrase alone names nobody."""


class StandIn(Record):
    """A noun that points back to a body: "the bloc"."""

    word: str
    codes: tuple[str, ...]
    """Bodies that are called so."""


@functools.cache
def load_stand_ins() -> dict[str, frozenset[str]]:
    """Return the codes of the bodies that a noun may point back to."""
    return {row.word: frozenset(row.codes) for row in load_table(package_file(*_FOLDER, "stand_ins.csv"), StandIn)}


@functools.cache
def load_roles() -> dict[str, Role]:
    """Return the roles by word."""
    return {role.word: role for role in load_table(package_file(*_FOLDER, "roles.csv"), Role)}


@functools.cache
def load_offices() -> dict[str, frozenset[str]]:
    """Return the roles that a phrase may name; none for an office that several people hold at a time."""
    found: dict[str, set[str]] = {}
    for office in load_table(package_file(*_FOLDER, "offices.csv"), OfficePhrases):
        for phrase in (office.role.lower(), *office.phrases):
            found.setdefault(phrase, set()).update(() if office.many else (office.role,))
    return {phrase: frozenset(roles) for phrase, roles in found.items()}


@functools.cache
def load_sectors() -> dict[str, str]:
    """Return the sector of each office by its role."""
    return {office.role: office.sector for office in load_table(package_file(*_FOLDER, "offices.csv"), OfficePhrases)}


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return a word list of the actor reader, letters without accents."""
    return frozenset(fold(word) for word in load_words(*_FOLDER, f"{name}.txt"))


def find_role(word: str) -> Role | None:
    """Return the role that a word names, in the singular or the plural."""
    roles = load_roles()
    small = word.lower()
    return roles.get(small) or (roles.get(small[:-1]) if small.endswith("s") else None)
