"""One pass over a document: which tokens name whom. The mentions of states, bodies, people, roles and outlets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from spacy.tokens import Doc, Token

from diplowatch.read.actors.introductions import NameRun, find_runs, introduce, looks_like_person
from diplowatch.read.actors.lexicon import Hit, Lexicon, Sort, fold, is_held, surname_of
from diplowatch.read.actors.phrases import Phrases, who_in
from diplowatch.read.actors.places import is_place
from diplowatch.read.actors.tables import find_role, words
from diplowatch.read.actors.who import NOBODY, Who, who_was
from diplowatch.read.parse import text_of
from diplowatch.records import ActorKind

_THINGS = frozenset({"ACT", "DOC"})
"""Acts and papers: "Russia's invasion" names Russia, and its own words are enough."""


@dataclass(frozen=True)
class Named:
    """A stretch of tokens (end exclusive) that names somebody; `plural` for "officials" and the like."""

    first: int
    end: int
    who: Who
    plural: bool = False


@dataclass
class Survey:
    """What a document names: filled once by `survey`, then only read."""

    doc: Doc
    lexicon: Lexicon
    on: date | None
    hits: dict[int, Hit] = field(default_factory=dict)
    """Hit of the pack by token."""
    people: dict[int, Who] = field(default_factory=dict)
    """Person by token; without a code for one whom nothing places."""
    introduced: dict[str, Who] = field(default_factory=dict)
    """People of the pack whom no office places on the day, but the text does."""
    places: set[int] = field(default_factory=set)
    """Tokens of capitals that are places here."""
    named: list[Named] = field(default_factory=list)
    """Every mention, in order, none inside another."""

    def named_within(self, first: int, end: int) -> list[Named]:
        """Return the mentions that lie inside a stretch of tokens, in order."""
        low = bisect_left(self.named, first, key=lambda one: one.first)
        high = bisect_right(self.named, end, key=lambda one: one.end)
        return self.named[low:high]

    @cached_property
    def first_by_lemma(self) -> dict[str, dict[Who, int]]:
        """For the lemma that a mention ends with: whom such mentions mean, and where the first of each ends."""
        found: dict[str, dict[Who, int]] = defaultdict(dict)
        for one in self.named:
            found[self.doc[one.end - 1].lemma_.lower()].setdefault(one.who, one.end)
        return found

    @cached_property
    def first_of_people(self) -> dict[Who, int]:
        """Everyone named whom the pack knows as a person, and where the first mention of each ends."""
        found: dict[Who, int] = {}
        for one in self.named:
            if one.who.name in self.lexicon.people:
                found.setdefault(one.who, one.end)
        return found

    @property
    def phrases(self) -> Phrases:
        """The reader of role phrases over what has been found so far."""
        return Phrases(self.doc, self.lexicon, self.on, self.hits, self.people)


def survey(doc: Doc, lexicon: Lexicon, on: date | None) -> Survey:
    """Find everyone a document names on its day of publication."""
    found = Survey(doc, lexicon, on)
    spans = _place_hits(found)
    spans_of_people = _find_people(found, spans)
    taken: set[int] = set()
    for first, end, who in spans_of_people:
        start = _before_name(found, first)
        _name(found, taken, start, end, who)
    _find_roles(found, taken)
    for first, end, hit in spans:
        _name_hit(found, taken, first, end, hit)
    found.named.sort(key=lambda one: one.first)
    return found


def _place_hits(found: Survey) -> list[tuple[int, int, Hit]]:
    doc = found.doc
    starts = [token.idx for token in doc]
    spans = []
    for hit in found.lexicon.find(doc.text):
        first = bisect_right(starts, hit.start) - 1
        end = bisect_right(starts, hit.end - 1)
        if _is_address(doc[first]) or _is_other_name(doc, first, end, hit):
            continue
        spans.append((first, end, hit))
        for at in range(first, end):
            found.hits[at] = hit
    return spans


def _is_address(token: Token) -> bool:
    return "://" in token.text or "%" in token.text or token.like_url or token.like_email


def _is_other_name(doc: Doc, first: int, end: int, hit: Hit) -> bool:
    """Whether a state's name is a person's given name or surname here, as in "Michael Jordan"."""
    if end - first != 1 or fold(doc[first].text) not in words("names_not_states"):
        return False
    before = fold(doc[first - 1].text) if first else ""
    if before in words("men") or before in words("women"):
        return True
    after = doc[end] if end < len(doc) else None
    given = hit.sort is Sort.STATE or fold(doc[first].text) in words("men") | words("women")
    return bool(given and after is not None and after.ent_type_ == "PERSON")


def _find_people(found: Survey, spans: list[tuple[int, int, Hit]]) -> list[tuple[int, int, Who]]:
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
        who = _who_is(found, item, known)
        if who is None:
            continue
        _mark(found, first, end, who)
        if who.name:
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


def _who_is(found: Survey, item: Hit | NameRun, known: dict[str, dict[str, Who]]) -> Who | None:
    if isinstance(item, Hit):
        if item.sort is Sort.PERSON:
            return _known_person(found, item)
        return _by_surname(found, text_of(found.doc)[item.start : item.end], known, alone=True)
    words_of_name = found.doc[item.first : item.end].text
    alone = item.first in found.hits
    if item.end - item.first == 1 or alone:
        return _by_surname(found, words_of_name, known, alone=alone, titled=item.titled)
    return _by_full_name(found, item, known)


def _by_full_name(found: Survey, run: NameRun, known: dict[str, dict[str, Who]]) -> Who | None:
    """Return the person of a name the pack does not know: met before, introduced here, or without a code."""
    full = fold(found.doc[run.first : run.end].text)
    earlier = [who for same in known.values() for who in same.values() if who.name and fold(who.name) == full]
    if earlier:
        return earlier[0]
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
    found: Survey, word: str, known: dict[str, dict[str, Who]], *, alone: bool, titled: bool = False
) -> Who | None:
    """Return whom a surname means: the one person of that name in the text, else the one who holds office."""
    surname = fold(word.title() if word.isupper() else word)
    met = known.get(surname, {})
    if len(met) > 1:
        return NOBODY
    if met:
        return next(iter(met.values()))
    if not (alone or titled):
        return None
    people = found.lexicon.surnames.get(surname) or found.lexicon.surnames.get(fold(word)) or set()
    held = [person for person in sorted(people) if _in_office(found, person)]
    if (alone or found.on is None) and not held and len(people) == 1:
        held = list(people)
    return _as_of(found, held[0]) if len(held) == 1 else NOBODY


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


def _name(found: Survey, taken: set[int], first: int, end: int, who: Who, plural: bool = False) -> None:
    if any(at in taken for at in range(first, end)):
        return
    taken.update(range(first, end))
    found.named.append(Named(first, end, who, plural))


def _before_name(found: Survey, first: int) -> int:
    """Return where the title and the country before a name begin: "German Chancellor" Olaf Scholz."""
    doc = found.doc
    at = first
    titled = False
    while at > 0 and doc[at - 1].sent == doc[first].sent and at - 1 not in found.people and at - 1 not in found.hits:
        token = doc[at - 1]
        if token.text == "." and at > 1 and _is_title(doc[at - 2]):
            at -= 1
            continue
        inside = titled and (token.text in {".", "-"} or token.pos_ in {"ADJ", "NOUN", "PROPN"})
        if not _is_title(token) and not inside:
            break
        titled = titled or _is_title(token)
        at -= 1
    if not titled:
        return first
    while doc[at].text in {".", "-"}:
        at += 1
    hit = found.hits.get(at - 1)
    if hit is None or hit.sort is Sort.OUTLET or doc[at].tag_ == "POS":
        return at
    while at > 0 and found.hits.get(at - 1) is hit:
        at -= 1
    return at


def _is_title(token: Token) -> bool:
    return fold(token.text).title() in words("titles") or find_role(token.lower_) is not None


def _find_roles(found: Survey, taken: set[int]) -> None:
    phrases = found.phrases
    for token in found.doc:
        if token.pos_ not in {"NOUN", "PROPN"} or token.i in found.hits or token.i in found.people or token.i in taken:
            continue
        if find_role(token.lower_) is None or _continues(found, token.i):
            continue
        phrase = phrases.read(token)
        if phrase is None or len(phrase.who) != 1 or phrase.end - phrase.first < 2 or phrase.role.sector in _THINGS:
            continue
        if not any(at in found.hits or at in found.people for at in range(phrase.first, phrase.end)):
            continue
        _name(found, taken, phrase.first, phrase.end, phrase.who[0], plural=token.tag_ in {"NNS", "NNPS"})


def _continues(found: Survey, at: int) -> bool:
    """Whether a role noun only modifies the noun after it: "government" in "government officials"."""
    doc = found.doc
    return at + 1 < len(doc) and doc[at + 1].pos_ in {"NOUN", "PROPN"} and find_role(doc[at + 1].lower_) is not None


def _name_hit(found: Survey, taken: set[int], first: int, end: int, hit: Hit) -> None:
    if hit.sort in (Sort.PERSON, Sort.SURNAME, Sort.TOWN):
        return
    if hit.sort in (Sort.CAPITAL, Sort.HOST) and is_place(found.doc, found.doc[end - 1]):
        found.places.update(range(first, end))
        return
    who = who_in(hit.entries)
    if who.code:
        _name(found, taken, first, end, who)
