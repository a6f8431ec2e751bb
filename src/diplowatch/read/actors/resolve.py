"""Whom a phrase means: a name in it, its role and country, an apposition, or the one candidate the text leaves."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span, Token

from diplowatch.packs import GROUPS
from diplowatch.read.actors.folding import fold
from diplowatch.read.actors.introductions import class_organisation
from diplowatch.read.actors.lexicon import Sort
from diplowatch.read.actors.survey import Named, Survey
from diplowatch.read.actors.tables import find_role, load_offices, load_stand_ins, words
from diplowatch.read.actors.who import NOBODY, Who, who_was
from diplowatch.records import ActorKind, Document

_POINTERS = frozenset({"the", "this", "that", "these", "those"})
_LOOK_BACK = 3
"""Sentences before a pronoun in which its person may stand."""


@dataclass(frozen=True)
class Resolver:
    """Resolves phrases of one surveyed document."""

    document: Document
    survey: Survey
    named_at: dict[int, Named]
    home: str | None = None
    """Whose officials speak throughout: the official publisher, or the one state of those who take turns."""

    def who(self, span: Span) -> Who:
        """Return whom a phrase means; nobody where several answers remain."""
        span = _strip_marks(span)
        return self._who_at(_head_of(span), span) or self._last_name(span) or NOBODY

    def parts(self, span: Span) -> list[Span]:
        """Split a coordination into its members; a single phrase is its own only part."""
        root = span.root
        joined = [token for token in root.conjuncts if span.start <= token.i < span.end]
        heads = sorted([root, *joined], key=lambda token: token.i)
        if len(heads) == 1:
            return [span]
        starts = [span.start, *(_after_link(span, one.i, two.i) for one, two in pairwise(heads))]
        ends = [*(_before_link(span, one.i, two.i) for one, two in pairwise(heads)), span.end]
        return [span.doc[start:end] for start, end in zip(starts, ends, strict=True) if start < end]

    def several(self, span: Span) -> tuple[Who, ...]:
        """Return all whom "Russian and Ukrainian officials" means, where the phrase itself is no coordination."""
        phrase = self.survey.phrases.read(span.root)
        return phrase.who if phrase and len(phrase.who) > 1 else ()

    def _who_at(self, head: Token, span: Span) -> Who | None:
        named = self.named_at.get(head.i)
        if named is not None:
            return named.who
        if head.i in self.survey.places:
            return None
        inner = self._after_of(head, span) if head.lower_ in words("quantities") else None
        if inner is not None:
            return self._who_at(inner, span)
        if head.tag_ in {"PRP", "PRP$"}:
            return self._pronoun(head)
        person = self.survey.people.get(head.i)
        if person is not None:
            return person
        return self._role(head, span) or self._apposition(head, span) or self._organisation(head, span)

    def _after_of(self, head: Token, span: Span) -> Token | None:
        for child in head.rights:
            if child.lower_ == "of" and child.i < span.end:
                return next((token for token in child.rights if token.dep_ == "pobj"), None)
        return None

    def _role(self, head: Token, span: Span) -> Who | None:
        phrase = self.survey.phrases.read(head)
        if phrase is None:
            return self._owner(head, span)
        apposed = self._apposition(head, span)
        if apposed is not None and apposed.kind is ActorKind.PERSON:
            return apposed
        if len(phrase.who) == 1:
            return phrase.who[0]
        if phrase.who:
            return None
        return apposed or (self._definite(head) if self._is_definite(head) else None)

    def _owner(self, head: Token, span: Span) -> Who | None:
        """Return the possessor before a noun that is no role: "Ukraine's plan"."""
        for child in head.children:
            if child.dep_ == "poss" and span.start <= child.i < span.end:
                named = self.named_at.get(child.i)
                return named.who if named else None
        return None

    def _apposition(self, head: Token, span: Span) -> Who | None:
        found = [self._plain(child) for child in head.children if child.dep_ == "appos" and child.i < span.end]
        return next((who for who in found if who), None)

    def _organisation(self, head: Token, span: Span) -> Who | None:
        """Return the group of an organisation that the pack does not know, by the words of its name."""
        doc = self.survey.doc
        first, end = head.i, head.i + 1
        while first > span.start and (doc[first - 1].pos_ == "PROPN" or doc[first - 1].lower_ in {"of", "for", "and"}):
            first -= 1
        while end < span.end and (doc[end].pos_ == "PROPN" or doc[end].lower_ in {"of", "for", "and"}):
            end += 1
        code = class_organisation(doc, first, end) if head.pos_ == "PROPN" and end - first > 1 else None
        return Who(code, doc[first:end].text, ActorKind.GROUP) if code else None

    def _plain(self, token: Token) -> Who | None:
        named = self.named_at.get(token.i)
        return named.who if named else self.survey.people.get(token.i)

    def _last_name(self, span: Span) -> Who | None:
        """Return the one person or state that a wrongly parsed phrase names, unless a noun before it is its head."""
        if span.root.pos_ == "NOUN" and any(token.pos_ == "ADP" for token in span.doc[span.root.i + 1 : span.end]):
            return None
        found = {named.who for named in map(self.named_at.get, range(span.start, span.end)) if named}
        people = {who for who in found if who.kind is ActorKind.PERSON}
        if len(people) == 1:
            return people.pop()
        last = self.named_at.get(span.end - 1)
        return last.who if last and len(found) == 1 and last.first <= span.start + 2 else None

    def _is_definite(self, head: Token) -> bool:
        """Whether a role points back: "the minister", "that official", or the bare word itself."""
        before = [child for child in head.lefts if child.pos_ != "SPACE"]
        return not before or any(child.lower_ in _POINTERS for child in before)

    def _definite(self, head: Token) -> Who | None:
        """Return the one candidate that the text before it leaves for "the minister" or "the administration"."""
        publisher = self._of_publisher(head)
        if publisher is not None:
            return publisher
        if head.tag_ in {"NN", "NNP"}:
            before_it = self._office_before(head) or self._body_before(head)
            if before_it is not None:
                return before_it
        same_word = self.survey.first_by_lemma.get(head.lemma_.lower(), {})
        before = {who for who, end in same_word.items() if end <= head.i}
        codes = {who.code for who in before}
        if len(codes) == 1:
            one = before.pop()
            return one if not before else Who(one.code, None, one.kind)
        return None

    def _office_before(self, head: Token) -> Who | None:
        doc = self.survey.doc
        phrases = (doc[first : head.i + 1].text.lower() for first in range(max(0, head.i - 3), head.i + 1))
        roles = next((found for found in map(load_offices().get, phrases) if found is not None), None)
        if not roles:
            return None
        people = self.survey.first_of_people
        candidates = {who for who, end in people.items() if end <= head.i and self._holds(who, roles)}
        if len(candidates) > 1:
            candidates = self._of_states_near(head, candidates)
        return candidates.pop() if len(candidates) == 1 else None

    def _body_before(self, head: Token) -> Who | None:
        """Return the one body named in the sentences before that is called so: "the bloc", "the alliance"."""
        codes = load_stand_ins().get(head.lower_)
        if codes is None:
            return None
        for sentence in self._sentences_before(head):
            named_here = self.survey.named_within(sentence.start, min(sentence.end, head.i))
            found = {named.who.code: named.who for named in named_here if named.who.code in codes}
            if found:
                return Who(found.popitem()[0], None, ActorKind.BODY) if len(found) == 1 else None
        return None

    def _of_states_near(self, head: Token, candidates: set[Who]) -> set[Who]:
        """Of several holders, those of the states named in the sentence before the role, else in the one before."""
        for sentence in self._sentences_before(head)[:2]:
            named_here = self.survey.named_within(sentence.start, min(sentence.end, head.i))
            codes = {named.who.code for named in named_here}
            near = {who for who in candidates if who.code in codes}
            if near:
                return near
        return candidates

    def _holds(self, who: Who, roles: frozenset[str]) -> bool:
        offices = self.survey.lexicon.people[who.name or ""]
        fits = [one for one in offices if who.office in (None, one.title)]  # without a date no office is known
        return not who.former and any(office.role in roles for office in fits)

    def _of_publisher(self, head: Token) -> Who | None:
        """In an official text the bare "the President" is the publisher's own."""
        code = self.home
        if code is None:
            return None
        roles = load_offices().get(head.lower_)
        if roles is None:
            role = find_role(head.lower_)
            ours = role is not None and role.word in words("own") and head.text[0].isupper()
            return Who(code, None, ActorKind.STATE) if ours else None
        people = self.survey.lexicon.holders(code, roles, self.survey.on)
        return who_was(self.survey.lexicon, people[0], self.survey.on) if len(people) == 1 else None

    def _pronoun(self, token: Token) -> Who | None:
        if token.lower_ in {"he", "him", "his", "himself"}:
            return self._person_before(token, words("women"))
        if token.lower_ in {"she", "her", "hers", "herself"}:
            return self._person_before(token, words("men"))
        if token.lower_ in {"they", "them", "their", "themselves"}:
            return self._group_before(token)
        return None

    def _person_before(self, token: Token, not_names: frozenset[str]) -> Who | None:
        for sentence in self._sentences_before(token):
            people: dict[str, Who] = {}
            for at in range(sentence.start, min(sentence.end, token.i)):
                who = self.survey.people.get(at)
                if who is not None and who.name and fold(who.name.split()[0].title()) not in not_names:
                    people[who.name] = who
                named = self.named_at.get(at)
                if named and named.who.kind is ActorKind.PERSON and named.who.name:
                    people.setdefault(named.who.name, named.who)
            if len(people) == 1:
                return next(iter(people.values()))
            if people:
                return self._only_subject(sentence, token, people)
        return None

    def _only_subject(self, sentence: Span, token: Token, people: dict[str, Who]) -> Who | None:
        """Of several people, the only one who is the subject of a sentence before the pronoun's."""
        if sentence.start <= token.i < sentence.end:
            return None
        subjects = {
            who
            for at in range(sentence.start, sentence.end)
            if _is_subject(self.survey.doc[at]) and (who := self.survey.people.get(at)) and who.name in people
        }
        return subjects.pop() if len(subjects) == 1 else None

    def _group_before(self, token: Token) -> Who | None:
        for sentence in self._sentences_before(token):
            named_here = self.survey.named_within(sentence.start, min(sentence.end, token.i))
            found = {named.who for named in named_here if self._is_group(named)}
            if found:
                codes = {who.code for who in found}
                return found.pop() if len(codes) == 1 else None
        return None

    def _is_group(self, named: Named) -> bool:
        hit = self.survey.hits.get(named.first)
        plural_name = hit is not None and hit.sort is Sort.DEMONYM and self.survey.doc[named.end - 1].tag_ == "NNPS"
        return named.plural or plural_name

    def _sentences_before(self, token: Token) -> list[Span]:
        doc = self.survey.doc
        found = [token.sent]
        while len(found) <= _LOOK_BACK and found[-1].start > 0:
            found.append(doc[found[-1].start - 1].sent)
        return found


def _strip_marks(span: Span) -> Span:
    """Return a phrase without punctuation and marks of emphasis around it, where anything is left."""
    plain = [token.i for token in span if any(letter.isalnum() for letter in token.text)]
    return span.doc[plain[0] : plain[-1] + 1] if plain else span


def _head_of(span: Span) -> Token:
    """Return the head of a phrase; where the parse takes the "ex" of "ex-president" for it, the noun after that."""
    if any(letter.isalnum() for letter in span.root.text) and span.root.lower_ not in words("past"):
        return span.root
    after = span.doc[span.root.i + 1 : span.end]
    return next((token for token in after if token.pos_ in {"NOUN", "PROPN"} and token.is_alpha), span.root)


def _is_subject(token: Token) -> bool:
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token.dep_ == "nsubj"


def _after_link(span: Span, one: int, two: int) -> int:
    links = [token.i for token in span.doc[one + 1 : two] if token.lower_ in {"and", "or", ",", "&"}]
    return links[-1] + 1 if links else two


def _before_link(span: Span, one: int, two: int) -> int:
    links = [token.i for token in span.doc[one + 1 : two] if token.lower_ in {"and", "or", ",", "&"}]
    return next(iter(_trailing(links)), two)


def _trailing(links: list[int]) -> list[int]:
    """Return the last unbroken run of links: "," and "and" in "A, and B"."""
    run = links[-1:]
    while len(run) < len(links) and links[-len(run) - 1] == run[0] - 1:
        run.insert(0, links[-len(run) - 1])
    return run


def _begins_line(text: str, at: int) -> bool:
    return text[:at].rstrip(" *_").endswith("\n") or not text[:at].strip()


def find_home(document: Document, survey: Survey) -> str | None:
    """Return the official publisher's code, else the one state of those who speak in turns ("MS. DOE: ...")."""
    if document.outlet_code and document.outlet_code not in GROUPS:
        return document.outlet_code
    doc = survey.doc
    codes = {
        named.who.code
        for named in survey.named
        if named.who.kind is ActorKind.PERSON
        and named.end < len(doc)
        and doc[named.end].text == ":"
        and _begins_line(document.text, doc[named.first].idx)
    }
    return codes.pop() if len(codes) == 1 else None
