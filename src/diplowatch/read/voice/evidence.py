"""What shows whose text it is: self-naming, acts of speech in one's own name, and the first act of a read-out."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from diplowatch.read.actors import Mention, Mentions
from diplowatch.read.quotes import Quotation, quotation_around
from diplowatch.read.turns import Turn
from diplowatch.records import Actor, ActorKind, Record
from diplowatch.tables import load_table, load_words, package_file

_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_ALONE = frozenset({"i", "me", "my", "myself"})
_SUBJECTS = frozenset({"i", "we"})
_LEAST_SHARE = 0.15
"""Share of sentences in the first person from which a text is speech."""
_REACH = 40
"""Characters between a phrase of self-naming and the name."""
_LEAD = 5.0
"""How many times oftener than the next a state must commit itself for the text to be its own."""
_GREETING = re.compile(r"^(?:Dear |Dearest |Great |Free )?(?:[A-Z][a-z]+s|[A-Z][a-z]+ people)[!,]\s*$", re.MULTILINE)
_BETWEEN = re.compile(r"\bbetween [A-Z][\w ]{2,40} and (?:the )?[A-Z]\w+(?: [A-Z]\w+)*")
_ALLIES = re.compile(
    r"[ ,—–-]+(?:along with|together with|alongside) our (?:[\w-]+ ){0,2}(?:allies|partners)\b", re.IGNORECASE
)
_COMMANDS = frozenset({"direct", "order", "instruct", "authorize", "authorise", "task"})
_YOURS = re.compile(r"\byour (?:country|people|state|nation|land|parliament|government|cities|freedom)\b")


class Phrase(Record):
    """Words that lead to the speaker's own state or body."""

    phrase: str
    with_first_person: str = ""
    """Filled where "I" or "we" must stand in the same sentence."""


@functools.cache
def _phrases() -> tuple[Phrase, ...]:
    return load_table(package_file("read", "data", "voice_phrases.csv"), Phrase)


@functools.cache
def _phrase_pattern() -> re.Pattern[str]:
    phrases = sorted((row.phrase for row in _phrases()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\s", re.IGNORECASE)


def is_first_person(word: str) -> bool:
    """Return whether a word in small letters is a pronoun of the first person."""
    return word in _FIRST


@dataclass(frozen=True)
class Narration:
    """The words of a document that nobody is quoted with, by their pronouns."""

    free: frozenset[int]
    """Indices of tokens outside quotations and turns."""
    pronouns: tuple[Token, ...]
    """Pronouns of the first person among them."""
    is_speech: bool

    @property
    def is_plural(self) -> bool:
        """Whether only "we" and "our" occur, never "I"."""
        return all(token.lower_ not in _ALONE for token in self.pronouns)


def narrate(doc: Doc, quotations: Sequence[Quotation], turns: Sequence[Turn]) -> Narration:
    """Collect what stands outside quotations and turns."""
    starts = [turn.start for turn in turns]

    def is_free(at: int) -> bool:
        turn = bisect_right(starts, at) - 1
        return (turn < 0 or at >= turns[turn].end) and quotation_around(quotations, at) is None

    free = frozenset(token.i for token in doc if is_free(token.idx))
    pronouns = tuple(doc[at] for at in sorted(free) if doc[at].lower_ in _FIRST and doc[at].text != "US")
    sentences = sum(1 for sentence in doc.sents if sentence.root.i in free)
    spoken = {token.sent.start for token in pronouns}
    speaks = any(token.lower_ in _SUBJECTS for token in pronouns)
    return Narration(free, pronouns, speaks and len(spoken) >= _LEAST_SHARE * sentences)


@dataclass(frozen=True)
class Evidence:
    """The rules, each giving the one actor that it leaves, or nobody."""

    doc: Doc
    mentions: Mentions
    narration: Narration

    def self_named(self) -> Actor | None:
        """Return whom the text names as itself: "on behalf of X, I ...", "Glory to X!", a greeting to one's people."""
        found: dict[str, Actor] = {}
        for match in _phrase_pattern().finditer(self.doc.text):
            named = self._named_by(match)
            if named is not None and named.actor.code:
                found.setdefault(named.actor.code, named.actor)
        for actor in (*self._beside_interlocutors(), *self._commanding(), *self._beside_allies()):
            found.setdefault(actor.code or "", actor)
        if not found and not _YOURS.search(self.doc.text):
            for match in _GREETING.finditer(self.doc.text):
                for mention in self.mentions.within(*match.span()):
                    if mention.actor.code and mention.actor.kind is ActorKind.STATE:
                        found.setdefault(mention.actor.code, mention.actor)
        return next(iter(found.values())) if len(found) == 1 else None

    def committed(self) -> Actor | None:
        """Return the one state or body that commits itself in a text where "we" or "I" do so too."""
        heading = next(self.doc.sents).end
        votes: Counter[str] = Counter()
        actors: dict[str, Actor] = {}
        own = any(token.lower_ in _SUBJECTS and _commits(token.head) for token in self.narration.pronouns)
        for token in self.doc:
            if token.i not in self.narration.free:
                continue
            owner = self._giver(token) if token.i < heading else None
            if owner is not None and owner.code:
                votes[owner.code] += 1
                actors.setdefault(owner.code, owner)
            if token.dep_ not in ("nsubj", "nsubjpass") or not _commits(token.head):
                continue
            actor = self._state_at(token)
            if actor is not None and actor.code:
                votes[actor.code] += 1
                actors.setdefault(actor.code, actor)
        if not own or not votes:
            return None
        ranked = votes.most_common(2)
        if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
            return None
        return actors[ranked[0][0]]

    def read_out(self) -> Actor | None:
        """Return whose read-out it is: the official whose meeting or call it tells first, as "we" and never "I"."""
        if not self.narration.is_plural:
            return None
        sentence = next((one for one in self.doc.sents if any(t.dep_ == "nsubj" for t in one)), None)
        if sentence is None:
            return None
        subject = next((t for t in sentence if t.dep_ == "nsubj"), None)
        encounters = load_words("read", "data", "voice_encounters.txt")
        if subject is None or subject.i not in self.narration.free or subject.head.lemma_ not in encounters:
            return None
        if any(child.dep_ == "conj" for child in subject.children):
            return None
        around = self.mentions.within(self.doc[subject.left_edge.i].idx, subject.idx + len(subject))
        people = {one.actor.code: one.actor for one in around if one.actor.kind is ActorKind.PERSON and one.actor.code}
        return next(iter(people.values())) if len(people) == 1 else None

    def _beside_interlocutors(self) -> Iterator[Actor]:
        """Yield X of "between X and Y" where "I spoke with" somebody of Y."""
        encounters = load_words("read", "data", "voice_encounters.txt")
        others: set[str | None] = set()
        for token in self.narration.pronouns:
            if token.lower_ in _SUBJECTS and token.dep_ == "nsubj" and token.head.lemma_ in encounters:
                sentence = token.sent
                met = self.mentions.within(sentence.start_char, sentence.end_char)
                others |= {one.actor.code for one in met if one.actor.kind is ActorKind.PERSON}
        for match in _BETWEEN.finditer(self.doc.text) if others else ():
            pair = [one.actor for one in self.mentions.within(*match.span()) if one.actor.code]
            own = [actor for actor in pair if actor.code not in others]
            if len(pair) == 2 and len(own) == 1:
                yield own[0]

    def _commanding(self) -> Iterator[Actor]:
        """Yield whose department it is that "I" direct or order to act."""
        for token in self.narration.pronouns:
            verb = token.head
            if token.lower_ != "i" or token.dep_ != "nsubj" or verb.lemma_ not in _COMMANDS:
                continue
            for child in verb.children:
                if child.dep_ in ("dobj", "nsubj") and child.i > verb.i:
                    start, last = self.doc[child.left_edge.i], self.doc[child.right_edge.i]
                    named = [one.actor for one in self.mentions.within(start.idx, last.idx + len(last))]
                    if named and named[0].code and named[0].kind is not ActorKind.PERSON:
                        yield named[0]

    def _beside_allies(self) -> Iterator[Actor]:
        """Yield X of "X, along with our allies"."""
        for match in _ALLIES.finditer(self.doc.text):
            before = [one for one in self.mentions.within(match.start() - _REACH, match.start() + 1) if one.actor.code]
            first = self.doc.char_span(match.start(), match.end(), alignment_mode="expand")
            touches = before and not self.doc.text[before[-1].end : match.start()].strip(" ,—–-")
            if touches and first is not None and first.root.i in self.narration.free:
                yield before[-1].actor

    def _named_by(self, match: re.Match[str]) -> Mention | None:
        text = self.doc.text
        around = self.mentions.within(match.start(), match.end() + _REACH)
        near = [mention for mention in around if mention.end > match.end()]
        first = self.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if not near or first is None or first.root.i not in self.narration.free:
            return None
        between = text[match.end() : near[0].start].lower().split()
        if not set(between) <= load_words("read", "data", "voice_links.txt"):
            return None
        words = match.group().strip().lower()
        needs = any(row.with_first_person for row in _phrases() if row.phrase == words)
        sentence = self.doc[first.start].sent
        if needs and not any(token.sent == sentence for token in self.narration.pronouns):
            return None
        return near[0]

    def _giver(self, noun: Token) -> Actor | None:
        """Return X of "X's support" and "X support": what a text's own side gives is named by it alone."""
        if noun.lemma_.lower() not in load_words("read", "data", "voice_own_acts.txt"):
            return None
        before = [child for child in noun.lefts if child.dep_ in ("poss", "compound", "amod", "nmod")]
        return next((actor for child in before if (actor := self._state_at(child)) is not None), None)

    def _state_at(self, subject: Token) -> Actor | None:
        covering = self.mentions.within(self.doc[subject.left_edge.i].idx, subject.idx + len(subject))
        fit = [one.actor for one in covering if one.end >= subject.idx + len(subject)]
        return fit[-1] if fit and fit[-1].kind in (ActorKind.STATE, ActorKind.BODY) else None


def _commits(verb: Token) -> bool:
    """Return whether a verb does something by being said: present, future or perfect, never the past of a report."""
    words = load_words("read", "data", "voice_commitments.txt")
    aux = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    timely = verb.tag_ in ("VBP", "VBZ") or (verb.tag_ in ("VB", "VBN", "VBG") and bool(aux))
    if not timely:
        return False
    if verb.lemma_ == "be":
        return any(child.lower_ in words for child in verb.children if child.dep_ in ("acomp", "attr", "advmod"))
    return verb.lemma_.lower() in words or verb.lower_ in words
