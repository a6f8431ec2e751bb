"""Actor phrases: the country and the sector of each, from the phrase, its context and its date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from spacy.tokens import Doc

from diplowatch.packs import load_pack
from diplowatch.read.actors.find import survey
from diplowatch.read.actors.lexicon import Hit, Sort, load_lexicon
from diplowatch.read.actors.survey import Survey
from diplowatch.read.actors.tables import load_roles, load_sectors, words
from diplowatch.read.actors.who import Who
from diplowatch.read.parse import parse
from diplowatch.records import OrganisationKind

TODAY = date(2023, 6, 1)
"""What the cases call "today", and an empty date: the months in which they were written."""

SECTORS = {
    OrganisationKind.COMPANY: "BUS",
    OrganisationKind.BANK: "BUS",
    OrganisationKind.AGENCY: "GOV",
    OrganisationKind.ARMED: "MIL",
    OrganisationKind.PARTY: "PTY",
    OrganisationKind.UNIVERSITY: "EDU",
    OrganisationKind.CRIMINAL: "CRM",
    OrganisationKind.OTHER: "",
}
"""Sector after PLOVER by kind of organisation."""


def predict(gold: Path) -> Iterator[dict[str, object]]:
    """Yield {id, country, sector} for each case."""
    pack = load_pack()
    lexicon = load_lexicon(pack)
    states = {state.code for state in pack.states}
    bodies = {body.code for body in pack.bodies} - {"NGO"}
    for line in gold.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        doc = parse(case["actor"])
        found = survey(doc, lexicon, read_date(case.get("date", "")))
        country = find_country(found, states | bodies)
        country = "IGO" if country in bodies else country
        if not country and case.get("context"):
            context = parse(case["context"])
            country = find_country(survey(context, lexicon, found.on), states)
        person = find_person(found)
        yield {"id": case["id"], "country": country, "sector": find_sector(doc, found, person)}


def read_date(words_of_date: str) -> date:
    if not words_of_date or words_of_date.lower() == "today":
        return TODAY
    form = "%Y-%m-%d" if words_of_date[:4].isdigit() else "%d %B %Y"
    return datetime.strptime(words_of_date, form).date()


def find_person(found: Survey) -> Who | None:
    people = {who.name: who for who in found.people.values()}
    return next(iter(people.values())) if len(people) == 1 else None


def find_country(found: Survey, codes: set[str]) -> str:
    """Return the state or body whose actor a phrase names: the first name in it, whoever is meant."""
    hits: list[Hit] = list(dict.fromkeys(found.hits[at] for at in sorted(found.hits)))
    for hit in hits:
        if hit.sort in (Sort.PERSON, Sort.SURNAME):
            offices = found.lexicon.people[hit.entries[0].name]
            return offices[-1].code if {hit.entries[0].name} == {entry.name for entry in hit.entries} else ""
        code = found.lexicon.countries.get(hit.entries[0].name, hit.code)
        if code in codes:
            return code or ""
    people = {who.code for who in found.people.values() if who.code in codes}
    return (people.pop() or "") if len(people) == 1 else ""


def find_sector(doc: Doc, found: Survey, person: Who | None) -> str:
    """Return the sector of the last role in the noun phrase, else of the person or the organisation named."""
    if person is not None and person.name in found.lexicon.people:
        return "ELI" if person.former else sector_of_office(found, person)
    whole = organisation_sector(found, doc)
    if whole:
        return whole
    role = role_sector(doc)
    if role in {"", "MIL"} and armed_body(found):
        return "REB"
    if {token.lower_ for token in doc} & words("past") and role in {"GOV", "MIL", "LEG", "SPY"}:
        return "ELI"
    if role and role not in {"ACT", "DOC"}:
        return role
    return sector_of_names(found, doc)


def sector_of_office(found: Survey, person: Who) -> str:
    """Return the sector of the office that a person holds, else of the last one."""
    offices = found.lexicon.people[person.name or ""]
    role = next((office.role for office in offices if office.title == person.office), offices[-1].role)
    return load_sectors().get(role, "GOV")


def organisation_sector(found: Survey, doc: Doc) -> str:
    """Return the sector of the one organisation of which the phrase is the name, article aside."""
    named = {found.hits[token.i] for token in doc if token.i in found.hits}
    plain = all(token.i in found.hits or token.pos_ == "DET" for token in doc)
    kinds = [found.lexicon.kinds.get(hit.entries[0].name) for hit in named]
    return SECTORS[kinds[0]] if plain and len(kinds) == 1 and kinds[0] else ""


def armed_body(found: Survey) -> bool:
    """Whether the phrase names an armed group that speaks for itself."""
    hits = (hit for hit in found.hits.values() if hit.sort is Sort.BODY)
    return any(hit.entries[0].name in found.lexicon.countries for hit in hits)


def sector_of_names(found: Survey, doc: Doc) -> str:
    """Return the sector of a phrase without a role, by what its names name."""
    hits = found.hits.values()
    sorts = {hit.sort for hit in hits}
    kinds = {found.lexicon.kinds[name] for hit in hits if (name := hit.entries[0].name) in found.lexicon.kinds}
    if len(kinds) == 1:
        return SECTORS[kinds.pop()]
    if Sort.ARMY in sorts:
        return "MIL"
    if sorts & {Sort.SEAT, Sort.MINISTRY} or (sorts == {Sort.CAPITAL} and doc.text.isupper()):
        return "GOV"
    return "CVL" if Sort.TOWN in sorts or (sorts == {Sort.DEMONYM} and len(doc) > 1) else ""


def role_sector(doc: Doc) -> str:
    """Return the sector of the longest role that ends first from the head of the phrase leftwards."""
    roles = load_roles()
    end = next((token.i for token in doc if token.dep_ == "prep" and token.i), len(doc))
    if end < len(doc) and doc[end].lower_ == "of" and doc[end - 1].lower_ in words("collectives"):
        end = len(doc)
    for stop in [*range(end, 0, -1), *range(len(doc), end, -1)]:
        for start in range(max(0, stop - 4), stop):
            phrase = doc[start:stop].text.lower()
            role = roles.get(phrase) or roles.get(phrase.removesuffix("s"))
            if role:
                return role.sector
    return ""
