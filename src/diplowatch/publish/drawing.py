"""The picture of what blocks what: one narrow panel for each issue, each a tree that reads from top to bottom.

A position stands on top; below it, one step in, what it waits for; below that, another step in, who opposes it. Arrows
run in the margins to the left of the boxes, so that none crosses another or runs through words. Panels are as wide as a
telephone and stand side by side where there is room. A circle of conditions is a panel of its own, drawn as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from diplowatch.publish.lettering import fit, measure
from diplowatch.records import CircleRow, Edge, Node

WIDTH = 344
"""Width of a panel in its own units; about one pixel each."""
STEP = 26
"""How far a box stands in from the one it hangs on."""
PADDING = 10
LABEL, DETAIL, ARROW = 15.0, 13.0, 12.0
"""Sizes of letters: in boxes, below their first lines, beside arrows."""
LINE = 19
HEADING = 30
GAP = 30
"""Height between a box and the one that hangs on it: the arrow's own words stand there."""
APART = 16
"""Height between two positions of a panel."""
LABEL_LINES, DETAIL_LINES = 5, 3
RETURN = 22
"""Width left free on the right of a circle for the arrow back."""
TALLEST = 3
"""Conditions of one panel, unless a single position has more: an issue with more has further panels."""
FIRST = 8
"""Conditions drawn at once; the panels of the others are shown on demand."""


@dataclass(frozen=True)
class Line:
    """A line of words: where it begins, its baseline, its size, and its class."""

    x: float
    y: float
    size: float
    kind: str
    text: str

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the words, never less than they take."""
        return (
            self.x,
            self.y - self.size,
            self.x + measure(self.text, self.size, bold=self.kind != "detail"),
            self.y + 4,
        )


@dataclass(frozen=True)
class Box:
    """A frame with its lines."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Arrow:
    """A path through its corners, with what it means."""

    kind: str
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Panel:
    """A drawing with its place-holders filled: what it shows, in words too."""

    title: str
    told: str
    height: float
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    conditions: int


def draw_blockers(
    nodes: Sequence[Node], edges: Sequence[Edge], circles: Sequence[CircleRow] = ()
) -> tuple[Markup, Markup]:
    """Draw circles and blockers; return the panels that matter most, and the rest. Empty where there are none."""
    panels = [lay_circle(circle, at) for at, circle in enumerate(circles, 1)] + lay_issues(nodes, edges)
    drawn: list[Markup] = []
    shown = taken = 0
    for at, panel in enumerate(panels, 1):
        drawn.append(draw_panel(panel, at))
        taken += panel.conditions
        shown = at if shown == at - 1 and (at == 1 or taken <= FIRST) else shown
    return Markup("\n").join(drawn[:shown]), Markup("\n").join(drawn[shown:])


def lay_issues(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[Panel]:
    """Lay out one panel for each issue, in the order in which its first position comes."""
    by_issue: dict[str, list[Node]] = {}
    for node in nodes:
        if node.kind == "position":
            by_issue.setdefault(node.detail, []).append(node)
    web = Web({node.id: node for node in nodes}, edges)
    panels = []
    for issue, positions in by_issue.items():
        for at, part in enumerate(part_positions(positions, web)):
            panels.append(_Layout(web).lay(f"{issue} (more)" if at else issue, part))
    return panels


def part_positions(positions: Iterable[Node], web: Web) -> list[list[Node]]:
    """Part the positions on an issue into as many panels as their conditions need."""
    parts: list[list[Node]] = []
    taken = 0
    for position in positions:
        count = len(web.follow(position, "waits for"))
        if not parts or taken + count > TALLEST:
            parts.append([])
            taken = 0
        parts[-1].append(position)
        taken += count
    return parts


class Web:
    """Boxes by id, and where arrows lead from each, in order."""

    def __init__(self, nodes: dict[str, Node], edges: Iterable[Edge]) -> None:
        self._nodes = nodes
        self._next: dict[tuple[str, str], list[Node]] = {}
        for edge in edges:
            if edge.source in nodes and edge.target in nodes:
                self._next.setdefault((edge.source, edge.kind), []).append(nodes[edge.target])

    def follow(self, node: Node, kind: str) -> list[Node]:
        """Return the boxes that arrows of one kind lead to."""
        return self._next.get((node.id, kind), [])


class _Layout:
    """One panel while it grows downwards."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._y = 0.0
        self._lines: list[Line] = []
        self._boxes: list[Box] = []
        self._arrows: list[Arrow] = []
        self._told: list[str] = []
        self._conditions = 0

    def lay(self, issue: str, positions: Sequence[Node]) -> Panel:
        for text in fit(issue, WIDTH, LABEL, lines=2, bold=True):
            self._lines.append(Line(0, self._y + LABEL, LABEL, "heading", text))
            self._y += LINE
        self._y += HEADING - LINE
        for at, position in enumerate(positions):
            self._y += APART if at else 0
            self._lay_position(position)
        return Panel(
            title=f"What blocks what: {issue}",
            told=" ".join(self._told),
            height=self._y + 2,
            lines=tuple(self._lines),
            boxes=tuple(self._boxes),
            arrows=tuple(self._arrows),
            conditions=self._conditions,
        )

    def _lay_position(self, position: Node) -> None:
        top = self._add_box("position", 0, position.label, "")
        for condition in self._web.follow(position, "waits for"):
            self._conditions += 1
            child = self._hang(top, "waits for", "condition", f"“{condition.label}”", condition.detail)
            self._told.append(f"{position.label}: waits for {condition.label} ({condition.detail}).")
            opponents = [one.label for one in self._web.follow(condition, "opposed by")]
            if opponents:
                self._hang(child, "opposed by", "opponent", ", ".join(opponents), "")
                self._told.append(f"{condition.label}: opposed by {', '.join(opponents)}.")
            for other in self._web.follow(condition, "waits in turn"):
                self._hang(child, "waits in turn", "position", other.label, other.detail)
                self._told.append(f"{other.label} waits in turn, on {other.detail}.")

    def _hang(self, parent: Box, arrow: str, kind: str, label: str, detail: str) -> Box:
        """Hang a box below another, with an arrow that says what joins them."""
        trunk = parent.x + STEP / 2
        self._lines.append(Line(parent.x + STEP, self._y + GAP - 9, ARROW, "arrow-words", arrow))
        self._y += GAP
        box = self._add_box(kind, parent.x + STEP, label, detail)
        middle = box.y + box.height / 2
        corners = ((trunk, parent.y + parent.height), (trunk, middle), (box.x - 1, middle))
        self._arrows.append(Arrow(arrow.replace(" ", "-"), corners))
        return box

    def _add_box(self, kind: str, x: float, label: str, detail: str) -> Box:
        box = make_box(kind, x, self._y, WIDTH - x - 1, label, detail)
        self._boxes.append(box)
        self._y += box.height
        return box


def make_box(kind: str, x: float, y: float, width: float, label: str, detail: str) -> Box:
    """Make a box as high as its words."""
    room = width - 2 * PADDING
    lines = []
    at = y + PADDING
    written = [("label", LABEL, text) for text in fit(label, room, LABEL, lines=LABEL_LINES, bold=True)]
    written += [("detail", DETAIL, text) for text in fit(detail, room, DETAIL, lines=DETAIL_LINES)]
    for style, size, text in written:
        lines.append(Line(x + PADDING, at + LABEL - 2, size, style, text))
        at += LINE
    return Box(kind, x, y, width, at - y + PADDING - 4, tuple(lines))


def lay_circle(circle: CircleRow, number: int) -> Panel:
    """Lay out a circle: one position below the other, an arrow from each to the next, and one back from the last."""
    lines = [Line(0, LABEL, LABEL, "heading", f"Circle {number}: each waits for the next")]
    boxes: list[Box] = []
    arrows = []
    y: float = HEADING
    width = WIDTH - RETURN - 1
    for at, (actor, issue) in enumerate(circle.steps):
        if at:
            middle = width / 2
            lines.append(Line(middle + 12, y + GAP - 11, ARROW, "arrow-words", "waits for"))
            arrows.append(Arrow("circle", ((middle, y), (middle, y + GAP - 1))))
            y += GAP
        boxes.append(make_box("position", 0, y, width, actor, issue))
        y += boxes[-1].height
    if boxes:
        first, last = boxes[0], boxes[-1]
        right = width + RETURN - 6
        low, high = last.y + last.height / 2, first.y + first.height / 2
        arrows.append(Arrow("circle", ((width, low), (right, low), (right, high), (width + 1, high))))
    steps = [f"{actor} on {issue}" for actor, issue in circle.steps]
    told = " waits for ".join([*steps, *steps[:1]])
    return Panel(
        f"Circle {number} of conditions", f"{told}.", y + 2, tuple(lines), tuple(boxes), tuple(arrows), len(steps)
    )


def draw_panel(panel: Panel, number: int) -> Markup:
    """Draw one panel as an SVG of its own, told in words to those who do not see it."""
    name = f"blockers-{number}"
    parts = [
        Markup(
            '<svg class="blockers" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc" '
            'xmlns="http://www.w3.org/2000/svg">'
        ).format(WIDTH, trim(panel.height), name, name),
        Markup('<title id="{}-title">{}</title>').format(name, panel.title),
        Markup('<desc id="{}-desc">{}</desc>').format(name, panel.told),
        Markup(
            '<defs><marker id="{}-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
            'orient="auto"><path class="tip" d="M0 0 10 5 0 10z"/></marker></defs>'
        ).format(name),
    ]
    parts += [draw_arrow(arrow, f"{name}-tip") for arrow in panel.arrows]
    for box in panel.boxes:
        parts.append(
            Markup('<rect class="box {}" x="{}" y="{}" width="{}" height="{}" rx="3"/>').format(
                box.kind, trim(box.x + 0.6), trim(box.y), trim(box.width - 0.6), trim(box.height)
            )
        )
    parts += [draw_line(line) for line in (*panel.lines, *(line for box in panel.boxes for line in box.lines))]
    return Markup("\n").join([*parts, Markup("</svg>")])


def draw_arrow(arrow: Arrow, tip: str) -> Markup:
    """Draw an arrow along its corners."""
    path = "M" + " L".join(f"{trim(x)} {trim(y)}" for x, y in arrow.corners)
    return Markup('<path class="arrow {}" d="{}" marker-end="url(#{})"/>').format(arrow.kind, path, tip)


def draw_line(line: Line) -> Markup:
    """Draw a line of words."""
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(
        line.kind, trim(line.x), trim(line.y), escape(line.text)
    )


def trim(number: float) -> str:
    """Write a number with at most one digit after the point."""
    return f"{number:.1f}".removesuffix(".0")
