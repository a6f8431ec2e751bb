"""Issues that the pack does not have, suggested from the proposals that stay unlinked.

Proposals near to each other in meaning form a group by star clustering (Aslam, Pelekhov and Rus 2004): the proposal
with the most neighbours takes them all, then the next one of those left. What comes first is decided by counts and
words, so the same positions give the same groups. A group is a suggestion; whether it is an issue, a person decides.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from diplowatch.records import Held, Record
from diplowatch.track.issues import IssueIndex, is_telling, link_words
from diplowatch.track.meaning import Rows, load_vectors, scale
from diplowatch.track.words import content_stems, load_stems, place_stems, split_words, stem

CLOSE = 0.55
"""Nearness from which two proposals belong to one group."""
_MANY = 50
"""Proposals from which what all of them have in common is mostly known; of few, only a part of it is taken out."""
_PURE = 0.5
"""Share of the proposals with a term that must be in its group."""
_ONE_WORD = 0.6
"""What a term of one word counts beside one of two: it may mean several things."""
_SHORT = 15
"""Words of an example at most, where there are such."""
_TERMS, _EXAMPLES = 5, 4
_LEAST_GAIN = 2
"""Proposals that a further term must add."""
_APART = 3
"""Content words that two words of a term are apart at most."""
_BLOCK = 1_000


class Suggestion(Record):
    """A group of unlinked proposals that might be an issue."""

    id: str
    name: str
    terms: tuple[str, ...]
    examples: tuple[str, ...]
    """Proposals of the group, the most typical first."""
    positions: tuple[Held, ...]
    actors: tuple[str, ...]
    """Codes of those who hold the positions, the most frequent first."""
    documents: tuple[str, ...]
    toml: str
    """The issue as `watch.toml` takes it."""


@dataclass(frozen=True)
class _Proposal:
    """The words of an unlinked position and their content stems that tell anything."""

    held: Held
    words: str
    stems: frozenset[str]


def suggest_issues(held: Iterable[Held], index: IssueIndex, least: int = 3) -> tuple[Suggestion, ...]:
    """Return the groups of at least so many unlinked positions, those of the most documents first."""
    held = tuple(held)
    found = (_Proposal(one, _words_of(one), _tell(_words_of(one), index)) for one in _list_open(held, index))
    groups = [group for group in _group([one for one in found if len(one.stems) > 1]) if _is_worth(group, least)]
    groups.sort(key=lambda group: (-len({one.held.document for one in group}), -len(group), group[0].words))
    shown = Counter(one for other in held for one in _cut_terms(_words_of(other), _tell(_words_of(other), index)))
    taken = set(index.names)
    return tuple(_describe(group, shown, taken) for group in groups)


def _is_worth(group: Sequence[_Proposal], least: int) -> bool:
    """Return whether a group is large enough, and more than one sentence that several actors stand behind."""
    return len(group) >= least and len({one.stems for one in group}) > 1


def _words_of(held: Held) -> str:
    return " ".join(held.position.proposal.exact.split()).strip("“”\"'‘’,;:. ")


def _tell(words: str, index: IssueIndex) -> frozenset[str]:
    """Return the content stems that say what a proposal is about: no names, no words that go with anything."""
    names = index.actor_stems | index.state_stems | index.person_stems
    return (
        content_stems(words) - names - load_stems("thin_words") - load_stems("deal_words") - load_stems("vague_words")
    )


def _list_open(held: Sequence[Held], index: IssueIndex) -> Iterator[Held]:
    """Return the unlinked positions whose words say enough; what names two issues needs no third."""
    for one in sorted(held, key=lambda one: (_words_of(one), one.document, one.position.id)):
        words = _words_of(one)
        if one.issue is None and is_telling(words, index) and not link_words(words, index).is_declined:
            yield one


def _group(proposals: Sequence[_Proposal]) -> list[list[_Proposal]]:
    """Return the groups, in each the centre first, then its neighbours, nearest first."""
    if not proposals:
        return []
    near = _find_near(proposals)
    left = set(range(len(proposals)))
    groups = []
    for centre in sorted(left, key=lambda at: (-len(near[at]), at)):
        if centre in left:
            members = [at for at in near[centre] if at in left]
            left.difference_update(members)
            groups.append([proposals[at] for at in members])
    return groups


def _find_near(proposals: Sequence[_Proposal]) -> list[list[int]]:
    """Return the neighbours of each proposal, itself first, then the nearest; each shares a telling word with it."""
    rows = load_vectors().embed([one.words for one in proposals])
    rows = scale(rows - rows.sum(axis=0) / (len(rows) + _MANY))
    near: list[list[int]] = []
    for first in range(0, len(rows), _BLOCK):
        scores = rows[first : first + _BLOCK] @ rows.T
        for at, line in enumerate(scores, start=first):
            stems = proposals[at].stems
            found = [other for other in np.flatnonzero(line >= CLOSE).tolist() if stems & proposals[other].stems]
            near.append(sorted({at, *found}, key=_order_from(at, line)))
    return near


def _order_from(centre: int, line: Rows) -> Callable[[int], tuple[bool, float, int]]:
    """Return the order of a proposal's neighbours: itself, then the nearest, then the first."""
    return lambda other: (other != centre, -round(float(line[other]), 6), other)


Term = tuple[str, ...]


def _cut_terms(words: str, stems: frozenset[str]) -> set[Term]:
    """Return what may become a term: each telling stem, and each two that stand close together."""
    places = {one: at for one, at in place_stems(words).items() if one in stems}
    pairs = {
        (one, other)
        for one, other in combinations(sorted(places), 2)
        if any(abs(here - there) <= _APART for here in places[one] for there in places[other])
    }
    return {(one,) for one in places} | pairs


def _describe(group: Sequence[_Proposal], shown: Mapping[Term, int], taken: set[str]) -> Suggestion:
    terms = _choose_terms(group, shown)
    name = _capitalise(terms[0])
    key = _name_id(terms[0], taken)
    examples = _choose_examples(group)
    actors = Counter(one.held.actor for one in group)
    return Suggestion(
        id=key,
        name=name,
        terms=terms,
        examples=examples,
        positions=tuple(one.held for one in group),
        actors=tuple(sorted(actors, key=lambda code: (-actors[code], code))),
        documents=tuple(dict.fromkeys(one.held.document for one in group)),
        toml=write_toml(key, name, terms, examples),
    )


def _choose_terms(group: Sequence[_Proposal], shown: Mapping[Term, int]) -> tuple[str, ...]:
    """Choose terms one by one, each the one that shows in most proposals left and seldom elsewhere."""
    cut = [_cut_terms(one.words, one.stems) for one in group]
    inside = Counter(term for found in cut for term in found)
    purity = {term: count / shown[term] for term, count in inside.items() if count > 1}
    chosen: list[Term] = []
    left = cut
    while len(chosen) < _TERMS:
        gain = Counter(term for found in left for term in found if purity.get(term, 0) >= _PURE)
        worth = {term: gain[term] * purity[term] * (_ONE_WORD if len(term) == 1 else 1.0) for term in gain}
        best = min(worth, key=lambda term: (-worth[term], term), default=None)
        if best is None or gain[best] < _LEAST_GAIN:
            break
        chosen.append(best)
        left = [found for found in left if best not in found]
    return tuple(_word(term, group) for term in chosen or [_widest(inside)])


def _widest(inside: Mapping[Term, int]) -> Term:
    """Return the two words that most proposals share, where nothing tells the group from others."""
    return min(inside, key=lambda term: (len(term) == 1, -inside[term], term))


def _word(term: Term, group: Sequence[_Proposal]) -> str:
    """Write a term in the forms and the order that its proposals use most."""
    forms: dict[str, Counter[str]] = {one: Counter() for one in term}
    orders: Counter[Term] = Counter()
    for proposal in group:
        places = place_stems(proposal.words)
        if places.keys() >= set(term):
            orders[tuple(sorted(term, key=lambda one: places[one][0]))] += 1
        for word in split_words(proposal.words):
            for part in {word.replace("-", ""), *word.split("-")}:
                if stem(part) in forms:
                    forms[stem(part)][part] += 1
    order = min(orders, key=lambda one: (-orders[one], one))
    return " ".join(min(forms[one], key=lambda form: (-forms[one][form], form), default=one) for one in order)


def _choose_examples(group: Sequence[_Proposal]) -> tuple[str, ...]:
    """Return typical proposals, short ones first, none of them the words of another again."""
    chosen: dict[frozenset[str], str] = {}
    for one in sorted(group, key=lambda one: len(one.words.split()) > _SHORT):
        chosen.setdefault(content_stems(one.words), one.words)
    return tuple(list(chosen.values())[:_EXAMPLES])


def _capitalise(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _name_id(words: str, taken: set[str]) -> str:
    """Return an id that no issue has yet, and take it."""
    base = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "issue"
    key = next(one for one in (base, *(f"{base}-{number}" for number in range(2, 10_000))) if one not in taken)
    taken.add(key)
    return key


def write_toml(key: str, name: str, terms: Sequence[str], examples: Sequence[str]) -> str:
    """Write an issue as `watch.toml` takes it; strings of JSON are strings of TOML."""
    head = [f"{field} = {_quote(value)}" for field, value in (("id", key), ("name", name))]
    rows = [f"    {_quote(one)}," for one in examples]
    return "\n".join(["[[issues]]", *head, f"terms = [{', '.join(map(_quote, terms))}]", "examples = [", *rows, "]"])


def _quote(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
