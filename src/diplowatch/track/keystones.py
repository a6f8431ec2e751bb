"""Keystones: the smallest sets of moves that would free an issue.

Every set that frees an issue holds the moves without which one of its conditions cannot be met: the drops of those who
oppose it, and the meeting of conditions that no other position would meet. The rest is searched. From any set that does
not free the issue yet, a *cut* can be read off: moves of which every set that does holds at least one. A search over
the members of one cut after the other, for one move, then two and so on, finds all smallest sets; cuts without a common
move say how many moves are needed at least. Conditions that share no move are searched apart.

The search counts its steps, not the time: the same graph gives the same answer on any machine. Where it is ended, it
says how many moves are needed at least, and names one set that frees the issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, product

import networkx as nx

from diplowatch.records import Keystone
from diplowatch.track.graph import Graph, Node, Wait, tell_free
from diplowatch.track.telling import Teller, tell_alternative, tell_count, tell_keystone

STEPS = 500
"""Sets looked at for the conditions of one issue before the search is ended."""
MOST_SETS = 12
"""Smallest sets listed for one issue."""
TOLD = 4
"""Sets beside the first that are told in words."""


@dataclass(frozen=True)
class Solution:
    """The smallest sets of moves found, by number of move."""

    sets: tuple[frozenset[int], ...]
    at_least: int
    is_smallest: bool
    is_complete: bool


class _EndedError(Exception):
    """The search took too many steps."""


def find_keystones(graph: Graph, teller: Teller) -> tuple[Keystone, ...]:
    """Return the smallest sets of moves that would free each issue on which a position waits for something."""
    issues = sorted({issue for _, issue in graph.waits})
    solved = ((issue, solve(graph, issue)) for issue in issues)
    return tuple(
        _describe(graph, issue, solution, teller) for issue, solution in solved if solution and any(solution.sets)
    )


def _describe(graph: Graph, issue: str, solution: Solution, teller: Teller) -> Keystone:
    used = sorted(frozenset[int]().union(*solution.sets))
    waits = [wait for node in graph.waits if node[1] == issue for wait in graph.waits[node]]
    keystone = Keystone(
        issue=issue,
        moves=tuple(graph.moves[one] for one in used),
        sets=tuple(tuple(graph.moves[one].id for one in sorted(chosen)) for chosen in solution.sets),
        at_least=solution.at_least,
        is_smallest=solution.is_smallest,
        is_complete=solution.is_complete,
        blockers=tuple(sorted({wait.blocker for wait in waits if wait.blocker})),
        words="",
    )
    told = [tell_keystone(keystone, teller), tell_count(keystone)]
    others = (tell_alternative(keystone, at, teller) for at in range(1, min(len(keystone.sets), TOLD + 1)))
    return keystone.model_copy(update={"words": " ".join(one for one in told if one), "alternatives": tuple(others)})


def solve(graph: Graph, issue: str) -> Solution | None:
    """Return the smallest sets of moves that free an issue; None where no position on it waits for anything.

    The one set is empty where everything waited for follows from what is met already.
    """
    nodes = [node for node in graph.waits if node[1] == issue]
    waits = [wait for node in nodes for wait in graph.waits[node]]
    if not waits:
        return None
    forced = graph.opposed.get(issue, frozenset()).union(*(wait.drops for wait in waits))
    forced |= {wait.meet for wait in waits if wait.target not in graph.waits}
    found: list[Solution] = []
    steps = STEPS
    for goals in _part(_list_goals(waits, graph, forced), graph, forced):
        search = _Search(graph, forced, goals, steps)
        found.append(search.run())
        steps -= search.steps
    sets = [forced.union(*chosen) for chosen in islice(product(*(one.sets for one in found)), MOST_SETS + 1)]
    is_smallest = all(one.is_smallest for one in found)
    return Solution(
        sets=tuple(sorted(sets[:MOST_SETS], key=sorted)),
        at_least=len(forced) + sum(one.at_least for one in found),
        is_smallest=is_smallest,
        is_complete=is_smallest and len(sets) <= MOST_SETS and all(one.is_complete for one in found),
    )


def _list_goals(waits: Iterable[Wait], graph: Graph, forced: frozenset[int]) -> list[Wait]:
    """Return the conditions that are not met by the moves that every set holds, one for each move that meets them."""
    goals: dict[tuple[int, Node], Wait] = {}
    for wait in waits:
        if wait.meet not in forced and wait.target and not tell_free(graph, [wait.target], forced)[wait.target]:
            goals.setdefault((wait.meet, wait.target), wait)
    return [goals[key] for key in sorted(goals)]


def _part(goals: Sequence[Wait], graph: Graph, forced: frozenset[int]) -> list[list[Wait]]:
    """Part conditions so that those of different parts have neither a move nor a position behind them in common."""
    web = nx.Graph()
    for at, goal in enumerate(goals):
        web.add_edge(("goal", at), ("move", goal.meet))
        web.add_edge(("goal", at), ("node", goal.target))
    stack = [goal.target for goal in goals]
    seen: set[Node | None] = set()
    while stack:
        node = stack.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        for wait in graph.waits[node]:
            web.add_edges_from((("node", node), ("move", move)) for move in {wait.meet, *wait.drops} - forced)
            if wait.target in graph.waits:
                web.add_edge(("node", node), ("node", wait.target))
                stack.append(wait.target)
    parts = [sorted(at for kind, at in part if kind == "goal") for part in nx.connected_components(web)]
    return [[goals[at] for at in part] for part in sorted(part for part in parts if part)]


class _Search:
    """The search for the smallest sets that meet some conditions whose opponents have dropped out already."""

    def __init__(self, graph: Graph, forced: frozenset[int], goals: Sequence[Wait], most_steps: int) -> None:
        self._graph = graph
        self._forced = forced
        self._goals = goals
        self._most = most_steps
        self._found: list[frozenset[int]] = []
        self.steps = 0

    def run(self) -> Solution:
        """Return the smallest sets, without the moves that every set holds."""
        size = self._bound(self._forced, frozenset())[0]
        try:
            while not self._found:
                self._extend(self._forced, frozenset(), size)
                size += not self._found
        except _EndedError:
            # Whoever is waited for could always move first.
            return self._found_so_far(size) or Solution(
                (frozenset(goal.meet for goal in self._goals),), size, False, False
            )
        return Solution(tuple(self._found[:MOST_SETS]), size, True, len(self._found) <= MOST_SETS)

    def _found_so_far(self, size: int) -> Solution | None:
        return Solution(tuple(self._found), size, True, False) if self._found else None

    def _extend(self, made: frozenset[int], barred: frozenset[int], room: int) -> None:
        """Add up to `room` moves to a set, none of those barred, and keep every set that meets the conditions."""
        self.steps += 1
        if self.steps > self._most:
            raise _EndedError
        needed, cut = self._bound(made, barred)
        if cut is None:
            self._found.append(made - self._forced)
            return
        if needed > room:
            return
        for move in sorted(cut):
            self._extend(made | {move}, barred, room - 1)
            if len(self._found) > MOST_SETS:
                return
            barred |= {move}

    def _bound(self, made: frozenset[int], barred: frozenset[int]) -> tuple[int, frozenset[int] | None]:
        """Return how many more moves are needed at least, and the smallest cut; None where nothing is left to meet."""
        view = _View(self._graph, made)
        cuts = [view.cut(goal, barred) for goal in self._goals if not view.is_met(goal)]
        if not cuts:
            return 0, None
        cuts.sort(key=lambda cut: (len(cut), sorted(cut)))
        used: set[int] = set()
        count = 0
        for cut in cuts:
            if used.isdisjoint(cut):
                used |= cut
                count += 1
        return count, cuts[0]


class _View:
    """What is met and free after some moves, looked up once for each position."""

    def __init__(self, graph: Graph, made: frozenset[int]) -> None:
        self._graph = graph
        self._made = made
        self._free: dict[Node, bool] = {}

    def is_met(self, wait: Wait) -> bool:
        """Return whether a condition is met."""
        if not wait.drops <= self._made:
            return False
        return wait.meet in self._made or self._is_free(wait.target)

    def _is_free(self, node: Node | None) -> bool:
        if node is None or node not in self._graph.waits:
            return False
        if node not in self._free:
            self._free |= tell_free(self._graph, [node], self._made)
        return self._free[node]

    def cut(self, goal: Wait, barred: frozenset[int]) -> frozenset[int]:
        """Return moves of which every set that meets a condition, and holds no barred move, holds at least one.

        The walk goes from an unmet condition to an unmet one of the position that would meet it, and so on: as long as
        none of the moves on its way is made, no condition on it can be the first to be met.
        """
        found: set[int] = set()
        seen: set[Wait] = set()
        wait: Wait | None = goal
        while wait is not None and wait not in seen:
            seen.add(wait)
            missing = wait.drops - self._made
            if missing:
                found.add(min(missing & barred or missing))
                break
            found.add(wait.meet)
            wait = self._pick(wait.target)
        return frozenset(found - barred)

    def _pick(self, node: Node | None) -> Wait | None:
        """Return an unmet condition of a position, one that ends the walk soonest."""
        unmet = [wait for wait in self._graph.waits.get(node, ()) if not self.is_met(wait)] if node else []
        return min(unmet, key=self._length, default=None)

    def _length(self, wait: Wait) -> tuple[bool, bool, int, str]:
        return (wait.drops <= self._made, wait.target in self._graph.waits, wait.meet, wait.blocker)
