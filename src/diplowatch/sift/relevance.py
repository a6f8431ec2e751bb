"""Whether a text is about the process of a watch: by the pack's own names and issues, sentence by sentence.

A pure function of title, text and pack. Each sentence counts by what it names: the state that the process is named
after, its counterparts, others who signed an agreement or are an international body, a term of an issue, a word of war
or talks. The verdict tells whom the sentences that counted name. When in doubt a text is read: one that is read for
nothing costs a second, one that is not read is missing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diplowatch.records import Pack, State
from diplowatch.tables import load_words
from diplowatch.track.words import content_stems, phrase_variants, stem

ENOUGH = 1
"""Points from which a text is about the process; chosen on the development half of benchmarks/gold/relevance."""
_TITLE = 2
"""How often what the title names counts."""
_LONGEST_NAME = 5
_NEARLY = 0.75
"""Share of the agreements of the party with most, from which a party is one that the process is about."""
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+|\n+")
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True)
class Verdict:
    """Whether a text is about the process, and by whom it names."""

    is_relevant: bool
    points: int
    why: str


@dataclass(frozen=True)
class Scale:
    """What texts are weighed with: the names of a pack with the codes they stand for, and its issues by stems."""

    names: dict[tuple[str, ...], str]
    subject: frozenset[str]
    """Codes of the states in the name of the process, else of the party to most agreements."""
    parties: frozenset[str]
    """Codes of those, and of its counterparts."""
    circle: frozenset[str]
    """Codes of everybody who signed an agreement, and of international bodies."""
    issues: dict[str, tuple[frozenset[str], ...]]
    """Phrases of issues as sets of stems, by one of their stems."""
    cues: frozenset[str]
    elsewhere: frozenset[str]

    def judge(self, title: str, text: str) -> Verdict:
        """Weigh a text."""
        points, named, marks, reasons = 0, Counter[str](), 0, list[str]()
        sentences = [(set(self._find_codes(one)), content_stems(one)) for one in _split(title, text)]
        is_told = any(codes & self.parties for codes, _ in sentences)
        for at, (codes, stems) in enumerate(sentences):
            named.update(codes)
            marks += bool(stems & self.cues) - bool(stems & self.elsewhere)
            worth = self._weigh(codes, stems, is_told)
            points += worth * (_TITLE if at == 0 and title else 1)
            if worth and len(reasons) < 3:
                reasons.append(", ".join(sorted(codes & (self.parties | self.circle))))
        points += named.keys() >= self.parties and any(stems & self.cues for _, stems in sentences)
        told = f"{points} of {ENOUGH} points"
        if not self._is_at_home(named):
            return Verdict(False, points, f"{told}, and names others more")
        if marks < 0:
            return Verdict(False, points, f"{told}, and is about sport, culture or everyday life")
        return Verdict(points >= ENOUGH, points, f"{told} ({'; '.join(reasons) or 'names nobody of it'})")

    def _weigh(self, codes: set[str], stems: frozenset[str], is_told: bool) -> int:
        """Return the points of a sentence; `is_told` where a party is named anywhere in the text."""
        is_issue = any(phrase <= stems for one in stems for phrase in self.issues.get(one, ()))
        is_cued = is_issue or bool(stems & self.cues)
        parties = codes & self.parties
        if not is_cued:
            return int(len(parties) > 1)
        if codes & self.subject:
            return 2 + is_issue + (len(codes & self.circle) > 1)
        if parties:
            return 1 + 2 * is_issue + bool(codes & (self.circle - self.parties))
        return int(is_told and (is_issue or bool(codes & self.circle)))

    def _is_at_home(self, named: Counter[str]) -> bool:
        """Whether a text names the parties at least as often as states that have no part in the process."""
        if any(named[code] for code in self.subject):
            return True
        others = [count for code, count in named.items() if code not in self.circle]
        return sum(named[code] for code in self.parties) >= max(others, default=0)

    def _find_codes(self, sentence: str) -> Iterator[str]:
        words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(sentence)]
        at = 0
        while at < len(words):
            length = next(
                (size for size in range(_LONGEST_NAME, 0, -1) if tuple(words[at : at + size]) in self.names), 0
            )
            if length:
                yield self.names[tuple(words[at : at + length])]
            at += length or 1


def make_scale(pack: Pack) -> Scale:
    """Make what texts are weighed with from a pack."""
    signed = Counter(code for agreement in pack.agreements for code in agreement.parties)
    most = max(signed.values(), default=0)
    subject = frozenset(state.code for state in pack.states if _is_named(state, pack.process))
    parties = frozenset(code for code, count in signed.items() if count >= _NEARLY * most)
    return Scale(
        names=dict(_list_names(pack)),
        subject=subject or frozenset(code for code, count in signed.items() if count == most),
        parties=parties | subject,
        circle=frozenset(signed) | {body.code for body in pack.bodies if body.country is None},
        issues=_file_phrases(phrase for issue in pack.issues for phrase in issue.terms),
        cues=_load_stems("cues"),
        elsewhere=_load_stems("elsewhere"),
    )


def _is_named(state: State, process: str) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", process) for name in (state.name, *state.demonyms))


def _split(title: str, text: str) -> Iterator[str]:
    yield title
    for sentence in _SENTENCE.split(text):
        if sentence and sentence.strip() and sentence.strip() != title:
            yield sentence


def _list_names(pack: Pack) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield names with their codes, the more certain ones last, so that they hold."""
    for office in pack.offices:
        surname = office.person.split()[-1]
        for name in (surname, *office.aliases, office.person):
            if len(name) > 3:
                yield _cut(name), office.code
    for organisation in pack.organisations:
        yield _cut(organisation.name), organisation.code
    for body in pack.bodies:
        for name in (body.name, *body.aliases, *body.organs, *body.seats):
            yield _cut(name), body.code
    for state in pack.states:
        cities = (state.capital or "").split("|")
        offices = (*state.seats, *state.army, *state.ministries, *state.places)
        for name in (*offices, *cities, *state.aliases, *state.demonyms, state.official or "", state.name):
            if name:
                yield _cut(name), state.code


def _cut(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(name))


def _file_phrases(terms: Iterable[str]) -> dict[str, tuple[frozenset[str], ...]]:
    filed: dict[str, list[frozenset[str]]] = {}
    for term in terms:
        for variant in phrase_variants(term):
            filed.setdefault(max(variant, key=lambda one: (len(one), one)), []).append(variant)
    return {one: tuple(variants) for one, variants in filed.items()}


def _load_stems(name: str) -> frozenset[str]:
    words = load_words("sift", "data", f"{name}.txt")
    return frozenset(stem(word.lower().replace("-", "")) for word in words)
