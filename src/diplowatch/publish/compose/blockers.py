"""What blocks what: blockers in words, and the boxes and arrows of their picture."""

from __future__ import annotations

from diplowatch.publish.compose.newsroom import Newsroom
from diplowatch.publish.compose.spots import count_words
from diplowatch.publish.compose.standpoints import CELL_LIMIT
from diplowatch.publish.desk import GROUPS
from diplowatch.publish.sentences import capitalise, cut_quote, plain, with_article
from diplowatch.records import Blocker, BlockerRow, Edge, Node, Passage, Sentence, make_id

LIMIT = 8
SHORTEST_CONDITION = 3
"""Words below which a condition says nothing outside its sentence, as "without it" does."""


def compose_blockers(
    room: Newsroom,
) -> tuple[tuple[BlockerRow, ...], tuple[Node, ...], tuple[Edge, ...], int]:
    """Write the blockers, unmet and opposed first, with the picture of those printed, and count the rest."""
    circles = {blocker: deadlock.actors for deadlock in room.tracked.deadlocks for blocker in deadlock.blockers}

    def rank(one: Blocker) -> tuple[bool, bool, int, bool, str]:
        return one.met, one.id not in circles, -len(one.opposed_by), one.condition_issue is None, one.id

    chosen: list[tuple[Blocker, BlockerRow]] = []
    seen: set[tuple[str, int, int]] = set()
    for blocker in sorted(room.tracked.blockers, key=rank):
        passage = blocker.condition.passage
        place = (passage.document, passage.start, passage.end)
        row = compose_row(room, blocker, circles.get(blocker.id, ()))
        if row is None or place in seen or len(chosen) == LIMIT:
            continue
        seen.add(place)
        chosen.append((blocker, row))
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str, str], Edge] = {}
    for blocker, _ in chosen:
        draw_blocker(room, blocker, nodes, edges)
    rows = tuple(row for _, row in chosen)
    return rows, tuple(nodes.values()), tuple(edges.values()), len(room.tracked.blockers) - len(rows)


def compose_row(room: Newsroom, blocker: Blocker, circle: tuple[str, ...]) -> BlockerRow | None:
    """Write one blocker with the evidence of each of its edges; None where its condition cannot be quoted."""
    sentence = write_blocker(room, blocker)
    if sentence is None:
        return None
    return BlockerRow(
        sentence=sentence,
        waiting=blocker.waiting,
        waits_on=blocker.waits_on,
        opposed_by=tuple(dict.fromkeys(held.actor for held in blocker.opposed_by)),
        met=blocker.met,
        circle=tuple(room.desk.name(actor) for actor in circle),
    )


def write_blocker(room: Newsroom, blocker: Blocker) -> Sentence | None:
    """Compose a blocker: who waits on what issue, for which words, and who opposes those."""
    desk, condition = room.desk, blocker.condition.passage
    words = cut_quote(condition.exact, CELL_LIMIT)
    if words is None or count_words(words) < SHORTEST_CONDITION:
        return None
    about = f", on {desk.issue(blocker.issue)}," if blocker.issue else ""
    verb = "set" if blocker.waiting in GROUPS else "sets"
    waits = f"{capitalise(desk.names([blocker.waiting]))}{about} {verb} this condition: “{words}”"
    tail = ""
    if blocker.met:
        tail = "; what was read shows this condition met"
    elif blocker.opposed_by:
        codes = list(dict.fromkeys(held.actor for held in blocker.opposed_by))
        issue = f" ({desk.issue(blocker.condition_issue)})" if blocker.condition_issue else ""
        oppose = "oppose" if len(codes) > 1 or codes[0] in GROUPS else "opposes"
        tail = f"; {desk.names(codes)} {oppose} it{issue}"
    elif blocker.waits_on and blocker.waits_on != blocker.waiting:
        tail = f"; {with_article(desk.name(blocker.waits_on))} would have to act"
    cited: list[Passage] = [condition, blocker.held.position.passage]
    cited += [held.position.passage for held in blocker.opposed_by]
    return desk.sentence(waits + tail, cited)


def draw_blocker(
    room: Newsroom, blocker: Blocker, nodes: dict[str, Node], edges: dict[tuple[str, str, str], Edge]
) -> None:
    """Add the boxes and arrows of one blocker; a box that is there already is used again."""
    desk = room.desk
    position = make_id("position", blocker.waiting, blocker.issue)
    about = desk.issue(blocker.issue) if blocker.issue else plain(blocker.held.position.proposal.exact)
    nodes.setdefault(position, Node(id=position, kind="position", label=desk.name(blocker.waiting), detail=about))
    condition = make_id("condition", blocker.condition_issue or blocker.id, blocker.waits_on)
    waits_on = desk.name(blocker.waits_on) if blocker.waits_on else ""
    label = desk.issue(blocker.condition_issue) if blocker.condition_issue else plain(blocker.condition.passage.exact)
    detail = "met" if blocker.met else f"{waits_on} would have to act" if waits_on else ""
    nodes.setdefault(condition, Node(id=condition, kind="condition", label=label, detail=detail))
    add_edge(edges, position, condition, "waits for")
    for held in blocker.opposed_by:
        opponent = make_id("opponent", held.actor)
        nodes.setdefault(opponent, Node(id=opponent, kind="opponent", label=desk.name(held.actor), detail=""))
        add_edge(edges, condition, opponent, "opposed by")


def add_edge(edges: dict[tuple[str, str, str], Edge], source: str, target: str, kind: str) -> None:
    """Add an arrow unless it is there already."""
    edges.setdefault((source, target, kind), Edge(source=source, target=target, kind=kind))
