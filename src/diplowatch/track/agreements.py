"""The register of agreements: what was agreed, and who accuses whom of breaking it, always with the denial.

An alleged violation is somebody's accusation, never the register's own finding. Where it cannot be told which
agreement is meant, the entry is named by the accusation's own words and has no parties.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from diplowatch.records import (
    AgreementEntry,
    Event,
    Factuality,
    KnownAgreement,
    Pack,
    Plover,
    Position,
    ReadDocument,
    Stance,
    Story,
    Violation,
    make_id,
)
from diplowatch.track.accusations import (
    Accusation,
    Denial,
    file_denials,
    find_accusations,
    find_denial,
    is_accusing,
    is_same_paragraph,
    merge_repeated,
)
from diplowatch.track.deals import cut_deal_name
from diplowatch.track.issues import IssueIndex, link_words
from diplowatch.track.ledger import CROWDS
from diplowatch.track.period import Material, day_of
from diplowatch.track.phrases import file_phrases
from diplowatch.track.verifying import Check, file_checks, find_verification
from diplowatch.track.words import content_stems, has_any, load_stems, overlap

SAME_NAME = 0.6
"""Share of the shorter name's content words from which a reported agreement is a known one."""

REPORTED_AFTER = timedelta(days=14)
"""Days after a known agreement within which a report that it was reached is of that agreement."""

_AGREEING = (Stance.SUPPORT, Stance.CONDITIONAL)


@dataclass(frozen=True)
class _Filed:
    """The positions of one document by the place of their proposal: an event finds those in its words at once."""

    published: date | None
    positions: tuple[Position, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True)
class _Answers:
    """What the texts of the period say to a claim: denials by who denies, and checks."""

    denials: Mapping[str, Sequence[Denial]]
    checks: Sequence[Check]


def keep_register(
    material: Material, stories: Sequence[Story], pack: Pack, index: IssueIndex
) -> tuple[AgreementEntry, ...]:
    """Return known agreements by date, then those reported in the period, then accusations of an unknown one."""
    known = sorted((one for one in pack.agreements if one.on <= material.period.until), key=lambda a: (a.on, a.id))
    entries = [_enter_known(one) for one in known] + _list_reported(material, stories)
    entries = _unite(entries, known, index)
    claims = find_accusations(material.current, index.actor_stems)
    answers = _Answers(
        file_denials(material.current, index.actor_stems), file_checks(material.current, index.actor_stems)
    )
    sorted_claims = _sort_claims(claims, known, index)
    return tuple(
        [_with_violations(entry, sorted_claims.get(entry.id, ()), answers) for entry in entries]
        + [_enter_unknown(claim, answers) for claim in merge_repeated(sorted_claims.get("", ()))]
    )


def _enter_known(known: KnownAgreement) -> AgreementEntry:
    return AgreementEntry(id=known.id, name=known.name, parties=known.parties, on=known.on, terms=known.terms)


def _list_reported(material: Material, stories: Sequence[Story]) -> list[AgreementEntry]:
    """Return the agreements that stories of the period report."""
    by_document = {item.document.id: _file_proposals(item) for item in material.current}
    entries = []
    for story in stories:
        events = {
            event: parties
            for event in story.events
            if _is_agreeing(event) and len(parties := _parties(event, by_document[event.passage.document])) > 1
        }
        if events:
            entries.append(_enter_reported(story, events, by_document))
    return sorted(entries, key=lambda entry: (entry.on or date.max, entry.id))


def _is_agreeing(event: Event) -> bool:
    """Return whether a text reports that something was agreed."""
    if event.type is not Plover.AGREE or event.factuality is not Factuality.ASSERTED:
        return False
    words = event.passage.exact
    return has_any(words, load_stems("agreement_words")) or has_any(words, load_stems("agreeing_words"))


def _parties(event: Event, filed: _Filed) -> frozenset[str]:
    """Return who agreed: several actors among themselves, else the one with those it agreed with.

    Who is for what the same words propose agreed to it as well.
    """
    actors, recipients = (
        {actor.code for actor in side if actor.code and actor.code not in CROWDS}
        for side in (event.actors, event.recipients)
    )
    if len(actors) < 2 and not has_any(event.passage.exact, load_stems("agreement_words")):
        return frozenset(actors)
    inside = [one for one in _list_proposals(event, filed) if one.stance in _AGREEING]
    actors |= {one.actor.code for one in inside if one.actor.code and one.actor.code not in CROWDS}
    return frozenset(actors if len(actors) > 1 else actors | recipients)


def _enter_reported(
    story: Story, events: Mapping[Event, frozenset[str]], by_document: Mapping[str, _Filed]
) -> AgreementEntry:
    first = next(iter(events))
    filed = by_document[first.passage.document]
    return AgreementEntry(
        id=make_id("agreement", story.id),
        name=_name(first, filed),
        parties=tuple(sorted(frozenset[str]().union(*events.values()))),
        on=story.first or day_of(first.when, filed.published),
        terms=(),
        evidence=tuple(events),
    )


def _name(event: Event, filed: _Filed) -> str:
    """Return the words that name what was agreed: the proposal or the noun phrase around the word for an agreement.

    Empty where the words name a thing to be done ("agreed to send a team"), which is no agreement of its own.
    """
    proposals = (one.proposal.exact for one in _list_proposals(event, filed))
    named = (cut_deal_name(words) for words in (*proposals, event.passage.exact))
    return next((name for name in named if name), "")


def _file_proposals(item: ReadDocument) -> _Filed:
    positions = sorted(item.reading.positions, key=lambda one: (one.proposal.start, one.id))
    starts = tuple(one.proposal.start for one in positions)
    return _Filed(item.document.published, tuple(positions), starts)


def _list_proposals(event: Event, filed: _Filed) -> list[Position]:
    """Return the positions whose proposal stands in the words of an event, in order."""
    first = bisect_left(filed.starts, event.passage.start)
    last = bisect_left(filed.starts, event.passage.end)
    return [one for one in filed.positions[first:last] if one.proposal.end <= event.passage.end]


def _unite(
    entries: Sequence[AgreementEntry], known: Sequence[KnownAgreement], index: IssueIndex
) -> list[AgreementEntry]:
    """Turn reports that a known agreement was reached into its evidence."""
    kept: dict[str, AgreementEntry] = {}
    for entry in entries:
        same = next((one for one in known if entry.id != one.id and _is_report_of(entry, one, index)), None)
        if same is None:
            kept[entry.id] = entry
        else:
            old = kept[same.id]
            kept[same.id] = old.model_copy(update={"evidence": (*old.evidence, *entry.evidence)})
    return [entry for entry in kept.values() if entry.name]


def _is_report_of(entry: AgreementEntry, known: KnownAgreement, index: IssueIndex) -> bool:
    if not entry.evidence or entry.on is None or not known.on <= entry.on <= known.on + REPORTED_AFTER:
        return False
    if not set(entry.parties) <= set(known.parties):
        return False
    words = entry.evidence[0].passage.exact
    is_same_issue = known.issue is not None and link_words(words, index).issue == known.issue
    return is_same_issue or overlap(content_stems(entry.name), content_stems(known.name)) >= SAME_NAME


def _sort_claims(
    claims: Sequence[Accusation], known: Sequence[KnownAgreement], index: IssueIndex
) -> dict[str, list[Accusation]]:
    """Sort accusations under the agreements they say were broken; under "" those that name no known one."""
    breaches = file_phrases((one.id, phrase) for one in known for phrase in one.breaches)
    in_force = {one.id: one for one in known}
    sorted_claims: dict[str, list[Accusation]] = {}
    rest = []
    for claim in claims:
        found = {
            key: phrase
            for key, phrase in breaches.find(claim.text).items()
            if is_accusing(claim) and _binds(in_force[key], claim)
        }
        longest = max((len(phrase.stems) for phrase in found.values()), default=0)
        for key in sorted(key for key, phrase in found.items() if len(phrase.stems) == longest):
            sorted_claims.setdefault(key, []).append(claim)
        if not found and claim.is_explicit:
            rest.append(claim)
    for claim in rest:
        for key in _find_neighbours(claim, sorted_claims) or _find_by_issue(claim, known, index):
            sorted_claims.setdefault(key, []).append(claim)
    return sorted_claims


def _binds(agreement: KnownAgreement, claim: Accusation) -> bool:
    """Return whether an agreement was in force for the accused on the day of the accusation."""
    is_in_force = claim.on is None or agreement.on <= claim.on <= (agreement.until or date.max)
    return is_in_force and claim.accused in agreement.parties and claim.accused != claim.accuser


def _find_neighbours(claim: Accusation, sorted_claims: Mapping[str, Sequence[Accusation]]) -> list[str]:
    """Return the agreements that the same accuser says, in the same paragraph, the same accused broke."""
    return [
        key
        for key, others in sorted_claims.items()
        if key and any(_is_same_quarrel(claim, other) and is_same_paragraph(claim, other) for other in others)
    ]


def _is_same_quarrel(one: Accusation, other: Accusation) -> bool:
    return one.accuser is not None and one.accuser == other.accuser and one.accused == other.accused


def _find_by_issue(claim: Accusation, known: Sequence[KnownAgreement], index: IssueIndex) -> list[str]:
    """Return the one agreement on the issue of the words; "" for several or none; nothing where none is named."""
    names_breach = has_any(claim.text, load_stems("breaking_words"))
    if not names_breach or not has_any(claim.text, load_stems("agreement_words")):
        return []
    issue = link_words(claim.text, index).issue
    fitting = [one.id for one in known if issue and one.issue == issue and _binds(one, claim)]
    return fitting if len(fitting) == 1 else [""]


def _with_violations(entry: AgreementEntry, claims: Sequence[Accusation], answers: _Answers) -> AgreementEntry:
    violations = tuple(_violate(claim, answers) for claim in merge_repeated(sorted(claims, key=_order)))
    return entry.model_copy(update={"violations": violations})


def _enter_unknown(claim: Accusation, answers: _Answers) -> AgreementEntry:
    return AgreementEntry(
        id=make_id("accusation", claim.document.id, claim.passage.start, claim.passage.end),
        name=claim.passage.exact,
        parties=(),
        on=None,
        terms=(),
        violations=(_violate(claim, answers),),
    )


def _violate(claim: Accusation, answers: _Answers) -> Violation:
    denial = find_denial(claim, answers.denials)
    return Violation(
        id=make_id("violation", claim.accuser, claim.accused, claim.passage.document, claim.passage.start),
        accuser=claim.accuser,
        accused=claim.accused,
        on=claim.on,
        passage=claim.passage,
        statement=claim.statement,
        denial=denial.statement if denial else None,
        event=claim.event,
        denial_event=denial.event if denial else None,
        verification=find_verification(claim, answers.checks),
    )


def _order(claim: Accusation) -> tuple[date, str, int]:
    return (claim.on or date.max, claim.document.key, claim.passage.start)
