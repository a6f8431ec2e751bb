"""The entries of a pack: actors and their offices with dates, outlets, issues, agreements. Data, no code."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from diplowatch.records.base import Record


class State(Record):
    """A state with the words that stand for it."""

    code: str
    """ISO 3166-1 alpha-3."""
    name: str
    """The common name."""
    official: str | None = None
    """The official name: "Hellenic Republic"."""
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    """Adjectives and nouns of nationality: "French", "Frenchman"."""
    capital: str | None = None
    """Several separated by `|`, where more than one city stands for the government."""
    seats: tuple[str, ...] = ()
    """Seats of power that stand for its government, e.g. "the Kremlin", "the Elysee"; its parliament and parties."""
    army: tuple[str, ...] = ()
    """Names of its forces; "the French army" and the like are read by rule."""
    ministries: tuple[str, ...] = ()
    """Names of its ministries, e.g. "Foggy Bottom"; "the French foreign ministry" and the like are read by rule."""
    places: tuple[str, ...] = ()
    """Towns and regions: never actors themselves, but their mayors and police are the state's."""
    europe: bool = False
    """Whether "European leaders" may include it."""


class Body(Record):
    """An international body, or an armed group that speaks for itself."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    """Names of its organs, and of agencies that speak for it: "the European Commission"."""
    seats: tuple[str, ...] = ()
    """Cities that stand for it, except in phrases of place: "Brussels"."""
    country: str | None = None
    """Code of the state that an armed group is of."""


class OrganisationKind(StrEnum):
    """What sort of organisation."""

    COMPANY = "company"
    BANK = "bank"
    AGENCY = "agency"
    ARMED = "armed group"
    PARTY = "party"
    UNIVERSITY = "university"
    CRIMINAL = "criminal group"
    OTHER = "other"


class Organisation(Record):
    """A company, a bank, an agency or an armed group, and whom it speaks for."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: OrganisationKind
    code: str
    """The state that owns or commands it, else a group: BUS for private companies."""
    country: str | None = None
    """Code of the state it is of, where that is not whom it speaks for."""


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
    examples: tuple[str, ...] = ()
    """Proposals about it in words that no term foresees, to link by meaning."""
    counterexamples: tuple[str, ...] = ()
    """Proposals that sound like it and are about something else: what is closer to one of them is not linked."""
    needs: tuple[str, ...] = ()
    """Codes of the actors without whom it cannot come about; empty is unknown, and everybody who opposes it counts."""


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
    organisations: tuple[Organisation, ...] = ()
