"""Linking words to the issues of a pack: by the phrases that show in them, and proposals also by meaning.

Where two issues fit equally well, none is taken: the basis says why. The rules in words: docs/method.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from diplowatch.records import Condition, Document, Pack, Position
from diplowatch.track.meaning import Meaning, Meanings, Near
from diplowatch.track.phrases import Phrase, Phrases, file_phrases
from diplowatch.track.words import content_stems, has_any, load_stems, split_words, stem

_POINTERS = frozenset({"it", "this", "that", "so"})
_DOING = frozenset({"do", "doing", "done"})
_SPEAKERS = frozenset({"i", "we", "you", "he", "she", "they", "them", "us"})
"""Persons in a proposal: it is a clause of its own then, or means somebody, and stands for no proposal before it."""
_SENTENCES_BACK = 2
"""Whole sentences before the clause in which a thin proposal may have been named."""
_TAKEN_UP = re.compile(r"(?:the|this|that|such an?) \w", re.IGNORECASE)
"""How a proposal begins that an earlier paragraph may have named."""

LEAST = 0.45
"""How near a proposal must be to an issue in meaning; chosen with MARGIN on benchmarks/gold/issues.csv."""
MARGIN = 0.07
"""How much nearer it must be than to the next issue, and than to what only sounds alike."""

_FAR = 1_500
"""Characters before a passage in which its last sentences are looked for."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’']?\s+(?=[\"“‘']?[A-Z])")


@dataclass(frozen=True)
class Link:
    """The issue some words are about, or None, and why."""

    issue: str | None
    basis: str
    by_context: bool = False
    """Whether the issue shows only in words around the proposal."""
    by_meaning: bool = False
    """Whether the proposal is only close to the issue in meaning."""
    is_declined: bool = False
    """Whether the words name several issues, so that none was taken."""


@dataclass(frozen=True)
class IssueIndex:
    """The issues of a pack, ready for linking."""

    terms: Phrases
    unless: Phrases
    names: Mapping[str, str]
    actor_stems: frozenset[str]
    """Stems of names of states and bodies that are one word: they do not say what a proposal is about."""
    state_stems: frozenset[str]
    """Stems of every word in the names of states: shared, they do not make two texts alike."""
    person_stems: frozenset[str]
    """Stems of the names of people in office: whom a proposal is about, not what."""
    meanings: Meanings
    """What the issues mean; its vectors are loaded when the first proposal is compared."""

    def match(self, text: str) -> dict[str, Phrase]:
        """Return the issues whose terms show in a text and whose ruling-out phrases do not."""
        found = self.terms.find(text)
        if not found:
            return found
        ruled_out = self.unless.find(text)
        return {issue: phrase for issue, phrase in found.items() if issue not in ruled_out}


def index_issues(pack: Pack) -> IssueIndex:
    """Prepare the issues of a pack for linking."""
    terms = file_phrases((issue.id, term) for issue in pack.issues for term in issue.terms)
    return IssueIndex(
        terms=terms,
        unless=file_phrases((issue.id, term) for issue in pack.issues for term in issue.unless),
        names={issue.id: issue.name for issue in pack.issues},
        actor_stems=_actor_stems(pack),
        state_stems=content_stems(" ".join(name for state in pack.states for name in (state.name, *state.demonyms))),
        person_stems=content_stems(" ".join(office.person for office in pack.offices)),
        meanings=Meanings(_list_meanings(pack, terms)),
    )


def _list_meanings(pack: Pack, terms: Phrases) -> Iterator[Meaning]:
    """Say what each issue means: its name and examples, or where it has none its terms.

    Whatever only sounds like some issue counts against all of them, except one of which a term shows in it.
    """
    counterexamples = {words: terms.find(words) for issue in pack.issues for words in issue.counterexamples}
    for issue in pack.issues:
        against = tuple(words for words, found in counterexamples.items() if issue.id not in found)
        yield Meaning(issue.id, (issue.name, *(issue.examples or issue.terms)), against)


def _actor_stems(pack: Pack) -> frozenset[str]:
    names = [
        name for state in pack.states for name in (state.name, *state.aliases, *state.demonyms, state.capital or "")
    ]
    names += [name for body in pack.bodies for name in (body.name, *body.aliases)]
    return frozenset(stem(words[0]) for name in names if len(words := split_words(name)) == 1)


def link_words(text: str, index: IssueIndex) -> Link:
    """Link words to the issue with the longest term in them; equal terms of two issues link to none."""
    found = index.match(text)
    if not found:
        return Link(None, "no term of any issue occurs in the words")
    longest = max(len(phrase.stems) for phrase in found.values())
    best = sorted(issue for issue, phrase in found.items() if len(phrase.stems) == longest)
    if len(best) > 1:
        return Link(None, f"declined: the words fit {_list_names(best, index)} equally well", is_declined=True)
    return Link(best[0], f"“{found[best[0]].words}” in the words of the proposal")


def is_thin(text: str, index: IssueIndex) -> bool:
    """Return whether words name a deal or a step without saying which: "a deal with Russia", "doing so"."""
    stems, words = content_stems(text), set(split_words(text))
    if words & _SPEAKERS:
        return False
    if not stems:
        return "so" in words and bool(words & _DOING)
    return (
        bool(stems & load_stems("deal_words"))
        and stems <= load_stems("thin_words") | load_stems("deal_words") | index.actor_stems
    )


def is_pointing(position: Position) -> bool:
    """Return whether a proposal only points back, as the object of a verb that answers one: "would support it"."""
    proposal, clause = position.proposal, position.passage
    words = set(split_words(proposal.exact))
    if not words & _POINTERS or content_stems(proposal.exact) or words & _SPEAKERS:
        return False
    return proposal.start > clause.start and has_any(clause.exact, load_stems("answering_words"))


def link_position(position: Position, document: Document, index: IssueIndex) -> Link:
    """Link a position to an issue: by the terms in its proposal, else by meaning.

    Where the proposal is thin, by its clause, then by the words before it.
    """
    proposal = position.proposal.exact
    link = link_words(proposal, index)
    if link.issue or link.is_declined:
        return link
    if not (is_thin(proposal, index) or is_pointing(position)):
        return link_by_meaning(proposal, index)
    for where, sentences in (
        ("the clause", _clause(position, document)),
        ("the words before it", _before(position, document)),
    ):
        issues = _issues_of(sentences, index)
        if len(issues) == 1:
            issue, phrase = next(iter(issues.items()))
            return Link(issue, f"“{phrase.words}” in {where}, the proposal itself being too thin", by_context=True)
        if issues:
            return Link(None, f"declined: {where} fits {_list_names(sorted(issues), index)}")
    return Link(None, "the proposal is too thin, and nothing shortly before it says what it is about")


def link_by_meaning(words: str, index: IssueIndex) -> Link:
    """Link words in which no term shows to the issue that is nearest in meaning, if it is near enough and alone."""
    if not is_telling(words, index):
        return Link(None, "no term of any issue occurs in the words, and they are too few to compare by meaning")
    ranked = list_near(words, index)
    if not ranked:
        return Link(None, "no term of any issue occurs in the words")
    nearest = ranked[0]
    rivals = [("next issue", ranked[1].score)] if len(ranked) > 1 else []
    rivals.append(("what only sounds alike", nearest.against))
    rival, score = max(rivals, key=lambda one: one[1])
    basis = f"by meaning: closest to “{nearest.words}” of {index.names[nearest.issue]}, {nearest.score:.2f}"
    basis += f"; {rival}, {score:.2f}" if score > -1 else ""
    if nearest.score < LEAST:
        return Link(None, f"{basis}: too far")
    if nearest.score - score < MARGIN:
        return Link(None, f"{basis}: too close together")
    return Link(nearest.issue, basis, by_meaning=True)


def list_near(words: str, index: IssueIndex) -> list[Near]:
    """Return the issues by nearness in meaning, without those that a phrase in the words rules out."""
    ruled_out = index.unless.find(words)
    return [near for near in index.meanings.rank(words) if near.issue not in ruled_out]


def is_telling(words: str, index: IssueIndex) -> bool:
    """Return whether words say enough to be compared by meaning: two content words besides names of states."""
    return len(content_stems(words) - index.actor_stems - load_stems("thin_words")) >= 2


def link_condition(condition: Condition, index: IssueIndex) -> Link:
    """Link the words of a condition to an issue, by those words alone."""
    return link_words(condition.passage.exact, index)


def _list_names(issues: Sequence[str], index: IssueIndex) -> str:
    return " and ".join(index.names[issue] for issue in issues)


def _issues_of(sentences: Iterable[str], index: IssueIndex) -> dict[str, Phrase]:
    """Return the issues that show in any one sentence; a term inside a longer term of another issue does not count."""
    issues: dict[str, Phrase] = {}
    for sentence in sentences:
        found = index.match(sentence)
        for issue, phrase in found.items():
            if not any(phrase.stems < other.stems for other in found.values()):
                issues.setdefault(issue, phrase)
    return issues


def _clause(position: Position, document: Document) -> list[str]:
    """Return the clause without the words of the proposal and of the conditions, which speak of something else."""
    clause = position.passage
    cuts = [(p.start, p.end) for p in (position.proposal, *(c.passage for c in position.conditions))]
    kept, at = [], clause.start
    for start, end in sorted(cuts):
        if start >= clause.end or end <= at:
            continue
        kept.append(document.text[at : max(at, start)])
        at = end
    kept.append(document.text[at : max(at, clause.end)])
    return [" ".join(kept)]


def _before(position: Position, document: Document) -> list[str]:
    """Return the last sentences before a passage, and the one that it breaks off.

    They end with the paragraph, except for "the agreement" and the like, which a report may take up in the next one.
    """
    before = document.text[: position.passage.start]
    if not _TAKEN_UP.match(position.proposal.exact):
        before = before[before.rfind("\n") + 1 :]
    lines = before[-_FAR:].split("\n")
    pieces = [piece for line in lines for piece in _SENTENCE_END.split(line) if piece.strip()]
    return pieces[-1 - _SENTENCES_BACK :]
