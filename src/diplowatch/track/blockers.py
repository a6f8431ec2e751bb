"""What blocks what: conditions that wait, who would have to act, who opposes it, and circles of waiting.

Invariants
- A blocker belongs to a position that stands at the end of the period.
- An opponent of a condition is another actor than the one who waits, and its own words are kept.
- A deadlock is a directed circle: actor A's position on issue I waits for actor B to move on issue J, and so on until
  A and I come again. Every step is an unmet condition whose actor and issue are both known.
- A condition that refers to its own position is shown as such; it is neither a deadlock nor ever met by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from diplowatch.records import Blocker, Condition, Deadlock, Held, Stance, Standing
from diplowatch.track.conditions import Deeds, find_meeting
from diplowatch.track.graph import blocker_id
from diplowatch.track.issues import IssueIndex, link_condition
from diplowatch.track.ledger import CROWDS
from diplowatch.track.telling import Teller, tell_blocker, tell_circle
from diplowatch.track.words import contained, content_stems

LONGEST_CIRCLE = 6
"""Steps of the longest circle that is looked for."""

MOST_CIRCLES = 200
"""Circles looked at; more would mean that nearly everybody waits for everybody, which is no finding."""

SHARE = 0.5
"""Share of a condition's content words, at least two, that an opposed proposal must hold."""


@dataclass(frozen=True)
class Opposition:
    """Who opposes what at the end of the period, by issue and by word."""

    by_issue: Mapping[str, tuple[Held, ...]]
    by_word: Mapping[str, tuple[Held, ...]]
    names: frozenset[str]
    """Stems of names of states and persons: shared, they do not make a proposal and a condition alike."""


def find_opposition(standings: Iterable[Standing], unlinked: Iterable[Held], names: frozenset[str]) -> Opposition:
    """File standings that oppose, and opposing positions that no issue of the pack covers."""
    by_issue: dict[str, list[Held]] = {}
    by_word: dict[str, list[Held]] = {}
    opposing = [standing.latest for standing in standings if standing.stance is Stance.OPPOSE]
    for held in opposing:
        by_issue.setdefault(held.issue or "", []).append(held)
    for held in (*opposing, *unlinked):
        if held.position.stance is Stance.OPPOSE and held.actor not in CROWDS:
            for one in content_stems(held.position.proposal.exact):
                by_word.setdefault(one, []).append(held)
    return Opposition({k: tuple(v) for k, v in by_issue.items()}, {k: tuple(v) for k, v in by_word.items()}, names)


def find_blockers(
    standings: Iterable[Standing], opposition: Opposition, deeds: Deeds, index: IssueIndex, teller: Teller
) -> tuple[Blocker, ...]:
    """Return one blocker for every condition of a standing conditional position, by actor, issue and words."""
    found: dict[str, Blocker] = {}
    for standing in standings:
        for held in (standing.latest, *standing.disagreeing):
            if held.position.stance is not Stance.CONDITIONAL:
                continue
            for condition in held.position.conditions:
                # "without it" may wait for anything: shown with the position, but no blocker can be told from it.
                if not content_stems(condition.passage.exact):
                    continue
                blocker = _describe(held, condition, opposition, deeds, index, teller)
                found.setdefault(blocker.id, blocker)
    return tuple(sorted(found.values(), key=lambda b: (b.met, not b.opposed_by, b.waiting, b.issue or "", b.id)))


def _describe(
    held: Held, condition: Condition, opposition: Opposition, deeds: Deeds, index: IssueIndex, teller: Teller
) -> Blocker:
    issue = link_condition(condition, index).issue
    deed = find_meeting(condition, held.on, deeds, index) if held.on else None
    waits_on = condition.actor.code if condition.actor else None
    blocker = Blocker(
        id=blocker_id(held, condition),
        waiting=held.actor,
        issue=held.issue,
        held=held,
        condition=condition,
        condition_issue=issue,
        waits_on=waits_on,
        opposed_by=_find_opponents(held, condition, issue, opposition),
        met=deed is not None,
        met_by=deed.event if deed else None,
        refers_to_itself=issue is not None and (waits_on, issue) == (held.actor, held.issue),
        words="",
    )
    return blocker.model_copy(update={"words": tell_blocker(blocker, teller) or ""})


def _find_opponents(held: Held, condition: Condition, issue: str | None, opposition: Opposition) -> tuple[Held, ...]:
    """Return one opposing position for each actor, that on the condition's issue before one that shares its words."""
    opponents: dict[str, Held] = {}
    # A condition about the issue it is a condition of ("a ceasefire, if it is monitored") is not opposed by
    # everybody who opposes the issue.
    by_issue = opposition.by_issue.get(issue, ()) if issue and issue != held.issue else ()
    for other in (*by_issue, *_share_words(condition, opposition)):
        if other.actor != held.actor:
            opponents.setdefault(other.actor, other)
    return tuple(opponents[actor] for actor in sorted(opponents))


def _share_words(condition: Condition, opposition: Opposition) -> list[Held]:
    stems = content_stems(condition.passage.exact) - opposition.names
    candidates = {held.position.id: held for one in stems for held in opposition.by_word.get(one, ())}
    sharing = []
    for held in candidates.values():
        proposal = content_stems(held.position.proposal.exact)
        if len(stems & proposal) >= 2 and contained(stems, proposal) >= SHARE:
            sharing.append(held)
    return sorted(sharing, key=lambda held: (held.on is None, held.on, held.position.id), reverse=True)


def find_deadlocks(blockers: Sequence[Blocker], teller: Teller) -> tuple[Deadlock, ...]:
    """Return the circles of waiting among unmet blockers, shortest first."""
    steps: dict[tuple[tuple[str, str], tuple[str, str]], Blocker] = {}
    for blocker in sorted(blockers, key=lambda blocker: blocker.id):
        if blocker.met or not blocker.issue or not blocker.waits_on or not blocker.condition_issue:
            continue
        step = ((blocker.waiting, blocker.issue), (blocker.waits_on, blocker.condition_issue))
        if step[0] != step[1]:
            steps.setdefault(step, blocker)
    # Numbers instead of names: the order in which circles are found must not depend on string hashing.
    nodes = sorted({node for step in steps for node in step})
    number = {node: at for at, node in enumerate(nodes)}
    graph = nx.DiGraph()
    graph.add_edges_from(sorted((number[source], number[target]) for source, target in steps))
    circles = [_start_at_smallest(circle) for circle in islice(_list_circles(graph), MOST_CIRCLES)]
    deadlocks = []
    for circle in sorted(circles, key=lambda circle: (len(circle), circle)):
        edges = [steps[nodes[source], nodes[target]] for source, target in pairwise([*circle, circle[0]])]
        deadlocks.append(
            Deadlock(
                blockers=tuple(edge.id for edge in edges),
                actors=tuple(nodes[one][0] for one in circle),
                issues=tuple(nodes[one][1] for one in circle),
                words=tell_circle(edges, teller),
            )
        )
    return tuple(deadlocks)


def _list_circles(graph: nx.DiGraph[int]) -> Iterable[list[int]]:
    """Yield the circles of a graph, all short ones before any longer one."""
    for steps in range(2, LONGEST_CIRCLE + 1):
        yield from (circle for circle in nx.simple_cycles(graph, length_bound=steps) if len(circle) == steps)


def _start_at_smallest(circle: Sequence[int]) -> list[int]:
    at = circle.index(min(circle))
    return [*circle[at:], *circle[:at]]
