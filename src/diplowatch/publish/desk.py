"""The desk: where citations are numbered and sentences are written while an edition is composed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from diplowatch.publish.links import link_to
from diplowatch.publish.sentences import (
    ACCORDING,
    HARD_LIMIT,
    QUOTE_LIMIT,
    are_spoken,
    attribute,
    capitalise,
    end_sentence,
    find_sentence_ends,
    is_balanced,
    join_names,
    keep_whole,
    label_actor,
    plain,
    quote_words,
    stands_alone,
    with_article,
)
from diplowatch.records import (
    Actor,
    Citation,
    Document,
    Genre,
    Grade,
    Pack,
    Passage,
    Sentence,
    Source,
    Statement,
    cut_passage,
    hash_text,
)
from diplowatch.track.names import name_issues
from diplowatch.track.words import content_stems

GROUPS = {"EUR": "European leaders"}
"""Names of the codes that stand for several states at once."""
KINDS = {
    Genre.REPORT: "report",
    Genre.ROUNDUP: "round-up",
    Genre.OFFICIAL: "official text",
    Genre.TRANSCRIPT: "transcript",
    Genre.SPEECH: "speech",
}
"""What a text without a known outlet is called."""
FRAGMENT = 8
"""Words below which reported content does not stand without its sentence."""
SECTORS = frozenset({"MED", "NGO", "BUS", "CVL", "ACA"})
"""Codes that say what sort of source speaks, not for which state."""


_BULLET = re.compile(r"^\s*(?:[-–—•*]\s+)?(?:Q\s+(?=[A-Z])|(?:[A-Z]{2,}\.?\s)?[A-Z][A-Z’'. -]+:\s+)?")
"""What may stand before the first word of a sentence and is no part of it: a bullet, who speaks in a transcript."""
TITLE_LIMIT = 80
"""Characters of a title that stands for an unknown outlet."""


class Desk:
    """Writes sentences for one edition; every passage cited goes into its list of sources, numbered as first used."""

    def __init__(self, documents: Mapping[str, Document], pack: Pack, printed: Sequence[Document] = ()) -> None:
        self.documents = documents
        self._printed = {document.id: document for document in printed} or documents
        self._titled: set[str] = set()
        signed = Counter(code for agreement in pack.agreements for code in agreement.parties)
        most = max(signed.values(), default=0)
        self._parties = frozenset(code for code, count in signed.items() if count * 2 >= most)
        self._party_stems = {
            state.code: content_stems(" ".join((state.name, *state.demonyms, *(state.capital or "").split("|"))))
            for state in pack.states
            if state.code in self._parties
        }
        bodies = {body.code: body.name for body in pack.bodies if body.code not in SECTORS}
        self._names = bodies | {state.code: state.name for state in pack.states} | GROUPS
        self._issues = {issue.id: issue.name for issue in pack.issues}
        self._phrases = name_issues(pack)
        self._sources: dict[str, Source] = {}
        self._hashes: dict[str, str] = {}

    @property
    def sources(self) -> tuple[Source, ...]:
        """Everything cited so far, in order of first use."""
        return tuple(self._sources.values())

    def knows(self, code: str | None) -> bool:
        """Say whether a code is a state or a body of the pack, or a group of states."""
        return code in self._names

    def name(self, code: str) -> str:
        """Return the name of a code, the code itself where the pack has none."""
        return plain(self._names.get(code, code))

    def names(self, codes: Iterable[str]) -> str:
        """Return names inside a sentence, joined: "the United States and Russia"."""
        return join_names([with_article(self.name(code)) for code in codes])

    def issue(self, issue: str) -> str:
        """Return the name of an issue, its id where the pack has none."""
        return plain(self._issues.get(issue, issue))

    def phrase_issue(self, issue: str) -> str:
        """Return the name of an issue as it stands inside a sentence: "the Black Sea ceasefire"."""
        return plain(self._phrases.get(issue, issue))

    def is_party(self, code: str) -> bool:
        """Say whether the process is about a code: a party to half as many agreements as the one with most, or more."""
        return code in self._parties

    def party_stems(self, publisher: str | None) -> frozenset[str]:
        """Return the stems of the names of the parties, without the state that publishes a text itself."""
        return frozenset[str]().union(*(stems for code, stems in self._party_stems.items() if code != publisher))

    def label(self, actor: Actor) -> str | None:
        """Return how a source is named in print, None where its words name nobody."""
        code = self.code_of(actor)
        return label_actor(actor, self.name(code) if code else None)

    def code_of(self, actor: Actor) -> str | None:
        """Return the code of the state or body an actor speaks for, None for a sector of society."""
        return actor.code if actor.code not in SECTORS else None

    def cite(self, passage: Passage) -> Citation:
        """Cite a passage, giving its document a number if it has none yet."""
        document = self.documents[passage.document]
        source = self._sources.get(document.id)
        if source is None:
            source = Source(
                number=len(self._sources) + 1,
                document=document.id,
                title=document.title,
                outlet=document.outlet,
                published=document.published,
                address=document.address,
                text_hash=passage.text_hash,
            )
            self._sources[document.id] = source
        return Citation(source=source.number, passage=passage, link=link_to(document.address, passage))

    def sentence(self, text: str, passages: Iterable[Passage]) -> Sentence:
        """Make a sentence with one citation for each different passage."""
        unique = {(passage.document, passage.start, passage.end): passage for passage in passages}
        return Sentence(text=end_sentence(text), citations=tuple(self.cite(passage) for passage in unique.values()))

    def hash_of(self, document: Document) -> str:
        """Return the hash of a document's text, computed once."""
        if document.id not in self._hashes:
            self._hashes[document.id] = hash_text(document.text)
        return self._hashes[document.id]

    def widen(self, passage: Passage) -> Passage:
        """Return the whole sentence (or sentences, where a quotation runs on) around a passage.

        The passage itself comes back where the sentence would be too long to print.
        """
        document = self.documents[passage.document]
        text = document.text
        # No sentence that is short enough to print reaches further than this, however long its paragraph is.
        farthest = 4 * HARD_LIMIT
        floor = max(text.rfind("\n", 0, passage.start) + 1, passage.start - farthest)
        ceiling = text.find("\n", passage.end)
        ceiling = min(len(text) if ceiling < 0 else ceiling, passage.end + farthest)
        ends = [floor + end for end in find_sentence_ends(text[floor:ceiling])]
        start = max((end for end in ends if end <= passage.start), default=floor)
        stops = [end for end in ends if end >= passage.end] or [ceiling]
        starts = [start, *sorted((end for end in (floor, *ends) if end < start), reverse=True)]
        for first in starts[:3]:
            for stop in stops[:3]:
                whole = text[first:stop]
                if is_balanced(whole) and whole.count('"') % 2 == 0 and len(whole) <= HARD_LIMIT:
                    lead = len(whole) - len(_BULLET.sub("", whole, count=1))
                    return cut_passage(document, first + lead, first + len(whole.rstrip()), self.hash_of(document))
        return passage

    def outlet(self, passage: Passage) -> str:
        """Return who published a passage, in words that fit after "according to"."""
        document = self.documents[passage.document]
        if document.outlet:
            return with_article(plain(document.outlet))
        title = plain(document.title)
        if not title:
            return f"{'an' if document.genre is Genre.OFFICIAL else 'one'} {KINDS[document.genre]}"
        alike = [one.id for one in self._printed.values() if not one.outlet and one.genre is document.genre]
        alone = alike == [document.id]
        if alone and document.id in self._titled:
            return f"the {KINDS[document.genre]}"
        self._titled.add(document.id)
        return f"the {KINDS[document.genre]} ‘{shorten_title(title)}’"

    def report(self, passage: Passage, *, limit: int = QUOTE_LIMIT, unnamed: bool = False) -> Sentence | None:
        """Write a report in its outlet's words: `According to Reuters: “...”`; tell where its source is unnamed."""
        whole = self.widen(passage)
        words = quote_words([whole.exact], limit)
        head = f"{ACCORDING} {self.outlet(whole)}{', citing a source it does not name' if unnamed else ''}"
        return self.sentence(f"{head}: {words}", [whole]) if words else None

    def attributed(self, statement: Statement, *, limit: int = QUOTE_LIMIT) -> Sentence | None:
        """Write a statement with its source, its relay and its words; in the outlet's words where no verb fits."""
        if statement.source is None or not statement.content:
            return None
        label = self.label(statement.source)
        head = label and attribute(statement, label, self.relays(statement))
        content = keep_whole(statement.content)
        words = quote_words([passage.exact for passage in content], limit)
        short = sum(len(passage.exact.split()) for passage in content) < FRAGMENT
        if not head or not stands_alone(statement) or (not are_spoken(statement) and (short or len(content) > 1)):
            return self.report(
                content[0], limit=limit, unnamed=statement.grade is Grade.ANONYMOUS and not statement.source.code
            )
        return self.sentence(f"{head} {words}", content) if words else None

    def relays(self, statement: Statement) -> list[str]:
        """Return the names of who passed a statement on, nearest the reader first."""
        return [with_article(plain(relay.name or relay.words)) for relay in statement.relay]

    def said(self, label: str, verb: str, passage: Passage, *, limit: int = QUOTE_LIMIT) -> Sentence | None:
        """Write words of a document under a composed head: `Russia, conditional: “...”`."""
        words = quote_words([passage.exact], limit)
        return self.sentence(f"{capitalise(label)}{verb}: {words}", [passage]) if words else None


def shorten_title(title: str) -> str:
    """Return a title cut at a word where it is long."""
    return title if len(title) <= TITLE_LIMIT else title[:TITLE_LIMIT].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
