"""What blocks what: blockers, circles and keystones in words, and the boxes and arrows of their picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from diplowatch.publish.compose.newsroom import Newsroom
from diplowatch.publish.compose.spots import count_words
from diplowatch.publish.compose.standpoints import CELL_LIMIT
from diplowatch.publish.desk import Desk
from diplowatch.publish.sentences import cut_quote, plain
from diplowatch.records import (
    Blocker,
    BlockerRow,
    CircleRow,
    Deadlock,
    Edge,
    Keystone,
    KeystoneRow,
    Move,
    Node,
    Passage,
    make_id,
)
from diplowatch.track.keystones import TOLD
from diplowatch.track.telling import (
    QUOTED,
    Teller,
    tell_alternative,
    tell_blocker,
    tell_circle,
    tell_keystone,
)

LIMIT = 40
"""Blockers of an edition; the page shows the first of them and the rest on demand."""
CIRCLES = 8
KEYSTONES = 10
CITED = 12
"""Citations of a keystone that counts its conditions instead of quoting them."""
SHORTEST_CONDITION = 3
"""Words below which a condition says nothing outside its sentence, as "without it" does."""


@dataclass(frozen=True)
class Blocked:
    """Everything an edition says of what blocks what."""

    rows: tuple[BlockerRow, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    circles: tuple[CircleRow, ...]
    keystones: tuple[KeystoneRow, ...]
    left: int
    """Blockers found and not printed."""


def compose_blockers(room: Newsroom) -> Blocked:
    """Write blockers, unmet and opposed first, circles and keystones, draw the blockers, and count the rest."""
    tracked, teller = room.tracked, make_teller(room.desk)
    circles = {blocker: deadlock.actors for deadlock in tracked.deadlocks for blocker in deadlock.blockers}

    def rank(one: Blocker) -> tuple[bool, bool, int, bool, str]:
        return one.met, one.id not in circles, -len(one.opposed_by), one.condition_issue is None, one.id

    picture = Picture(room.desk)
    rows: list[BlockerRow] = []
    seen: set[tuple[str, int, int]] = set()
    for blocker in sorted(tracked.blockers, key=rank):
        passage = blocker.condition.passage
        place = (passage.document, passage.start, passage.end)
        row = compose_row(room, blocker, circles.get(blocker.id, ()), teller)
        if row is None or place in seen or len(rows) == LIMIT:
            continue
        seen.add(place)
        rows.append(row)
        picture.draw(blocker)
    by_id = {blocker.id: blocker for blocker in tracked.blockers}
    return Blocked(
        rows=tuple(rows),
        nodes=tuple(picture.nodes.values()),
        edges=tuple(picture.list_edges()),
        circles=tuple(compose_circle(room.desk, one, by_id, teller) for one in tracked.deadlocks[:CIRCLES]),
        keystones=compose_keystones(room.desk, tracked.keystones, by_id, teller),
        left=len(tracked.blockers) - len(rows),
    )


def make_teller(desk: Desk) -> Teller:
    """Return a teller that names as the edition does and prints what can be quoted of a condition."""
    return Teller(names=desk.names, issue=desk.phrase_issue, quote=quote_condition, mark="’")


def quote_condition(passage: Passage) -> str | None:
    """Return the words of a condition to print; None where they say nothing outside their sentence."""
    words = cut_quote(passage.exact, CELL_LIMIT)
    return words if words and count_words(words) >= SHORTEST_CONDITION else None


def compose_row(room: Newsroom, blocker: Blocker, circle: tuple[str, ...], teller: Teller) -> BlockerRow | None:
    """Write one blocker with the evidence of each of its edges; None where its condition cannot be quoted."""
    text = tell_blocker(blocker, teller)
    if text is None:
        return None
    return BlockerRow(
        sentence=room.desk.sentence(text, cite_blocker(blocker)),
        waiting=blocker.waiting,
        waits_on=blocker.waits_on,
        opposed_by=tuple(dict.fromkeys(held.actor for held in blocker.opposed_by)),
        met=blocker.met,
        circle=tuple(room.desk.name(actor) for actor in circle),
        refers_to_itself=blocker.refers_to_itself,
    )


def cite_blocker(blocker: Blocker) -> list[Passage]:
    """Return the words behind each edge of a blocker: the condition, the position, what meets and who opposes it."""
    met = [blocker.met_by.passage] if blocker.met_by else []
    opponents = [held.position.passage for held in blocker.opposed_by]
    return [blocker.condition.passage, blocker.held.position.passage, *met, *opponents]


def compose_circle(desk: Desk, deadlock: Deadlock, blockers: dict[str, Blocker], teller: Teller) -> CircleRow:
    """Write a circle of conditions with the words behind each step."""
    circle = [blockers[one] for one in deadlock.blockers if one in blockers]
    cited = [passage for one in circle for passage in (one.condition.passage, one.held.position.passage)]
    return CircleRow(
        sentence=desk.sentence(tell_circle(circle, teller), cited),
        steps=tuple((desk.name(one.waiting), desk.issue(one.issue or "")) for one in circle),
    )


def compose_keystones(
    desk: Desk, keystones: Iterable[Keystone], blockers: dict[str, Blocker], teller: Teller
) -> tuple[KeystoneRow, ...]:
    """Write what would free each issue, that of fewest moves first."""
    ranked = sorted(keystones, key=lambda one: (not one.is_smallest, len(one.sets[0]), one.issue))
    return tuple(compose_keystone(desk, one, blockers, teller) for one in ranked[:KEYSTONES])


def compose_keystone(desk: Desk, keystone: Keystone, blockers: dict[str, Blocker], teller: Teller) -> KeystoneRow:
    """Write the smallest sets that free one issue, each with the words behind its moves."""
    moves = {move.id: move for move in keystone.moves}
    first = keystone.sets[0]
    cited = cite_moves([moves[one] for one in first])
    waits = [passage for one in keystone.blockers if one in blockers for passage in cite_blocker(blockers[one])[:2]]
    alternatives = []
    for number in range(1, min(len(keystone.sets), TOLD + 1)):
        different = [moves[one] for one in sorted({*first} ^ {*keystone.sets[number]})]
        alternatives.append(desk.sentence(tell_alternative(keystone, number, teller), cite_moves(different)))
    return KeystoneRow(
        issue=keystone.issue,
        issue_name=desk.issue(keystone.issue),
        # The moves' own words first; of a long list of what waits, enough to check it by.
        sentence=desk.sentence(tell_keystone(keystone, teller), [*cited, *waits[: max(0, CITED - len(cited))]]),
        alternatives=tuple(alternatives),
        others=len(keystone.sets) - 1 if keystone.is_smallest else 0,
        moves=len(first),
        at_least=keystone.at_least,
        is_smallest=keystone.is_smallest,
        is_complete=keystone.is_complete,
    )


def cite_moves(moves: Iterable[Move]) -> list[Passage]:
    """Return the words that show what each move would change; of many conditions only some."""
    quoted: list[Passage] = []
    counted: list[Passage] = []
    for move in moves:
        if move.condition is None:
            quoted.append(move.held.position.passage)
        else:
            counted.append(move.condition.passage)
    unlinked = [move.held.position.proposal for move in moves if move.condition is None and not move.issue]
    return [*quoted, *unlinked, *(counted if len(counted) <= QUOTED else counted[:QUOTED])]


@dataclass
class Picture:
    """The boxes and arrows of some blockers; a box that is there already is used again."""

    desk: Desk
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], Edge] = field(default_factory=dict)

    def draw(self, blocker: Blocker) -> None:
        """Add the boxes and arrows of one blocker."""
        position = self._add_position(blocker)
        condition = make_id("condition", blocker.id)
        words = plain(blocker.condition.passage.exact)
        self.nodes[condition] = Node(id=condition, kind="condition", label=words, detail=self._tell_actor(blocker))
        self._add_edge(position, condition, "waits for")
        for held in blocker.opposed_by:
            opponent = make_id("opponent", held.actor)
            name = self.desk.name(held.actor)
            self.nodes.setdefault(opponent, Node(id=opponent, kind="opponent", label=name, detail=""))
            self._add_edge(condition, opponent, "opposed by")
        if blocker.waits_on and blocker.condition_issue and not blocker.met and not blocker.refers_to_itself:
            self._add_edge(condition, self._name_position(blocker.waits_on, blocker.condition_issue), "waits in turn")

    def list_edges(self) -> list[Edge]:
        """Return the arrows whose two boxes are there."""
        return [edge for edge in self.edges.values() if {edge.source, edge.target} <= self.nodes.keys()]

    def _add_position(self, blocker: Blocker) -> str:
        name = self._name_position(blocker.waiting, blocker.issue)
        about = self.desk.issue(blocker.issue) if blocker.issue else plain(blocker.held.position.proposal.exact)
        label = self.desk.name(blocker.waiting)
        self.nodes.setdefault(name, Node(id=name, kind="position", label=label, detail=about))
        return name

    def _tell_actor(self, blocker: Blocker) -> str:
        if blocker.met:
            return "met, by a later report"
        if blocker.refers_to_itself:
            return "refers to itself"
        if blocker.waits_on == blocker.waiting:
            return "would itself have to act"
        if blocker.waits_on:
            return f"{self.desk.name(blocker.waits_on)} would have to act"
        return "nobody is named who would have to act"

    @staticmethod
    def _name_position(actor: str, issue: str | None) -> str:
        return make_id("position", actor, issue)

    def _add_edge(self, source: str, target: str, kind: str) -> None:
        self.edges.setdefault((source, target, kind), Edge(source=source, target=target, kind=kind))
