"""Feeds, sitemaps, lists of feeds, and the feeds of a page: what they announce, and what they cannot make us believe."""

from __future__ import annotations

import gzip
import json
import time
import zlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplowatch.collect.addresses import join_address
from diplowatch.collect.discover import find_feeds, guess_feeds
from diplowatch.collect.feeds import MAX_ENTRIES, is_feed, read_feed
from diplowatch.collect.opml import read_opml
from diplowatch.collect.sitemaps import find_sitemaps, read_sitemap
from diplowatch.collect.stamps import read_stamp
from diplowatch.errors import InputError
from diplowatch.records import DateBasis, Feed

AT = "https://desk.example/feed.xml"
WHOLE = "<p>" + "The envoy said that the talks in Riyadh would go on for another day. " * 20 + "</p>"


def rss(*items: str, head: str = "", title: str = "Desk") -> bytes:
    return (
        f'{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{title}</title><link>https://desk.example/</link>{''.join(f'<item>{item}</item>' for item in items)}"
        "</channel></rss>"
    ).encode()


def atom(*entries: str) -> bytes:
    body = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title>{body}</feed>'.encode()


def first(content: bytes):
    return read_feed(content, AT).entries[0]


# ------------------------------------------------------------------------------------------------ feeds


def test_an_rss_feed_gives_its_entries_in_its_order():
    feed = read_feed(
        rss(
            "<title>Talks open</title><link>https://desk.example/1</link><guid>g1</guid>"
            "<pubDate>Fri, 28 Mar 2025 23:30:00 -0500</pubDate><description>&lt;b&gt;Short&lt;/b&gt; word</description>"
            f"<content:encoded><![CDATA[{WHOLE}]]></content:encoded>",
            "<title>Talks end</title><link>https://desk.example/2</link>",
        ),
        AT,
    )
    one, two = feed.entries
    assert (feed.title, feed.site, feed.note) == ("Desk", "https://desk.example/", "")
    assert (one.title, one.address, one.id, one.summary) == ("Talks open", "https://desk.example/1", "g1", "Short word")
    assert "<p>The envoy said" in one.content
    # The publisher's own day, which in UTC is the next one.
    assert one.claim(DateBasis.FEED).published == date(2025, 3, 28)
    assert (two.title, two.content, two.claim(DateBasis.FEED)) == ("Talks end", "", None)


def test_an_atom_feed_tells_publication_from_change():
    entry = first(
        atom(
            '<title>Talks</title><link href="/a"/><id>tag:1</id><published>2025-03-27T09:00:00+03:00</published>'
            f'<updated>2025-03-29T09:00:00Z</updated><content type="html"><![CDATA[{WHOLE}]]></content>'
        )
    )
    assert entry.address == "https://desk.example/a"
    claim = entry.claim(DateBasis.FEED)
    assert (claim.published, claim.updated) == (date(2025, 3, 27), date(2025, 3, 29))


@pytest.mark.parametrize(
    ("content", "published", "updated"),
    [
        # Atom: the day of change is not that of publication
        (atom('<title>T</title><link href="/a"/><updated>2025-03-29T09:00:00Z</updated>'), None, date(2025, 3, 29)),
        # RSS 1.0 and many RSS 2.0 feeds have only dc:date, which is the day of publication
        (rss("<title>T</title><link>/a</link><dc:date>2025-03-29</dc:date>"), date(2025, 3, 29), None),
        # the day of the whole feed is not that of its entries
        (
            rss("<title>T</title><link>/a</link>").replace(b"<item>", b"<pubDate>Fri, 28 Mar 2025</pubDate><item>"),
            None,
            None,
        ),
    ],
)
def test_which_date_of_a_feed_is_which(content, published, updated):
    entry = first(content)
    assert (entry.published and entry.published.date(), entry.updated and entry.updated.date()) == (published, updated)


def test_a_json_feed():
    feed = read_feed(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Desk",
                "home_page_url": "https://desk.example/",
                "items": [
                    {
                        "id": 7,
                        "url": "/a",
                        "title": "Talks",
                        "content_html": "<p>One <a href='/b'>link</a><script>x()</script></p>",
                        "date_published": "2025-03-28T10:00:00Z",
                        "date_modified": "2025-03-29T10:00:00Z",
                    },
                    {"id": "https://desk.example/c", "content_text": "One.\n\nTwo & three."},
                ],
            }
        ).encode(),
        AT,
    )
    one, two = feed.entries
    assert (one.id, one.address, one.published.date(), one.updated.date()) == (
        "7",
        "https://desk.example/a",
        date(2025, 3, 28),
        date(2025, 3, 29),
    )
    assert 'href="https://desk.example/b"' in one.content
    assert "x()" not in one.content
    assert (two.address, two.content) == ("https://desk.example/c", "<p>One.</p>\n<p>Two &amp; three.</p>")


def test_a_json_feed_with_wrong_types_gives_what_is_sound():
    rows = [5, None, {"url": 5, "id": "x", "title": ["T"], "content_html": {"a": 1}, "date_published": 20250328}]
    rows.append({"url": "https://desk.example/a", "title": "Sound", "date_published": "soon"})
    feed = read_feed(json.dumps({"version": "https://jsonfeed.org/version/1", "title": 3, "items": rows}).encode(), AT)
    assert [(entry.title, entry.published) for entry in feed.entries] == [("Sound", None)]
    assert "2 entries are no JSON objects" in feed.note


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (f"<content:encoded><![CDATA[{WHOLE}]]></content:encoded>", True),
        (f"<description><![CDATA[{WHOLE}]]></description>", True),  # some publishers know no other place
        ("<description>Short.</description>", False),
        (f"<description><![CDATA[{WHOLE} …]]></description>", False),  # breaks off
        (f"<content:encoded><![CDATA[{WHOLE}<a href='/x'>Continue reading</a>]]></content:encoded>", False),
        (
            f"<content:encoded><![CDATA[{WHOLE} [&#8230;]<p>The post <a>T</a> appeared first on Desk.</p>]]>"
            "</content:encoded>",
            False,
        ),
        (  # the credit alone does not tell an excerpt
            f"<content:encoded><![CDATA[{WHOLE}<p>The post <a>T</a> appeared first on Desk.</p>]]></content:encoded>",
            True,
        ),
    ],
)
def test_a_whole_text_is_told_from_an_excerpt(content, whole):
    assert bool(first(rss(f"<title>T</title><link>/a</link>{content}")).content) is whole


def test_who_published_an_entry_of_a_feed_that_collects():
    entry = first(rss('<title>T</title><link>/a</link><source url="https://wire.example/">The Wire</source>'))
    assert entry.outlet == "The Wire"


@pytest.mark.parametrize(
    ("items", "addresses"),
    [
        # the same entry twice
        (["<link>/a</link><guid>1</guid>", "<link>/a</link><guid>1</guid>"], ["/a"]),
        # one guid for everything, as broken software writes it: the addresses tell them apart
        (["<link>/a</link><guid>1</guid>", "<link>/b</link><guid>1</guid>"], ["/a", "/b"]),
        # another way to the same text
        (["<link>/a?utm_source=rss&amp;p=1</link>", "<link>/a?p=1&amp;fbclid=x#top</link>"], ["/a?p=1"]),
        # a guid that is an address stands in for a missing link
        (["<guid>https://desk.example/c</guid>"], ["/c"]),
        (["<link></link><guid isPermaLink='false'>https://desk.example/c</guid>"], ["/c"]),
        # a guid that is a number does not
        (["<guid>12345</guid>"], [None]),
    ],
)
def test_entries_are_told_apart_by_address(items, addresses):
    found = read_feed(rss(*(f"<title>T</title>{item}" for item in items)), AT).entries
    assert [entry.address for entry in found] == [each and f"https://desk.example{each}" for each in addresses]


@pytest.mark.parametrize(
    ("found", "joined"),
    [
        ("/a/b", "https://desk.example/a/b"),
        ("//wire.example/x", "https://wire.example/x"),
        ("https://Wire.example/X?b=2&a=1", "https://wire.example/X?b=2&a=1"),  # the order of parameters is the server's
        ("https://wire.example", "https://wire.example/"),
        ("a?id=5&source=rss", "https://desk.example/a?id=5&source=rss"),  # may name the text
        ("a?at_campaign=x&at_medium=y", "https://desk.example/a"),
        (" https://wire.example/a\n b ", "https://wire.example/ab"),  # broken over two lines
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("mailto:desk@desk.example", None),
        ("http://[broken", None),
        ("http:///no-host", None),
        ("https://x.example:99999/", None),
        ("", None),
        ("x" * 5000, None),
    ],
)
def test_addresses(found, joined):
    assert join_address("https://desk.example/feed.xml", found) == joined


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Fri, 28 Mar 2025 10:00:00 GMT", "2025-03-28T10:00:00+00:00"),
        ("28 Mar 2025 23:30 EDT", "2025-03-28T23:30:00-04:00"),
        ("Fri, 28 Mar 2025 01:00:00 MSK", "2025-03-28T01:00:00+03:00"),
        ("2025-03-28T10:00:00Z", "2025-03-28T10:00:00+00:00"),
        ("2025-03-28T10:00:00.1234567+03:00", "2025-03-28T10:00:00.123456+03:00"),
        ("2025-03-28 10:00:00 +0300", "2025-03-28T10:00:00+03:00"),
        ("2025-03-28", "2025-03-28T00:00:00+00:00"),
        ("20250328T100000Z", "2025-03-28T10:00:00+00:00"),
        ("Fri Mar 28 10:00:00 2025", "2025-03-28T10:00:00+00:00"),
        ("2025-03-28T25:61:00Z", "2025-03-28T00:00:00+00:00"),  # the time is nonsense, the day is not
        ("2025-03", None),  # a month is no day
        ("2025", None),
        ("2025-02-30", None),  # no day of the calendar
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),  # a clock that was never set
        ("0001-01-01T00:00:00", None),
        ("03/04/2025", None),  # March or April
        ("yesterday", None),
        ("Fri, 99 Foo 2025", None),
        ("1743156000", None),
        ("", None),
        (None, None),
    ],
)
def test_times_in_the_forms_that_publishers_use(words, iso):
    found = read_stamp(words)
    assert (found and found.isoformat()) == iso


# ------------------------------------------------------------------------------------------------ attacks


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
LONG_ENTITY = f'<!DOCTYPE x [<!ENTITY big "{"x" * 100_000}">]>'
FILE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "%s">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("head", "use"), [(LAUGHS, "&l9;"), (LONG_ENTITY, "&big;" * 5_000)], ids=["billion laughs", "quadratic"]
)
def test_entities_are_not_expanded(head, use, encoding):
    content = rss(f"<title>{use} T</title><link>/a</link>", head=head).decode().encode(encoding)
    feed = read_feed(content, AT)
    assert len(feed.model_dump_json()) < 10_000
    site = f"{head}<urlset><url><loc>https://desk.example/{use}</loc></url></urlset>".encode(encoding)
    assert len(read_sitemap(site).model_dump_json()) < 10_000
    listed = f'{head}<opml><body><outline text="{use}" xmlUrl="https://desk.example/f"/></body></opml>'.encode(encoding)
    assert len(read_opml(listed)[0].model_dump_json()) < 10_000


def test_no_file_is_read_through_an_entity(tmp_path):
    (tmp_path / "secret").write_text("hunter2")
    for place in ((tmp_path / "secret").as_uri(), "file:///etc/passwd"):
        head = FILE % place
        told = read_feed(rss("<title>&secret; T</title><link>/a</link>", head=head, title="&secret;"), AT)
        listed = read_sitemap(f"{head}<urlset><url><loc>https://desk.example/a&secret;</loc></url></urlset>".encode())
        text = told.model_dump_json() + listed.model_dump_json()
        assert "hunter2" not in text
        assert "root:" not in text


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("&lt;script&gt;steal()&lt;/script&gt;Talks &lt;i&gt;open&lt;/i&gt;", "Talks open"),
        ("<![CDATA[<img src=x onerror=steal()>Talks]]>", "Talks"),
        ("<![CDATA[Talks &amp; terms]]>", "Talks & terms"),
        ("Talks\n   open", "Talks open"),
        ("Aid under 3 &lt; 4 percent", "Aid under 3 < 4 percent"),
        ("&lt;style&gt;p{}&lt;/style&gt;", None),
        ("word " * 200_000, "word " * 200 + "…"),  # a megabyte
    ],
)
def test_titles_are_one_plain_line(title, plain):
    assert first(rss(f"<title>{title}</title><link>/a</link>")).title == plain


def test_scripts_in_contents_are_taken_out():
    entry = first(
        rss(
            f"<title>T</title><link>/a</link><content:encoded><![CDATA[{WHOLE}<script>steal()</script>"
            "<p onclick='steal()'>More</p><iframe src='https://bad.example'></iframe>]]></content:encoded>"
        )
    )
    assert "steal" not in entry.content
    assert "iframe" not in entry.content
    assert "More" in entry.content


def test_a_hundred_thousand_entries_take_bounded_time():
    item = "<title>Talks %d</title><link>/%d</link>"
    started = time.process_time()
    small = read_feed(rss(*(item % (n, n) for n in range(1000))), AT)
    one = time.process_time() - started
    started = time.process_time()
    feed = read_feed(rss(*(item % (n, n) for n in range(100_000))), AT)
    many = time.process_time() - started
    assert len(small.entries) == 1000
    assert len(feed.entries) == MAX_ENTRIES
    assert feed.title == "Desk"
    assert "only the first 5,000 of 100,000" in feed.note
    assert many < 20 * one + 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"<!DOCTYPE html><html><head><title>Not found</title></head></html>", "not a feed but a web page"),
        (b"<urlset></urlset>", "not a feed but <urlset>"),
        (b"Just words.", "not a feed but plain text"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (gzip.compress(rss()), "binary"),
        (b'{"items": 5}', 'without a list of "items"'),
        (b'{"items": [', "not JSON"),
        (b"[" * 100_000, "plain text"),
        (b'{"a":' * 100_000, "not JSON"),
        (b"<rss>" + b"x" * 20_000_000, "more than 20 MB"),
    ],
)
def test_what_is_no_feed_is_said_in_one_line(content, message):
    with pytest.raises(InputError, match=message) as error:
        read_feed(content, AT)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("iso-8859-1", "utf-8"),  # the commonest lie
        ("utf-8", "cp1252"),
        ("us-ascii", "cp1252"),
        ("windows-1251", "windows-1251"),
        ("no-such-encoding", "utf-8"),
    ],
)
def test_feeds_in_an_encoding_that_they_do_not_declare(declared, real):
    title = "Посол в Киеве: переговоры продолжатся" if real == "windows-1251" else "Gespräche in Zürich – “offen”"
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    content = rss(f"<title>{title}</title><link>/a</link>", head=head).decode().encode(real)
    assert first(content).title == title


def test_the_encoding_that_a_server_names_is_tried_first():
    content = rss("<title>Посол в Киеве</title><link>/a</link>").decode().encode("koi8-r")
    assert read_feed(content, AT, "koi8-r").entries[0].title == "Посол в Киеве"
    sound = rss("<title>Zürich</title><link>/a</link>")
    assert read_feed(sound, AT, "koi8-r").entries[0].title == "Zürich"


def test_a_feed_that_is_cut_off_gives_its_whole_entries():
    content = rss(*(f"<title>T{n}</title><link>/{n}</link>" for n in range(10)))
    feed = read_feed(content[: len(content) // 2], AT)
    assert [entry.title for entry in feed.entries][:3] == ["T0", "T1", "T2"]
    assert "not well formed" in feed.note


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(min_value=0, max_value=600))
def test_no_damage_makes_a_reader_fail(damage, at):
    for sound, reader in (
        (rss("<title>T</title><link>/a</link>"), read_feed),
        (b"<urlset><url/></urlset>", read_sitemap),
    ):
        try:
            reader(sound[:at] + damage + sound[at:], AT)
        except InputError:
            continue


def test_feeds_are_told_by_how_they_begin():
    assert is_feed(rss())
    assert is_feed(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- made by hand -->" + atom())
    assert is_feed(b'{"version": "https://jsonfeed.org/version/1.1", "items": []}')
    assert not is_feed(b'{"text": "One."}')
    assert not is_feed(b"<html><body>rss</body></html>")
    assert not is_feed(b"")


# ------------------------------------------------------------------------------------------------ sitemaps


NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://desk.example/talks</loc><lastmod>2025-03-29</lastmod>
<image:image><image:loc>https://desk.example/map.png</image:loc></image:image>
<news:news><news:publication><news:name>The Desk</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2025-03-28T23:00:00-05:00</news:publication_date><news:title>Talks &amp; terms</news:title></news:news>
</url><url><loc> https://desk.example/undated </loc><lastmod>2025-03</lastmod></url></urlset>"""


@pytest.mark.parametrize("packed", [False, True])
def test_a_news_sitemap(packed):
    one, two = read_sitemap(gzip.compress(NEWS) if packed else NEWS).entries
    assert (one.address, one.title, one.outlet) == ("https://desk.example/talks", "Talks & terms", "The Desk")
    claim = one.claim(DateBasis.SITEMAP)
    assert (claim.by, claim.published, claim.updated) == (DateBasis.SITEMAP, date(2025, 3, 28), date(2025, 3, 29))
    # A last change is no publication, and a month no day.
    assert (two.address, two.claim(DateBasis.SITEMAP)) == ("https://desk.example/undated", None)


def test_a_sitemap_index_puts_news_first_then_the_latest():
    index = (
        "<sitemapindex>"
        "<sitemap><loc>https://desk.example/pages.xml</loc><lastmod>2025-01-01</lastmod></sitemap>"
        "<sitemap><loc>https://desk.example/posts.xml.gz</loc><lastmod>2025-03-01</lastmod></sitemap>"
        "<sitemap><loc>https://desk.example/news-sitemap.xml</loc></sitemap>"
        "<sitemap><loc>https://desk.example/posts.xml.gz</loc></sitemap>"
        "<sitemap><loc>ftp://desk.example/x</loc></sitemap></sitemapindex>"
    )
    links = read_sitemap(index.encode()).links
    assert [link.address.rpartition("/")[2] for link in links] == ["news-sitemap.xml", "posts.xml.gz", "pages.xml"]


def test_a_circle_of_sitemaps_is_only_listed():
    """The reader follows nothing: what was visited is known to whoever fetches."""
    at = "https://desk.example/index.xml"
    links = read_sitemap(f"<sitemapindex><sitemap><loc>{at}</loc></sitemap></sitemapindex>".encode(), at).links
    assert [link.address for link in links] == [at]


def test_sitemaps_named_by_robots_txt():
    robots = "User-agent: *\nDisallow: /x\nSitemap: /sitemap.xml\nsitemap:https://desk.example/news.xml\nSitemap: x:y\n"
    found = find_sitemaps(robots, "https://desk.example/robots.txt")
    assert [link.address for link in found] == ["https://desk.example/news.xml", "https://desk.example/sitemap.xml"]


def test_a_sitemap_in_plain_text():
    found = read_sitemap(b"https://desk.example/1\n\nhttps://desk.example/2\nhttps://desk.example/1\n").entries
    assert [entry.address for entry in found] == ["https://desk.example/1", "https://desk.example/2"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (gzip.compress(b""), "empty"),
        (b"<html><body>404</body></html>", "not a sitemap but a web page"),
        (b"Some words\nhttps://desk.example/1", "not a sitemap but plain text"),
        (b"\x1f\x8b\x08garbage that is no gzip", "damaged gzip"),
        (gzip.compress(b" " * 60_000_000), "more than 50 MB"),
        (rss(), "not a sitemap but <rss>"),
    ],
)
def test_what_is_no_sitemap_is_said_in_one_line(content, message):
    with pytest.raises(InputError, match=message):
        read_sitemap(content)


def test_a_gzip_bomb_is_not_unpacked():
    engine = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    bomb = b"".join(engine.compress(b"\0" * 1_000_000) for _ in range(1000)) + engine.flush()
    started = time.process_time()
    with pytest.raises(InputError, match="more than 50 MB"):
        read_sitemap(bomb)
    assert time.process_time() - started < 2


def test_a_sitemap_cut_off_in_the_middle_gives_its_beginning():
    urls = "".join(f"<url><loc>https://desk.example/{n:05}</loc></url>" for n in range(2000))
    packed = gzip.compress(f"<urlset>{urls}</urlset>".encode())
    found = read_sitemap(packed[: len(packed) // 2])
    assert found.entries[0].address == "https://desk.example/00000"
    assert 100 < len(found.entries) < 2000
    assert "not well formed" in found.note


# ------------------------------------------------------------------------------------------------ finding feeds


def test_the_feeds_that_a_page_declares():
    page = """<html><head><base href="https://desk.example/en/">
    <link rel="alternate" type="application/rss+xml" title="Desk &raquo; Comments Feed" href="/comments/feed/">
    <link rel="alternate" type="application/rss+xml" title="Desk" href="feed/">
    <link rel="alternate" type="application/atom+xml" href="https://desk.example/atom.xml">
    <link rel="alternate" type="application/feed+json" href="/feed.json">
    <link rel="alternate" hreflang="fr" href="/fr/"><link rel="stylesheet" type="text/css" href="/rss.css">
    <link rel="alternate" type="application/rss+xml" href="javascript:x()">
    </head><body><a href="/rss/world.xml">World</a><a href="https://other.example/feed/">Elsewhere</a></body></html>"""
    found = find_feeds(page, "https://desk.example/en/start")
    assert [(link.address, link.declared) for link in found] == [
        ("https://desk.example/en/feed/", True),
        ("https://desk.example/atom.xml", True),
        ("https://desk.example/feed.json", True),
        ("https://desk.example/rss/world.xml", False),
        ("https://desk.example/comments/feed/", True),
    ]
    assert found[0].title == "Desk"


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("/rss", True),
        ("/feed/", True),
        ("/index.php?feed=rss2", True),
        ("https://feeds.desk.example/world", True),
        ("/news.rss", True),
        ("/feedback", False),  # begins like a feed
        ("/rss-explained.html", False),
        ("/about", False),
    ],
)
def test_links_that_look_like_feeds(href, found):
    assert bool(find_feeds(f'<a href="{href}">x</a>', "https://www.desk.example/")) is found


@pytest.mark.parametrize("page", ["", "<", "plain words", "\x00", "<html>" * 5000])
def test_pages_without_feeds(page):
    assert find_feeds(page, "https://desk.example/") == ()


def test_where_feeds_usually_are():
    places = guess_feeds("https://desk.example/world/index.html")
    assert places[0] == "https://desk.example/feed/"
    assert guess_feeds("https://desk.example/world/")[0] == "https://desk.example/world/feed/"
    assert len(set(places)) == len(places)


# ------------------------------------------------------------------------------------------------ OPML


def test_a_list_of_feeds_keeps_its_headings():
    found = read_opml(
        b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
        <outline text="Agencies"><outline text="Wire &amp; Co" type="rss" xmlUrl="https://wire.example/feed"
         htmlUrl="https://wire.example/"/><outline text="Sub"><outline XMLURL="https://deep.example/f"/></outline>
        </outline><outline title="Twice" xmlUrl="https://wire.example/feed"/><outline text="Folder only"/>
        <outline text="Bad" xmlUrl="file:///etc/passwd"/></body></opml>"""
    )
    assert [(link.address, link.title, link.folder) for link in found] == [
        ("https://wire.example/feed", "Wire & Co", ("Agencies",)),
        ("https://deep.example/f", None, ("Agencies", "Sub")),
    ]
    assert found[0].site == "https://wire.example/"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"<html></html>", "not an OPML file"),
        (b"<opml><body><outline text='x'/></body></opml>", "without a feed"),
        (b"<opml><body>" + b"<outline text='x'>" * 5000, "without a feed"),
    ],
)
def test_what_is_no_list_of_feeds(content, message):
    with pytest.raises(InputError, match=message):
        read_opml(content)


def test_the_readers_open_nothing(monkeypatch):
    """Pure functions: neither a file nor a connection is opened, whatever a feed says."""

    def refuse(*arguments, **named):
        raise AssertionError(f"opened {arguments[:1]}")

    read_feed(rss("<title>T</title><link>/a</link>"), AT)  # what is loaded once is loaded
    read_sitemap(NEWS)
    monkeypatch.setattr("socket.socket", refuse)
    monkeypatch.setattr("urllib.request.urlopen", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    head = FILE % "https://bad.example/x"
    assert isinstance(read_feed(rss("<title>&secret;</title><link>/a</link>", head=head), AT), Feed)
    read_sitemap(head.encode() + b"<urlset><url><loc>https://desk.example/&secret;</loc></url></urlset>")
