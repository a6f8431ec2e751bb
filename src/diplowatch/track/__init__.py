"""Track: records of many documents in; stories, the position ledger, blockers, agreements and the diary out.

A pure function: no files besides the package's own word lists, no network, no clock. Every output is sorted, so the
same readings give the same findings in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplowatch.records import Held, Pack, Period, ReadDocument, Standing, Tracked
from diplowatch.track.agreements import keep_register
from diplowatch.track.blockers import find_blockers, find_deadlocks, find_opposition
from diplowatch.track.conditions import file_deeds
from diplowatch.track.diary import keep_diary
from diplowatch.track.graph import build_graph
from diplowatch.track.issues import index_issues
from diplowatch.track.keystones import find_keystones
from diplowatch.track.ledger import build_ledger, hold_positions, list_standings
from diplowatch.track.names import name_actors, name_issues
from diplowatch.track.period import Material, divide, latest_period, period_of, week_of
from diplowatch.track.shifts import list_shifts
from diplowatch.track.silences import find_mentions, list_silences
from diplowatch.track.stories import find_stories
from diplowatch.track.telling import tell_with
from diplowatch.track.voices import file_leaders
from diplowatch.track.words import content_stems

__all__ = ["hold_positions", "index_issues", "latest_period", "period_of", "track", "week_of"]


def track(read: Iterable[ReadDocument], pack: Pack, period: Period) -> Tracked:
    """Follow the process through a period; earlier documents stand behind the ledger, later ones are left out."""
    material = divide(read, period)
    index = index_issues(pack)
    statements = {one.id: one for item in material.current for one in item.reading.statements}
    held = hold_positions(material.dated, index)
    published = {item.document.id: item.document.published for item in material.dated if item.document.published}
    ledger = build_ledger(held, published, period.until)
    standings = list_standings(ledger)
    deeds = file_deeds(material.dated)
    teller = tell_with(name_actors(pack), name_issues(pack))
    blockers = find_blockers(
        standings,
        find_opposition(standings, (one for one in held if one.issue is None), index.state_stems | _person_stems(pack)),
        deeds,
        index,
        teller,
    )
    needs = {issue.id: frozenset(issue.needs) for issue in pack.issues}
    stories = find_stories(material, statements, index.actor_stems)
    current = {item.document.id for item in material.current}
    readings = [item.reading for item in material.current]
    return Tracked(
        period=period,
        documents=tuple(item.document for item in material.current),
        earlier=len(material.earlier),
        undated=tuple(item.document for item in material.undated),
        stories=stories,
        statements=tuple(one for reading in readings for one in reading.statements),
        exchanges=tuple(one for reading in readings for one in reading.exchanges),
        quantities=tuple(one for reading in readings for one in reading.quantities),
        positions=tuple(one for one in held if one.document in current),
        standings=standings,
        shifts=list_shifts(ledger, deeds, index, file_leaders(pack), period),
        silences=list_silences(ledger, find_mentions(material.dated, held, index), period),
        blockers=blockers,
        deadlocks=find_deadlocks(blockers, teller),
        keystones=find_keystones(build_graph(standings, blockers, needs), teller),
        agreements=keep_register(material, stories, pack, index),
        diary=keep_diary(material),
        silent=_find_silent(standings, held, material),
    )


def _person_stems(pack: Pack) -> frozenset[str]:
    return content_stems(" ".join(office.person for office in pack.offices))


def _find_silent(standings: Sequence[Standing], held: Sequence[Held], material: Material) -> tuple[str, ...]:
    """Return the codes of actors with a standing from before the period and neither word nor deed inside it."""
    since = material.period.since
    stood = {one.actor for one in standings if any(held.on and held.on < since for held in one.held)}
    return tuple(sorted(stood - _find_active(held, material)))


def _find_active(held: Sequence[Held], material: Material) -> set[str]:
    current = {item.document.id for item in material.current}
    active = {one.actor for one in held if one.document in current}
    for item in material.current:
        actors = [statement.source for statement in item.reading.statements]
        actors += [actor for event in item.reading.events for actor in event.actors]
        active |= {actor.code for actor in actors if actor and actor.code}
    return active
