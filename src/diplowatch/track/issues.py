"""Linking words to the issues of a pack, and to the breaches of an agreement, by phrases.

A phrase shows in a text when all of its content words occur there by stem, in any order. Where two issues fit equally
well, none is taken: the basis says why. The rules in words: docs/method.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diplowatch.records import Condition, Document, Pack, Passage, Position
from diplowatch.track.words import content_stems, load_stems, phrase_variants, split_words, stem

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’']?\s+(?=[\"“‘']?[A-Z])")


@dataclass(frozen=True)
class Phrase:
    """A phrase of the pack that stands for something: an issue, an agreement."""

    key: str
    words: str
    stems: frozenset[str]

    @property
    def length(self) -> tuple[int, int]:
        """Order of phrases: more content words first, then more characters."""
        return (len(self.stems), sum(map(len, self.stems)))


@dataclass(frozen=True)
class Phrases:
    """Phrases filed under one of their stems, so that a text is compared with few of them."""

    by_stem: Mapping[str, tuple[Phrase, ...]]

    def find(self, stems: frozenset[str]) -> dict[str, Phrase]:
        """Return the longest phrase of every key that shows in a set of stems."""
        best: dict[str, Phrase] = {}
        for one in stems:
            for phrase in self.by_stem.get(one, ()):
                if not phrase.stems <= stems:
                    continue
                known = best.get(phrase.key)
                if known is None or (phrase.length, phrase.words) > (known.length, known.words):
                    best[phrase.key] = phrase
        return best


def file_phrases(entries: Iterable[tuple[str, str]]) -> Phrases:
    """File pairs of key and phrase; phrases without a content word are left out."""
    by_stem: dict[str, list[Phrase]] = {}
    for key, words in sorted(set(entries)):
        for stems in phrase_variants(words):
            by_stem.setdefault(min(stems), []).append(Phrase(key, words, stems))
    return Phrases({one: tuple(phrases) for one, phrases in by_stem.items()})


@dataclass(frozen=True)
class Link:
    """The issue some words are about, or None, and why."""

    issue: str | None
    basis: str


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

    def match(self, text: str) -> dict[str, Phrase]:
        """Return the issues whose terms show in a text and whose ruling-out phrases do not."""
        stems = content_stems(text)
        found = self.terms.find(stems)
        if not found:
            return found
        ruled_out = self.unless.find(stems)
        return {issue: phrase for issue, phrase in found.items() if issue not in ruled_out}


def index_issues(pack: Pack) -> IssueIndex:
    """Prepare the issues of a pack for linking."""
    return IssueIndex(
        terms=file_phrases((issue.id, term) for issue in pack.issues for term in issue.terms),
        unless=file_phrases((issue.id, term) for issue in pack.issues for term in issue.unless),
        names={issue.id: issue.name for issue in pack.issues},
        actor_stems=_actor_stems(pack),
        state_stems=content_stems(" ".join(name for state in pack.states for name in (state.name, *state.demonyms))),
    )


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
        return Link(None, f"declined: the words fit {_list_names(best, index)} equally well")
    return Link(best[0], f"“{found[best[0]].words}” in the words of the proposal")


def is_thin(text: str, index: IssueIndex) -> bool:
    """Return whether words name a proposal without saying which: "an agreement", "doing so", "a deal with Russia"."""
    return content_stems(text) <= load_stems("thin_words") | index.actor_stems


def link_position(position: Position, document: Document, index: IssueIndex) -> Link:
    """Link a position to an issue by its proposal; where that is thin by its clause, then by the words before it."""
    link = link_words(position.proposal.exact, index)
    if link.issue or not is_thin(position.proposal.exact, index):
        return link
    for where, sentences in (
        ("the clause", _clause(position, document)),
        ("the words before it in the paragraph", _before(position.passage, document)),
    ):
        issues = _issues_of(sentences, index)
        if len(issues) == 1:
            issue, phrase = next(iter(issues.items()))
            return Link(issue, f"“{phrase.words}” in {where}, the proposal itself being too thin")
        if issues:
            return Link(None, f"declined: {where} fits {_list_names(sorted(issues), index)}")
    return Link(None, "the proposal is too thin, and nothing before it in the paragraph says what it is about")


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


def _before(passage: Passage, document: Document) -> list[str]:
    """Return the sentences of the same paragraph before a passage, the broken-off one included."""
    start = document.text.rfind("\n", 0, passage.start) + 1
    return _SENTENCE_END.split(document.text[start : passage.start])
