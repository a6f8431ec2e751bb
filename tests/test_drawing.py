"""The picture of what blocks what."""

from __future__ import annotations

import random
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from browser import Browser, find_chromium

from diplowatch.publish.drawing import FIRST, WIDTH, Panel, draw_blockers, lay_circle, lay_issues
from diplowatch.publish.lettering import fit, measure
from diplowatch.records import CircleRow, Edge, Node, Sentence

SVG = "{http://www.w3.org/2000/svg}"
NAMES = (
    "Russia",
    "the Organization for Security and Co-operation in Europe",
    "United Kingdom",
    "Bosnia and Herzegovina",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
)
WORDS = (
    "only after sanctions were lifted on the state agricultural bank and on other financial institutions that take part "
    "in the international trade of food, fish products and fertilisers",
    "monitors are let in",
    "Washington stands behind the force",
    "制裁が解除された後にのみ",
)
Rect = tuple[float, float, float, float]


def node(name: str, kind: str, label: str = "", detail: str = "") -> Node:
    return Node(id=name, kind=kind, label=label or name, detail=detail)


NODES = (
    node("Russia", "position", detail="Black Sea ceasefire"),
    node("c1", "condition", "sanctions relief", "nobody is named who would have to act"),
    node("Germany", "position", detail="Troops on the ground"),
    node("c2", "condition", "a backstop", "United States would have to act"),
    node("United Kingdom", "opponent"),
    node("Hungary", "opponent"),
)
EDGES = (
    Edge(source="Russia", target="c1", kind="waits for"),
    Edge(source="Germany", target="c2", kind="waits for"),
    Edge(source="c1", target="United Kingdom", kind="opposed by"),
    Edge(source="c1", target="Hungary", kind="opposed by"),
    Edge(source="c2", target="Russia", kind="waits in turn"),
)
CIRCLE = CircleRow(
    sentence=Sentence(text="", citations=()),
    steps=(("Russia", "Black Sea ceasefire"), ("United States", "Sanctions relief"), ("Ukraine", "Elections")),
)


def plant(blockers: int, seed: int = 1) -> tuple[list[Node], list[Edge]]:
    """Plant blockers of a few actors on a few issues, some of them opposed by many, some waiting in turn."""
    chance = random.Random(seed)
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for at in range(blockers):
        actor, issue = chance.choice(NAMES), f"Issue {chance.randrange(1 + blockers // 3)} {chance.choice(WORDS)[:40]}"
        position = f"p {actor} {issue}"
        nodes.setdefault(position, node(position, "position", actor, issue))
        nodes[f"c{at}"] = node(f"c{at}", "condition", chance.choice(WORDS), chance.choice(["", "somebody would act"]))
        edges.append(Edge(source=position, target=f"c{at}", kind="waits for"))
        for opponent in chance.sample(NAMES, chance.randrange(len(NAMES))):
            nodes.setdefault(opponent, node(opponent, "opponent"))
            edges.append(Edge(source=f"c{at}", target=opponent, kind="opposed by"))
        if chance.random() < 0.3:
            edges.append(
                Edge(
                    source=f"c{at}", target=chance.choice([one for one in nodes if one[0] == "p"]), kind="waits in turn"
                )
            )
    return list(nodes.values()), edges


def crosses(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def words_of(panel: Panel) -> list[Rect]:
    return [line.box for line in (*panel.lines, *(line for box in panel.boxes for line in box.lines))]


def frames_of(panel: Panel) -> list[Rect]:
    return [(box.x, box.y, box.x + box.width, box.y + box.height) for box in panel.boxes]


def strokes_of(panel: Panel) -> list[Rect]:
    """Return each stretch of each arrow, with its thickness."""
    return [
        (min(x1, x2) - 1, min(y1, y2) - 1, max(x1, x2) + 1, max(y1, y2) + 1)
        for arrow in panel.arrows
        for (x1, y1), (x2, y2) in pairwise(arrow.corners)
    ]


@pytest.mark.parametrize("blockers", range(1, 31))
def test_words_never_overlap_and_no_arrow_runs_through_them(blockers: int) -> None:
    for panel in lay_issues(*plant(blockers, blockers)):
        words, frames, strokes = words_of(panel), frames_of(panel), strokes_of(panel)

        assert not any(crosses(one, other) for one, other in combinations(words, 2))
        assert not any(crosses(one, other) for one, other in combinations(frames, 2))
        assert not any(crosses(stroke, one) for stroke in strokes for one in words)
        # An arrow touches no box but where it begins and ends.
        assert sum(crosses(stroke, one) for stroke in strokes for one in frames) <= 2 * len(panel.arrows)
        assert all(
            left >= 0 and right <= WIDTH and top >= 0 and bottom <= panel.height for left, top, right, bottom in words
        )
        assert all(right <= WIDTH and bottom <= panel.height for _, _, right, bottom in frames)


@pytest.mark.parametrize("blockers", [2, 7, 30])
def test_words_stand_inside_their_box(blockers: int) -> None:
    for panel in lay_issues(*plant(blockers)):
        for box in panel.boxes:
            for left, top, right, bottom in (line.box for line in box.lines):
                assert box.x <= left and right <= box.x + box.width
                assert box.y <= top and bottom <= box.y + box.height


@pytest.mark.parametrize("steps", range(1, 7))
def test_a_circle_is_drawn_as_one(steps: int) -> None:
    circle = CIRCLE.model_copy(update={"steps": tuple((NAMES[at % 5], WORDS[at % 4]) for at in range(steps))})
    panel = lay_circle(circle, 1)
    words, strokes = words_of(panel), strokes_of(panel)

    assert len(panel.boxes) == len(panel.arrows) == steps
    assert panel.arrows[-1].corners[-1][1] < panel.arrows[-1].corners[0][1] or steps == 1
    assert not any(crosses(stroke, one) for stroke in strokes for one in words)
    assert not any(crosses(one, other) for one, other in combinations(words, 2))
    assert all(right <= WIDTH for _, _, right, _ in words)


def test_nothing_to_draw_is_nothing() -> None:
    assert draw_blockers((), ()) == ("", "")


def test_each_issue_has_its_panel_and_is_told_in_words() -> None:
    first, rest = draw_blockers(NODES, EDGES)
    panels = list(ElementTree.fromstring(f"<all>{first}</all>"))

    assert rest == ""
    assert [panel.find(f"{SVG}title").text for panel in panels] == [
        "What blocks what: Black Sea ceasefire",
        "What blocks what: Troops on the ground",
    ]
    told = panels[0].find(f"{SVG}desc").text
    assert "Russia: waits for sanctions relief (nobody is named who would have to act)." in told
    assert "sanctions relief: opposed by United Kingdom, Hungary." in told
    assert "Russia waits in turn, on Black Sea ceasefire." in panels[1].find(f"{SVG}desc").text


def test_arrows_say_what_they_mean() -> None:
    first, _ = draw_blockers(NODES, EDGES, (CIRCLE,))
    root = ElementTree.fromstring(f"<all>{first}</all>")
    kinds = [path.get("class") for path in root.iter(f"{SVG}path") if path.get("class") != "tip"]
    beside = [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "arrow-words"]

    assert kinds == ["arrow circle"] * 3 + [
        "arrow waits-for",
        "arrow opposed-by",
        "arrow waits-for",
        "arrow waits-in-turn",
    ]
    assert beside == ["waits for"] * 2 + ["waits for", "opposed by", "waits for", "waits in turn"]


def test_what_matters_less_is_shown_on_demand() -> None:
    first, rest = draw_blockers(*plant(30))
    drawn = [str(half).count('class="box condition"') for half in (first, rest)]

    assert sum(drawn) == 30
    assert 0 < drawn[0] <= FIRST
    ids = [piece.split('"')[0] for half in (first, rest) for piece in str(half).split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_an_issue_with_many_positions_has_further_panels() -> None:
    nodes = [
        part
        for at in range(5)
        for part in (node(f"p{at}", "position", detail="Ceasefire"), node(f"c{at}", "condition"))
    ]
    edges = [Edge(source=f"p{at}", target=f"c{at}", kind="waits for") for at in range(5)]

    assert [(panel.title, panel.conditions) for panel in lay_issues(nodes, edges)] == [
        ("What blocks what: Ceasefire", 3),
        ("What blocks what: Ceasefire (more)", 2),
    ]


def test_a_first_panel_that_is_long_is_shown_all_the_same() -> None:
    nodes = [node("p", "position", "Russia", "Ceasefire"), *(node(f"c{at}", "condition") for at in range(12))]
    edges = [Edge(source="p", target=f"c{at}", kind="waits for") for at in range(12)]
    first, rest = draw_blockers(nodes, edges)

    assert str(first).count('class="box condition"') == 12
    assert rest == ""


def test_an_arrow_without_its_box_is_left_out() -> None:
    lost = Edge(source="Russia", target="nowhere", kind="waits for")
    assert 'class="arrow' not in str(draw_blockers(NODES[:1], (lost,))[0])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # A short label stays on its line.
        ("Russia", 1),
        # A label without end is cut, so that a box never swallows the page.
        ("word " * 200, 5),
        # A word wider than the line is broken.
        ("x" * 60, 2),
        # No detail, no line.
        ("", 0),
    ],
)
def test_breaking_into_lines(text: str, lines: int) -> None:
    broken = fit(text, 300, 15, lines=5)

    assert len(broken) == lines
    assert all(measure(line, 15) <= 300 for line in broken)
    assert (len("".join(broken)) < len(text.replace(" ", ""))) == any(line.endswith("…") for line in broken)


def test_hostile_labels_are_escaped() -> None:
    drawn = str(draw_blockers((node("<script>alert(1)</script>", "position", detail="<b>"),), ())[0])
    assert "<script>" not in drawn and "<b>" not in drawn and "&lt;script&gt;" in drawn


@pytest.mark.skipif(find_chromium() is None, reason="no Chromium here")
def test_in_a_browser_no_word_is_wider_than_was_reckoned(tmp_path: Path) -> None:
    first, rest = draw_blockers(*plant(12), (CIRCLE,))
    style = (Path("src/diplowatch/publish/templates") / "page.css").read_text(encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{first}{rest}", encoding="utf-8")
    with Browser(find_chromium() or "") as browser:
        browser.open(page)
        wide = browser.run(
            "[...document.querySelectorAll('svg.blockers text')].map("
            "t => [t.textContent, t.getBBox().x + t.getBBox().width]).filter(t => t[1] > 344)"
        )
        lines = browser.run(
            "[...document.querySelectorAll('svg.blockers text')].map("
            "t => [t.textContent, t.getBBox().width, t.classList[0]])"
        )
    assert wide == []
    sizes = {"label": 15, "heading": 15, "detail": 13, "arrow-words": 12}
    assert [text for text, width, kind in lines if width > measure(text, sizes[kind], bold=kind != "detail") + 1] == []
