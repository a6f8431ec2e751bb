"""Gathering: which files give captures, which give one problem line, in what order and under what key."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date

import pytest

from diplowatch.collect import gather
from diplowatch.collect.decode import decode, tell_media
from diplowatch.records import Capture, Claim, DateBasis, Media, Problem

SENTENCE = "“Not yet,” the envoy said – and left for Zürich."


def captures(*inputs, stdin=None):
    return [found for found in gather([str(each) for each in inputs], stdin) if isinstance(found, Capture)]


def problems(*inputs, stdin=None):
    return [found for found in gather([str(each) for each in inputs], stdin) if isinstance(found, Problem)]


def test_a_folder_gives_its_texts_in_order_of_names(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.md").write_text("Second.")
    (tmp_path / "a.txt").write_text("First.")
    (tmp_path / "c.html").write_text("<p>Third.</p>")
    found = captures(tmp_path)
    assert [(each.key, each.media) for each in found] == [
        ("a.txt", Media.TEXT),
        ("b/2.md", Media.TEXT),
        ("c.html", Media.HTML),
    ]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.txt",  # hidden files are somebody else's
        "editions/2025-W13/edition.md",  # our own editions are no source
        "archive.db",  # neither is our own archive
        "archive.db-wal",
        "watch.toml",
        "map.png",
    ],
)
def test_what_is_not_a_text_is_passed_over(tmp_path, name):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"\x00\x01 anything")
    assert list(gather([str(tmp_path)])) == []


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("utf-16", b""),
        ("utf-32", b""),
        ("cp1252", b""),  # neither mark nor valid UTF-8: guessed
    ],
)
def test_encodings_are_told_apart(encoding, mark):
    assert decode(mark + SENTENCE.encode(encoding)) == SENTENCE


def test_a_page_may_declare_its_encoding():
    page = "<html><head><meta charset='iso-8859-5'></head><body>Посол уехал.</body></html>"
    assert decode(page.encode("iso-8859-5")) == page


def test_line_ends_become_line_feeds():
    assert decode(b"One.\r\nTwo.\rThree.") == "One.\nTwo.\nThree."


@pytest.mark.parametrize(
    ("text", "media"),
    [
        ("<!DOCTYPE html><html></html>", Media.HTML),
        ("\n<!-- saved -->\n<html lang=en>", Media.HTML),
        ("<p>One paragraph.</p>", Media.HTML),  # HTML pasted into a field
        ("<applause> Thank you.", Media.TEXT),  # a stage direction is not a tag
        ("He said that 3 < 4.", Media.TEXT),
    ],
)
def test_pages_are_told_from_text(text, media):
    assert tell_media(text) is media


def test_json_lines_give_one_capture_each(tmp_path):
    file = tmp_path / "week.jsonl"
    file.write_text(
        '{"url": "https://a.example/1", "title": "T", "published": "2025-03-28T23:10:00Z", "source": "A", '
        '"text": "One."}\n'
        "\n"
        '{"text": "Two.", "kind": "extra keys are allowed"}\n'
    )
    first, second = captures(file)
    assert (first.key, first.address, first.published) == ("https://a.example/1",) * 2 + (date(2025, 3, 28),)
    assert (first.title, first.outlet) == ("T", "A")
    assert (second.key, second.published) == ("week.jsonl#3", None)


def test_json_lines_are_known_by_content_on_standard_input():
    found = captures("-", stdin=io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n'))
    assert [each.content for each in found] == ["One.", "Two."]


def test_two_texts_from_standard_input_are_not_versions_of_one():
    one, two = (captures("-", stdin=io.BytesIO(text))[0] for text in (b"One.", b"Two."))
    assert one.key != two.key


def test_two_folders_with_a_file_of_one_name_give_two_keys(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.txt").write_text(folder)
    assert [each.key for each in captures(tmp_path / "x", tmp_path / "y")] == ["note.txt", "y/note.txt"]


def test_ten_thousand_files_stream(tmp_path):
    """The first capture comes before the last file is opened, and memory does not grow with their size."""
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").touch()
    (tmp_path / "00000.txt").write_text("First.")
    (tmp_path / "09999.txt").write_text("x" * 1_000_000)
    (tmp_path / "09998.txt").write_text("y" * 1_000_000)
    stream = gather([str(tmp_path)])
    assert next(stream).content == "First."
    (tmp_path / "09999.txt").unlink()  # only an unopened file can go without harm
    (tmp_path / "09999.txt").write_text("Last, changed while the stream ran.")
    tracemalloc.start()
    count = 1
    for found in stream:
        count, last = count + 1, found
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert isinstance(last, Capture)
    assert last.content.startswith("Last, changed")
    assert peak < 30_000_000


FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Desk</title>
<item><title>Talks &amp; terms</title><link>https://desk.example/a?utm_source=x</link>
<pubDate>Fri, 28 Mar 2025 23:30:00 -0500</pubDate><content:encoded><![CDATA[<p>The whole text.</p>]]></content:encoded>
</item><item><title>Short</title><link>https://desk.example/b</link><description>Only this.</description></item>
</channel></rss>"""


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "saved.atom", "feed"])
def test_the_file_of_a_feed_gives_its_whole_texts(tmp_path, name):
    (tmp_path / name).write_text(FEED)
    capture, problem = gather([str(tmp_path)])
    assert (capture.key, capture.title, capture.outlet) == ("https://desk.example/a", "Talks & terms", "Desk")
    assert capture.claim == Claim(by=DateBasis.FEED, published=date(2025, 3, 28))
    assert "1 of 2 entries hold only a summary; put the feed's address under [[sources]]" in str(problem)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("feeds.opml", "<opml/>", 'a list of feeds, not a text; name it in watch.toml: opml = ["feeds.opml"]'),
        ("sitemap.xml", "<urlset/>", "a .xml file that is no feed; put the address of a feed or sitemap under"),
        ("data.json", "{}", "a .json file that is no feed"),
        ("map.png", "x", ".png files are not read"),
    ],
)
def test_what_is_passed_over_in_a_folder_is_refused_by_name(tmp_path, name, content, said):
    (tmp_path / name).write_text(content)
    assert list(gather([str(tmp_path)])) == []
    (problem,) = gather([str(tmp_path / name)])
    assert said in str(problem)
