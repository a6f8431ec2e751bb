"""One pass over a document: which tokens name whom. The mentions of states, bodies, people, roles and outlets."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from spacy.tokens import Doc, Token

from diplowatch.read.actors.folding import fold
from diplowatch.read.actors.lexicon import Hit, Lexicon, Sort
from diplowatch.read.actors.people import find_people
from diplowatch.read.actors.phrases import who_in
from diplowatch.read.actors.places import is_place
from diplowatch.read.actors.survey import Named, Survey
from diplowatch.read.actors.tables import find_role, words
from diplowatch.read.actors.who import Who

_THINGS = frozenset({"ACT", "DOC"})
"""Acts and papers: "Russia's invasion" names Russia, and its own words are enough."""


def survey(doc: Doc, lexicon: Lexicon, on: date | None) -> Survey:
    """Find everyone a document names on its day of publication."""
    found = Survey(doc, lexicon, on)
    spans = _place_hits(found)
    spans_of_people = find_people(found, spans)
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
    starts = doc.to_array("IDX").tolist()
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
