"""The graph of what blocks what: positions on issues, the conditions they wait for, and who opposes those.

Nodes are conditional positions (an actor on an issue). An edge leads from a position to a condition it waits for, and
on to the position of whoever would have to meet it; oppositions stand against a condition or an issue as a whole.

When something is free
- A condition is met when everybody who opposes it has dropped that, and besides somebody has moved to meet it, or the
  position of the one who would have to meet it is a conditional one on the condition's issue, and is free itself.
- A conditional position is free when all conditions that are not met yet are met. A circle does not free itself.
- An issue is free when every conditional position on it is, and nobody whom it needs opposes it.
Moves make free, never unfree: what some moves free, more moves free too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diplowatch.records import Blocker, Condition, Held, Move, MoveKind, Stance, Standing, make_id
from diplowatch.track.words import content_stems

Node = tuple[str, str]
"""An actor and an issue."""


@dataclass(frozen=True)
class Wait:
    """A condition that a position waits for: an edge, with what would have to happen."""

    meet: int
    """The move that meets it."""
    drops: frozenset[int]
    """The oppositions that have to be dropped first."""
    target: Node | None
    """The position whose becoming free meets it too; None where there is no such conditional position."""
    blocker: str
    """Id of the blocker; empty where a position does not tell what it waits for."""


@dataclass(frozen=True)
class Graph:
    """Who waits for what; moves are named by their place in `moves`."""

    waits: Mapping[Node, tuple[Wait, ...]]
    """What each conditional position still waits for."""
    opposed: Mapping[str, frozenset[int]]
    """The oppositions that stand against an issue as a whole."""
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Draft:
    """A condition before its moves are numbered."""

    meet: Move
    drops: tuple[Move, ...]
    target: Node | None
    blocker: str


def build_graph(
    standings: Sequence[Standing], blockers: Iterable[Blocker], needs: Mapping[str, frozenset[str]]
) -> Graph:
    """Build the graph of standing positions; `needs` gives, by issue, the actors without whom it cannot come about."""
    by_id = {blocker.id: blocker for blocker in blockers}
    ordered = sorted(standings, key=lambda one: (one.actor, one.issue))
    stances = {(one.actor, one.issue): one.stance for one in ordered}
    found: dict[str, Move] = {}
    waiting: dict[str, set[str]] = {}
    against: dict[str, set[str]] = {}
    drafts: dict[Node, list[Draft]] = {}
    for standing in ordered:
        if standing.stance is Stance.OPPOSE and _counts(standing.actor, standing.issue, needs):
            move = _drop(standing.latest, found)
            against.setdefault(standing.issue, set()).add(move.id)
        if standing.stance is Stance.CONDITIONAL:
            told = [_draft(*one, stances, needs, found) for one in _list_waits(standing, by_id)]
            drafts[standing.actor, standing.issue] = told
            for draft in told:
                waiting.setdefault(draft.meet.id, set()).add(standing.actor)
                found.setdefault(draft.meet.id, draft.meet)
    moves = tuple(sorted(found.values(), key=_order))
    number = {move.id: at for at, move in enumerate(moves)}
    return Graph(
        waits={
            node: tuple(
                Wait(number[one.meet.id], frozenset(number[drop.id] for drop in one.drops), one.target, one.blocker)
                for one in told
            )
            for node, told in drafts.items()
        },
        opposed={issue: frozenset(number[one] for one in ids) for issue, ids in sorted(against.items())},
        moves=tuple(_name_waiting(move, waiting.get(move.id, set())) for move in moves),
    )


def _name_waiting(move: Move, waiting: set[str]) -> Move:
    return move.model_copy(update={"waiting": tuple(sorted(waiting))}) if waiting else move


def _counts(actor: str, issue: str | None, needs: Mapping[str, frozenset[str]]) -> bool:
    """Return whether an actor's opposition blocks an issue: it does unless the issue is known to need only others."""
    needed = needs.get(issue or "")
    return not needed or actor in needed


def blocker_id(held: Held, condition: Condition) -> str:
    """Return the id of a blocker: the same condition of the same position is one, however often it is repeated."""
    return make_id("blocker", held.actor, held.issue, " ".join(sorted(content_stems(condition.passage.exact))))


def _list_waits(standing: Standing, blockers: Mapping[str, Blocker]) -> list[tuple[Held, Blocker | None]]:
    """Return what a conditional position waits for and is not met; None for what no words tell.

    What others ascribe to an actor counts only where its own words are not known.
    """
    voices = [standing.latest, *(held for held in standing.disagreeing if not held.ascribed)]
    waits: dict[str, tuple[Held, Blocker | None]] = {}
    for held in voices:
        if held.position.stance is not Stance.CONDITIONAL:
            continue
        told = [blockers.get(blocker_id(held, condition)) for condition in held.position.conditions]
        for blocker in told or [None]:
            if blocker is None or not blocker.met:
                waits.setdefault(blocker.id if blocker else "", (held, blocker))
    return [waits[key] for key in sorted(waits)]


def _draft(
    held: Held,
    blocker: Blocker | None,
    stances: Mapping[Node, Stance],
    needs: Mapping[str, frozenset[str]],
    found: dict[str, Move],
) -> Draft:
    """Return the move that meets a condition, the oppositions before it, and the position that would meet it too."""
    if blocker is None:
        untold = make_id("untold", held.actor, held.issue)
        return Draft(Move(id=untold, kind=MoveKind.MEET, actor=None, issue=None, held=held), (), None, "")
    target = (blocker.waits_on, blocker.condition_issue) if blocker.waits_on and blocker.condition_issue else None
    stems = " ".join(sorted(content_stems(blocker.condition.passage.exact)))
    meet = Move(
        id=make_id("meet", blocker.waits_on, blocker.condition_issue, stems),
        kind=MoveKind.MEET,
        actor=blocker.waits_on,
        issue=blocker.condition_issue,
        held=blocker.held,
        condition=blocker.condition,
        stance=stances.get(target) if target else None,
    )
    # Who meets a condition drops its own opposition by doing so: one move, not two.
    drops = tuple(
        _drop(other, found)
        for other in blocker.opposed_by
        if other.actor != blocker.waits_on and _counts(other.actor, other.issue, needs)
    )
    waits_in_turn = target is not None and stances.get(target) is Stance.CONDITIONAL
    return Draft(meet, drops, target if waits_in_turn else None, blocker.id)


def _drop(held: Held, found: dict[str, Move]) -> Move:
    """Return the move by which an actor drops its opposition, made once however many conditions it stands against."""
    proposal = "" if held.issue else " ".join(sorted(content_stems(held.position.proposal.exact)))
    name = make_id("drop", held.actor, held.issue, proposal)
    if name not in found:
        found[name] = Move(id=name, kind=MoveKind.DROP, actor=held.actor, issue=held.issue, held=held)
    return found[name]


def _order(move: Move) -> tuple[bool, str, str, str]:
    return (move.kind is MoveKind.MEET, move.issue or "~", move.actor or "~", move.id)


def tell_free(graph: Graph, wanted: Iterable[Node], made: frozenset[int]) -> dict[Node, bool]:
    """Return whether the wanted positions, and those looked at on the way, are free after some moves."""
    waits_for: dict[Node, list[Node]] = {}
    users: dict[Node, list[Node]] = {}
    dead: set[Node] = set()
    stack: list[tuple[Node, Node | None]] = [(node, None) for node in wanted]
    while stack:
        node, user = stack.pop()
        if user in dead:
            continue
        if user is not None:
            users.setdefault(node, []).append(user)
        if node not in waits_for and node not in dead:
            targets = _list_targets(graph.waits[node], graph, made)
            if targets is None:
                dead.add(node)
            else:
                waits_for[node] = targets
                stack += [(target, node) for target in targets]
        if node in dead:
            _bury(node, users, dead)
    free = _settle({node: targets for node, targets in waits_for.items() if node not in dead}, users)
    return {node: node in free for node in (*waits_for, *dead)}


def _bury(node: Node, users: Mapping[Node, Sequence[Node]], dead: set[Node]) -> None:
    """Mark whoever waits for a position that cannot become free, and who waits for them."""
    stack = list(users.get(node, ()))
    while stack:
        user = stack.pop()
        if user not in dead:
            dead.add(user)
            stack += users.get(user, ())


def _list_targets(waits: Sequence[Wait], graph: Graph, made: frozenset[int]) -> list[Node] | None:
    """Return the positions that have to become free first; None where that would not be enough."""
    targets = []
    for wait in waits:
        if not wait.drops <= made or (wait.meet not in made and wait.target not in graph.waits):
            return None
        if wait.meet not in made and wait.target is not None:
            targets.append(wait.target)
    return targets


def _settle(waits_for: Mapping[Node, Sequence[Node]], users: Mapping[Node, Sequence[Node]]) -> set[Node]:
    """Return the positions that are free: those that wait for none, then those that wait for free ones, and so on."""
    open_ones = {node: set(targets) for node, targets in waits_for.items()}
    ready = [node for node, targets in open_ones.items() if not targets]
    free: set[Node] = set()
    while ready:
        node = ready.pop()
        free.add(node)
        for user in users.get(node, ()):
            if user in open_ones and node in open_ones[user]:
                open_ones[user].discard(node)
                if not open_ones[user]:
                    ready.append(user)
    return free


def is_free(graph: Graph, issue: str, made: frozenset[int]) -> bool:
    """Return whether an issue is free after some moves."""
    nodes = [node for node in graph.waits if node[1] == issue]
    free = tell_free(graph, nodes, made)
    return graph.opposed.get(issue, frozenset()) <= made and all(free[node] for node in nodes)
