"""WARC and WACZ: which records are pages, what a damaged archive still gives, and that size does not matter."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
import zlib
from datetime import date

import brotli
import pytest
from paper import print_paper
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from diplowatch.clean import clean_capture
from diplowatch.collect import gather
from diplowatch.collect.archives import read_warc
from diplowatch.packs import load_pack
from diplowatch.records import Capture, DateBasis, Media, Problem

DAY = "2025-03-28T23:59:00Z"
HTML = ("Content-Type", "text/html; charset=utf-8")


def page(number: int, length: int = 40) -> bytes:
    words = f"The envoy said on day {number} that the talks in Riyadh would go on. " * length
    return f"<!doctype html><html><body><article><h1>Talks {number}</h1><p>{words}</p></article></body></html>".encode()


class Archive:
    """A WARC file in the making; `starts` holds the place of each record."""

    def __init__(self, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=packed)
        self.starts: list[int] = []
        self.writer.write_record(self.writer.create_warcinfo_record("test.warc", {"software": "test"}))

    def add(
        self,
        address: str,
        body: bytes,
        *headers: tuple[str, str],
        kind: str = "response",
        status: str = "200 OK",
        day: str = DAY,
    ) -> Archive:
        self.starts.append(self.out.tell())
        head = StatusAndHeaders(status, list(headers or (HTML,)), protocol="HTTP/1.1")
        if kind == "request":
            head = StatusAndHeaders("GET / HTTP/1.1", [("Host", "desk.example")])
        record = self.writer.create_warc_record(
            address,
            kind,
            payload=io.BytesIO(body),
            http_headers=None if kind in ("resource", "metadata") else head,
            warc_content_type="text/html" if kind == "resource" else "",
            warc_headers_dict={"WARC-Date": day},
        )
        self.writer.write_record(record)
        return self

    def bytes(self) -> bytes:
        return self.out.getvalue()


def pages(count: int, packed: bool = True) -> Archive:
    archive = Archive(packed)
    for number in range(count):
        archive.add(f"https://desk.example/{number}", page(number))
    return archive


def read(content: bytes) -> tuple[list[str], list[str]]:
    """Return the last parts of the addresses found, and the problems."""
    found = list(read_warc(io.BytesIO(content), "x.warc"))
    keys = [each.key.rpartition("/")[2] for each in found if isinstance(each, Capture)]
    return keys, [str(each) for each in found if isinstance(each, Problem)]


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_comes_with_its_address_and_the_day_it_was_seen(packed):
    content = pages(2, packed).bytes()
    one, two = read_warc(io.BytesIO(content), "x.warc")
    assert isinstance(one, Capture)
    assert (one.key, one.address, one.media) == ("https://desk.example/0",) * 2 + (Media.HTML,)
    # The day on which a crawler came by is no day of publication.
    assert (one.seen, one.published, one.claim) == (date(2025, 3, 28), None, None)
    document = clean_capture(one, load_pack(), date(2026, 1, 1))
    assert (document.published, document.published_basis) == (None, DateBasis.NONE)
    assert document.title == "Talks 0"
    assert isinstance(two, Capture)


def test_only_pages_are_read():
    archive = Archive()
    archive.add("https://desk.example/request", b"", kind="request")
    archive.add("https://desk.example/image.png", b"\x89PNG", ("Content-Type", "image/png"))
    archive.add("https://desk.example/style", b"p{}", ("Content-Type", "text/css"))
    archive.add("https://desk.example/gone", page(1), status="404 Not Found")
    archive.add("https://desk.example/moved", page(1), HTML, ("Location", "/x"), status="301 Moved")
    archive.add("https://desk.example/again", b"", kind="revisit")
    archive.add("https://desk.example/robots.txt", b"User-agent: *", ("Content-Type", "text/plain"))
    archive.add("https://desk.example/feed", b"<rss/>", ("Content-Type", "application/rss+xml"))
    archive.add("dns:desk.example", b"A 1.2.3.4", ("Content-Type", "text/plain"))
    archive.add("https://desk.example/meta", b"x: y", kind="metadata")
    archive.add("https://desk.example/page", page(1))
    archive.add("https://desk.example/note", b"The envoy spoke.", ("Content-Type", "text/plain; charset=utf-8"))
    archive.add("https://desk.example/saved", page(2), kind="resource")
    assert read(archive.bytes()) == (["page", "note", "saved"], [])


def test_two_records_of_one_address_are_versions_in_order():
    archive = Archive().add("https://desk.example/a?utm_source=x", page(1)).add("https://desk.example/a", page(2))
    found = list(read_warc(io.BytesIO(archive.bytes()), "x"))
    assert [(each.key, "Talks 2" in each.content) for each in found] == [
        ("https://desk.example/a", False),
        ("https://desk.example/a", True),
    ]


def chunk(data: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (data[:100], data[100:])) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "wrap"),
    [
        ([("Content-Encoding", "gzip")], gzip.compress),
        ([("Content-Encoding", "deflate")], zlib.compress),
        ([("Content-Encoding", "br")], brotli.compress),
        ([("Transfer-Encoding", "chunked")], chunk),
        ([("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")], lambda data: chunk(gzip.compress(data))),
        # crawlers that keep the headers of a body which they have unwrapped
        ([("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")], lambda data: data),
        ([("Content-Encoding", "br")], lambda data: data),
    ],
    ids=["gzip", "deflate", "brotli", "chunks", "chunks of gzip", "unwrapped already", "no brotli"],
)
def test_wrapped_bodies(headers, wrap):
    archive = (
        Archive().add("https://desk.example/a", wrap(page(1)), HTML, *headers).add("https://desk.example/b", page(2))
    )
    one, two = read_warc(io.BytesIO(archive.bytes()), "x")
    assert isinstance(one, Capture)
    assert one.content.encode() == page(1)
    assert isinstance(two, Capture)


def test_a_bomb_in_a_record_is_one_problem():
    bomb = gzip.compress(b"\0" * 30_000_000)
    archive = Archive().add("https://desk.example/bomb", bomb, HTML, ("Content-Encoding", "gzip"))
    keys, problems = read(archive.add("https://desk.example/b", page(2)).bytes())
    assert keys == ["b"]
    assert problems == ["https://desk.example/bomb: more than 20 MB unpacked; left out"]


def test_a_page_in_another_encoding_than_it_says():
    body = "<html><body><p>Посол в Киеве</p></body></html>".encode("windows-1251")
    archive = Archive().add("https://desk.example/a", body, ("Content-Type", "text/html; charset=windows-1251"))
    (one,) = read_warc(io.BytesIO(archive.bytes()), "x")
    assert "Посол в Киеве" in one.content


def test_a_paper_in_an_archive():
    body = print_paper(
        ["The envoy said that the talks would go on for another day, and that nobody had left."], head=""
    )
    archive = Archive().add("https://desk.example/a.pdf", body, ("Content-Type", "application/pdf"))
    (one,) = read_warc(io.BytesIO(archive.bytes()), "x")
    assert (one.media, one.content.startswith("The envoy said")) == (Media.TEXT, True)


# ----------------------------------------------------------------------------- damage


def zero(content: bytes, starts: list[int]) -> bytes:
    middle = (starts[3] + starts[4]) // 2
    return content[:middle] + b"\0" * 20 + content[middle + 20 :]


def cut_out(content: bytes, starts: list[int]) -> bytes:
    return content[: (starts[3] + starts[4]) // 2] + content[starts[4] :]


def garble(content: bytes, starts: list[int]) -> bytes:
    return content[: starts[3]] + b"garbage " * 30 + content[starts[4] :]


def break_head(content: bytes, starts: list[int]) -> bytes:
    return content[: starts[3]] + b"XXXXXX" + content[starts[3] + 6 :]


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
@pytest.mark.parametrize("damage", [zero, cut_out, garble, break_head])
def test_a_damaged_record_in_the_middle_costs_itself(damage, packed):
    archive = pages(8, packed)
    keys, problems = read(damage(archive.bytes(), archive.starts))
    if damage is zero and not packed:  # zeros in a page that is not packed: the page says so itself
        assert problems == ["https://desk.example/3: a binary file, not a text; leave it out or save it as text"]
    else:
        assert len(problems) == 1
        assert "damaged near byte" in problems[0]
    assert keys == ["0", "1", "2", "4", "5", "6", "7"]


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_an_archive_that_breaks_off_gives_its_whole_records(packed):
    archive = pages(4, packed)
    keys, problems = read(archive.bytes()[: (archive.starts[3] + archive.out.tell()) // 2])
    assert keys == ["0", "1", "2"]
    assert len(problems) == 1


def test_one_gzip_around_all_records_is_read_too():
    assert read(gzip.compress(pages(3, packed=False).bytes()))[0] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not a WARC file"),
        (b"<html></html>", "not a WARC file"),
        (b"\x1f\x8b\x08" + b"x" * 500, "damaged near byte 0"),
        (gzip.compress(b"words"), "damaged near byte 0"),
        (gzip.compress(b"W" * 5_000_000), "damaged near byte 0"),  # a bomb where a header should be
        (Archive().bytes(), "no page in this archive"),
    ],
)
def test_what_is_no_archive(content, message):
    keys, problems = read(content)
    assert keys == []
    assert message in problems[0]


def test_noise_after_noise_is_one_problem():
    noise = b"\x1f\x8b\x08\x00" * 5000
    archive = pages(2)
    keys, problems = read(archive.bytes()[: archive.starts[1]] + noise + archive.bytes()[archive.starts[1] :])
    assert keys == ["0", "1"]
    assert len(problems) == 1


# ----------------------------------------------------------------------------- WACZ


def pack_wacz(*members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in members:
            package.writestr(name, content)
    return out.getvalue()


def add(tmp_path, name: str, content: bytes):
    (tmp_path / name).write_bytes(content)
    found = list(gather([str(tmp_path / name)]))
    return [e.key for e in found if isinstance(e, Capture)], [str(e) for e in found if isinstance(e, Problem)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_gives_the_pages_of_its_archives(tmp_path, method):
    one = Archive().add("https://desk.example/a", page(1)).bytes()
    two = Archive(packed=False).add("https://desk.example/b", page(2)).bytes()
    members = (
        ("datapackage.json", b"{}"),
        ("archive/2.warc", two),
        ("archive/1.warc.gz", one),
        ("pages/p.jsonl", b"x"),
    )
    assert add(tmp_path, "x.wacz", pack_wacz(*members, method=method)) == (
        ["https://desk.example/a", "https://desk.example/b"],
        [],
    )


def test_names_in_a_wacz_are_no_paths(tmp_path):
    member = ("../../evil.warc.gz", Archive().add("https://desk.example/a", page(1)).bytes())
    assert add(tmp_path, "x.wacz", pack_wacz(member))[0] == ["https://desk.example/a"]
    assert [each.name for each in tmp_path.iterdir()] == ["x.wacz"]
    assert not (tmp_path.parent.parent / "evil.warc.gz").exists()


def test_a_damaged_record_inside_a_wacz_costs_itself(tmp_path):
    archive = pages(8)
    content = pack_wacz(("archive/a.warc.gz", garble(archive.bytes(), archive.starts)))
    keys, problems = add(tmp_path, "x.wacz", content)
    assert len(keys) == 7
    assert len(problems) == 1


def lock(content: bytes) -> bytes:
    """Set the flag that says a member is encrypted, in both of the places where a zip keeps it."""
    locked = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[content.index(mark) + offset] |= 1
    return bytes(locked)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not a zip archive"),
        (b"PK\x03\x04 and then nothing", "not a zip archive"),
        (pack_wacz(("readme.txt", b"x")), "a zip without a WARC file"),
        (lock(pack_wacz(("archive/a.warc.gz", b"x"))), "locked with a password"),
        (pack_wacz(("archive/a.warc.gz", b"x" * 100)), "not a WARC file"),
        (pack_wacz(("a.warc.gz", pages(9).bytes()))[:-200], "not a zip archive"),
    ],
    ids=["empty", "header only", "no archive", "locked", "no WARC", "cut off"],
)
def test_what_is_no_wacz_is_one_problem(tmp_path, content, message):
    keys, problems = add(tmp_path, "x.wacz", content)
    assert keys == []
    assert len(problems) == 1
    assert message in problems[0]


# ----------------------------------------------------------------------------- size


def test_memory_does_not_grow_with_the_archive(tmp_path):
    def peak(count: int) -> int:
        file = tmp_path / f"{count}.warc.gz"
        file.write_bytes(pages(count).bytes())
        tracemalloc.start()
        assert sum(isinstance(found, Capture) for found in gather([str(file)])) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(5)
    assert peak(300) < 2 * peak(20) + 500_000
