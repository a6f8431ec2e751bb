"""The picture of what blocks what."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from diplowatch.publish.drawing import BOX_WIDTH, COLUMNS, GUTTER, draw_blockers, place_boxes, wrap
from diplowatch.records import Edge, Node

SVG = "{http://www.w3.org/2000/svg}"


def node(name: str, kind: str, detail: str = "") -> Node:
    return Node(id=name, kind=kind, label=name, detail=detail)


NODES = (
    node("Russia", "position", "a Black Sea ceasefire"),
    node("Germany", "position", "troops on the ground"),
    node("sanctions relief", "condition"),
    node("a backstop that the United States alone could give, and has so far refused", "condition"),
    node("United Kingdom", "opponent"),
)
EDGES = (
    Edge(source="Russia", target="sanctions relief", kind="waits for"),
    Edge(source="sanctions relief", target="United Kingdom", kind="opposed by"),
)


def test_nothing_to_draw_is_nothing():
    assert draw_blockers((), ()) == ""


def test_it_is_well_formed_and_told_in_words():
    root = ElementTree.fromstring(str(draw_blockers(NODES, EDGES)))
    assert root.find(f"{SVG}title").text == "What blocks what"
    told = root.find(f"{SVG}desc").text
    assert "Russia (a Black Sea ceasefire): waits for sanctions relief." in told
    assert "sanctions relief: opposed by United Kingdom." in told


def test_boxes_stand_in_their_column_and_apart():
    boxes = list(place_boxes(NODES).values())
    columns = [kind for kind, _ in COLUMNS]
    for box in boxes:
        assert box.x == columns.index(box.node.kind) * (BOX_WIDTH + GUTTER) + 1
    for one in boxes:
        for other in boxes:
            if one is not other and one.x == other.x:
                assert one.y + one.height < other.y or other.y + other.height < one.y


def test_arrows_stay_in_the_gutter_where_no_label_stands():
    root = ElementTree.fromstring(str(draw_blockers(NODES, EDGES)))
    gutters = [(at * (BOX_WIDTH + GUTTER) + BOX_WIDTH, (at + 1) * (BOX_WIDTH + GUTTER) + 1) for at in range(2)]
    arrows = [path for path in root.iter(f"{SVG}path") if "arrow" in path.get("class", "")]
    assert len(arrows) == 2
    for path in arrows:
        across = [int(number) for number in path.get("d").replace("M", "").replace("C", "").split()[::2]]
        assert any(low <= min(across) and max(across) <= high for low, high in gutters)


def test_an_arrow_without_its_box_is_left_out():
    lost = Edge(source="Russia", target="nowhere", kind="waits for")
    assert "arrow" not in str(draw_blockers(NODES[:1], (lost,)))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # A short label stays on its line.
        ("Russia", 1),
        # A label without end is cut, so that a box never swallows the page.
        ("word " * 200, 5),
        # No detail, no line.
        ("", 0),
    ],
)
def test_wrapping(text, lines):
    assert len(wrap(text)) == lines


def test_hostile_labels_are_escaped():
    drawn = str(draw_blockers((node("<script>alert(1)</script>", "position"),), ()))
    assert "<script>" not in drawn and "&lt;script&gt;" in drawn
