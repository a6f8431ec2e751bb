"""People whom the text itself introduces: "the Quincy Institute's Jane Doe", "Jane Doe, an analyst at X"."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from diplowatch.read.actors.folding import fold
from diplowatch.read.actors.lexicon import Hit, Sort
from diplowatch.read.actors.phrases import Phrases, who_in
from diplowatch.read.actors.tables import find_role, words
from diplowatch.read.actors.who import NOBODY, Who
from diplowatch.records import ActorKind

_LONGEST_NAME = 5
_LONGEST_APPOSITION = 12
_LONGEST_LIST = 12


@dataclass(frozen=True)
class NameRun:
    """Consecutive words that look like one person's name (tokens, end exclusive), titles left out."""

    first: int
    end: int
    titled: bool
    """Whether a title stands before it."""


def find_runs(doc: Doc, hits: dict[int, Hit]) -> Iterator[NameRun]:
    """Yield the runs of capitalised names that the pack does not know, in order."""
    tokens = list(doc)
    at = 0
    while at < len(tokens):
        if not _is_name_word(tokens[at], hits):
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and (_is_name_word(tokens[end], hits) or _is_particle(tokens, end, hits)):
            end += 1
        first = at
        while first < end and _bare(tokens[first]) in words("titles"):
            first += 1
            if first < end and tokens[first].text == ".":
                first += 1
        last = end
        while last > first and _ends_no_name(tokens[last - 1]):
            last -= 1
        if 0 < last - first <= _LONGEST_NAME:
            titled = first > at or _is_titled(tokens, at)
            yield NameRun(first, last, titled)
        at = end


def _is_titled(tokens: list[Token], at: int) -> bool:
    before = at - 2 if at > 1 and tokens[at - 1].text == "." else at - 1
    return before >= 0 and _bare(tokens[before]) in words("titles")


def _ends_no_name(token: Token) -> bool:
    return token.text in {".", "-"} or _bare(token) in words("titles") or find_role(token.lower_) is not None


def _bare(token: Token) -> str:
    return fold(token.text.rstrip(".").title() if token.text.isupper() else token.text.rstrip("."))


def _is_name_word(token: Token, hits: dict[int, Hit]) -> bool:
    if token.i in hits and hits[token.i].sort is not Sort.SURNAME:
        return False
    if not token.text[0].isupper() or token.is_digit:
        return False
    return token.pos_ == "PROPN" or _bare(token) in words("titles") or _is_given_name(token)


def _is_given_name(token: Token) -> bool:
    """Whether a word that the tagger took for no name is a given name, as at the head of a sentence."""
    following = token.i + 1 < len(token.doc) and token.doc[token.i + 1].pos_ == "PROPN"
    return following and (token.text in words("men") or token.text in words("women"))


def _is_particle(tokens: list[Token], at: int, hits: dict[int, Hit]) -> bool:
    if tokens[at].text in {"-", "."} and not tokens[at - 1].whitespace_ and not tokens[at].whitespace_:
        return at + 1 < len(tokens) and _is_name_word(tokens[at + 1], hits)
    return tokens[at].text in words("particles") and at + 1 < len(tokens) and _is_name_word(tokens[at + 1], hits)


def looks_like_person(doc: Doc, run: NameRun, surnames: Container[str]) -> bool:
    """Return whether a run begins with a known given name, ends with a surname of the pack or follows a title."""
    given = fold(doc[run.first].text.title() if doc[run.first].text.isupper() else doc[run.first].text)
    of_a_family = fold(doc[run.end - 1].text) in surnames or given in words("men") or given in words("women")
    return run.titled or (run.end - run.first > 1 and of_a_family)


def introduce(doc: Doc, run: NameRun, phrases: Phrases) -> Who:
    """Return whom a name belongs to by the words beside it; nobody where they do not say."""
    if run.end - run.first < 2:
        return NOBODY
    return (
        _by_role_before(doc, run, phrases)
        or _by_owner(doc, run, run.first - 1, phrases)
        or _by_apposition(doc, run, phrases)
        or _by_house_after(doc, run)
        or _by_owner(doc, run, _start_of_list(doc, run.first - 1), phrases)
        or NOBODY
    )


def _person(doc: Doc, run: NameRun, code: str, office: str) -> Who:
    return Who(code, doc[run.first : run.end].text, ActorKind.PERSON, office or None)


def _by_role_before(doc: Doc, run: NameRun, phrases: Phrases) -> Who | None:
    if run.first == 0:
        return None
    before = doc[run.first - 1]
    if before.text == "," and run.first > 1:
        before = doc[run.first - 2]
    phrase = phrases.read(before)
    if phrase is None or phrase.end > run.first or before.tag_ in {"NNS", "NNPS"}:
        return None
    codes = {who.code for who in phrase.who}
    office = doc[_start_of_names(doc, phrase.first) : before.i + 1].text
    code = codes.pop() if len(codes) == 1 else None
    return _person(doc, run, code, office) if code else None


def _start_of_names(doc: Doc, first: int) -> int:
    """Return where the capitalised nouns begin that stand before a role: "Harbor Institute" in its "analyst"."""
    while first > 0 and doc[first - 1].pos_ == "PROPN" and doc[first - 1].is_title:
        first -= 1
    return first


def _by_owner(doc: Doc, run: NameRun, at: int, phrases: Phrases) -> Who | None:
    """Return whom a name belongs to by the possessive at a token: "the Harbor Institute's Ann Keller"."""
    if at < 1 or doc[at].tag_ != "POS":
        return None
    hit = phrases.hits.get(at - 1)
    if hit is not None:
        who = who_in(hit.entries) if hit.sort in (Sort.BODY, Sort.OUTLET, Sort.ORGANISATION) else NOBODY
        return _person(doc, run, who.code, doc.text[hit.start : hit.end]) if who.code else None
    first = at
    while first > 0 and (doc[first - 1].pos_ == "PROPN" or doc[first - 1].lower_ in {"of", "for", "and"}):
        first -= 1
    code = class_organisation(doc, first, at)
    return _person(doc, run, code, doc[first:at].text) if code else None


def _start_of_list(doc: Doc, at: int) -> int:
    """Return the token before the names that stand in one list with what follows: the "'s" of "X's A, B and C"."""
    start = max(0, at - _LONGEST_LIST)
    while at > start and (doc[at].lower_ in {",", "and"} or doc[at].pos_ == "PROPN"):
        at -= 1
    return at


def _by_house_after(doc: Doc, run: NameRun) -> Who | None:
    """Return whom "of the Harbor Institute" after a name says it works for."""
    first = run.end + 1
    if run.end >= len(doc) or doc[run.end].lower_ not in {"of", "from", "at", "with"}:
        return None
    if first < len(doc) and doc[first].lower_ == "the":
        first += 1
    end = first
    while end < len(doc) and (doc[end].pos_ == "PROPN" or (doc[end].lower_ in {"of", "for", "and"} and end > first)):
        end += 1
    while end > first and doc[end - 1].pos_ != "PROPN":
        end -= 1
    code = class_organisation(doc, first, end)
    return _person(doc, run, code, doc[first:end].text) if code else None


def _by_apposition(doc: Doc, run: NameRun, phrases: Phrases) -> Who | None:
    if run.end + 1 >= len(doc) or not (doc[run.end].text in {",", "("} or _is_said_to_be(doc, run.end)):
        return None
    head = _head_of_apposition(doc, run.end + 1)
    phrase = phrases.read(head) if head is not None else None
    if head is None or phrase is None or head.tag_ in {"NNS", "NNPS"}:
        return None
    stop = _end_of_apposition(doc, head.i + 1)
    first = run.end + (2 if doc[run.end + 1].pos_ == "DET" else 1)
    office = doc[first:stop].text
    codes = {who.code for who in phrase.who}
    if len(codes) == 1 and (code := codes.pop()):
        return _person(doc, run, code, office)
    organisation = class_organisation(doc, head.i + 1, stop) if not codes else None
    return _person(doc, run, organisation, office) if organisation else None


def _is_said_to_be(doc: Doc, at: int) -> bool:
    """Return whether "is a" begins at a token; "was" may tell of what somebody no longer is."""
    return doc[at].lower_ == "is" and doc[at + 1].lower_ in {"a", "an", "the"}


def _head_of_apposition(doc: Doc, start: int) -> Token | None:
    for token in doc[start : start + _LONGEST_APPOSITION]:
        if token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"} and token.tag_ not in {"VBN", "VBG"}:
            return None
        last = token.i + 1 >= len(doc) or doc[token.i + 1].pos_ not in {"NOUN", "PROPN", "PART"}
        if token.pos_ in {"NOUN", "PROPN"} and last:
            return token
    return None


def _end_of_apposition(doc: Doc, start: int) -> int:
    end = start
    limit = min(len(doc), start + _LONGEST_APPOSITION)
    while end < limit and doc[end].text not in {",", ".", ")", ";", "—"} and not _opens_clause(doc[end]):
        end += 1
    return end


def _opens_clause(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} or token.tag_ in {"WP", "WDT", "WP$"}


def class_organisation(doc: Doc, first: int, end: int) -> str | None:
    """Return NGO, MED or BUS for an organisation that the pack does not know, by the words of its name."""
    names = {token.text.rstrip(".") for token in doc[first:end] if token.text[:1].isupper()}
    for table, code in (("research_words", "NGO"), ("press_words", "MED"), ("business_words", "BUS")):
        if names & words(table):
            return code
    return None
