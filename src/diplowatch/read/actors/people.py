"""The people a document names: by full name, by surname afterwards, by a title; where two remain, nobody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from diplowatch.read.actors.folding import fold
from diplowatch.read.actors.introductions import NameRun, find_runs, introduce, looks_like_person
from diplowatch.read.actors.lexicon import Hit, Lexicon, Sort, is_held, surname_of
from diplowatch.read.actors.survey import Survey
from diplowatch.read.actors.tables import load_offices
from diplowatch.read.actors.who import NOBODY, Who, who_was
from diplowatch.read.parse import text_of
from diplowatch.records import ActorKind

_LONGEST_TITLE = 4
"""Words of a title before a surname: "former Prime Minister"."""


def find_people(found: Survey, spans: list[tuple[int, int, Hit]]) -> list[tuple[int, int, Who]]:
    """Find people in order of the text, each known by surname after the full name."""
    doc = found.doc
    known: dict[str, dict[str, Who]] = defaultdict(dict)
    people: list[tuple[int, int, Who]] = []
    hits = [(first, end, hit) for first, end, hit in spans if hit.sort in (Sort.PERSON, Sort.SURNAME)]
    for first, end, hit in hits:
        if hit.sort is Sort.PERSON:
            _mark(found, first, end, _known_person(found, hit))
    _introduce_known(found, hits)
    runs = _with_lone_surnames(found, list(find_runs(doc, found.hits)))
    in_run = {at: run for run in runs for at in range(run.first, run.end)}
    queue: list[tuple[int, int, Hit | NameRun]] = [(run.first, run.end, run) for run in runs]
    queue += [(first, end, hit) for first, end, hit in hits if not _is_part_of_run(in_run, first, end)]
    for first, end, item in sorted(queue, key=lambda one: one[:2]):
        if first in found.people and not isinstance(item, Hit):
            continue
        who = _who_is(found, first, item, known)
        if who is None:
            continue
        _mark(found, first, end, who)
        if who.name:
            found.met.setdefault(fold(who.name), who)
            _remember(known, who, found.lexicon)
        people.append((first, end, who))
    return people


def _with_lone_surnames(found: Survey, runs: list[NameRun]) -> list[NameRun]:
    """Add the surnames that the tagger took for common nouns, as it does at the head of a sentence."""
    surnames = {found.doc[run.end - 1].text for run in runs if run.end - run.first > 1}
    covered = {at for run in runs for at in range(run.first, run.end)} | set(found.hits)
    lone = [
        NameRun(token.i, token.i + 1, titled=False)
        for token in found.doc
        if token.text in surnames and token.i not in covered
    ]
    return sorted([*runs, *lone], key=lambda run: run.first)


def _is_part_of_run(in_run: dict[int, NameRun], first: int, end: int) -> bool:
    return any(at in in_run and in_run[at].end - in_run[at].first >= end - first for at in range(first, end))


def _who_is(found: Survey, first: int, item: Hit | NameRun, known: dict[str, dict[str, Who]]) -> Who | None:
    if isinstance(item, Hit):
        if item.sort is Sort.PERSON:
            return _known_person(found, item)
        return _by_surname(found, first, text_of(found.doc)[item.start : item.end], known, alone=True)
    words_of_name = found.doc[item.first : item.end].text
    alone = item.first in found.hits
    if item.end - item.first == 1 or alone:
        return _by_surname(found, first, words_of_name, known, alone=alone, titled=item.titled)
    return _by_full_name(found, item)


def _by_full_name(found: Survey, run: NameRun) -> Who | None:
    """Return the person of a name the pack does not know: met before, introduced here, or without a code."""
    full = fold(found.doc[run.first : run.end].text)
    if full in found.met:
        return found.met[full]
    known_as = found.lexicon.sounding(found.doc[run.first : run.end].text)
    if known_as:
        return _as_of(found, known_as)
    who = introduce(found.doc, run, found.phrases)
    if who.code:
        return who
    stranger = Who(None, found.doc[run.first : run.end].text, ActorKind.PERSON)
    return stranger if looks_like_person(found.doc, run, found.lexicon.surnames) else None


def _known_person(found: Survey, hit: Hit) -> Who:
    people = sorted({entry.name for entry in hit.entries if entry.sort is Sort.PERSON})
    if len(people) > 1:
        people = [person for person in people if _in_office(found, person)]
    return _as_of(found, people[0]) if len(people) == 1 else NOBODY


def _introduce_known(found: Survey, hits: list[tuple[int, int, Hit]]) -> None:
    """Let the text say who people of the pack are before their first office: "presidential candidate Jane Doe"."""
    for first, end, hit in hits:
        who = _known_person(found, hit) if hit.sort is Sort.PERSON else NOBODY
        if who.name and who.code is None:
            said = introduce(found.doc, NameRun(first, end, titled=False), found.phrases)
            if said.code:
                found.introduced[who.name] = replace(who, code=said.code, office=said.office)


def _as_of(found: Survey, person: str) -> Who:
    who = who_was(found.lexicon, person, found.on)
    return who if who.code else found.introduced.get(person, who)


def _in_office(found: Survey, person: str) -> bool:
    return found.on is not None and any(is_held(office, found.on) for office in found.lexicon.people[person])


def _by_surname(
    found: Survey, first: int, word: str, known: dict[str, dict[str, Who]], *, alone: bool, titled: bool = False
) -> Who | None:
    """Return whom a surname means: the one person of that name in the text, else the one who holds office."""
    surname = fold(word.title() if word.isupper() else word)
    met = known.get(surname, {})
    if len(met) > 1:
        return _of_title(found, first, met)
    if met:
        return next(iter(met.values()))
    if not (alone or titled):
        person = found.lexicon.sounding(surname)
        return _as_of(found, person) if person and _in_office(found, person) else None
    people = found.lexicon.surnames.get(surname) or found.lexicon.surnames.get(fold(word)) or set()
    held = [person for person in sorted(people) if _in_office(found, person)]
    if (alone or found.on is None) and not held and len(people) == 1:
        held = list(people)
    return _as_of(found, held[0]) if len(held) == 1 else NOBODY


def _of_title(found: Survey, first: int, met: dict[str, Who]) -> Who:
    """Of people of one surname, the only one whose office the title before it names: "President Biden"."""
    doc = found.doc
    for start in range(max(doc[first].sent.start, first - _LONGEST_TITLE), first):
        roles = load_offices().get(doc[start:first].text.lower())
        if roles:
            holders = [who for name, who in met.items() if _has_role(found, name, roles)]
            return holders[0] if len(holders) == 1 else NOBODY
    return NOBODY


def _has_role(found: Survey, person: str, roles: frozenset[str]) -> bool:
    on = found.on
    offices = found.lexicon.people.get(person, [])
    return on is not None and any(office.role in roles and is_held(office, on) for office in offices)


def _remember(known: dict[str, dict[str, Who]], who: Who, lexicon: Lexicon) -> None:
    name = who.name or ""
    offices = lexicon.people.get(name)
    surnames = {fold(surname_of(name, offices[0].code if offices else ""))}
    for office in offices or []:
        surnames |= {fold(surname_of(alias, office.code)) for alias in office.aliases}
    for surname in surnames:
        known[surname][name] = who


def _mark(found: Survey, first: int, end: int, who: Who) -> None:
    for at in range(first, end):
        found.people[at] = who
