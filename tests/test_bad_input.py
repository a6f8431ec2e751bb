"""Bad input: one clear line each, and the rest goes on."""

from __future__ import annotations

import io
import os
import socket
from datetime import date

import pytest

from diplowatch.clean import UnreadLanguage, clean_capture, make_document
from diplowatch.collect import gather
from diplowatch.errors import InputError
from diplowatch.packs import load_pack
from diplowatch.records import Capture, Media, Problem

TODAY = date(2025, 4, 1)
GERMAN = (
    "Der französische Präsident hat am Mittwoch in Paris erklärt, dass Europa bereit sein müsse, Truppen zu entsenden. "
    "Die Bundesregierung reagierte zurückhaltend und verwies auf die laufenden Gespräche."
)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("binary.txt", b"PK\x03\x04\x00\x00\x00text", "binary"),
        ("control.txt", b"a\x01b\x02c\x03d\x04" * 20, "binary"),
        ("damaged.txt", "“One” – “two” – “three”".encode()[:-1], "damaged at byte"),
        ("wrong.html", b"<meta charset=utf-7x><p>caf\xe9</p>", "tried utf-8 and utf-7x"),
        ("half.txt", b"\xff\xfea\x00b", "tried utf-8 and utf-16"),
        ("large.txt", b"x" * 20_000_001, "20 MB"),
        ("long.txt", b"word " * 1_000_001, "5,000,000"),
        ("scan.pdf", b"%PDF-1.4", "not a PDF file"),
        ("letter.docx", b"words", "not read"),
    ],
)
def test_a_bad_file_is_one_line_and_the_rest_goes_on(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zz-good.txt").write_text("A good text.")
    problem, capture = gather([str(tmp_path)])
    assert isinstance(problem, Problem)
    assert said in problem.what
    assert problem.advice
    assert name in problem.where
    assert "\n" not in str(problem)
    assert capture.key == "zz-good.txt"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "cut', "not JSON"),
        (b'["text"]', "not a JSON object"),
        (b'{"url": "https://a.example/"}', 'no "text"'),
        (b'{"text": 7}', "not a string"),
        (b'{"text": "One.", "published": "28 March"}', "not a date"),
        (b'{"text": "half \\ud83d"}', "lone surrogate"),
        (b'{"text": "\\u0000"}', "binary"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_read(tmp_path, line, said):
    file = tmp_path / "week.jsonl"
    file.write_bytes(b'{"text": "One."}\n' + line + b'\n{"text": "Three."}\n')
    first, problem, third = gather([str(file)])
    assert problem.where.endswith("week.jsonl, line 2")
    assert said in problem.what
    assert (first.content, third.content) == ("One.", "Three.")


def test_a_missing_file_is_one_line():
    (problem,) = gather(["/no/such/folder"])
    assert "no such file" in problem.what


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_an_unreadable_file_is_one_line(tmp_path):
    (tmp_path / "closed.txt").write_text("One.")
    (tmp_path / "closed.txt").chmod(0)
    (problem,) = gather([str(tmp_path)])
    assert "permission denied" in problem.what


def test_a_refused_open_is_one_line(tmp_path, monkeypatch):
    """The same for root, whom no permission stops: the system refuses the file itself."""
    (tmp_path / "closed.txt").write_text("One.")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    (problem,) = gather([str(tmp_path / "closed.txt")])
    assert "permission denied" in problem.what


def test_links_in_a_circle_end(tmp_path):
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b").symlink_to(tmp_path)
    (tmp_path / "c.txt").symlink_to(tmp_path / "gone.txt")
    capture, circle, gone = gather([str(tmp_path)])
    assert capture.key == "a.txt"
    assert "leads back" in circle.what
    assert "not there" in gone.what


def test_a_pipe_and_a_socket_are_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.txt"))
        found = list(gather([str(tmp_path)]))
    assert ["not a file" in each.what for each in found] == [True, True]


@pytest.mark.parametrize("stdin", [None, io.BytesIO(b"")])
def test_nothing_on_standard_input_is_one_line(stdin):
    (problem,) = gather(["-"], stdin)
    assert problem.where == "standard input"


@pytest.mark.parametrize(
    ("content", "media", "said"),
    [
        ("<html><body><nav>Home</nav></body></html>", Media.HTML, "without an article"),
        ("<html></html>", Media.HTML, "without an article"),
        ("Share\nSubscribe\nFollow us on X", Media.TEXT, "nothing is left"),
        ("word " * 1_000_001, Media.TEXT, "split it"),
    ],
)
def test_a_capture_that_holds_no_article_is_one_line(content, media, said):
    with pytest.raises(InputError, match=said) as raised:
        clean_capture(Capture(key="k", media=media, content=content), load_pack(), TODAY)
    assert "\n" not in str(raised.value)


def test_another_language_keeps_its_document():
    with pytest.raises(UnreadLanguage, match=r"\(de\)") as raised:
        clean_capture(Capture(key="k", media=Media.TEXT, content=GERMAN), load_pack(), TODAY)
    assert raised.value.document.language == "de"
    assert raised.value.document.text == GERMAN


@pytest.mark.parametrize(
    ("text", "published", "said"),
    [
        ("", None, "empty"),
        ("x" * 5_000_001, None, "split it"),
        ("One sentence.", "28 March", "not a date"),
        (GERMAN, None, "another language"),
    ],
)
def test_a_ready_text_is_refused_in_one_line(text, published, said):
    with pytest.raises(InputError, match=said):
        make_document(text, published)


def test_a_ready_text_is_kept_whole():
    text = "  Paris\n\nSubscribe now!\n"
    document = make_document(text, "2025-03-28", title="T")
    assert (document.text, document.published, document.title) == (text, date(2025, 3, 28), "T")
    assert [(run.start, run.end, run.captured_at) for run in document.segments] == [(0, len(text), 0)]


def test_a_paragraph_of_two_million_characters_is_kept():
    text = "The talks went on in Riyadh and no text was agreed on that day. " * 31_250
    document = clean_capture(Capture(key="k", media=Media.TEXT, content=text), load_pack(), TODAY)
    assert document.text == text.strip()
