"""Bad and huge input, full disks, interrupts and two runs at once, through the command line; readers on any text."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Run, copy_example
from hypothesis import given, settings
from hypothesis import strategies as st

from diplowatch import readers
from diplowatch.clean import make_document
from diplowatch.errors import InputError
from diplowatch.packs import load_pack
from diplowatch.read import read_document
from diplowatch.records import Document, Passage, Problem, Record

REPORT = """Paris talks end without a force
27 March 2025

France and the United Kingdom support sending troops to Ukraine, French President Emmanuel Macron said on Thursday.

Italian Prime Minister Giorgia Meloni rejected sending Italian soldiers to Ukraine.
"""
GERMAN = (
    "Der französische Präsident hat am Mittwoch in Paris erklärt, dass Europa bereit sein müsse, Truppen zu entsenden. "
    "Die Bundesregierung reagierte zurückhaltend und verwies auf die laufenden Gespräche.\n"
)
MIB = 1024 * 1024


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv.pop(1)),) * 2)
from diplowatch.cli import main
main()
"""


def start(*arguments: object, limit: int | None = None) -> subprocess.Popen[str]:
    """Run the command line in a process group of its own, with `limit` bytes of memory at most."""
    how = ["-c", LIMITED, str(limit)] if limit else ["-m", "diplowatch"]
    return subprocess.Popen(
        [sys.executable, *how, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    give_up = time.monotonic() + 60
    while not path.exists() and process.poll() is None and time.monotonic() < give_up:
        time.sleep(0.02)


# --------------------------------------------------------------------------- one bad input


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("page.html", b"<html><body><nav>Home</nav></body></html>", "without an article"),
        ("german.txt", GERMAN.encode(), "another language (de)"),
        ("damaged.txt", "“One” – “two” – “three”".encode()[:-1], "damaged at byte"),
        ("line.jsonl", b'{"text": "Kyiv', "not JSON"),
        ("undated.txt", REPORT.replace("27 March 2025\n", "").encode(), "--published"),
        ("future.txt", REPORT.replace("27 March 2025", "27 March 2525").encode(), "--published"),
    ],
)
def test_where_nothing_can_be_published_one_line_says_why(run: Run, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    result = run("digest", tmp_path / name, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert said in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert [path.name for path in (tmp_path / "out").rglob("*")] in ([], [".diplowatch.lock"])


def test_where_several_inputs_fail_each_says_why(run: Run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"")
    (tmp_path / "in" / "b.txt").write_text(GERMAN, encoding="utf-8")
    result = run("digest", tmp_path / "in", "--out", tmp_path / "out")
    assert result.exit_code == 2
    first, second, last = result.output.strip().splitlines()
    assert "a.txt: empty" in first
    assert "b.txt: the text is in another language" in second
    assert "nothing could be read" in last


def test_add_refuses_the_same_in_the_same_words(run: Run, tmp_path):
    watch = tmp_path / "watch"
    run("init", watch)
    (tmp_path / "a.txt").write_bytes(b"")
    result = run("add", tmp_path / "a.txt", "--watch", watch)
    assert result.exit_code == 2
    assert "a.txt: empty" in result.output
    (tmp_path / "b.txt").write_text(REPORT, encoding="utf-8")
    result = run("add", tmp_path / "a.txt", tmp_path / "b.txt", "--watch", watch)
    assert result.exit_code == 0
    assert "1 new, 0 changed, 0 known already, 1 not usable" in result.output
    assert "1 of 1 documents read" in run("read", "--watch", watch).output


def test_fifty_megabytes_are_refused_at_once_in_bounded_memory(tmp_path):
    file = tmp_path / "large.txt"
    with file.open("wb") as handle:
        for _ in range(50):
            handle.write(b"The talks went on. " * (MIB // 19))
    begun = time.monotonic()
    process = start("digest", file, "--out", tmp_path / "out", limit=2500 * MIB)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "20 MB" in said
    assert len(said.splitlines()) == 1
    assert time.monotonic() - begun < 30


# --------------------------------------------------------------------------- many and long texts


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_ten_thousand_small_files_are_taken_in_within_bounded_memory(tmp_path):
    """A process of its own: its peak is that of the intake alone. Reading them is a matter of time, not of size."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number:05}.txt").write_text(
            f"Minister number {number} said on 27 March 2025 that the talks on grain will go on.\n", encoding="utf-8"
        )
    script = (
        "import re, sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from diplowatch.archive import open_archive\n"
        "from diplowatch.digest import take_in\nfrom diplowatch.packs import load_pack\n"
        "with open_archive(sys.argv[2]) as archive:\n"
        "    intake = take_in(archive, [sys.argv[1]], load_pack(), today=date(2025, 4, 1))\n"
        "    print(intake.new, len(intake.problems), archive.counts().documents)\n"
        # Not getrusage: its peak outlives exec, so it would be that of the whole test run.
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)\n"
    )
    command = [sys.executable, "-c", script, str(folder), str(tmp_path / "archive.db")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    counted, peak = done.stdout.splitlines()
    assert counted == "10000 0 10000"
    assert int(peak) < 400


def make_documents(count: int, pulled: list[int]) -> Iterator[Document]:
    for number in range(count):
        pulled.append(number)
        yield make_document(f"Minister {number} said that the talks will go on.", "2025-03-28", key=str(number))


@pytest.mark.parametrize(("jobs", "most"), [(1, 1), (2, 2 * readers.AHEAD)])
def test_few_documents_are_held_while_many_are_read(jobs, most):
    pulled: list[int] = []
    readings = readers.read_each(make_documents(20, pulled), 20, load_pack(), jobs)
    first = next(readings)
    assert len(pulled) <= most
    assert [first.document, *(one.document for one in readings)] == [one.id for one in make_documents(20, [])]


def test_a_reader_that_fails_costs_one_text(monkeypatch):
    def fail(*_: object) -> None:
        raise ValueError("two\nlines")

    monkeypatch.setattr(readers, "read_document", fail)
    (problem,) = readers.read_each(make_documents(1, []), 1, load_pack(), 1)
    assert isinstance(problem, Problem)
    assert str(problem).startswith("0: could not be read: ValueError: two lines")


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="the failing reader must be inherited")
def test_a_reading_process_that_dies_is_one_line(monkeypatch):
    monkeypatch.setattr(readers, "read_document", lambda *_: os._exit(1))
    with pytest.raises(InputError, match="--jobs 1"):
        list(readers.read_each(make_documents(20, []), 20, load_pack(), 2))


SENTENCES = (
    "On {day} March 2025 Russian Foreign Minister Sergey Lavrov said that Moscow would back a truce if banks come first.",
    "Q: Does the minister support this? A: We reject it, and {number} ships were sunk near Odesa.",
    "He added that the delegations would meet again in Riyadh next week, according to Reuters.",
    "The President thanked the ambassador, and officials in Kyiv accused Russia of {number} strikes.",
)


def write_transcript(size: int) -> str:
    """Write a transcript of many speakers, every tenth sentence a paragraph's last."""
    sentences: list[str] = []
    written = 0
    while written < size:
        number = len(sentences)
        sentence = SENTENCES[number % len(SENTENCES)].format(day=number % 28 + 1, number=number)
        sentences.append(sentence + ("\n\n" if number % 10 == 9 else " "))
        written += len(sentences[-1])
    return "".join(sentences)[:size]


def time_reading(text: str) -> float:
    """Return the seconds of processor time that one reading takes; other processes do not count."""
    document = make_document(text, "2025-03-28")
    begun = time.process_time()
    read_document(document, load_pack())
    return time.process_time() - begun


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(write_transcript, id="transcript"),
        pytest.param(lambda size: write_transcript(size).replace("\n", " "), id="one paragraph"),
        pytest.param(lambda size: "sanction " * (size // 9), id="one word again and again"),
    ],
)
def test_reading_time_grows_with_the_length_and_no_faster(make: Callable[[int], str]):
    time_reading("Warm up.")
    short = max(time_reading(make(12_000)), 0.3)
    assert time_reading(make(48_000)) < 2 * 4 * short


# --------------------------------------------------------------------------- full disks


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        made = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        made = False
    if not made:
        pytest.skip("needs the right to mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def enlarge(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=32m", disk], check=True)


def test_a_disk_that_fills_up_while_texts_are_added(run: Run, tmp_path):
    texts = tmp_path / "in"
    texts.mkdir()
    for number in range(60):
        talk = " ".join(f"The delegation then spoke of case {number * 150 + at}." for at in range(150))
        (texts / f"{number:02}.txt").write_text(f"{REPORT}\n{talk}\n", encoding="utf-8")
    with small_disk(tmp_path / "disk", "1m") as disk:
        watch = disk / "watch"
        run("init", watch)
        result = run("add", texts, "--watch", watch)
        assert result.exit_code == 2
        (line,) = result.output.strip().splitlines()
        assert "full" in line or "make room" in line
        enlarge(disk)
        assert " 0 not usable" in run("add", texts, "--watch", watch).output
        said = run("status", "--watch", watch).output
        assert "60 documents" in said
        assert "DAMAGED" not in said


def test_a_disk_that_fills_up_while_an_edition_is_written(run: Run, published: Path, tmp_path):
    with small_disk(tmp_path / "disk", "16k") as disk:
        result = run("digest", published, "--out", disk / "editions", "--week", "2025-W12")
        assert result.exit_code == 2
        assert "nothing was left behind" in result.output.strip().splitlines()[-1]
        assert list((disk / "editions").iterdir()) == []
        enlarge(disk)
        assert run("digest", published, "--out", disk / "editions", "--week", "2025-W12").exit_code == 0
        assert run("verify", disk / "editions" / "2025-W12", "--watch", published).exit_code == 0


def test_an_edition_that_did_not_get_into_the_archive_is_put_there_by_the_next_run(run: Run, tmp_path, monkeypatch):
    watch = make_watch(run, tmp_path / "watch")
    with monkeypatch.context() as patch:
        patch.setattr("diplowatch.archive.Archive.add_edition", lambda *_: None)
        run("digest", watch)
    assert "published " not in run("status", "--watch", watch).output
    assert "already published, unchanged" in run("digest", watch).output
    assert "published " in run("status", "--watch", watch).output


# --------------------------------------------------------------------------- two runs at once, and one that is stopped


def make_watch(run: Run, folder: Path) -> Path:
    run("init", folder)
    (folder / "documents" / "report.txt").write_text(REPORT, encoding="utf-8")
    return folder


def test_two_digests_of_one_watch_at_once(run: Run, tmp_path):
    watch = make_watch(run, tmp_path / "watch")
    both = [start("digest", watch), start("digest", watch)]
    ended = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], ended
    assert [path.name for path in (watch / "editions").iterdir()] == ["2025-W13"]
    assert sorted("already published" in out for out, _ in ended) == [False, True]
    said = run("status", "--watch", watch).output
    assert "1 documents" in said
    assert said.count("published ") == 1


def test_two_digests_of_one_file_at_once(run: Run, tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    both = [start("digest", tmp_path / "report.txt", "--out", tmp_path / "out") for _ in range(2)]
    ended = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], ended
    issued = [path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")]
    assert issued == ["2025-W13"]
    assert run("verify", tmp_path / "out" / "2025-W13").exit_code == 0


def is_running(group: int) -> bool:
    """Tell whether any process of a group is left, those not counted that have ended and wait to be collected."""
    found = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in found.splitlines()]
    return any(int(pgid) == group and not stat.startswith("Z") for pgid, stat in rows)


@pytest.mark.skipif(sys.platform == "win32", reason="process groups and signals")
@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_run_that_is_stopped_leaves_an_intact_archive_and_no_process(run: Run, tmp_path, how, code):
    watch = copy_example(tmp_path / "watch")
    process = start("digest", watch, "--jobs", "2")
    wait_for(watch / "archive.db", process)
    time.sleep(0.4)  # well inside the run, on a fast machine too
    if how is signal.SIGINT:
        os.killpg(process.pid, how)  # as a terminal does it
    else:
        process.send_signal(how)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    give_up = time.monotonic() + 20
    while is_running(process.pid) and time.monotonic() < give_up:
        time.sleep(0.1)
    assert not is_running(process.pid)
    if how is signal.SIGINT:
        assert "Traceback" not in said
        assert said.strip().splitlines()[-1].endswith("run the same command again to go on")
    assert not (watch / "editions").exists()
    assert "DAMAGED" not in run("status", "--watch", watch).output


# --------------------------------------------------------------------------- readers on any text


PIECES = st.sampled_from(
    [
        *("Russia", "Ukraine", "Emmanuel Macron", "the minister", "he", "they", "Mr.", "Paris", "the EU", "a source"),
        *(
            " said",
            " said that",
            " rejects",
            " will support",
            " only if",
            " accused",
            " of",
            " denied",
            " asked whether",
        ),
        *(" to", " the truce", " talks", " not", " and", " or", " which", " who", " because", " unless", " before"),
        *(
            "“",
            "”",
            '"',
            "‘",
            "’",
            "'",
            "«",
            "»",
            "(",
            ")",
            "[",
            "]",
            "—",
            "–",
            "…",
            "...",
            "?",
            "!",
            ".",
            ",",
            ";",
            ":",
        ),
        *("\n", "\n\n", "\t", "\r", "\u2028", "\u200b", "\u00ad", "\ufeff", "\u202e", "🇺🇦", "e\u0301", "İ", "ﬁ", "𝔘"),
        *(
            "February 30",
            "30.02.2025",
            "on Monday",
            "next week",
            "by 31/12",
            "2025-13-45",
            "winter of 2024",
            "the 1990s",
        ),
        *("9" * 400, "1,000,000", "$5.5 billion", "ten thousand", "minus 0", "1/2", "٣٤", "½", "1e400", "0.0.0"),
        *(
            "Q: ",
            "A: ",
            "MS. DOE: ",
            "QUESTION: ",
            "KYIV, March 11 (Agency) - ",
            "* ",
            "- ",
            "1. ",
            "|",
            "#",
            "http://a.b",
        ),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=60).map(" ".join),
    st.lists(PIECES, min_size=1, max_size=60).map("".join),
    st.text(min_size=1, max_size=300),
)


def walk_passages(record: object) -> Iterator[Passage]:
    if isinstance(record, Passage):
        yield record
    elif isinstance(record, Record):
        for name in type(record).model_fields:
            yield from walk_passages(getattr(record, name))
    elif isinstance(record, tuple):
        for one in record:
            yield from walk_passages(one)


def check_reading(text: str) -> None:
    document = Document.model_validate(make_document("Any.", "2025-03-28").model_copy(update={"text": text}))
    reading = read_document(document, load_pack())
    for passage in walk_passages(reading):
        assert passage.exact == text[passage.start : passage.end]
        assert passage.exact
    assert read_document(document, load_pack()).model_dump_json() == reading.model_dump_json()


@settings(max_examples=120, deadline=None, derandomize=True, database=None)
@given(TEXTS)
def test_no_text_makes_a_reader_fail_and_every_passage_is_in_it(text: str):
    check_reading(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\t ", id="white space"),
        pytest.param("“" * 500 + "Kyiv said so.", id="quotations that never end"),
        pytest.param("(" * 300 + "Kyiv" + ")" * 300, id="nested marks"),
        pytest.param("Ministers " + ", ".join(f"Jan Novak{n}" for n in range(3000)) + " met.", id="thousands of names"),
        pytest.param("Moscow said " + "that Kyiv said " * 400 + "so.", id="a chain of reports"),
        pytest.param("The truce of " + "9" * 400 + " days ends on February 30, 99999.", id="numbers without sense"),
        pytest.param("Kyiv\x85said\x0bthat\x0cit\u2029agrees.", id="odd line ends"),
        pytest.param("a" * 50_000, id="one word of fifty thousand letters"),
    ],
)
def test_odd_texts_are_read(text: str):
    check_reading(text)
