"""`diplowatch add ADDRESS`: the feed of a site is found, and written into watch.toml without touching the rest."""

from __future__ import annotations

import pytest
import web_server as web
from conftest import Run
from web_server import WebServer

from diplowatch.records import SourceKind
from diplowatch.watch import load_watch, make_watch

SETTINGS = "\n[collect]  # kept as it is\ndelay = 0\nallow_private = true\n"


@pytest.fixture
def server():
    with WebServer() as server:
        server.pages["/news.xml"] = web.feed(server.url("/a"), server.url("/b"))
        yield server


@pytest.fixture
def folder(tmp_path):
    file = make_watch(tmp_path / "w")
    file.write_text(file.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
    return tmp_path / "w"


def test_a_feed_is_taken_as_it_is(run: Run, server, folder):
    result = run("add", server.url("/news.xml"), "--watch", folder)
    assert (result.exit_code, result.output.splitlines()[0]) == (
        0,
        f"added Test feed: feed {server.url('/news.xml')}, 2 texts now",
    )
    [source] = load_watch(folder).sources
    assert (source.name, source.url, source.kind) == ("Test feed", server.url("/news.xml"), SourceKind.FEED)


def test_the_rest_of_the_file_stays_as_it_is(run: Run, server, folder):
    before = (folder / "watch.toml").read_text(encoding="utf-8")
    run("add", server.url("/news.xml"), "--watch", folder, "--name", 'The "Feed"')
    after = (folder / "watch.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    assert load_watch(folder).sources[0].name == 'The "Feed"'


@pytest.mark.parametrize(
    ("home", "robots", "found"),
    [
        # what the page declares
        ('<link rel="alternate" type="application/rss+xml" href="/news.xml">', "", "/news.xml"),
        # the first place that is declared has no feed, the second has
        (
            '<link rel="alternate" type="application/rss+xml" href="/gone.xml">'
            '<link rel="alternate" type="application/rss+xml" href="/news.xml">',
            "",
            "/news.xml",
        ),
        # nothing declared: the sitemap that robots.txt names
        ("<p>Welcome</p>", "Sitemap: /map.xml", "/map.xml"),
        # nothing at all: a usual place
        ("<p>Welcome</p>", "", "/feed/"),
        # nowhere
        ("<p>Welcome</p>", "User-agent: *\nDisallow: /feed", None),
    ],
)
def test_where_a_site_keeps_its_feed(run: Run, server, folder, home, robots, found):
    server.pages["/"] = web.page(f"<html><head><title>Home</title>{home}</head><body></body></html>")
    server.pages["/robots.txt"] = web.page(robots.replace("Sitemap: ", f"Sitemap: {server.url()[:-1]}"), "text/plain")
    server.pages["/map.xml"] = web.page(f"<urlset><url><loc>{server.url('/a')}</loc></url></urlset>", "text/xml")
    server.pages["/feed/"] = server.pages["/news.xml"]
    result = run("add", server.url("/"), "--watch", folder)
    sources = [source.url for source in load_watch(folder).sources]
    assert sources == ([server.url(found)] if found else [])
    assert result.exit_code == (0 if found else 2)
    assert found or "no feed and no sitemap found" in result.output


def test_a_page_is_followed_where_a_person_says_so(run: Run, server, folder):
    result = run("add", server.url("/live"), "--kind", "page", "--name", "Live", "--watch", folder)
    assert result.exit_code == 0
    assert server.hits == []
    assert load_watch(folder).sources[0].kind is SourceKind.PAGE


def test_user_and_password_are_written_and_not_printed(run: Run, server, folder):
    address = server.url("/news.xml").replace("http://", "http://anna:s3cret@")
    result = run("add", address, "--watch", folder)
    assert "s3cret" not in result.output
    assert load_watch(folder).sources[0].url == address


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("{server}/news.xml",), "is a source already"),
        (("{server}/other.xml", "--name", "Test feed"), "give another name"),
        (("{server}/gone",), "is not there (status 404)"),
        (("http://no-such-host.invalid/",), "has no address"),
        (("http://[::1",), "not a web address"),
        (("{server}/x", "--kind", "page", "--name", ""), "name"),
    ],
)
def test_mistakes_change_nothing(run: Run, server, folder, arguments, said):
    server.pages["/other.xml"] = web.feed(server.url("/c"))
    run("add", server.url("/news.xml"), "--watch", folder)
    before = (folder / "watch.toml").read_bytes()
    result = run("add", *(one.format(server=server.url()[:-1]) for one in arguments), "--watch", folder)
    assert result.exit_code == 2
    assert said in result.output
    assert (folder / "watch.toml").read_bytes() == before
