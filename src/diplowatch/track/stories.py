"""Stories: reports of the same thing, grouped across documents, with their denials and independent origins.

Two reports are of the same thing when their PLOVER types are of the same class, their actors and recipients do not
contradict each other, their dates are near, no name in one is missing from the other altogether, and they share
words. The thresholds in words: docs/method.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from diplowatch.records import Document, Event, Factuality, Grade, Plover, ReadDocument, Statement, Story, make_id
from diplowatch.track.origins import TextShelf, is_official, list_reports, name_origins
from diplowatch.track.period import Material, is_one_day
from diplowatch.track.words import content_stems, is_denying, jaccard, overlap

NEAR = timedelta(days=2)
"""Days between two dated reports of the same thing."""

AROUND = timedelta(days=3)
"""Days around publication in which an undated report may lie."""

SHARED = 2
"""Fewest content words, names of the actors aside, that two reports must share."""

OVERLAP, JACCARD = 0.5, 0.3
"""Either is enough: share of the shorter passage's words, or shared over all words."""

MET = 60
"""Groups that one report is compared with at most, those that share its rarest words first."""

COMPARED = 40
"""Reports of a group, the earliest, that stand for it when another report is compared with it."""

_CLASSES = (
    (Plover.AGREE, Plover.CONSULT, Plover.SUPPORT, Plover.CONCEDE),
    (Plover.COOPERATE, Plover.AID, Plover.RETREAT),
    (Plover.REQUEST, Plover.ACCUSE, Plover.REJECT, Plover.THREATEN),
    (Plover.PROTEST, Plover.SANCTION, Plover.MOBILIZE, Plover.COERCE, Plover.ASSAULT),
)
_CLASS_OF = {one: at for at, types in enumerate(_CLASSES) for one in types}
_MUTUAL = {Plover.AGREE, Plover.CONSULT, Plover.COOPERATE}
_TOLD = {Factuality.ASSERTED, Factuality.ALLEGED, Factuality.DENIED}
_GRADES = {Grade.ON_RECORD: 0, Grade.DOCUMENT: 0, Grade.STATE_MEDIA: 1, Grade.ANONYMOUS: 2, Grade.SECOND_HAND: 3}
_NAME = re.compile(r"(?<=[\w,;’'”\")] )[A-Z][\w’'-]+")


@dataclass(frozen=True)
class Told:
    """An event with what comparing needs."""

    event: Event
    published: date
    actors: frozenset[str]
    recipients: frozenset[str]
    stems: frozenset[str]
    names: frozenset[str]
    rank: tuple[int, int, int, date, str, int]

    @property
    def codes(self) -> frozenset[str]:
        """Codes of everybody involved."""
        return self.actors | self.recipients


def find_stories(
    material: Material, statements: Mapping[str, Statement], actor_stems: frozenset[str]
) -> tuple[Story, ...]:
    """Group the reports of the period, the most widely sourced story first.

    `actor_stems` holds the stems of the names of states and bodies, which do not tell two reports apart.
    """
    documents = {item.document.id: item.document for item in material.current}
    told = _list_told(material.current, statements, actor_stems)
    shelf = TextShelf(documents)
    claims = [one for one in told if one.event.factuality is not Factuality.DENIED and not _is_denial(one, statements)]
    denials = [one for one in told if one.event.factuality is Factuality.DENIED or _is_denial(one, statements)]
    groups = _group(claims)
    attached, alone = _attach(denials, groups)
    groups += _group(alone)
    stories = [_tell(group, attached.get(at, []), documents, statements, shelf) for at, group in enumerate(groups)]
    return tuple(sorted(stories, key=lambda story: _weigh(story, documents)))


def _weigh(story: Story, documents: Mapping[str, Document]) -> tuple[int, int, str, int, str]:
    """Return the order of stories: most origins, most documents, then the order in which they are told."""
    passage = story.events[0].passage
    key = documents[passage.document].key
    return (-len(story.origins), -len(story.documents), key, passage.start, story.id)


def _list_told(
    read: Iterable[ReadDocument], statements: Mapping[str, Statement], actor_stems: frozenset[str]
) -> list[Told]:
    told = [
        _prepare(event, item.document, statements, actor_stems)
        for item in read
        for event in item.reading.events
        if event.factuality in _TOLD and item.document.published
    ]
    return sorted(
        told, key=lambda one: (one.event.when.start if one.event.when else one.published, one.rank, one.event.id)
    )


def _prepare(
    event: Event, document: Document, statements: Mapping[str, Statement], actor_stems: frozenset[str]
) -> Told:
    actor_words = " ".join(actor.words for actor in (*event.actors, *event.recipients))
    dates = event.when.words if event.when else ""
    stems = content_stems(event.passage.exact) - content_stems(actor_words) - content_stems(dates)
    names = content_stems(" ".join(_NAME.findall(event.passage.exact)))
    place = content_stems(event.place or "")
    statement = statements.get(event.statement or "")
    grade = _GRADES[statement.grade] if statement else 1
    published = document.published or date.max
    unknown = sum(not actor.code for actor in (*event.actors, *event.recipients)) + (not event.actors)
    return Told(
        event=event,
        published=published,
        actors=frozenset(actor.code for actor in event.actors if actor.code),
        recipients=frozenset(actor.code for actor in event.recipients if actor.code),
        stems=stems,
        names=((names & stems) | place) - actor_stems,
        rank=(
            [Factuality.ASSERTED, Factuality.ALLEGED, Factuality.DENIED].index(event.factuality),
            0 if is_official(document) else 1 + grade,
            unknown,
            published,
            document.key,
            event.passage.start,
        ),
    )


def _is_denial(one: Told, statements: Mapping[str, Statement]) -> bool:
    """Return whether a rejection denies a claim rather than a proposal."""
    if one.event.type is not Plover.REJECT:
        return False
    statement = statements.get(one.event.statement or "")
    words = f"{one.event.passage.exact} {statement.cue if statement else ''}"
    return is_denying(words)


class _Files:
    """Groups filed by class of act and content word, so that a report meets only the groups it may belong to.

    However many reports a week has, one report meets at most `MET` groups: those that share its rarest words, and of
    those that share a common word only the ones told of last, which are nearest in time.
    """

    def __init__(self, told: Sequence[Told]) -> None:
        self._counts = Counter((_CLASS_OF[one.event.type], stem) for one in told for stem in one.stems)
        self._filed: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._stems: list[set[str]] = []

    def file(self, report: Told, home: int) -> None:
        """File a report under its group; `home` is the number of the group, at most one higher than the last."""
        kind = _CLASS_OF[report.event.type]
        if home == len(self._stems):
            self._stems.append(set())
        for one in report.stems - self._stems[home]:
            self._filed[kind, one].append(home)
        self._stems[home] |= report.stems

    def find(self, report: Told, kinds: Iterable[int]) -> list[int]:
        """Return the groups of some classes that share enough words with a report, in order."""
        met: set[int] = set()
        for kind in kinds:
            found: set[int] = set()
            for one in sorted(report.stems, key=lambda stem: (self._counts[kind, stem], stem)):
                found.update(self._filed.get((kind, one), ())[-MET:])
                if len(found) >= MET:
                    break
            met |= found
        return sorted(at for at in met if len(self._stems[at] & report.stems) >= SHARED)


def _group(told: Sequence[Told]) -> list[list[Told]]:
    """Group reports of the same thing: each joins the group it shares most words with, else founds one."""
    groups: list[list[Told]] = []
    files = _Files(told)
    for report in told:
        scored = [
            (score, -at)
            for at in files.find(report, [_CLASS_OF[report.event.type]])
            if (score := _score(report, groups[at]))
        ]
        home = -max(scored)[1] if scored else len(groups)
        if home == len(groups):
            groups.append([])
        groups[home].append(report)
        files.file(report, home)
    return groups


def _score(report: Told, group: Sequence[Told]) -> float:
    """Return the best likeness of a report to a group; 0 where it contradicts any of the reports compared."""
    compared = group[:COMPARED]
    if not all(_is_compatible(report, other) for other in compared):
        return 0.0
    return max(_liken(report, other) for other in compared)


def _is_compatible(one: Told, other: Told) -> bool:
    return _have_same_codes(one, other) and _are_near(one, other) and _name_the_same(one, other)


def _have_same_codes(one: Told, other: Told) -> bool:
    """Return whether actors and recipients agree as far as they are known; who meets whom has no direction."""
    if one.event.type in _MUTUAL and other.event.type in _MUTUAL:
        return _is_subset(one.codes, other.codes)
    return _is_subset(one.actors, other.actors) and _is_subset(one.recipients, other.recipients)


def _is_subset(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _are_near(one: Told, other: Told) -> bool:
    ours, theirs = one.event.when, other.event.when
    if ours is None and theirs is None:
        return abs(one.published - other.published) <= AROUND
    (start, end), (other_start, other_end) = _span(one), _span(other)
    apart = max(start - other_end, other_start - end)
    return apart <= (NEAR if ours and theirs else timedelta(0))


def _span(one: Told) -> tuple[date, date]:
    when = one.event.when
    return (when.start, when.end) if when else (one.published - AROUND, one.published + AROUND)


def _name_the_same(one: Told, other: Told) -> bool:
    """Return False where both name places or people and have none in common."""
    return not one.names or not other.names or bool(one.names & other.names)


def _liken(one: Told, other: Told) -> float:
    """Return the likeness of two passages' words; 0 below the thresholds."""
    if len(one.stems & other.stems) < SHARED:
        return 0.0
    is_anonymous = not one.codes or not other.codes
    shorter, union = overlap(one.stems, other.stems), jaccard(one.stems, other.stems)
    # Where one report names nobody, only its words can tie the two together.
    is_like = union >= OVERLAP if is_anonymous else shorter >= OVERLAP or union >= JACCARD
    return shorter + union if is_like else 0.0


def _attach(denials: Sequence[Told], groups: Sequence[Sequence[Told]]) -> tuple[dict[int, list[Told]], list[Told]]:
    """Attach every denial to the claims it denies; return them by group, and those that deny nothing reported."""
    files = _Files([report for group in groups for report in group])
    for at, group in enumerate(groups):
        for report in group:
            files.file(report, at)
    codes = [frozenset[str]().union(*(report.codes for report in group)) for group in groups]
    attached: dict[int, list[Told]] = defaultdict(list)
    alone: list[Told] = []
    for denial in denials:
        candidates = files.find(denial, range(len(_CLASSES)))
        if denial.codes:
            candidates = [at for at in candidates if not codes[at] or denial.codes & codes[at]]
        denied = [at for at in candidates if any(_denies(denial, claim) for claim in groups[at][:COMPARED])]
        for at in denied:
            attached[at].append(denial)
        if not denied:
            alone.append(denial)
    return attached, alone


def _denies(denial: Told, claim: Told) -> bool:
    """Return whether a denial is of this claim: same people, near in time, and half of the words or more."""
    if denial.event.factuality is Factuality.DENIED:
        if _CLASS_OF[denial.event.type] != _CLASS_OF[claim.event.type]:
            return False
        if not (_is_subset(denial.actors, claim.actors) and _is_subset(denial.recipients, claim.recipients)):
            return False
    elif not denial.actors & claim.codes:
        return False
    if len(denial.stems & claim.stems) < SHARED or overlap(denial.stems, claim.stems) < OVERLAP:
        return False
    return _are_near(denial, claim) and _name_the_same(denial, claim)


def _tell(
    group: Sequence[Told],
    denials: Sequence[Told],
    documents: Mapping[str, Document],
    statements: Mapping[str, Statement],
    shelf: TextShelf,
) -> Story:
    events = [one.event for one in sorted(group, key=lambda one: (one.rank, one.event.id))]
    days = [day for one in group for day in _days(one)]
    return Story(
        id=make_id("story", group[0].event.id),
        events=tuple(events),
        documents=tuple(sorted({event.passage.document for event in events}, key=lambda key: documents[key].key)),
        origins=name_origins(list_reports(events, documents, statements), shelf),
        first=min(days, default=None),
        last=max(days, default=None),
        denials=tuple(one.event for one in sorted(denials, key=lambda one: (one.rank, one.event.id))),
    )


def _days(one: Told) -> list[date]:
    """Return the day of a report, where its text fixes one."""
    when = one.event.when
    return [when.start] if when and is_one_day(when) else []
