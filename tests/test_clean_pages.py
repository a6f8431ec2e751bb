"""Pages and what is known about a text: article, title, date, outlet, agency, form, correction."""

from __future__ import annotations

from datetime import date

import pytest

from diplowatch.clean import clean_capture
from diplowatch.clean.dates import Clues, choose_date, find_address_date, find_line_date
from diplowatch.clean.forms import find_correction, tell_genre
from diplowatch.clean.language import detect_language
from diplowatch.clean.outlets import find_agency, find_outlet
from diplowatch.packs import load_pack
from diplowatch.records import Capture, DateBasis, Genre, Media

TODAY = date(2025, 4, 1)
PACK = load_pack()

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Truce at sea hangs on a bank | Desk</title>{head}</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><div>We value your privacy. <button>Accept</button></div>
<main><article><h1>Truce at sea hangs on a bank</h1><div class="meta">{meta}</div>
<figure><img src="a.jpg"><figcaption>The port on 3 January 2019. Photo: Desk</figcaption></figure>
<p>{dateline}The Kremlin said on Tuesday that the truce in the Black Sea would begin only after sanctions on a state
bank are lifted, and Kyiv called that a way of undoing the agreement before it had begun.</p>
<p>President Volodymyr Zelenskyy said in his evening address that Moscow was already
trying to distort what was agreed.</p>
<p>European leaders who meet in Paris on Thursday will say whether they would lift any of
the measures, officials said.</p>
</article><aside><h2>More from World</h2><ul><li><time datetime="2024-11-11">11 November 2024</time>
<a href="/x">Olive growers count the cost of a dry winter</a></li></ul></aside></main>
<footer>© 2025 Desk. All rights reserved.</footer></body></html>"""


def clean(head="", meta="", dateline="", address=None, **fields):
    content = PAGE.format(head=head, meta=meta, dateline=dateline)
    capture = Capture(key=address or "page.html", media=Media.HTML, content=content, address=address, **fields)
    return clean_capture(capture, PACK, TODAY)


def test_a_page_gives_its_article_and_nothing_else():
    document = clean()
    assert document.title == "Truce at sea hangs on a bank"
    assert len([line for line in document.text.split("\n") if len(line) > 80]) == 3
    for noise in ("Olive", "privacy", "Photo", "rights", "Home"):
        assert noise not in document.text
    assert document.segments == ()


META = '<meta property="article:published_time" content="2025-03-26T08:00:00Z">'
MODIFIED = '<meta property="article:modified_time" content="2025-03-30T08:00:00Z">'
LD = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-03-26T08:00:00Z"}</script>'


@pytest.mark.parametrize(
    ("page", "on", "basis"),
    [
        ({"head": META}, date(2025, 3, 26), DateBasis.PAGE),
        ({"head": LD}, date(2025, 3, 26), DateBasis.PAGE),
        ({"head": META + MODIFIED}, date(2025, 3, 26), DateBasis.PAGE),  # the day of publication, not of revision
        ({"meta": "By Dana Whit <time>26 March 2025</time>"}, date(2025, 3, 26), DateBasis.PAGE),
        ({"meta": "Published March 26, 2025, 9:14 PM"}, date(2025, 3, 26), DateBasis.PAGE),
        ({"address": "https://desk.example/2025/03/26/bank"}, date(2025, 3, 26), DateBasis.ADDRESS),
        ({"dateline": "MOSCOW, March 26, 2025 (TASS) - "}, date(2025, 3, 26), DateBasis.TEXT),
        ({"dateline": "MOSCOW, March 26 (TASS) - "}, None, DateBasis.NONE),  # no year: no guess
        ({}, None, DateBasis.NONE),  # the dates of the photograph and of the teaser are not the article's
        ({"head": META, "published": date(2025, 3, 27)}, date(2025, 3, 27), DateBasis.GIVEN),
    ],
)
def test_the_date_of_publication(page, on, basis):
    document = clean(**page)
    assert (document.published, document.published_basis) == (on, basis)


def test_where_page_and_address_disagree_the_earlier_is_taken_and_noted():
    document = clean(head=META, address="https://desk.example/2025/03/25/bank")
    assert (document.published, document.published_basis) == (date(2025, 3, 25), DateBasis.ADDRESS)
    assert "2025-03-26" in document.published_note


@pytest.mark.parametrize(
    "clues",
    [
        Clues(given=date(2026, 3, 28)),
        Clues(page=date(2026, 3, 28)),
        Clues(address="https://desk.example/2026/03/28/x"),
        Clues(file_name="note-2026-03-28.txt"),
    ],
)
def test_a_date_in_the_future_is_refused(clues):
    published = choose_date(clues, TODAY)
    assert (published.on, published.basis) == (None, DateBasis.NONE)
    assert "future" in published.note


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("27 February 2026, 02:20 PM", date(2026, 2, 27)),
        ("Feb. 27, 2026 6:40 pm", date(2026, 2, 27)),
        ("27.02.2026. 06:20h", date(2026, 2, 27)),
        ("27/02/2026", date(2026, 2, 27)),
        ("2026-02-27T10:00:00Z", date(2026, 2, 27)),
        ("02/03/2026", None),  # 2 March or 3 February
        ("27 February", None),  # no year
        ("31 February 2026", None),  # no such day
        ("From 1 March 2025 to 3 March 2025", None),  # two dates
        ("May the talks of 2025 end well", None),
    ],
)
def test_a_date_in_a_line(line, on):
    assert find_line_date(line) == on


@pytest.mark.parametrize(
    ("address", "on"),
    [
        ("https://desk.example/2025/03/28/talks", date(2025, 3, 28)),
        ("https://desk.example/world/2025/mar/28/talks", date(2025, 3, 28)),
        ("https://desk.example/talks-2025-03-28.html", date(2025, 3, 28)),
        ("https://desk.example/20250328-talks", date(2025, 3, 28)),
        ("https://desk.example/2025/13/40/talks", None),
        ("https://desk.example/article/5058759620250", None),
    ],
)
def test_a_date_in_an_address(address, on):
    assert find_address_date(address) == on


@pytest.mark.parametrize(
    ("address", "name", "outlet", "code"),
    [
        ("https://www.reuters.com/world/x", None, "Reuters", "MED"),
        ("https://www.notreuters.com/x", None, None, None),
        (None, "the associated press", "Associated Press", "MED"),
        ("https://unknown.example/x", "AFP", "Agence France-Presse", "MED"),
        (None, "Nobody's Daily", None, None),
    ],
)
def test_the_outlet(address, name, outlet, code):
    found = find_outlet(PACK, address, name)
    assert (found.name if found else None, found.code if found else None) == (outlet, code)


def test_an_outlet_that_the_pack_does_not_know_keeps_its_name_without_a_code():
    document = clean(outlet="Nobody's Daily")
    assert (document.outlet, document.outlet_code) == ("Nobody's Daily", None)


@pytest.mark.parametrize(
    ("text", "bylines", "agency"),
    [
        ("MOSCOW, March 25 (TASS) - The ministry said so.", (), "TASS"),
        ("RIYADH (AP) — The talks ended.", (), "Associated Press"),
        ("The talks ended.\nNobody signed. (Reuters)", (), "Reuters"),
        ("The talks ended.", ("By Reuters",), "Reuters"),
        ("The talks ended.", ("by Anadolu Agency",), "Anadolu Agency"),
        ("The talks ended, Reuters reported.", (), None),  # a source within the text, not where the text is from
        ("The talks ended.", ("Photo: Reuters",), None),  # a photograph is not the text
    ],
)
def test_the_agency_that_a_text_credits(text, bylines, agency):
    assert find_agency(PACK, text, bylines) == agency


@pytest.mark.parametrize(
    ("title", "text", "official", "genre"),
    [
        ("Briefing", "MS. BELL: Good morning.\n\nQ: Why?\n\nMS. BELL: No.\n\nQ: When?", False, Genre.TRANSCRIPT),
        ("Remarks by the President on Ukraine", "Good evening.", False, Genre.SPEECH),
        ("Read-out of the call", "They spoke today.", False, Genre.OFFICIAL),
        ("Ceasefire", "They spoke today.", True, Genre.OFFICIAL),
        ("The week", "He left.\nIn other Ukraine War news this week:\nShe came.", False, Genre.ROUNDUP),
        ("Kremlin sets terms", "“Q: why now?” he asked. They spoke today.", False, Genre.REPORT),
    ],
)
def test_the_form_of_a_text(title, text, official, genre):
    assert tell_genre(title, text, official=official) is genre


@pytest.mark.parametrize(
    ("line", "corrects"),
    [
        ("Correction: the station lies in the Kursk region.", True),
        ("This story has been corrected to say that the vote was on Friday.", True),
        ("An earlier version of this article gave a wrong name.", True),
        ("The minister demanded a correction of the course.", False),
        ("The report was updated on Friday.", False),
    ],
)
def test_a_correction_notice_is_found(line, corrects):
    assert find_correction(f"The talks ended.\n{line}") == (line if corrects else "")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Путин заявил, что договор подписан.", "ru"),
        ("Le président a déclaré que la trêve est signée.", "fr"),
        ("The ceasefire talks began on Monday.", "en"),
        ("Zelenskyy, Macron, Starmer", "en"),  # names alone tell nothing: taken for English
        ("", "en"),
    ],
)
def test_the_language(text, language):
    assert detect_language(text) == language


def test_an_official_publisher_is_told_by_its_address():
    text = "President Biden spoke today with Prime Minister Draghi of Italy. They agreed to stay in touch on Ukraine."
    address = "https://bidenwhitehouse.archives.gov/briefing-room/2022/02/10/call/"
    capture = Capture(key=address, address=address, media=Media.TEXT, content=text)
    document = clean_capture(capture, PACK, TODAY)
    assert (document.outlet_code, document.genre, document.published) == ("USA", Genre.OFFICIAL, date(2022, 2, 10))
