"""PDF transcripts: what is the text of a printed paper and what is only its print."""

from __future__ import annotations

import base64
import threading
from datetime import date
from pathlib import Path

import pytest
from browser import Browser, find_chromium
from paper import print_paper

from diplowatch.clean import clean_capture
from diplowatch.collect import gather
from diplowatch.collect.pdf import read_pdf
from diplowatch.errors import InputError
from diplowatch.packs import load_pack
from diplowatch.records import Capture, Genre, Media, Problem

TITLE = "Department Press Briefing - March 28, 2025"
TURNS = [
    "MS. BRUCE: Good afternoon, everybody. The Secretary spoke with his counterpart about the talks in Riyadh, and "
    "they agreed that the technical teams would meet again before the end of the month.",
    "QUESTION: Thank you. Does the Administration believe that the two sides are close to a cease-fire at sea, and "
    "what would it take to get there?",
    "MS. BRUCE: I am not going to get ahead of the negotiators. Both sides said that a cease-fire is within reach.",
    "QUESTION: And on land?",
    "MS. BRUCE: That is for the next round. The President was clear that the killing has to stop, and that is what "
    "every meeting of this week was about.",
]
CITIES = ("Jeddah", "Riyadh", "Istanbul", "Geneva", "Doha", "Muscat", "Vienna", "Cairo", "Ankara", "Oslo")
VERBS = ("arrived in", "flew to", "left", "returned to", "was expected in", "wrote from", "spoke in")
SUBJECTS = ("grain", "prisoners", "ports", "mines", "power plants", "a bank", "the line of contact", "children", "fuel")
STORY = [
    f"The envoy {VERBS[n % 7]} {CITIES[n % 10]} with a paper on {SUBJECTS[n % 9]}, the {n + 2}th of its kind. "
    f"{CITIES[(n * 3 + 1) % 10]} had asked for {SUBJECTS[(n * 4 + 2) % 9]} to come first; nobody answered "
    f"{'at once' if n % 2 else 'before Monday'}, and {SUBJECTS[(n * 5 + 3) % 9]} had to wait."
    for n in range(30)
]


def test_a_transcript_keeps_its_turns_and_loses_its_print():
    paper = read_pdf(print_paper([*TURNS, *STORY], title=TITLE))
    lines = paper.text.split("\n")
    assert paper.title == TITLE
    assert lines == [TITLE, *TURNS, *STORY]


@pytest.mark.parametrize(
    "print_as",
    [
        {"justify": True},
        {"width": 60},
        {"head": "", "foot": "- {page} -"},
        {"head": "28.03.2025 {}", "foot": "{page}"},
        {"head": "https://desk.example/briefing {}", "foot": "{page}/9"},
    ],
    ids=str,
)
def test_however_it_is_printed(print_as):
    text = read_pdf(print_paper(TURNS + STORY, **print_as)).text
    found, wanted = text.split("\n"), TURNS + STORY
    assert " ".join(found) == " ".join(wanted)
    # Where a page ends with a full line that ends a sentence, nothing tells whether the paragraph goes on.
    assert len(set(wanted) - set(found)) <= 2


def test_without_space_between_paragraphs_short_last_lines_tell_most_of_them():
    found = read_pdf(print_paper(TURNS + STORY, gap=0)).text.split("\n")
    assert " ".join(found) == " ".join(TURNS + STORY)
    assert len(set(TURNS + STORY) - set(found)) <= 5


def test_words_broken_at_the_end_of_a_line():
    text = read_pdf(
        print_paper(
            [
                "The envoys said that the negoti-",
                "ations over a cease-fire at sea, a cease-",
                "fire on land and the Franco-",
                "British force would go on in the mid-",
                "2020s.",
            ],
            head="",
            foot="",
            gap=0,
        )
    ).text
    assert text.replace("\n", " ") == (
        "The envoys said that the negotiations over a cease-fire at sea, a cease-fire on land and the Franco-British "
        "force would go on in the mid-2020s."
    )


def test_a_number_that_is_no_page_number_stays():
    text = read_pdf(print_paper(["The vote was", "141", "to five."], head="", foot="", gap=20)).text
    assert "141" in text


def test_a_paper_is_read_like_any_transcript(tmp_path):
    (tmp_path / "briefing.pdf").write_bytes(print_paper(TURNS + STORY, title=TITLE))
    (capture,) = gather([str(tmp_path)])
    assert isinstance(capture, Capture)
    assert (capture.key, capture.media, capture.title) == ("briefing.pdf", Media.TEXT, TITLE)
    document = clean_capture(capture, load_pack(), date(2026, 1, 1))
    assert document.genre is Genre.TRANSCRIPT
    # The file says that it was made today; its text says when the briefing was.
    assert document.published in (None, date(2025, 3, 28))
    assert TURNS[1] in document.text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not a PDF"),
        (b"%PDF-1.7\n", "not a PDF"),
        (b"<html></html>", "not a PDF"),
        (print_paper(TURNS, password="secret"), "locked with a password"),
        (print_paper([], head="", foot=""), "without text"),
        (print_paper(TURNS)[:600], "not a PDF"),
    ],
    ids=["empty", "header only", "HTML", "locked", "scanned", "cut off"],
)
def test_what_cannot_be_read_is_one_line(content, message):
    with pytest.raises(InputError, match=message) as error:
        read_pdf(content)
    assert "\n" not in str(error.value)


def test_a_damaged_paper_among_others_is_one_problem(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"nothing")
    (tmp_path / "b.pdf").write_bytes(print_paper(TURNS))
    broken, sound = gather([str(tmp_path)])
    assert isinstance(broken, Problem)
    assert str(broken) == f"{tmp_path}/a.pdf: not a PDF file, or a damaged one; save it again"
    assert isinstance(sound, Capture)


def test_papers_in_many_threads():
    """PDFium is made for one thread; collectors have several."""
    content, texts = print_paper(TURNS + STORY), []
    threads = [threading.Thread(target=lambda: texts.append(read_pdf(content).text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 8
    assert len(set(texts)) == 1


@pytest.mark.skipif(find_chromium() is None, reason="no Chromium here")
def test_a_page_printed_by_a_browser(tmp_path: Path):
    """Print to PDF, as people keep pages: the browser's date, address and page count around every page."""
    page = tmp_path / "briefing.html"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in TURNS + STORY)
    page.write_text(f"<!doctype html><meta charset=utf-8><title>{TITLE}</title><h1>{TITLE}</h1>{body}")
    with Browser(find_chromium() or "") as browser:
        browser.open(page)
        printed = browser.send("Page.printToPDF", displayHeaderFooter=True)["data"]
    lines = read_pdf(base64.b64decode(printed)).text.split("\n")
    assert lines == [TITLE, *TURNS, *STORY]
