"""Published, updated, seen: what a feed, a sitemap, a mail or an archive claims, checked against the page itself."""

from __future__ import annotations

from datetime import date

import pytest

from diplowatch.clean import clean_capture
from diplowatch.clean.dates import Clues, choose_date
from diplowatch.packs import load_pack
from diplowatch.records import Capture, Claim, DateBasis, Media

TODAY = date(2025, 12, 31)
ADDRESS = "https://desk.example/2025/03/26/talks"


def day(number: int, month: int = 3) -> date:
    return date(2025, month, number)


def feed(published: date | None = None, updated: date | None = None, by: DateBasis = DateBasis.FEED) -> Claim:
    return Claim(by=by, published=published, updated=updated)


@pytest.mark.parametrize(
    ("clues", "on", "basis", "note"),
    [
        # nothing else tells a day: the claim is all there is
        (Clues(claim=feed(day(26))), day(26), DateBasis.FEED, ""),
        (Clues(claim=feed(day(26), by=DateBasis.SITEMAP)), day(26), DateBasis.SITEMAP, ""),
        # the page says the same, and is the better witness
        (Clues(page=day(26), claim=feed(day(26))), day(26), DateBasis.PAGE, ""),
        # a feed in Greenwich time is a day ahead of an evening in New York
        (Clues(page=day(26), claim=feed(day(27))), day(26), DateBasis.PAGE, ""),
        # an old text sent out again: the page knows
        (Clues(page=day(26, 1), claim=feed(day(26))), day(26, 1), DateBasis.PAGE, "the feed says 2025-03-26"),
        # a page that bears the day of its revision: the feed knows
        (Clues(page=day(30), claim=feed(day(26))), day(26), DateBasis.FEED, "the page says 2025-03-30"),
        # two of three
        (Clues(page=day(30), address=ADDRESS, claim=feed(day(26))), day(26), DateBasis.ADDRESS, "two name"),
        (Clues(page=day(30), address=ADDRESS, claim=feed(day(30))), day(30), DateBasis.PAGE, "its address says"),
        # three that all differ: the earliest, and all three are shown
        (Clues(page=day(30), address=ADDRESS, claim=feed(day(28))), day(26), DateBasis.ADDRESS, "the feed says"),
        # a person knows best
        (Clues(given=day(20), page=day(26), claim=feed(day(26))), day(20), DateBasis.GIVEN, ""),
        # the claim before the words of the text, which tell of many days
        (Clues(claim=feed(day(26)), head=("March 25, 2025",)), day(26), DateBasis.FEED, ""),
        # a mail was published when it was sent, whatever its page part says
        (Clues(page=day(1), claim=feed(day(26), by=DateBasis.MAIL)), day(26), DateBasis.MAIL, ""),
        # a change is no publication: undated stays undated
        (Clues(claim=feed(None, day(26))), None, DateBasis.NONE, "only the day of its last change is told, 2025-03-26"),
        # neither is the day on which it was seen
        (Clues(seen=day(26)), None, DateBasis.NONE, ""),
        # a claim of the future is not believed; what the page says is
        (Clues(page=day(26), claim=feed(date(2026, 3, 26))), day(26), DateBasis.PAGE, "2026-03-26 (feed) lies in the"),
        (Clues(claim=feed(date(2099, 1, 1))), None, DateBasis.NONE, "was refused"),
        (Clues(page=date(2099, 1, 1), claim=feed(day(26))), day(26), DateBasis.FEED, "2099-01-01 (page)"),
        # of a page seen on the 26th: already the 27th in Canberra, but not the 28th anywhere
        (Clues(page=day(27), seen=day(26)), day(27), DateBasis.PAGE, ""),
        (Clues(page=day(28), seen=day(26)), None, DateBasis.NONE, "was refused"),
        # seen today
        (Clues(page=date(2026, 1, 1), seen=TODAY), date(2026, 1, 1), DateBasis.PAGE, ""),
        (Clues(page=date(2026, 1, 1)), None, DateBasis.NONE, "was refused"),
    ],
)
def test_a_claim_is_checked_before_it_is_believed(clues, on, basis, note):
    chosen = choose_date(clues, TODAY)
    assert (chosen.on, chosen.basis) == (on, basis)
    assert note in chosen.note
    assert bool(note) == bool(chosen.note)


@pytest.mark.parametrize(
    ("clues", "updated"),
    [
        (Clues(page=day(26), updated=day(30)), day(30)),
        (Clues(page=day(26), updated=day(28), claim=feed(day(26), day(30))), day(30)),
        (Clues(page=day(26), updated=day(26)), None),  # published and never changed
        (Clues(page=day(26), updated=day(20)), None),  # a change before publication is none
        (Clues(page=day(26), updated=date(2099, 1, 1)), None),
        (Clues(claim=feed(None, day(30))), day(30)),
    ],
)
def test_the_day_of_the_last_change(clues, updated):
    assert choose_date(clues, TODAY).updated == updated


def test_a_captured_page_keeps_its_three_days_apart():
    page = """<html><head><title>Talks</title>
    <meta property="article:published_time" content="2025-03-26T08:00:00Z">
    <meta property="article:modified_time" content="2025-03-28T08:00:00Z"></head><body><article><h1>Talks go on</h1>
    <p>The envoy said that the talks in Riyadh would go on for another day, because nobody had agreed on the ports.</p>
    <p>Officials on both sides said that the text was nearly done and that it would be shown to the capitals first.</p>
    </article></body></html>"""
    capture = Capture(
        key="https://desk.example/talks",
        address="https://desk.example/talks",
        media=Media.HTML,
        content=page,
        claim=feed(day(27), day(27)),
        seen=day(29),
    )
    document = clean_capture(capture, load_pack(), TODAY)
    assert (document.published, document.published_basis) == (day(26), DateBasis.PAGE)
    assert document.updated == day(28)
    assert capture.seen == day(29)
