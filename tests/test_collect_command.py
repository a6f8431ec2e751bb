"""Collecting from a real server that misbehaves: nothing lost, nothing doubled, nobody hammered."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import shutil
import signal
import socket
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import web_server as web
from conftest import Run
from filelock import FileLock
from paper import print_paper
from web_server import WebServer

from diplowatch.archive import open_archive
from diplowatch.collect import guard
from diplowatch.errors import ConfigError
from diplowatch.harvest import collect_watch
from diplowatch.harvest.harvest import LOCK
from diplowatch.records import CollectSettings, EntryStatus, SourceKind, WatchedSource
from diplowatch.watch import Watch, load_watch, make_watch

NOW = datetime.now(UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FAST = {"delay": 0, "retry": 0, "every": 0, "allow_private": True, "timeout": 5, "time_limit": 20, "recheck": 0}


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "archive.db"
    open_archive(path).close()
    return path


@pytest.fixture
def server():
    with WebServer() as server:
        yield server


@pytest.fixture
def folder(tmp_path, empty_archive):
    shutil.copy(empty_archive, tmp_path / "archive.db")
    return tmp_path


def watch_of(folder: Path, *urls: str, kind: SourceKind = SourceKind.FEED, budget: int | None = None, **settings):
    sources = [WatchedSource(name=f"S{number}", url=url, kind=kind, budget=budget) for number, url in enumerate(urls)]
    return Watch(folder=folder, title="test", sources=tuple(sources), collect=CollectSettings(**FAST | settings))


def run_once(watch: Watch, after: timedelta = timedelta(0)):
    """Collect once, some time after the first run; return the tally of the only source."""
    report = collect_watch(watch, now=NOW + after)
    assert_sound(watch.folder)
    return report.tallies[0]


def assert_sound(folder: Path) -> None:
    with open_archive(folder / "archive.db") as archive:
        assert archive.check() == []
        assert archive.collected.check_contents() == []


def count(folder: Path, table: str) -> int:
    with sqlite3.connect(folder / "archive.db") as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def texts(folder: Path) -> dict[str, str]:
    with open_archive(folder / "archive.db") as archive:
        return {document.key: document.text for document in archive.documents()}


def entry(folder: Path, address: str):
    with open_archive(folder / "archive.db") as archive:
        return archive.collected.entries([address])[address]


def serve(server: WebServer, *names: str, **headers: str) -> list[str]:
    """Serve a feed of some articles; return their addresses."""
    links = [server.url(f"/{name}") for name in names]
    server.pages["/feed"] = web.feed(*links, **headers)
    server.pages.update({f"/{name}": web.page(web.article(name)) for name in names})
    return links


# --------------------------------------------------------------------------- what comes in


def test_what_a_feed_announces_is_taken_once(server, folder):
    links = serve(server, "a", "b", "c")
    watch = watch_of(folder, server.url("/feed"))
    assert run_once(watch).describe() == "3 new"
    assert run_once(watch, HOUR).describe() == "nothing new"
    assert sorted(texts(folder)) == links
    assert "delegation a would return" in texts(folder)[links[0]]
    assert [server.asked(path) for path in ("/robots.txt", "/feed", "/a", "/b", "/c")] == [1, 2, 1, 1, 1]


def test_bytes_are_kept_once_under_their_hash(server, folder):
    serve(server, "a", "b")
    server.pages["/b"] = server.pages["/a"]
    run_once(watch_of(folder, server.url("/feed")))
    assert count(folder, "documents") == 2
    assert count(folder, "contents") == 1


def test_a_capture_and_what_its_feed_claims_can_be_got_back(server, folder):
    [link] = serve(server, "a")
    run_once(watch_of(folder, server.url("/feed")))
    with open_archive(folder / "archive.db") as archive:
        [document] = archive.documents()
        capture = archive.capture(document.id)
        [note] = archive.collected.notes(server.url("/feed"))
        assert archive.collected.content(note.content) == web.article("a").encode()
    assert capture.content == web.article("a")
    assert capture.claim.published == NOW.date()
    assert (note.address, note.status, note.document) == (link, 200, document.id)


def test_conditional_requests_cost_nothing(server, folder):
    links = [server.url("/a")]
    server.pages["/feed"] = web.marked(web.feed_text(*links), '"f1"', content_type="application/rss+xml")
    server.pages["/a"] = web.marked(web.article("a"), "", modified="Fri, 28 Mar 2025 12:00:00 GMT")
    watch = watch_of(folder, server.url("/feed"), recheck=48)
    run_once(watch)
    assert run_once(watch, 3 * DAY).describe() == "nothing new"
    assert [hit.path for hit in server.hits[3:]] == ["/robots.txt", "/a", "/feed"], "what is due goes before the list"
    text, feed = server.hits[4:]
    assert feed.headers["if-none-match"] == '"f1"'
    assert text.headers["if-modified-since"] == "Fri, 28 Mar 2025 12:00:00 GMT"
    assert count(folder, "fetches") == 1
    run_once(watch, 9 * DAY)
    assert server.asked("/a") == 2, "looked at once more, not for ever"


def test_a_silent_edit_becomes_a_version(server, folder):
    [link] = serve(server, "a")
    watch = watch_of(folder, server.url("/feed"), recheck=48)
    run_once(watch)
    server.pages["/a"] = web.page(web.article("a", "The next round was set for the first of May."))
    assert run_once(watch, 3 * DAY).describe() == "1 changed"
    assert "first of May" in texts(folder)[link]
    with open_archive(folder / "archive.db") as archive:
        assert len(archive.versions(link)) == 2


def test_an_entry_that_its_feed_calls_updated_is_asked_for_again(server, folder):
    [link] = serve(server, "a")
    watch = watch_of(folder, server.url("/feed"))
    run_once(watch)
    stamp = (NOW + HOUR).isoformat()
    server.pages["/feed"] = web.page(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>A</title><id>{link}</id>'
        f'<link href="{link}"/><updated>{stamp}</updated></entry></feed>',
        "application/atom+xml",
    )
    server.pages["/a"] = web.page(web.article("a", "The next round was set for the first of May."))
    assert run_once(watch, 2 * HOUR).describe() == "1 changed"
    assert run_once(watch, 3 * HOUR).describe() == "nothing new"


def test_a_page_is_a_source_and_its_changes_are_versions(server, folder):
    server.pages["/live"] = web.page(web.article("live"))
    watch = watch_of(folder, server.url("/live"), kind=SourceKind.PAGE)
    assert run_once(watch).describe() == "1 new"
    assert run_once(watch, HOUR).describe() == "nothing new"
    server.pages["/live"] = web.page(web.article("live", "The next round was set for the first of May."))
    assert run_once(watch, 2 * HOUR).describe() == "1 changed"


def test_a_sitemap_gives_what_is_dated_and_recent(server, folder):
    today, old = NOW.date().isoformat(), (NOW - 90 * DAY).date().isoformat()
    index = f"<sitemapindex><sitemap><loc>{server.url('/old.xml')}</loc><lastmod>{old}</lastmod></sitemap>"
    index += f"<sitemap><loc>{server.url('/news.xml')}</loc></sitemap></sitemapindex>"
    rows = ((f"/a{number}", today) for number in range(3))
    urls = "".join(f"<url><loc>{server.url(path)}</loc><lastmod>{day}</lastmod></url>" for path, day in rows)
    urls += f"<url><loc>{server.url('/undated')}</loc></url>"
    urls += f"<url><loc>{server.url('/b')}</loc><lastmod>{old}</lastmod></url>"
    server.pages["/sitemap.xml"] = web.page(index, "application/xml")
    server.pages["/news.xml"] = web.page(f"<urlset>{urls}</urlset>", "application/xml")
    server.pages.update({f"/a{number}": web.page(web.article(f"a{number}")) for number in range(3)})
    tally = run_once(watch_of(folder, server.url("/sitemap.xml"), kind=SourceKind.SITEMAP))
    assert tally.describe() == "3 new, 2 passed over as old or undated"
    assert server.asked("/old.xml", "/undated", "/b") == 0


def test_more_texts_than_a_run_takes_are_left_to_the_next(server, folder):
    serve(server, "a", "b", "c", "d", "e")
    watch = watch_of(folder, server.url("/feed"), entries=2)
    lines = [run_once(watch, number * HOUR).describe() for number in range(4)]
    assert lines[0] == "2 new, 3 left for the next run"
    assert lines[3] == "nothing new"
    assert count(folder, "documents") == 5


def test_a_wrong_charset_is_seen_through(server, folder):
    [link] = serve(server, "a")
    body = web.article("a", "“We will return”, the minister said, “and soon”.").encode("cp1252")
    server.pages["/a"] = web.page(body, "text/html; charset=utf-8")
    run_once(watch_of(folder, server.url("/feed")))
    assert "“We will return”" in texts(folder)[link]


def test_a_pdf_is_a_text_too(server, folder):
    [link] = serve(server, "a")
    said = "The spokesperson said that the talks in Geneva would go on in May, and that no paper had been signed yet."
    server.pages["/a"] = web.page(print_paper([said, said.replace("May", "June")]), "application/pdf")
    run_once(watch_of(folder, server.url("/feed")))
    assert "would go on in June" in " ".join(texts(folder)[link].split())


def test_what_is_no_article_is_kept_with_the_reason(server, folder):
    serve(server, "a")
    server.pages["/a"] = web.page("<html><body><nav>Home</nav></body></html>")
    watch = watch_of(folder, server.url("/feed"))
    tally = run_once(watch)
    assert tally.describe() == "1 not usable"
    assert "without an article" in tally.problems[0].what
    with open_archive(folder / "archive.db") as archive:
        [note] = archive.collected.notes(server.url("/feed"), failed=True)
        assert b"<nav>" in archive.collected.content(note.content)
    run_once(watch, DAY)
    assert server.asked("/a") == 1


def test_a_list_of_feeds_is_a_list_of_sources(server, folder):
    serve(server, "a")
    rows = f'<outline text="Alpha" xmlUrl="{server.url("/feed")}"/>'
    (folder / "feeds.opml").write_text(f"<opml><body>{rows}</body></opml>", encoding="utf-8")
    watch = watch_of(folder, opml=("feeds.opml",))
    tally = run_once(watch)
    assert (tally.name, tally.describe()) == ("Alpha", "1 new")


# --------------------------------------------------------------------------- politeness


def test_one_request_at_a_time_for_each_host_with_a_pause(folder):
    with WebServer(host="0.0.0.0") as server:
        hosts = ("127.0.0.1", "127.0.0.2")
        for host in hosts:
            links = [server.url(f"/{host}-{number}", host) for number in range(3)]
            server.pages[f"/feed-{host}"] = web.feed(*links)
            server.pages.update({f"/{host}-{n}": web.page(web.article(f"{host} {n}")) for n in range(3)})
        watch = watch_of(folder, *(server.url(f"/feed-{host}", host) for host in hosts), delay=0.15)
        collect_watch(watch, now=NOW)
        for host in hosts:
            hits = [hit for hit in server.hits if hit.headers["host"].startswith(host)]
            assert len(hits) == 5
            assert all(later.began - earlier.ended > 0.12 for earlier, later in itertools.pairwise(hits))
        assert server.hits[0].headers["host"] != server.hits[1].headers["host"], "the hosts are asked side by side"


def test_robots_txt_is_obeyed_and_its_changes_are_noticed(server, folder):
    serve(server, "a", "b", "private/c")
    server.pages["/robots.txt"] = web.page("User-agent: *\nDisallow: /private\n", "text/plain")
    watch = watch_of(folder, server.url("/feed"))
    tally = run_once(watch)
    assert tally.describe() == "2 new, 1 not usable"
    assert tally.problems[0].what == "robots.txt does not allow it"
    server.pages["/robots.txt"] = web.page("User-agent: *\nDisallow: /\n", "text/plain")
    run_once(watch, HOUR)
    assert server.asked("/feed") == 2, "the copy holds for a day"
    tally = run_once(watch, 25 * HOUR)
    assert "has changed" in tally.describe()
    assert tally.failed
    assert [server.asked(path) for path in ("/robots.txt", "/feed", "/private/c")] == [2, 2, 0]


@pytest.mark.parametrize(
    ("reply", "asked"),
    [
        # not there: all is allowed (RFC 9309)
        (web.status(404), 1),
        (web.status(403), 1),
        # out of reach: nothing is
        (web.status(500), 0),
        (web.status(503, retry_after="7200"), 0),
        (web.cut_off(b"User", 100), 0),
        # redirects are followed, endless ones count as not there
        (web.redirect("/robots2.txt"), 0),
        (web.redirect("/robots.txt"), 1),
    ],
)
def test_robots_txt_that_cannot_be_had(server, folder, reply, asked):
    serve(server, "a")
    server.pages["/robots.txt"] = reply
    server.pages["/robots2.txt"] = web.page("User-agent: diplowatch\nDisallow: /", "text/plain")
    watch = watch_of(folder, server.url("/feed"))
    run_once(watch)
    assert server.asked("/feed", "/a") == 2 * asked


def test_robots_txt_out_of_reach_is_waited_for(server, folder):
    serve(server, "a")
    server.pages["/robots.txt"] = web.status(500)
    watch = watch_of(folder, server.url("/feed"))
    assert "robots.txt is out of reach" in run_once(watch).problems[0].what
    assert server.asked("/robots.txt") == 3
    assert "rests until" in run_once(watch, HOUR / 2).describe()
    assert server.asked("/robots.txt") == 3
    server.pages["/robots.txt"] = web.page("", "text/plain")
    assert run_once(watch, 2 * HOUR).describe() == "1 new"


def test_an_old_copy_of_robots_txt_holds_on_while_the_file_is_out_of_reach(server, folder):
    serve(server, "a")
    server.pages["/robots.txt"] = web.page("User-agent: *\nDisallow: /a", "text/plain")
    watch = watch_of(folder, server.url("/feed"))
    run_once(watch)
    server.pages["/robots.txt"] = web.status(503)
    run_once(watch, 3 * DAY)
    assert [server.asked(path) for path in ("/feed", "/a")] == [2, 0]


def test_a_crawl_delay_beyond_our_patience_is_kept_over_runs(server, folder):
    serve(server, "a", "b")
    server.pages["/robots.txt"] = web.page("User-agent: *\nCrawl-delay: 600", "text/plain")
    watch = watch_of(folder, server.url("/feed"), patience=1)
    for minutes in (0, 5, 15, 20, 30, 45):
        run_once(watch, timedelta(minutes=minutes))
    assert [hit.path for hit in server.hits[:3]] == ["/robots.txt", "/feed", "/b"]
    assert len(server.hits) == 4


def test_retry_after_is_honoured_over_runs(server, folder):
    serve(server, "a", "b", "c")
    server.pages["/c"] = web.in_turn(web.status(429, retry_after="7200"), web.page(web.article("c")))
    watch = watch_of(folder, server.url("/feed"))
    tally = run_once(watch)
    assert "rests until" in tally.describe()
    assert tally.left == 3, "nobody else on this host is asked either"
    before = len(server.hits)
    assert "rests until" in run_once(watch, HOUR).describe()
    assert len(server.hits) == before
    assert run_once(watch, 3 * HOUR).describe() == "3 new"


def test_a_short_retry_after_is_sat_out(server, folder):
    serve(server, "a")
    server.pages["/a"] = web.in_turn(web.status(503, retry_after="1"), web.page(web.article("a")))
    began = time.monotonic()
    assert run_once(watch_of(folder, server.url("/feed"))).describe() == "1 new"
    assert time.monotonic() - began >= 1


def test_passing_failures_are_tried_again_with_growing_pauses(server, folder):
    serve(server, "a")
    server.pages["/a"] = web.in_turn(web.status(500), web.cut_off(b"<p>half", 900), web.page(web.article("a")))
    assert run_once(watch_of(folder, server.url("/feed"), retry=0.1)).describe() == "1 new"
    first, second, third = [hit for hit in server.hits if hit.path == "/a"]
    assert second.began - first.ended >= 0.1
    assert third.began - second.ended >= 0.3


def test_a_source_that_keeps_failing_is_rested_and_reported(server, folder):
    watch = watch_of(folder, server.url("/feed"))
    server.pages["/feed"] = web.status(500)
    asked = []
    for hours in range(16):
        tally = run_once(watch, hours * HOUR + timedelta(minutes=hours))
        asked.append(server.asked("/feed"))
        assert tally.failed or "rests until" in tally.describe()
    # three tries at first, then one after pauses of one, two, four and eight hours
    assert asked == [3, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7]
    server.pages["/feed"] = web.feed()
    assert run_once(watch, 3 * DAY).describe() == "nothing new"
    with open_archive(folder / "archive.db") as archive:
        assert len(archive.collected.notes(server.url("/feed"), failed=True)) == 5
        assert archive.collected.source(server.url("/feed")).failures == 0


def test_a_host_that_fails_again_and_again_is_left_alone(server, folder):
    links = serve(server, *(f"a{number}" for number in range(9)))
    server.pages.update({f"/a{number}": web.status(500) for number in range(9)})
    tally = run_once(watch_of(folder, server.url("/feed")))
    assert server.asked(*(f"/a{number}" for number in range(9))) == 9, "three texts, three tries each"
    assert tally.left == 6
    assert "rests until" in tally.describe()
    assert entry(folder, links[0]).status is EntryStatus.WAITING


@pytest.mark.parametrize(("reply", "asked"), [(web.status(404), 1), (web.status(410), 1), (web.status(403), 6)])
def test_a_text_that_cannot_be_had_is_given_up(server, folder, reply, asked):
    [link] = serve(server, "a")
    server.pages["/a"] = reply
    watch = watch_of(folder, server.url("/feed"))
    for days in (0, 1, 2, 4, 8, 16, 32):
        run_once(watch, days * DAY)
    assert server.asked("/a") == asked
    assert entry(folder, link).status is EntryStatus.STOPPED
    assert entry(folder, link).trouble


def test_the_budget_of_a_year_is_kept(server, folder):
    serve(server, "a", "b", "c")
    watch = watch_of(folder, server.url("/feed"), budget=3)
    tally = run_once(watch)
    assert tally.describe().startswith("1 new, 2 left for the next run; the budget of requests for this year is spent")
    run_once(watch, HOUR)
    assert len(server.hits) == 3, "robots.txt, the feed and one text"
    run_once(watch, timedelta(days=366))
    assert len(server.hits) == 6


def test_a_source_is_not_asked_more_often_than_it_is_set_to(server, folder):
    serve(server, "a")
    watch = watch_of(folder, server.url("/feed"), every=60)
    run_once(watch)
    assert "asked a short while ago" in run_once(watch, HOUR / 2).describe()
    run_once(watch, 2 * HOUR)
    assert server.asked("/feed") == 2


def test_a_feed_that_moved_for_good_is_reported(server, folder):
    serve(server, "a")
    server.pages["/old"] = web.redirect("/feed", 301)
    tally = run_once(watch_of(folder, server.url("/old")))
    assert tally.describe() == f"1 new; has moved for good: put {server.url('/feed')} into watch.toml"


def test_our_own_network_being_down_counts_against_nobody(folder, run: Run):
    make_watch(folder / "w")
    file = folder / "w" / "watch.toml"
    block = '[[sources]]\nname = "{0}"\nurl = "http://{0}.invalid/feed"\n'
    settings = "[collect]\nretry = 0\ndelay = 0\nevery = 0\n"
    file.write_text(file.read_text() + block.format("a") + block.format("b") + settings, encoding="utf-8")
    result = run("collect", "--watch", folder / "w")
    assert result.exit_code == 2
    assert "no server was reached" in result.output
    with open_archive(folder / "w" / "archive.db") as archive:
        assert archive.collected.source("http://a.invalid/feed") is None


# --------------------------------------------------------------------------- safety


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (web.redirect("/a"), "in a circle"),
        (web.page(b"\x89PNG", "image/png"), "image/png"),
        (web.page(b"\x00\x01\x02" * 50, "text/html"), "binary"),
        (web.packed(bytes(60_000_000)), "more than"),
        (web.cut_off(web.article("a").encode(), 90_000), "breaks off"),
        (web.huge_head(200_000), "not HTTP"),
        (web.page(b""), "empty"),
    ],
)
def test_one_bad_answer_is_one_line_and_the_rest_goes_on(server, folder, reply, what):
    serve(server, "a", "b")
    server.pages["/a"] = reply
    tally = run_once(watch_of(folder, server.url("/feed"), size_limit=1_000_000))
    assert tally.describe() == "1 new, 1 not usable"
    [problem] = tally.problems
    assert what in problem.what
    assert problem.where == server.url("/a")
    with open_archive(folder / "archive.db") as archive:
        [note] = archive.collected.notes(server.url("/feed"), failed=True)
    assert note.what == problem.what


def test_a_text_on_a_host_that_is_down_is_left_for_later(server, folder):
    [link, _] = serve(server, "a", "b")
    server.pages["/a"] = web.redirect("http://127.0.0.2:1/a")
    tally = run_once(watch_of(folder, server.url("/feed")))
    assert tally.describe().startswith("1 new, 1 left for the next run; 127.0.0.2 rests until")
    assert entry(folder, link).status is EntryStatus.WAITING


def test_half_an_answer_is_stored_nowhere(server, folder):
    serve(server, "a")
    server.pages["/a"] = web.cut_off(web.article("a").encode(), 90_000)
    run_once(watch_of(folder, server.url("/feed")))
    assert (count(folder, "contents"), count(folder, "documents"), count(folder, "visits")) == (0, 0, 1)


def test_redirects_end(server, folder):
    serve(server, "a0")
    server.pages.update({f"/a{number}": web.redirect(f"/a{number + 1}", 302) for number in range(20)})
    tally = run_once(watch_of(folder, server.url("/feed"), redirects=4))
    assert tally.problems[0].what == "more than 4 redirects"
    assert server.asked("/a4") == 1
    assert server.asked("/a5") == 0


def test_this_machine_and_private_networks_are_refused_by_default(server, folder):
    serve(server, "a")
    tally = run_once(watch_of(folder, server.url("/feed"), allow_private=False))
    assert tally.problems[0].what == "127.0.0.1 is an address of this machine (127.0.0.1)"
    assert "allow_private" in tally.problems[0].advice
    assert server.hits == []


def test_a_redirect_or_an_entry_cannot_lead_into_a_private_network(folder, monkeypatch):
    """One loopback address plays the public web, the others stay what they are."""
    real = guard.tell_private
    monkeypatch.setattr(guard, "tell_private", lambda address: None if address == "127.0.0.9" else real(address))
    with WebServer(host="0.0.0.0") as server:
        public = [server.url(path, "127.0.0.9") for path in ("/good", "/leads-on")]
        inside = [server.url("/inside", host) for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]")]
        server.pages["/feed"] = web.feed(*public, *inside, "file:///etc/passwd")
        server.pages["/good"] = web.page(web.article("good"))
        server.pages["/inside"] = web.page(web.article("inside"))
        server.pages["/leads-on"] = web.redirect(server.url("/inside"))
        tally = run_once(watch_of(folder, server.url("/feed", "127.0.0.9"), allow_private=False))
        assert server.asked("/inside") == 0
    assert list(texts(folder)) == [public[0]]
    assert len(tally.problems) == 4
    assert all("allow_private" in problem.advice for problem in tally.problems)


def test_user_password_and_keys_appear_nowhere(server, folder, run: Run):
    serve(server, "a")
    server.pages["/feed?token=t0psecret"] = server.pages["/feed"]
    url = server.url("/feed?token=t0psecret").replace("http://", "http://anna:s3cret@")
    watch = watch_of(folder, url)
    assert run_once(watch).describe() == "1 new"
    server.pages["/feed?token=t0psecret"] = web.status(500)
    tally = run_once(watch, HOUR)
    assert server.hits[-1].headers["authorization"]
    assert "secret" not in repr([tally, tally.describe(), *map(str, tally.problems)]).replace(url, "")
    with sqlite3.connect(folder / "archive.db") as database:
        assert "s3cret" not in "\n".join(database.iterdump())
        for table in ("sources", "fetches"):
            assert "secret" not in str(database.execute(f"SELECT * FROM {table}").fetchall())


# --------------------------------------------------------------------------- interruptions


def start(watch: Watch) -> multiprocessing.Process:
    """Start a run in a process of its own, which has everything imported already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["diplowatch.harvest"])
    process = context.Process(target=collect_watch, args=(watch,), kwargs={"now": datetime.now(UTC)})
    process.start()
    return process


def wait_for(server: WebServer, hits: int, process: multiprocessing.Process) -> None:
    until = time.monotonic() + 60
    while len(server.hits) < hits and process.is_alive() and time.monotonic() < until:
        time.sleep(0.002)


def test_a_run_that_is_killed_loses_and_doubles_nothing(server, folder):
    links = serve(server, *(f"a{number:02}" for number in range(24)))
    watch = watch_of(folder, server.url("/feed"))
    for kill in range(8):
        process = start(watch)
        wait_for(server, len(server.hits) + kill % 4, process)
        time.sleep(0.013 * kill)
        process.kill()
        process.join()
        assert_sound(folder)
    run_once(watch, HOUR)
    assert sorted(texts(folder)) == links
    assert (count(folder, "documents"), count(folder, "captures"), count(folder, "contents")) == (24, 24, 24)
    assert count(folder, "fetches") == 24
    with open_archive(folder / "archive.db") as archive:
        assert archive.collected.count_entries(server.url("/feed")) == {"taken": 24}


def test_ctrl_c_ends_at_once_and_the_next_run_goes_on(server, folder):
    serve(server, "a", "b", "c")
    server.pages["/b"] = web.silent(20)
    watch = watch_of(folder, server.url("/feed"), timeout=30)
    process = start(watch)
    wait_for(server, 3, process)
    time.sleep(0.3)
    began = time.monotonic()
    assert process.pid
    os.kill(process.pid, signal.SIGINT)
    process.join(15)
    assert process.exitcode not in (0, None)
    assert time.monotonic() - began < 15, "a slow server is not waited for"
    assert_sound(folder)
    server.pages["/b"] = web.page(web.article("b"))
    run_once(watch, HOUR)
    assert len(texts(folder)) == 3


def test_two_collectors_at_once(server, folder):
    serve(server, *(f"a{number}" for number in range(8)))
    watch = watch_of(folder, server.url("/feed"))
    processes = [start(watch) for _ in range(2)]
    for process in processes:
        process.join(300)
    assert 0 in [process.exitcode for process in processes]
    assert_sound(folder)
    assert count(folder, "documents") == 8
    assert all(server.asked(f"/a{number}") == 1 for number in range(8))


# --------------------------------------------------------------------------- the command


@pytest.fixture
def command_watch(server, tmp_path):
    """A watch on disk whose feed has one article."""
    serve(server, "a")
    folder = tmp_path / "w"
    make_watch(folder)
    file = folder / "watch.toml"
    text = f'[[sources]]\nname = "The Feed"\nurl = "{server.url("/feed")}"\n\n[collect]\ncontact = "mailto:d@example.org"\n'
    text += "delay = 0\nretry = 0\nevery = 0\nallow_private = true\n"
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    return folder


def test_the_command_says_in_one_line_what_came_of_each_source(run: Run, server, command_watch):
    result = run("collect", "--watch", command_watch)
    assert (result.exit_code, result.output) == (0, "The Feed  1 new\n")
    server.pages["/feed"] = web.status(410)
    result = run("collect", "--watch", command_watch)
    assert result.exit_code == 2, "all sources failed"
    assert "not collected: The Feed: is gone for good (status 410); take it out" in result.output
    result = run("collect", "--watch", command_watch)
    assert result.exit_code == 0
    assert "rests until" in result.output


def test_a_dry_run_asks_nobody(run: Run, server, command_watch):
    result = run("collect", "--watch", command_watch, "--dry-run")
    assert result.output == "The Feed  would be asked\n"
    assert server.hits == []


def test_a_second_collector_says_so_and_leaves(run: Run, server, command_watch):
    with FileLock(command_watch / LOCK):
        result = run("collect", "--watch", command_watch)
    assert result.exit_code == 0
    assert "another diplowatch collect is at work" in result.output
    assert server.hits == []


def test_sources_are_chosen_by_name(run: Run, command_watch):
    assert "1 new" in run("collect", "--watch", command_watch, "--source", "the feed").output
    result = run("collect", "--watch", command_watch, "--source", "Nobody")
    assert result.exit_code == 2
    assert "there are: The Feed" in result.output


def test_a_watch_without_sources_says_how_to_get_one(run: Run, tmp_path):
    make_watch(tmp_path / "w")
    result = run("collect", "--watch", tmp_path / "w")
    assert result.exit_code == 2
    assert "diplowatch add https://" in result.output


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[[sources]]\nname = "a"\nurl = "ftp://a.example"', "http://"),
        ('[[sources]]\nname = ""\nurl = "http://a.example"', "sources.0.name"),
        ('[[sources]]\nname = "a"\nurl = "http://a.example"\nkind = "video"', "sources.0.kind"),
        ("[collect]\ndelay = -1", "collect.delay"),
        ('[collect]\ncontact = "a\\nX-Evil: 1"', "collect.contact"),
        ("[collect]\nspeed = 1", "collect.speed"),
    ],
)
def test_wrong_settings_are_named(tmp_path, settings, said):
    make_watch(tmp_path / "w")
    file = tmp_path / "w" / "watch.toml"
    file.write_text(file.read_text(encoding="utf-8") + settings, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load_watch(tmp_path / "w")


def test_two_sources_of_one_name_are_refused(folder):
    watch = watch_of(folder, "http://a.example/", "http://a.example/")
    with pytest.raises(ConfigError, match="one name or one url"):
        collect_watch(watch, now=NOW)


def test_nothing_listens_on_the_port_that_a_source_names(folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tally = run_once(watch_of(folder, f"http://127.0.0.1:{port}/feed"))
    assert tally.failed
    assert "no connection" in tally.problems[0].what
