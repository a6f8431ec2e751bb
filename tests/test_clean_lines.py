"""Lines of pasted texts: what the page put around the article goes, the article stays letter for letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplowatch.clean import clean_capture
from diplowatch.clean.lines import find_lines
from diplowatch.clean.phrases import Kind, tell_kind
from diplowatch.packs import load_pack
from diplowatch.records import Capture, DateBasis, Genre, Media

PASTED = Path(__file__).parent / "pasted"
"""Pasted pages of our own, a mark before each line: + the article, - the page around it, ? either is right."""
FLOOR = 0.965
"""Least mean character F1 over the pasted pages; raise it when it rises."""


def score(file):
    rows = [(line[0], line[2:]) for line in file.read_text().splitlines()]
    kept = find_lines("\n".join(text for _, text in rows)).kept
    sizes = dict.fromkeys(("both", "kept", "lost"), 0)
    for (mark, text), keep in zip(rows, kept, strict=True):
        if mark == "+":
            sizes["both" if keep else "lost"] += len(text)
        elif mark == "-" and keep:
            sizes["kept"] += len(text)
    return 2 * sizes["both"] / (2 * sizes["both"] + sizes["kept"] + sizes["lost"])


def test_pasted_pages_keep_their_floor():
    scores = {file.stem: score(file) for file in sorted(PASTED.glob("*.txt"))}
    assert len(scores) >= 6
    assert sum(scores.values()) / len(scores) >= FLOOR, scores
    assert min(scores.values()) >= 0.85, scores


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Subscribe now to our weekly letter and get the best of the week.", Kind.NOISE),
        ("Share this article", Kind.SOFT),
        ("Copy link", Kind.NOISE),
        ("We use cookies to improve your experience on this site.", Kind.NOISE),
        ("Top photo credit: the port of Odesa (Shutterstock/ Dana Whit)", Kind.CREDIT),
        ("A ship leaves Odesa on March 3, 2025. REUTERS/Dana Whit", Kind.CREDIT),
        ("Soldiers rest near Pokrovsk [Dana Whit/AFP]", Kind.CREDIT),
        ("By Dana Whit and Ole Brandt", Kind.BYLINE),
        ("Reporting by Dana Whit; Editing by Ole Brandt", Kind.ENDING),
        ("Published March 28, 2025", Kind.BYLINE),
        ("27 February 2026, 02:20 PM", Kind.BYLINE),
        ("You may also like", Kind.INTRO),
        ("More from World", Kind.INTRO),
        ("keep readingShow less", Kind.CLOSE),
        ("© 2025 The Strait Review", Kind.FINAL),
        # none of these is anything but text
        ("Yes.", None),
        ("By then the talks had ended.", None),
        ("The Reuters report was denied by Moscow.", None),
        ("Share prices fell after the talks broke up.", None),
        ("Read the text carefully, the minister said.", None),
        ("Support for Ukraine remains strong in Berlin.", None),
        ("A poll by Reuters/Ipsos found that most Americans favour a truce.", None),
        ("Q    Thank you. Will the sanctions stay?", None),
        ("More on the deal was to come on Friday, he said.", None),
    ],
)
def test_a_line_is_told_by_its_wording(line, kind):
    assert tell_kind(line) is kind


WHOLE = {
    "transcript": """THE PRESIDENT: Thank you.

Q: Will you lift the sanctions?

THE PRESIDENT: No.

Q: Why?

THE PRESIDENT: Yes, well. Follow us and you will see.""",
    "list of points": """The parties agreed:
- to release all prisoners;
- to open two crossings;
- to meet again in May.

Signed in Geneva:
Anna Berg
For the first delegation
Ivan Horak
For the second delegation""",
    "short paragraphs": """Nothing was signed.

Not yet.

The talks go on.

In Riyadh, nobody slept.""",
    "speech with an appeal": """Friends of peace!

Support our soldiers with all you have.

Your support keeps our people alive.

Join us in this hour. We will not give up our land.""",
    "headings": """Sanctions

The Council kept them in force until September.

Aid

The loan of 18 billion is on its way.""",
    "wrapped by a mail program": """The ministers of the seven countries met on Thursday in the town of
La Malbaie and agreed that Russia should accept the truce that
Ukraine had accepted two days before, without any conditions,
or face further costs, among them caps on the price of its oil and
more support for Ukraine, as their joint statement of Friday said.
Hungary was not among them.""",
    "repetition in a speech": """We will not forget the children who were taken from us.
We want peace.
We will not forget the children who were taken from us.
We want justice.""",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE.keys())
def test_a_text_without_clutter_is_kept_whole(text):
    assert find_lines(text).text.split("\n") == [line for line in text.split("\n") if line.strip()]


ROUNDUP = """Follow us on social

site cta
Harbour crane at dusk

Ankara offers ships to watch the truce at sea

Most allies would rather wait for a text

Reporting | Desk
site cta

Turkey said on Tuesday that it would send ships to watch a truce in the Black Sea.

“We are ready on the first day,” Foreign Minister Hakan Fidan said.

In other news of the talks this week:

Norway doubled its aid to Ukraine for the year to 85 billion kroner.

Top photo credit: a crane (Dana Whit)
site cta
Reporting | Desk
Old warehouse
Top photo credit: a warehouse in Baltimore, Maryland, June 2, 2024. (Shutterstock/ O. Brandt)

Who pays for the roof of the old warehouse?

City Hall

The roof has leaked for three winters, and the city says that it has no money for another one.

The owners disagree. They point to a contract from 1998 that nobody has been able to find.

keep readingShow less
site cta
LATEST

Newsletter

Subscribe now to our weekly letter and do not miss a beat."""


def test_a_second_story_below_the_article_goes():
    article = find_lines(ROUNDUP)
    assert article.title == "Ankara offers ships to watch the truce at sea"
    assert article.text.split("\n") == [
        "Ankara offers ships to watch the truce at sea",
        "Most allies would rather wait for a text",
        "Turkey said on Tuesday that it would send ships to watch a truce in the Black Sea.",
        "“We are ready on the first day,” Foreign Minister Hakan Fidan said.",
        "In other news of the talks this week:",
        "Norway doubled its aid to Ukraine for the year to 85 billion kroner.",
    ]


def test_a_pasted_round_up_becomes_a_document():
    capture = Capture(key="week-2025-03-28.txt", media=Media.TEXT, content=ROUNDUP)
    document = clean_capture(capture, load_pack(), date(2025, 4, 1))
    assert (document.published, document.published_basis) == (date(2025, 3, 28), DateBasis.FILE_NAME)
    assert document.genre is Genre.ROUNDUP
    assert (document.outlet, document.agency) == (None, None)


def test_a_sentence_that_links_cut_in_pieces_is_kept_whole():
    pieces = "Zelenskyy\nsaid\nin a video address on Telegram that the talks would go on in Geneva next\nweek\n."
    page = f"Share\nMenu\nSubscribe\n{pieces}\nMore from World\nOlives are late\nNew ferry opens\n© 2025 Desk"
    assert find_lines(page).text == pieces


LINES = st.sampled_from([line[2:] for file in sorted(PASTED.glob("*.txt")) for line in file.read_text().splitlines()])
TEXTS = st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=30).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_kept_run_stands_in_the_capture_letter_for_letter(text):
    article = find_lines(text)
    covered = 0
    for run in article.segments:
        assert article.text[run.start : run.end] == text[run.captured_at : run.captured_at + run.end - run.start]
        covered += run.end - run.start
    assert covered + max(0, len(article.segments) - 1) == len(article.text)
    assert [run.captured_at for run in article.segments] == sorted(run.captured_at for run in article.segments)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_the_same_text_is_cleaned_the_same_way(text):
    assert find_lines(text) == find_lines(text)
