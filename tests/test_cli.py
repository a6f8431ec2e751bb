"""Every command answers --help with an example, fails in one line with exit code 2, and is documented."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Run

from diplowatch.cli import KINDS, main

COMMANDS = (
    *("init", "add", "collect", "keep", "read", "digest", "show", "search", "changes", "actors", "issues", "review"),
    *("status", "verify", "export"),
)

MISTAKES = [
    # there is no such watch, and the message says how to make one
    (("status", "--watch", "nowhere"), "not a folder"),
    # nothing to digest
    (("digest",), "give texts to digest"),
    # a path that does not exist
    (("digest", "no-such-file.txt"), "no-such-file.txt"),
    # a date that is none
    (("digest", "-", "--published", "28.3.2025"), "write it as 2025-03-28"),
    # a week that is none
    (("digest", "{text}", "--week", "2025-13"), "2025-13"),
    # an unknown pack
    (("digest", "{text}", "--pack", "atlantis"), "atlantis"),
    # verifying something that is no edition
    (("verify", "{folder}"), "edition"),
]


def test_all_commands_are_there() -> None:
    assert tuple(main.commands) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_an_example(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"diplowatch {command}" in result.output.split("Example", 1)[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"diplowatch {command}" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_help_is_instant() -> None:
    best = min(_time_help() for _ in range(5))
    assert best < 0.3


def _time_help() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "diplowatch", "--help"], check=True, capture_output=True)
    return time.perf_counter() - begun


@pytest.mark.parametrize(("arguments", "says"), MISTAKES)
def test_a_mistake_is_one_line_and_exit_code_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("Macron met Starmer in Paris on Thursday, officials said.", encoding="utf-8")
    given = [part.format(text=tmp_path / "text.txt", folder=tmp_path) for part in arguments]
    result = run(*given)
    assert result.exit_code == 2, result.output
    assert says in result.output
    assert "Traceback" not in result.output


# No text of the bundled watch has changed; versions have a test of their own.
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "versions"])
def test_show_gives_every_kind_as_table_json_and_csv(run: Run, published: Path, kind: str) -> None:
    table, as_json, as_csv = (run("show", kind, "--watch", published, *form) for form in ((), ("--json",), ("--csv",)))
    assert (table.exit_code, as_json.exit_code, as_csv.exit_code) == (0, 0, 0), table.output + as_json.output
    records = [json.loads(line) for line in as_json.output.splitlines()]
    assert records, f"the bundled watch has no {kind}"
    assert len(as_csv.output.splitlines()) >= len(records) + 1


def test_show_filters_by_actor_issue_and_date(run: Run, published: Path) -> None:
    lines = run("show", "positions", "--watch", published, "--actor", "RUS", "--issue", "black-sea", "--json")
    held = [json.loads(line) for line in lines.output.splitlines()]
    assert held
    assert {(one["actor"], one["issue"]) for one in held} == {("RUS", "black-sea")}
    early = run("show", "positions", "--watch", published, "--until", "2025-03-11", "--json")
    assert all(json.loads(line)["on"] <= "2025-03-11" for line in early.output.splitlines())


def test_search_finds_a_phrase_and_a_stance(run: Run, published: Path) -> None:
    found = run("search", '"metering station"', "--watch", published)
    assert found.exit_code == 0
    assert "Sudzha" in found.output
    waiting = run("search", "--actor", "RUS", "--stance", "conditional", "--watch", published, "--json")
    assert [json.loads(line) for line in waiting.output.splitlines()]


def test_a_search_for_nonsense_finds_nothing_and_says_so(run: Run, published: Path) -> None:
    result = run("search", '( "zyzzyva*', "--watch", published)
    assert result.exit_code == 0
    assert "nothing found" in result.output


def test_status_counts_what_is_there(run: Run, published: Path) -> None:
    result = run("status", "--watch", published)
    assert "25 documents" in result.output
    assert "2025-W13" in result.output
    assert "frankreich" in result.output, "the German text is named as not read"


def test_export_writes_one_file_for_each_kind(run: Run, published: Path, tmp_path: Path) -> None:
    for form in ("jsonl", "csv"):
        result = run("export", tmp_path / form, "--watch", published, "--form", form)
        assert result.exit_code == 0, result.output
        names = {file.stem for file in (tmp_path / form).glob(f"*.{form}")}
        assert {"documents", "statements", "events", "positions", "quantities", "exchanges"} <= names


def test_add_then_read_step_by_step(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "w")
    text = b"PARIS, March 27 (AP) - France supports a ceasefire in the Black Sea, President Emmanuel Macron said on Thursday."
    first = run("add", "-", "--published", "2025-03-27", "--watch", tmp_path / "w", stdin=text)
    assert "1 new" in first.output
    again = run("add", "-", "--published", "2025-03-27", "--watch", tmp_path / "w", stdin=text)
    assert "0 new, 0 changed, 1 known already" in again.output
    assert "1 of 1 documents read" in run("read", "--watch", tmp_path / "w").output
    shown = run("show", "statements", "--watch", tmp_path / "w", "--json").output
    assert json.loads(shown.splitlines()[0])["source"]["name"] == "Emmanuel Macron"
