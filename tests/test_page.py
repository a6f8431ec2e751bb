"""The page: self-contained, safe with hostile text, usable with the keyboard; once in a real browser."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from html.parser import HTMLParser

import pytest
from browser import Browser, find_chromium
from edition_factory import DOCUMENTS, NOTHING, PACK, WIRE, make_tracked, state

from diplowatch.publish import compose_edition, write_edition
from diplowatch.publish.page import render_page, split_quotes
from diplowatch.records import Actor, Document, Edition, Problem

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def compose(stored=DOCUMENTS, problems=(), **changes) -> Edition:
    return compose_edition(make_tracked(**changes), stored, watch="Watch", pack=PACK, problems=problems, previous=None)


@pytest.fixture(scope="module")
def page() -> str:
    return render_page(compose())


class Outline(HTMLParser):
    """Collects tags, ids and addresses of a page, and whether its tags close."""

    VOID = frozenset({"meta", "br", "img", "link", "input", "hr"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.described: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        fields = dict(attrs)
        self.ids += [fields["id"]] if fields.get("id") else []
        self.links += [value for name, value in attrs if name in {"href", "src", "action"}]
        self.described += [fields["aria-describedby"]] if fields.get("aria-describedby") else []
        self.wrong += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")


def test_the_page_is_well_formed_and_asks_for_nothing(page):
    outline = Outline(page)
    assert outline.wrong == [] and outline.open == []
    assert not {"img", "link", "iframe", "object", "form", "base"} & set(outline.tags)
    assert "url(" not in page.replace("url(#", "") and "@import" not in page
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.described) <= set(outline.ids) and outline.described
    inside = [link[1:] for link in outline.links if link.startswith("#")]
    assert set(inside) <= set(outline.ids) and "main" in inside


def test_language_skip_link_and_headings(page):
    assert '<html lang="en">' in page
    assert page.index('class="skip"') < page.index("<main")
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_the_policy_names_the_one_style_and_the_one_script_by_their_hash(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    assert "default-src 'none'" in policy and "unsafe" not in policy
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        assert base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() in policy


def test_the_card_of_a_citation_has_words_context_outlet_date_and_link(page):
    card = page[page.index("Britain backs sending troops</mark>") - 300 :][:900]
    assert "Emmanuel Macron said. <mark>Britain backs sending troops</mark>, its prime minister" in card
    assert "Harbour News" in card and "27 March 2025" in card
    assert 'href="https://news.example/paris-summit#:~:text=' in card


def test_a_cell_is_labelled_not_only_coloured(page):
    assert re.search(r'<td class="stance oppose">.*?</span> Against <small>1', page)
    assert re.search(r'<td class="stance conditional">.*?</span> If <small>2', page)


def test_an_empty_edition_says_so(page):
    text = render_page(compose(**NOTHING))
    assert "Nothing that could be cited was read for this week." in text
    assert "No condition that waits or is opposed was found in what was read." in text
    assert Outline(text).wrong == []


def test_hostile_text_stays_text():
    words = f"We shall {HOSTILE} go on with it"
    evil = Document(
        id="d-evil",
        key="evil",
        title=HOSTILE,
        text=f"{words}, he said.",
        published=WIRE.published,
        outlet=HOSTILE,
        address="javascript:alert(1)",
    )
    statement = state(evil, words, Actor(words=HOSTILE, name=HOSTILE))
    edition = compose(
        {**DOCUMENTS, evil.id: evil},
        [Problem(where=HOSTILE, what="broken")],
        documents=(evil,),
        statements=(statement,),
        stories=(),
    )
    text = render_page(edition)
    outline = Outline(text)
    assert outline.tags.count("script") == 1 and "img" not in outline.tags and outline.wrong == []
    assert "&lt;script&gt;" in text
    assert not [link for link in outline.links if link.lower().startswith("javascript")]


def test_a_hostile_address_in_a_json_made_by_hand_is_not_linked():
    edition = compose()
    sources = tuple(one.model_copy(update={"address": "javascript:alert(1)"}) for one in edition.sources)
    assert "javascript:" not in render_page(edition.model_copy(update={"sources": sources}))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # No quotation at all.
        ("Nothing here.", [(False, "Nothing here.")]),
        # The marks belong to the quotation.
        ("He said: “yes”.", [(False, "He said: "), (True, "“yes”"), (False, ".")]),
        # A quotation inside a quotation is one quotation.
        ("“a “b” c” d", [(True, "“a “b” c”"), (False, " d")]),
        # An unclosed one runs on.
        ("x “y", [(False, "x "), (True, "“y")]),
    ],
)
def test_quotations_are_told_apart(text, parts):
    assert list(split_quotes(text)) == parts


@pytest.mark.skipif(find_chromium() is None, reason="no Chromium is installed on this machine")
def test_in_a_real_browser(tmp_path):
    write_edition(compose(), tmp_path / "edition")
    with Browser(find_chromium()) as browser:
        browser.send("Emulation.setFocusEmulationEnabled", enabled=True)
        browser.send("Emulation.setDeviceMetricsOverride", width=390, height=800, deviceScaleFactor=1, mobile=True)
        browser.open(tmp_path / "edition" / "index.html")
        shown = "getComputedStyle(document.querySelector('.standfirst .card')).display"
        assert browser.run("document.documentElement.scrollWidth") == 390, "the page is wider than a phone"
        assert browser.run(shown) == "none"
        # Skip link first, then the first citation.
        browser.press("Tab")
        assert browser.run("document.activeElement.className") == "skip"
        browser.press("Tab")
        assert browser.run("document.activeElement.className") == "mark"
        assert browser.run(shown) == "block"
        browser.press("Escape")
        assert browser.run(shown) == "none"
        browser.run("document.querySelectorAll('.mark.cell')[0].focus()")
        assert browser.run("getComputedStyle(document.activeElement.nextElementSibling).display") == "block"
        requests = [e["params"]["request"]["url"] for e in browser.events if e["method"] == "Network.requestWillBeSent"]
        assert requests == [(tmp_path / "edition" / "index.html").as_uri()]
        told = {"Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"}
        assert [event for event in browser.events if event["method"] in told] == []
