"""The main job: from captured texts to a published edition, again and again, and cut off in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from conftest import Run, copy_example

FILES = ("index.html", "edition.md", "edition.json")

REPORT = """Paris talks end without a force
27 March 2025

France and the United Kingdom support sending troops to Ukraine, French President Emmanuel Macron said on Thursday.

Italian Prime Minister Giorgia Meloni rejected sending Italian soldiers to Ukraine.

Russia will accept a ceasefire in the Black Sea only if sanctions on its agricultural bank are lifted, Kremlin spokesman Dmitry Peskov said.

German Chancellor Olaf Scholz opposes lifting sanctions on Russia.
"""


def read_edition(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "edition.json").read_text(encoding="utf-8")))


def test_the_bundled_watch_gives_a_complete_edition(published: Path) -> None:
    folder = published / "editions" / "2025-W13"
    assert all((folder / name).stat().st_size > 5_000 for name in FILES)
    edition = read_edition(folder)
    for part in ("lead", "news", "briefings", "changes", "blockers", "numbers", "diary", "agreements", "sources"):
        assert edition[part], f"the edition has no {part}"


def test_a_second_run_finds_it_published_and_changes_nothing(run: Run, published: Path) -> None:
    folder = published / "editions" / "2025-W13"
    before = {name: (folder / name).read_bytes() for name in FILES}
    result = run("digest", published)
    assert "already published, unchanged" in result.output
    assert {name: (folder / name).read_bytes() for name in FILES} == before
    assert [path.name for path in (published / "editions").iterdir()] == ["2025-W13"]


def test_the_published_edition_verifies(run: Run, published: Path) -> None:
    result = run("verify", published / "editions" / "2025-W13")
    assert result.exit_code == 0, result.output


def test_an_edition_is_frozen_and_a_change_goes_into_a_new_one(run: Run, tmp_path: Path) -> None:
    watch = copy_example(tmp_path / "watch")
    run("digest", watch)
    first = (watch / "editions" / "2025-W13" / "edition.json").read_bytes()
    (watch / "documents" / "24-late-2025-03-28.txt").write_text(REPORT, encoding="utf-8")
    result = run("digest", watch)
    assert result.exit_code == 0, result.output
    assert (watch / "editions" / "2025-W13" / "edition.json").read_bytes() == first
    assert (watch / "editions" / "2025-W13-2" / "index.html").exists()
    assert "already published, unchanged" in run("digest", watch).output


def test_an_earlier_week_can_be_published_too(run: Run, published: Path, tmp_path: Path) -> None:
    result = run("digest", published, "--week", "2025-W11", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert read_edition(tmp_path / "2025-W11")["period"]["week"] == "2025-W11"  # type: ignore[index]
    lonely = run("verify", tmp_path / "2025-W11")
    assert lonely.exit_code == 2
    assert "--watch" in lonely.output
    assert run("verify", tmp_path / "2025-W11", "--watch", published).exit_code == 0


def test_verify_names_what_drifted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    run("digest", tmp_path / "report.txt", "--out", tmp_path)
    page = tmp_path / "2025-W13" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("rejected sending", "supported sending"), encoding="utf-8")
    result = run("verify", tmp_path / "2025-W13")
    assert result.exit_code == 1
    assert "index.html" in result.output


def test_one_file_and_no_watch(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    result = run("digest", file, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    folder = tmp_path / "out" / "2025-W13"
    assert all((folder / name).exists() for name in FILES)
    assert not (tmp_path / "out" / ".unfinished" / "archive.db").exists()
    assert run("verify", folder).exit_code == 0
    assert "already published, unchanged" in run("digest", file, "--out", tmp_path / "out").output


def test_the_blocker_is_drawn_from_a_condition_and_its_opponent(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    run("digest", file, "--out", tmp_path)
    blockers = read_edition(tmp_path / "2025-W13")["blockers"]
    assert [(row["waiting"], row["opposed_by"]) for row in blockers] == [("RUS", ["DEU"])]  # type: ignore[attr-defined]


def test_standard_input_with_a_date(run: Run, tmp_path: Path) -> None:
    text = REPORT.replace("27 March 2025\n", "").encode()
    result = run("digest", "-", "--published", "2025-03-28", "--out", tmp_path, stdin=text)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "2025-W13" / "edition.md").exists()


def test_without_any_date_there_is_no_week_and_it_says_what_to_do(run: Run, tmp_path: Path) -> None:
    text = REPORT.replace("27 March 2025\n", "").encode()
    result = run("digest", "-", "--out", tmp_path, stdin=text)
    assert result.exit_code == 2
    assert "--published" in result.output


def test_what_cannot_be_read_costs_nothing_else(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "in" / "lines.jsonl").write_text('{"text": "Kyiv', encoding="utf-8")
    result = run("digest", tmp_path / "in", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    unread = read_edition(tmp_path / "out" / "2025-W13")["coverage"]["unread"]  # type: ignore[index]
    for name in ("empty.txt", "picture.txt", "lines.jsonl"):
        assert name in result.output
        assert any(name in line for line in unread)


def test_the_number_of_processes_changes_nothing(run: Run, tmp_path: Path) -> None:
    for jobs in (1, 2):
        assert run("digest", copy_example(tmp_path / str(jobs) / "watch"), "--jobs", jobs).exit_code == 0
    one, two = (tmp_path / str(jobs) / "watch" / "editions" / "2025-W13" / "edition.json" for jobs in (1, 2))
    assert one.read_bytes() == two.read_bytes()


def test_killed_in_the_middle_and_run_again(run: Run, tmp_path: Path, published: Path) -> None:
    watch = copy_example(tmp_path / "watch")
    command = [sys.executable, "-m", "diplowatch", "digest", str(watch), "--jobs", "1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        give_up = time.monotonic() + 60
        while not (watch / "archive.db").exists() and time.monotonic() < give_up:
            time.sleep(0.02)
        time.sleep(1.5)
        os.kill(process.pid, signal.SIGKILL)
    result = run("digest", watch)
    assert result.exit_code == 0, result.output
    assert "25 documents" in run("status", "--watch", watch).output
    again, whole = (folder / "editions" / "2025-W13" / "edition.json" for folder in (watch, published))
    assert again.read_bytes() == whole.read_bytes()


def test_the_one_line_api() -> None:
    import diplowatch

    reading = diplowatch.read("The truce will take weeks, Emmanuel Macron said on Wednesday.", published="2025-03-28")
    (statement,) = reading.statements
    assert statement.source is not None
    assert (statement.source.code, statement.source.name) == ("FRA", "Emmanuel Macron")
    assert reading.dates[0].value == "2025-03-26"
