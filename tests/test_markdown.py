"""The edition as Markdown."""

from __future__ import annotations

import re

import pytest
from edition_factory import DOCUMENTS, NOTHING, PACK, WIRE, cut, make_tracked, state
from markdown_it import MarkdownIt

from diplowatch.publish import compose_edition
from diplowatch.publish.markdown import escape, render_markdown
from diplowatch.publish.sentences import balance_marks
from diplowatch.records import Actor, Change


def compose(**changes):
    return compose_edition(make_tracked(**changes), DOCUMENTS, watch="Watch", pack=PACK, problems=(), previous=None)


@pytest.mark.parametrize(
    "text",
    [
        # Marks of emphasis, links, code and tables are shown, not obeyed.
        "*bold* _it_ `code` [a](b) | cell ~~x~~",
        # Tags are shown.
        "<script>alert(1)</script> <b>&amp;</b>",
        # A line that looks like a list, a heading or a rule stays a line.
        "1. first",
        "# heading",
        "- item",
        "+ item",
        "=== ",
    ],
)
def test_escaped_text_is_shown_letter_for_letter(text):
    (_, inline, _) = MarkdownIt().parse(escape(text))
    shown = "".join(child.content for child in inline.children)
    assert shown == text.strip()
    assert {child.type for child in inline.children} <= {"text", "text_special"}


def test_every_footnote_is_used_and_every_use_has_its_footnote():
    text = render_markdown(compose())
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.M)
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert defined == [str(number) for number in range(1, len(defined) + 1)]
    assert used == set(defined) and defined


def test_a_footnote_has_the_exact_words_the_outlet_the_date_and_the_link():
    text = render_markdown(compose())
    note = next(line for line in text.splitlines() if line.startswith("[^") and "far from ready" in line)
    assert "said the plan was “far from ready.””" in note
    assert "Harbour News" in note and "27 March 2025" in note
    assert "<https://news.example/paris-summit#:~:text=" in note


def test_every_section_of_the_house_form_is_there():
    headings = re.findall(r"^## (.*)$", render_markdown(compose()), re.M)
    assert headings == [
        "In other Black Sea news this week",
        "At the briefings",
        "What changed",
        "Who stands where",
        "What blocks what",
        "Agreements and alleged violations",
        "Numbers",
        "Diary",
        "Coverage",
        "Corrections",
        "Sources",
    ]


def test_an_empty_edition_says_so_in_every_section():
    text = render_markdown(compose(**NOTHING))
    assert "Nothing that could be cited was read for this week." in text
    assert "No change of position was found in what was read." in text
    assert "[^" not in text


def test_a_hostile_source_stays_text():
    hostile = state(
        WIRE, "“We will go ahead with those who are willing,”", Actor(words="<img src=x onerror=y> [x](javascript:y)")
    )
    text = render_markdown(compose(statements=(hostile,), stories=()))
    assert "<img" not in text.replace("\\<img", "")
    assert "[x](" not in text
    assert cut(WIRE, "We will go ahead").exact in text


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        # Marks that enclose the words give way to ours.
        ("“We agree,”", "“We agree,”"),
        # An opening mark without its partner goes, ours stand for it.
        ("“We agree", "“We agree”"),
        ('"We agree.”', "“We agree.”"),
        # One that was opened inside is closed.
        ("doing so would be “a serious mistake", "“doing so would be “a serious mistake””"),
        # One that was closed inside is opened.
        ("mistake” is what he called it", "““mistake” is what he called it”"),
        ('now is "not the time', '“now is "not the time"”'),
    ],
)
def test_footnotes_show_marks_in_balance(exact, shown):
    assert balance_marks(exact) == shown


def test_what_moved_comes_before_what_is_new_and_what_is_new_takes_one_line():
    (softened,) = make_tracked().shifts
    new = softened.model_copy(update={"id": "c-new", "change": Change.NEW, "old": None, "actor": "FRA"})
    tracked = make_tracked(shifts=(new, softened))
    edition = compose_edition(tracked, DOCUMENTS, watch="Watch", pack=PACK)
    section = render_markdown(edition).split("## What changed")[1].split("\n## ")[0]
    first, rest = section.split("Also on record this week:")
    assert "Germany on troops on the ground: softened" in first and "- Before, 12 March 2025: " in first
    assert "- France on troops on the ground: first on record, on a condition, 27 March 2025; 2 documents.[^" in rest
    assert "no earlier position was found" not in section


def test_an_accusation_says_by_whom_and_of_whom():
    text = render_markdown(compose_edition(make_tracked(), DOCUMENTS, watch="Watch", pack=PACK))
    assert "**Alleged by Russia of Ukraine.** " in text
