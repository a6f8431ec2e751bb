"""Role phrases: "Russia's foreign minister", "South Korean officials", "a spokesperson for the Ukrainian air force"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from diplowatch.read.actors.folding import fold
from diplowatch.read.actors.lexicon import Entry, Hit, Lexicon, Sort
from diplowatch.read.actors.tables import Role, find_role, load_offices, load_roles, words
from diplowatch.read.actors.who import NOBODY, PRIVATE, Who, who_named, who_was
from diplowatch.read.parse import text_of
from diplowatch.records import ActorKind

_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "PART", "NUM", "ADV", "X"})
_LINKS = frozenset({"of", "for", "from", "at", "with", "by"})
_JOINED = frozenset({Sort.STATE, Sort.DEMONYM, Sort.BODY})
"""Sorts of names that share a role: "Russian and Ukrainian officials"."""
_LISTED = frozenset({Sort.STATE, Sort.BODY, Sort.CAPITAL, Sort.HOST})
"""Sorts of names that share a role before them: "the leaders of France and Germany"."""
_LONGEST_ROLE = 5
_DEPTH = 2


@dataclass(frozen=True)
class Phrase:
    """A role phrase: its tokens (end exclusive), whom it may mean, and the role."""

    first: int
    end: int
    who: tuple[Who, ...]
    """One each for "Russian and Ukrainian officials"; empty where no country is given."""
    role: Role


class Phrases:
    """Reads the role phrases of one document."""

    def __init__(self, doc: Doc, lexicon: Lexicon, on: date | None, hits: dict[int, Hit], people: dict[int, Who]):
        self.doc, self.lexicon, self.on, self.hits, self.people = doc, lexicon, on, hits, people
        self._text = text_of(doc)
        places = doc.to_array(["IDX", "LENGTH"]).tolist()  # without making a token of each
        self._starts = [int(start) for start, _ in places]
        self._ends = [int(start + length) for start, length in places]

    def _small(self, first: int, end: int) -> str:
        """Return a stretch of tokens in small letters."""
        return self._text[self._starts[first] : self._ends[end - 1]].lower()

    def read(self, head: Token, depth: int = 0) -> Phrase | None:
        """Read the phrase around a role noun; None where the noun is no role."""
        role, start = self.role_at(head)
        if role is None:
            return None
        office = self._office_at(head) if head.i + 1 < len(self.doc) and self.doc[head.i + 1].pos_ == "ADP" else None
        end = office[1] if office else head.i + 1
        first, owners = self._owners_before(start)
        if not owners and depth < _DEPTH:
            owners, end = self._owners_after(end, role, depth)
        return Phrase(first, end, self._speakers(role, owners, start, head), role)

    def role_at(self, head: Token) -> tuple[Role | None, int]:
        """Return the role that ends at a token, the longest phrase first, and its first token."""
        for start in range(max(head.sent.start, head.i - 2), head.i):
            role = load_roles().get(self._small(start, head.i + 1))
            if role:
                return role, start
        return find_role(head.lower_), head.i

    def _owners_before(self, start: int) -> tuple[int, list[tuple[Who, Hit | None]]]:
        owners: list[tuple[Who, Hit | None]] = []
        first = at = start
        while at > 0:
            token = self.doc[at - 1]
            owner = self._owner(token)
            if token.sent != self.doc[start].sent or not (owner or self._is_inside(token, at)):
                break
            at -= 1
            if owner:
                if owners and owner[0].code != owners[-1][0].code and not self._is_joined(at, start):
                    owners.clear()
                owners.append(owner)
                at = first = self._first_of(at)
        return first, list(reversed(owners))

    def _is_inside(self, token: Token, at: int) -> bool:
        if token.pos_ in _INSIDE or token.text in "-–’'" or token.tag_ in {"VBN", "VBG"}:
            return True
        if token.lower_ not in {"and", "or", ","} or at < 2:
            return False
        one, two = self.hits.get(at - 2), self.hits.get(at)
        if one is None or two is None or two.sort not in _JOINED:
            return False
        return one.sort is two.sort or (one.sort in _JOINED and self._is_short(one))

    def _is_short(self, hit: Hit) -> bool:
        """Whether a name is an abbreviation, which serves as an adjective too: "US and Russian officials"."""
        return text_of(self.doc)[hit.start : hit.end].replace(".", "").isupper()

    def _is_joined(self, at: int, start: int) -> bool:
        return any(token.lower_ in {"and", ",", "or", "-", "–"} for token in self.doc[at:start])

    def _first_of(self, at: int) -> int:
        hit = self.hits.get(at)
        while at > 0 and hit is not None and self.hits.get(at - 1) is hit:
            at -= 1
        while hit is None and at > 0 and at - 1 in self.people and self.people[at - 1] == self.people.get(at):
            at -= 1
        return at

    def _owner(self, token: Token) -> tuple[Who, Hit | None] | None:
        if token.i in self.people:
            return self.people[token.i], self.hits.get(token.i)
        hit = self.hits.get(token.i)
        if hit is None or hit.sort in (Sort.PERSON, Sort.SURNAME) or len(hit.entries) > 1:
            return None
        if hit.sort is Sort.TOWN:
            return Who(hit.entries[0].code, None, ActorKind.STATE), hit
        return who_named(hit.entries[0]), hit

    def _owners_after(self, start: int, role: Role, depth: int) -> tuple[list[tuple[Who, Hit | None]], int]:
        for link in self.doc[start : start + 1]:
            governs = (
                link.lower_ in _LINKS
                or (link.lower_ == "in" and role.sector == "GOV")
                or (link.lower_ == "to" and role.word in words("servants"))
            )
            if not governs:
                break
            for at in range(link.i + 1, min(link.i + 7, len(self.doc))):
                token = self.doc[at]
                owner = self._owner(token)
                next_plain = at + 1 >= len(self.doc) or self.doc[at + 1].pos_ not in {"NOUN", "PROPN", "ADJ", "PART"}
                if owner and (next_plain or self.hits.get(at + 1) is not owner[1] or not owner[1]):
                    further, last = self._owners_joined(at) if next_plain else ([], at)
                    if further:
                        return [(owner[0], None), *further], last + 1
                    return [owner if next_plain else (owner[0], None)], self._end_of_phrase(at, depth)
                if token.pos_ not in _INSIDE and token.pos_ != "DET":
                    break
                if token.pos_ in {"NOUN", "PROPN"} and next_plain:
                    inner_phrase = self.read(token, depth + 1)
                    if inner_phrase and inner_phrase.who:
                        return [(who, None) for who in inner_phrase.who], inner_phrase.end
                    break
        return [], start

    def _owners_joined(self, at: int) -> tuple[list[tuple[Who, Hit | None]], int]:
        """Return the further states and bodies of a list, "France and Germany", and its last token."""
        found: list[tuple[Who, Hit | None]] = []
        end = at + 1
        while end < len(self.doc) and self.doc[end].lower_ in {"and", ",", "or"}:
            start = end
            while start < len(self.doc) and self.doc[start].lower_ in {"and", ",", "or", "the"}:
                start += 1
            hit = self.hits.get(start)
            owner = self._owner(self.doc[start]) if hit and hit.sort in _LISTED else None
            if owner is None:
                break
            end = start + 1
            while self.hits.get(end) is hit:
                end += 1
            if end < len(self.doc) and self.doc[end].pos_ in {"NOUN", "PROPN", "PART"}:
                break
            found.append((owner[0], None))
            at = end - 1
        return found, at

    def _end_of_phrase(self, at: int, depth: int) -> int:
        end = at + 1
        while end < len(self.doc) and end < at + 4 and self.doc[end].pos_ in {"NOUN", "PROPN", "PART", "ADJ"}:
            end += 1
        return end if depth < _DEPTH else at + 1

    def _speakers(self, role: Role, owners: list[tuple[Who, Hit | None]], start: int, head: Token) -> tuple[Who, ...]:
        before = {token.lower_ for token in self.doc[max(head.sent.start, start - 4) : start]}
        if role.speaks == "STATE" and before & words("past"):
            return (Who(PRIVATE, None, ActorKind.GROUP),) if owners else ()
        body = owners and owners[0][0].kind is ActorKind.BODY and role.sector in {"NGO", "EDU"}
        if role.speaks == "NONE" or (role.word in words("relations") and self._is_of_another(owners, start)):
            return ()
        if role.speaks != "STATE" and not body:
            return (Who(role.speaks, None, ActorKind.GROUP),)
        found: list[Who] = []
        for who, hit in owners:
            if who.code is None:
                continue
            person = self._holder(who.code, hit, head)
            kind = ActorKind.STATE if who.kind is ActorKind.PERSON else who.kind
            found.append(person or Who(who.code, None, kind))
        return tuple(dict.fromkeys(found))

    def _is_of_another(self, owners: list[tuple[Who, Hit | None]], start: int) -> bool:
        """Whether who bears a relation to the owner is somebody else: "Kyiv's allies", but not "European allies"."""
        if start and self.doc[start - 1].tag_ == "POS":
            return True
        return any(hit is None or hit.sort not in (Sort.DEMONYM, Sort.BODY) for _, hit in owners)

    def _holder(self, code: str, hit: Hit | None, head: Token) -> Who | None:
        """Return the one person in office whom a role with its country names on the day of publication."""
        if head.tag_ in {"NNS", "NNPS"}:
            return None
        named = self._office_at(head)
        if named is None or hit is None or (named[0] > 0 and self.doc[named[0] - 1].lower_ in words("former")):
            return None
        first, _, roles = named
        if self._is_one_of_several(first):
            return None
        between = [token.text for token in self.doc[max(0, first - 8) : first] if self._narrows(token, hit)]
        people = self.lexicon.holders(code, roles, self.on)
        if len(people) > 1 and hit.sort in (Sort.SEAT, Sort.MINISTRY):
            people = [person for person in people if self._title_has(person, text_of(self.doc)[hit.start : hit.end])]
        people = [person for person in people if all(self._title_has(person, word) for word in between)]
        return who_was(self.lexicon, people[0], self.on) if len(people) == 1 else None

    def _is_one_of_several(self, first: int) -> bool:
        """Whether an indefinite article opens the phrase: "a Kremlin spokesman" is not named."""
        before = self.doc[max(0, first - _LONGEST_ROLE) : first]
        return any(token.lower_ in words("indefinite") for token in before if token.sent == self.doc[first].sent)

    def _office_at(self, head: Token) -> tuple[int, int, frozenset[str]] | None:
        """Return the longest phrase around a role noun that names an office: tokens (end exclusive) and its roles."""
        low, high = max(head.sent.start, head.i + 1 - _LONGEST_ROLE), min(head.sent.end, head.i + 1 + _LONGEST_ROLE)
        spans = [(first, end) for first in range(low, head.i + 1) for end in range(head.i + 1, high + 1)]
        for first, end in sorted(spans, key=lambda span: span[0] - span[1]):
            roles = load_offices().get(self._small(first, end))
            if roles is not None:
                return first, end, roles
        return None

    def _narrows(self, token: Token, hit: Hit) -> bool:
        """Whether a word between the country and the role says which of several offices is meant."""
        return token.idx >= hit.end and token.pos_ in {"NOUN", "PROPN"}

    def _title_has(self, person: str, words_of_title: str) -> bool:
        return any(fold(words_of_title) in fold(office.title) for office in self.lexicon.people[person])


def who_in(entries: tuple[Entry, ...]) -> Who:
    """Return whom a name of the pack that is no person means; nobody where it has several meanings."""
    return who_named(entries[0]) if len({entry.code for entry in entries}) == 1 else NOBODY
