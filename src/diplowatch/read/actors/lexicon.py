"""The names of a pack, made ready for one pass over a text: longest match first, letters without accents."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from diplowatch.read.actors.folding import fold
from diplowatch.read.actors.spellings import sound_of, sound_of_surname
from diplowatch.records import Office, Organisation, OrganisationKind, Pack

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_SURNAME_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "KHM"})
_ROMAN = re.compile(r"[IVX]+")
_SHOUTED = 4
"""Letters from which a name in capitals only is the same name: "TEHRAN", but not "US" for "us"."""


class Sort(Enum):
    """What a name in the pack names."""

    STATE = auto()
    DEMONYM = auto()
    CAPITAL = auto()
    SEAT = auto()
    ARMY = auto()
    MINISTRY = auto()
    TOWN = auto()
    BODY = auto()
    HOST = auto()
    """A city that stands for a body: "Brussels"."""
    ORGANISATION = auto()
    OUTLET = auto()
    PERSON = auto()
    SURNAME = auto()
    """A surname that stands alone for a person in office."""


LANDS = frozenset({Sort.STATE, Sort.DEMONYM, Sort.CAPITAL, Sort.SEAT, Sort.ARMY, Sort.MINISTRY, Sort.TOWN})
"""Sorts of names whose code is a state."""


@dataclass(frozen=True)
class Entry:
    """One meaning of a name: what sort, which code, and the name in full."""

    sort: Sort
    code: str
    name: str


@dataclass(frozen=True)
class Hit:
    """A name of the pack found in a text (character offsets), with every meaning it has."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def sort(self) -> Sort:
        """The sort of its first meaning."""
        return self.entries[0].sort

    @property
    def code(self) -> str | None:
        """The one code of all meanings, else None."""
        codes = {entry.code for entry in self.entries}
        return codes.pop() if len(codes) == 1 else None


class Lexicon:
    """All names of a pack by their first word, and its people with their offices."""

    def __init__(self, pack: Pack) -> None:
        self.people: dict[str, list[Office]] = defaultdict(list)
        self.surnames: dict[str, set[str]] = defaultdict(set)
        self.kinds: dict[str, OrganisationKind] = {}
        self.countries: dict[str, str] = {}
        """State of a body or an organisation that speaks for no state."""
        self._sounds: dict[str, set[str]] = defaultdict(set)
        self._sounds_alone: dict[str, set[str]] = defaultdict(set)
        self._first: dict[str, dict[tuple[str, ...], list[Entry]]] = defaultdict(dict)
        self._longest: dict[str, int] = {}
        for state in pack.states:
            self._add(Sort.STATE, state.code, state.name, (state.name, state.official or "", *state.aliases))
            self._add(Sort.DEMONYM, state.code, state.name, state.demonyms)
            self._add(Sort.CAPITAL, state.code, state.name, (state.capital or "").split("|"))
            self._add(Sort.SEAT, state.code, state.name, state.seats)
            self._add(Sort.ARMY, state.code, state.name, state.army)
            self._add(Sort.MINISTRY, state.code, state.name, state.ministries)
            self._add(Sort.TOWN, state.code, state.name, state.places)
        for body in pack.bodies:
            self._add(Sort.BODY, body.code, body.name, (body.name, *body.aliases, *body.organs))
            self._add(Sort.HOST, body.code, body.name, body.seats)
            if body.country:
                self.countries[body.name] = body.country
        for organisation in pack.organisations:
            self._add_organisation(organisation)
        for outlet in pack.outlets:
            if outlet.code == "MED":
                self._add(Sort.OUTLET, outlet.code, outlet.name, (outlet.name, *outlet.aliases))
        for office in pack.offices:
            self._add_person(office)
        for key, names in self._first.items():
            self._longest[key] = max(map(len, names))

    def _add_organisation(self, one: Organisation) -> None:
        self._add(Sort.ORGANISATION, one.code, one.name, (one.name, *one.aliases))
        self.kinds[one.name] = one.kind
        if one.country:
            self.countries[one.name] = one.country

    def _add_person(self, office: Office) -> None:
        self.people[office.person].append(office)
        full = [office.person, *(alias for alias in office.aliases if " " in alias and alias[0].isupper())]
        alone = [alias for alias in office.aliases if alias not in full]
        self._add(Sort.PERSON, office.code, office.person, full)
        self._add(Sort.SURNAME, office.code, office.person, alone)
        for name in full:
            self._sounds[sound_of(name) or ""].add(office.person)
        for name in alone:
            self._sounds_alone[sound_of_surname(name) or ""].add(office.person)
        for surname in [*alone, *(surname_of(name, office.code) for name in full)]:
            self.surnames[fold(surname)].add(office.person)

    def _add(self, sort: Sort, code: str, name: str, forms: tuple[str, ...] | list[str]) -> None:
        for form in filter(None, forms):
            words = tuple(_WORD.findall(fold(form)))
            for written in {words, *_variants(words)}:
                entries = self._first[written[0]].setdefault(written, [])
                entry = Entry(sort, "" if sort in (Sort.PERSON, Sort.SURNAME) else code, name)
                if entry not in entries:
                    entries.append(entry)

    def find(self, text: str) -> list[Hit]:
        """Find the names of the pack in a text, the longest at each place, in order."""
        tokens = [(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)]
        hits: list[Hit] = []
        at = 0
        while at < len(tokens):
            found = self._longest_at(tokens, at)
            if not found:
                at += 1
                continue
            length, entries = found
            hits.append(Hit(tokens[at][0], tokens[at + length - 1][1], tuple(entries)))
            at += length
        return hits

    def sounding(self, name: str) -> str | None:
        """Return the one person of whose name this is another spelling: "Kier Starmer", or "Zelenskyi" alone."""
        sound = sound_of(name)
        people = self._sounds.get(sound) if sound else self._sounds_alone.get(sound_of_surname(name) or "-")
        return next(iter(people)) if people and len(people) == 1 else None

    def _longest_at(self, tokens: list[tuple[int, int, str]], at: int) -> tuple[int, list[Entry]] | None:
        names = self._first.get(tokens[at][2])
        if names is None:
            return None
        longest = min(self._longest[tokens[at][2]], len(tokens) - at)
        words = tuple(token[2] for token in tokens[at : at + longest])
        for length in range(longest, 0, -1):
            entries = names.get(words[:length])
            if entries:
                return length, entries
        return None

    def holders(self, code: str, roles: frozenset[str], on: date | None) -> list[str]:
        """Return who holds one of the roles for a state or body on a day; nobody where the day is unknown."""
        if on is None:
            return []
        return [
            person
            for person, offices in self.people.items()
            if any(office.code == code and office.role in roles and is_held(office, on) for office in offices)
        ]


def _variants(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    if sum(map(len, words)) >= _SHOUTED:
        found.add(tuple(word.upper() for word in words))
    if words[0] == "The":
        found.add(("the", *words[1:]))
    if words[0] == "the":
        found.add(("The", *words[1:]))
    return found


def surname_of(name: str, code: str) -> str:
    """Return the surname in a full name, first where the state's names begin with it."""
    words = [word for word in name.split() if word.rstrip(".") not in {"Jr", "Sr"} and not _ROMAN.fullmatch(word)]
    if not words:
        return name
    return words[0] if code in _SURNAME_FIRST else words[-1]


def is_held(office: Office, on: date) -> bool:
    """Whether an office is held on a day."""
    return (office.since is None or office.since <= on) and (office.until is None or on <= office.until)


_made: deque[tuple[Pack, Lexicon]] = deque(maxlen=8)
"""The lexicons made last, found again by the pack itself: to hash a pack is to walk through all of it."""


def load_lexicon(pack: Pack) -> Lexicon:
    """Make the names of a pack ready once."""
    for known, lexicon in _made:
        if known is pack:
            return lexicon
    lexicon = Lexicon(pack)
    _made.append((pack, lexicon))
    return lexicon
