"""The picture of what blocks what, as an SVG that stands inside the page: three columns, arrows only between them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from diplowatch.records import Edge, Node

COLUMNS = (("position", "Who waits"), ("condition", "For what"), ("opponent", "Opposed by"))
BOX_WIDTH = 232
GUTTER = 92
PADDING = 12
LINE = 19
GAP = 18
TOP = 44
WRAP = 27
"""Characters of a line in a box; the widest letters of the page's font still fit."""
LINES = 5


@dataclass(frozen=True)
class Box:
    """A node with its place in the picture, in pixels, and its lines of text with their class."""

    node: Node
    x: int
    y: int
    height: int
    lines: tuple[tuple[str, str], ...]

    @property
    def middle(self) -> int:
        """Height of its middle."""
        return self.y + self.height // 2


def draw_blockers(nodes: Sequence[Node], edges: Sequence[Edge]) -> Markup:
    """Draw boxes and arrows; an empty string where there is nothing to draw."""
    boxes = place_boxes(nodes)
    if not boxes:
        return Markup("")
    width = len(COLUMNS) * BOX_WIDTH + (len(COLUMNS) - 1) * GUTTER + 2
    height = max(box.y + box.height for box in boxes.values()) + 2
    told = describe(boxes, edges)
    parts = [
        Markup(
            '<svg class="blockers" viewBox="0 0 {} {}" role="img" aria-labelledby="blockers-title blockers-desc" '
            'xmlns="http://www.w3.org/2000/svg">'
        ).format(width, height),
        Markup('<title id="blockers-title">What blocks what</title>'),
        Markup('<desc id="blockers-desc">{}</desc>').format(told),
        Markup(
            '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
            'orient="auto"><path class="tip" d="M0 0 10 5 0 10z"/></marker></defs>'
        ),
    ]
    for at, (_, heading) in enumerate(COLUMNS):
        parts.append(
            Markup('<text class="column" x="{}" y="20">{}</text>').format(at * (BOX_WIDTH + GUTTER) + 1, heading)
        )
    parts += [draw_arrow(boxes[edge.source], boxes[edge.target], edge) for edge in drawable(boxes, edges)]
    parts += [draw_box(box) for box in boxes.values()]
    return Markup("\n").join([*parts, Markup("</svg>")])


def place_boxes(nodes: Sequence[Node]) -> dict[str, Box]:
    """Stack the nodes of each kind in its column, in the order given, every column centred."""
    columns = [[node for node in nodes if node.kind == kind] for kind, _ in COLUMNS]
    sizes = [[measure(node) for node in column] for column in columns]
    heights = [sum(height for height, _ in column) + GAP * (len(column) - 1) for column in sizes]
    tallest = max(heights, default=0)
    boxes: dict[str, Box] = {}
    for at, (column, measured) in enumerate(zip(columns, sizes, strict=True)):
        y = TOP + (tallest - heights[at]) // 2
        for node, (height, lines) in zip(column, measured, strict=True):
            boxes[node.id] = Box(node, at * (BOX_WIDTH + GUTTER) + 1, y, height, lines)
            y += height + GAP
    return boxes


def measure(node: Node) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Return the height of a box and its lines with their class."""
    lines = [("label", line) for line in wrap(node.label)] + [("detail", line) for line in wrap(node.detail)]
    return len(lines) * LINE + 2 * PADDING - 3, tuple(lines)


def wrap(text: str) -> list[str]:
    """Wrap a text to the width of a box; what does not fit ends in an ellipsis."""
    return textwrap.wrap(text, WRAP, max_lines=LINES, placeholder=" …")


def drawable(boxes: dict[str, Box], edges: Sequence[Edge]) -> list[Edge]:
    """Return the edges that lead from one column to the next."""
    return [
        edge
        for edge in edges
        if edge.source in boxes and edge.target in boxes and boxes[edge.source].x < boxes[edge.target].x
    ]


def draw_arrow(source: Box, target: Box, edge: Edge) -> Markup:
    """Draw an arrow through the gutter between two columns, where no text stands."""
    x1, y1, x2, y2 = source.x + BOX_WIDTH, source.middle, target.x - 2, target.middle
    bend = (x2 - x1) // 2
    kind = edge.kind.replace(" ", "-")
    return Markup('<path class="arrow {}" d="M{} {} C{} {} {} {} {} {}" marker-end="url(#tip)"/>').format(
        kind, x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2
    )


def draw_box(box: Box) -> Markup:
    """Draw a box with its lines."""
    lines = [
        Markup('<text class="{}" x="{}" y="{}">{}</text>').format(
            kind, box.x + PADDING, box.y + PADDING + LINE * at + 11, escape(line)
        )
        for at, (kind, line) in enumerate(box.lines)
    ]
    frame = Markup('<rect class="box {}" x="{}" y="{}" width="{}" height="{}" rx="3"/>').format(
        box.node.kind, box.x, box.y, BOX_WIDTH, box.height
    )
    return Markup("").join([Markup("<g>"), frame, *lines, Markup("</g>")])


def describe(boxes: dict[str, Box], edges: Sequence[Edge]) -> str:
    """Tell the picture in words, for those who do not see it."""
    told = []
    for edge in drawable(boxes, edges):
        source, target = boxes[edge.source].node, boxes[edge.target].node
        about = f" ({source.detail})" if source.kind == "position" and source.detail else ""
        told.append(f"{source.label}{about}: {edge.kind} {target.label}.")
    return " ".join(told)
