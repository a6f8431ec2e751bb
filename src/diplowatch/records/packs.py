"""The entries of a pack: actors and their offices with dates, outlets, issues, agreements. Data, no code."""

from __future__ import annotations

from datetime import date

from diplowatch.records.base import Record


class State(Record):
    """A state with the words that stand for it."""

    code: str
    """ISO 3166-1 alpha-3."""
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    """Adjectives and nouns of nationality: "French", "Frenchman"."""
    capital: str | None = None
    """Several separated by `|`, where more than one city stands for the government."""
    seats: tuple[str, ...] = ()
    """Seats of power that stand for its government, e.g. "the Kremlin", "Foggy Bottom"."""
    places: tuple[str, ...] = ()
    """Towns and regions: never actors themselves, but their mayors and police are the state's."""
    europe: bool = False
    """Whether "European leaders" may include it."""


class Body(Record):
    """An international body or one of its organs."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


class Office(Record):
    """One office held by a person, both days included; `until` None while in office."""

    person: str
    """Full name, natural case."""
    aliases: tuple[str, ...] = ()
    code: str
    """State or body the office speaks for."""
    role: str
    """"president", "foreign minister", "spokesperson", "envoy" ..."""
    title: str
    """The office in full, e.g. "President of France"."""
    since: date | None = None
    until: date | None = None


class Outlet(Record):
    """A publisher."""

    name: str
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    code: str = "MED"
    """MED, or the code of the state or body whose official publisher it is."""
    agency: bool = False
    """Whether it is a news agency that others reprint."""
    state_media: bool = False


class Issue(Record):
    """A thing under negotiation, with the words that show a proposal is about it."""

    id: str
    name: str
    terms: tuple[str, ...]
    """Phrases, each a set of words that must all occur (by stem) in the proposal; see docs/method.md."""
    unless: tuple[str, ...] = ()
    """Phrases that rule the issue out."""


class KnownAgreement(Record):
    """An agreement that alleged violations can be of."""

    id: str
    name: str
    on: date
    parties: tuple[str, ...]
    terms: tuple[str, ...]
    issue: str | None = None
    breaches: tuple[str, ...] = ()
    """Phrases of acts that would break it, matched like the terms of an issue."""
    until: date | None = None
    """Last day it bound its parties; None where it has no end or none is known."""


class Pack(Record):
    """The knowledge that points a watch at a process."""

    name: str
    process: str
    """As in "In other <process> news this week"."""
    states: tuple[State, ...]
    bodies: tuple[Body, ...]
    offices: tuple[Office, ...]
    outlets: tuple[Outlet, ...]
    issues: tuple[Issue, ...]
    agreements: tuple[KnownAgreement, ...]
