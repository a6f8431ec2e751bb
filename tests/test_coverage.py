"""Coverage: every text is counted once, under the source that took it first, and the sums are those of the archive."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import web_server as web
from archive_samples import make_capture, make_document
from edition_factory import DOCUMENTS, PACK, make_tracked
from web_server import WebServer

from diplowatch.archive import Step, Taken, open_archive
from diplowatch.coverage import BY_HAND, cover_period, cover_sources, shorten_reason
from diplowatch.harvest import collect_watch
from diplowatch.publish import compose_edition
from diplowatch.publish.markdown import render_markdown
from diplowatch.publish.page import render_page, say_sources
from diplowatch.records import (
    CollectSettings,
    FetchNote,
    Reading,
    SourceState,
    SourceWeek,
    WatchedSource,
)
from diplowatch.track import period_of
from diplowatch.watch import Watch

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
WEEK = period_of("2026-W47")
GAZETTE, LEDGER = "https://gazette.example/feed.xml", "https://ledger.example/feed.xml"


@pytest.fixture
def watch(tmp_path):
    sources = (WatchedSource(name="Gazette", url=GAZETTE), WatchedSource(name="Ledger", url=LEDGER, budget=10))
    return Watch(folder=tmp_path, title="test", sources=sources)


@pytest.fixture
def archive(watch):
    with open_archive(watch.archive_place) as archive:
        yield archive


def take(archive, source: str, name: str, at: datetime = NOW, unread: str | None = None, published=None) -> str:
    document = make_document(f"The envoys met. This is text {name}.", key=f"https://x.example/{name}").model_copy(
        update={"published": published or at.date()}
    )
    note = FetchNote(at=at, source=source, address=document.key, status=200, document=document.id)
    archive.collected.store(Step(taken=Taken(document, make_capture(document), unread), note=note))
    return document.id


def fail(archive, source: str, address: str, what: str, at: datetime = NOW) -> None:
    archive.collected.store(Step(note=FetchNote(at=at, source=source, address=address, what=what)))


def test_a_text_counts_for_the_source_that_took_it_first(archive, watch):
    first = take(archive, GAZETTE, "a")
    take(archive, LEDGER, "a", NOW + timedelta(hours=1))
    take(archive, LEDGER, "b", unread="not on the process: too few names of it")
    archive.add_reading(Reading(document=first, reader="1"))
    gazette, ledger = cover_sources(archive, watch, NOW)
    assert (gazette.texts, gazette.read, gazette.waiting, gazette.unread) == (1, 1, 0, ())
    assert (ledger.texts, ledger.read, ledger.unread) == (1, 0, (("not on the process", 1),))


def test_the_sums_are_those_of_the_archive(archive, watch):
    for number in range(40):
        source = (GAZETTE, LEDGER, "https://former.example/feed")[number % 3]
        unread = (None, None, "not on the process: no name", "the same text as x")[number % 4]
        taken = take(archive, source, f"t{number}", NOW - timedelta(days=number), unread)
        if number % 5 == 0 and not unread:
            archive.add_reading(Reading(document=taken, reader="1"))
    by_hand = make_document("A text given by hand.", key="hand.txt")
    archive.add_document(by_hand, make_capture(by_hand))
    found, counts = cover_sources(archive, watch, NOW), archive.counts()
    assert sum(one.texts for one in found) == counts.documents + counts.unread
    assert sum(one.read for one in found) == counts.read
    assert sum(one.waiting for one in found) == counts.documents - counts.read
    assert sum(count for one in found for _, count in one.unread) == counts.unread
    assert [one.name for one in found] == ["Gazette", "Ledger", "https://former.example/feed", BY_HAND]
    assert [one.is_followed for one in found] == [True, True, False, True]


def test_a_changed_text_stays_one_text_of_its_week(archive, watch):
    take(archive, GAZETTE, "a", NOW - timedelta(weeks=1))
    document = make_document("The envoys met again, and left.", key="https://x.example/a")
    note = FetchNote(at=NOW, source=GAZETTE, address=document.key, document=document.id)
    archive.collected.store(Step(taken=Taken(document, make_capture(document)), note=note))
    gazette, _ = cover_sources(archive, watch, NOW)
    assert [(one.week, one.texts) for one in gazette.weeks] == [
        ("2026-W44", 0),
        ("2026-W45", 0),
        ("2026-W46", 1),
        ("2026-W47", 0),
    ]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"rests_until": NOW + timedelta(hours=2), "trouble": "server error 500"}, "rests until 2026-11-20 11:00"),
        ({"year": 2026, "requests": 10}, "the budget of requests for this year is spent"),
        ({"year": 2025, "requests": 10}, ""),  # that was last year's
        ({"failures": 2, "trouble": "not found", "rests_until": NOW - timedelta(hours=1)}, "failed last: not found"),
        ({}, ""),
    ],
)
def test_what_keeps_a_source_from_being_asked_is_said(archive, watch, state, said):
    archive.collected.store(Step(source=SourceState(address=LEDGER, **state)))
    _, ledger = cover_sources(archive, watch, NOW)
    assert ledger.state.startswith(said) and bool(ledger.state) == bool(said)


def test_failures_are_counted_by_reason_the_latest_first(archive, watch):
    fail(archive, GAZETTE, "https://x.example/1", "no answer in time", NOW - timedelta(days=2))
    fail(archive, GAZETTE, "https://x.example/2", "not found", NOW)
    fail(archive, GAZETTE, "https://x.example/3", "no answer in time", NOW - timedelta(days=1))
    fail(archive, GAZETTE, "https://x.example/4", "too long ago to tell", NOW - timedelta(days=60))
    gazette, _ = cover_sources(archive, watch, NOW)
    assert [(one.what, one.count) for one in gazette.troubles] == [("not found", 1), ("no answer in time", 2)]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("a.txt: the text is in another language (de); only English is read", "the text is in another language"),
        ("the same text as 0a1b: https://x.example/b", "the same text"),
        ("not on the process: 1 name of it", "not on the process"),
    ],
)
def test_reasons_are_counted_by_their_kind(reason, kind):
    assert shorten_reason(reason, "a.txt") == kind


# --------------------------------------------------------------------------- in an edition


def test_an_edition_says_of_each_source_what_came_in_its_days(archive, watch):
    read = take(archive, GAZETTE, "a", NOW)
    take(archive, GAZETTE, "b", NOW - timedelta(days=1), "not on the process: no name")
    take(archive, GAZETTE, "old", NOW - timedelta(days=20))
    take(archive, GAZETTE, "later", NOW + timedelta(days=9))
    archive.add_reading(Reading(document=read, reader="1"))
    fail(archive, LEDGER, LEDGER, "server error 500", NOW - timedelta(days=1))
    fail(archive, LEDGER, LEDGER, "server error 503", NOW)
    fail(archive, LEDGER, "https://ledger.example/one-text", "not found", NOW)
    lines = say_sources(cover_period(archive, watch, WEEK))
    assert lines == [
        "Gazette: 2 texts, 1 read; last fetched 20 November 2026",
        "Ledger: no text; could not be used 2 times, the last on 20 November 2026: server error 503",
    ]


def test_what_comes_after_its_days_does_not_change_an_edition(archive, watch):
    take(archive, GAZETTE, "a", NOW)
    fail(archive, LEDGER, LEDGER, "server error 500", NOW)
    before = cover_period(archive, watch, WEEK)
    take(archive, GAZETTE, "b", NOW + timedelta(days=7))
    take(archive, LEDGER, "c", NOW + timedelta(days=7))
    fail(archive, LEDGER, LEDGER, "not found", NOW + timedelta(days=7))
    assert cover_period(archive, watch, WEEK) == before


def test_a_source_nobody_asked_by_then_is_left_out(archive, watch):
    take(archive, GAZETTE, "a", NOW + timedelta(days=9))
    assert cover_period(archive, watch, WEEK) == ()


def test_page_and_markdown_print_it_and_escape_it():
    row = SourceWeek(name="A <b>Gazette</b>", texts=1, read=1, fetched=WEEK.until)
    edition = compose_edition(make_tracked(), DOCUMENTS, watch="Watch", pack=PACK, sources=(row,))
    assert "<li>A &lt;b&gt;Gazette&lt;/b&gt;: 1 text, 1 read; last fetched 22 November 2026</li>" in render_page(
        edition
    )
    assert "- Source: A \\<b\\>Gazette\\</b\\>: 1 text, 1 read; last fetched 22 November 2026" in render_markdown(
        edition
    )


# --------------------------------------------------------------------------- the command


def test_status_after_collecting_from_a_server_that_works_and_one_that_does_not(run, tmp_path):
    with WebServer() as server:
        server.pages["/feed"] = web.feed(server.url("/a"), server.url("/b"))
        server.pages.update({f"/{name}": web.page(web.article(name)) for name in "ab"})
        run("init", tmp_path)
        with (tmp_path / "watch.toml").open("a") as file:
            for name, path in (("Gazette", "/feed"), ("Ledger", "/gone")):
                file.write(f'[[sources]]\nname = "{name}"\nurl = "{server.url(path)}"\n')
            file.write("[collect]\nallow_private = true\ndelay = 0\nretry = 0\n")
        from diplowatch.watch import load_watch

        collect_watch(load_watch(tmp_path), now=datetime.now(UTC))
    said = run("status", "--watch", tmp_path)
    assert said.exit_code == 0, said.output
    lines = [line for line in said.output.splitlines() if line.startswith(("Gazette", "Ledger", "all"))]
    assert [line.split()[0] for line in lines] == ["Ledger", "Gazette", "all"], "trouble comes first"
    assert "rests until" in lines[0] and " 2 " in lines[1]
    told = json.loads(run("status", "--watch", tmp_path, "--json").output)
    assert [(one["name"], one["texts"]) for one in told["sources"]] == [("Gazette", 2), ("Ledger", 0)]
    assert told["sources"][1]["troubles"][0]["count"] == 1
    assert CollectSettings().budget == told["sources"][0]["budget"]
