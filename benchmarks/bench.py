"""Measure every reader on the gold sets in a folder, with the scorers that lie beside them.

    python -m benchmarks.bench GOLD [--json OUT] [--task TASK ...]

GOLD is a folder with statements/, events/, positions/, dates/, cleaning/ and actors/, each holding its gold set and
`score.py`. The table says for each task what was measured; docs/accuracy.md keeps the figures beside those of others.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.predict import write_predictions


@dataclass(frozen=True)
class Task:
    """One gold set: where it lies, how its scorer is called, and which figures are read from what it prints."""

    name: str
    scorer: str
    gold: str
    options: tuple[str, ...]
    figures: Callable[[str], dict[str, float]]


def read_statements(output: str) -> dict[str, float]:
    """Read the F1 column of the attribution measures."""
    rows = re.findall(r"^(attribution\w*|content_found)\s+\S+\s+\S+\s+([\d.]+)", output, re.MULTILINE)
    return {name: float(value) for name, value in rows}


def read_positions(output: str) -> dict[str, float]:
    """Read span and all-keys F1 of each kind, in per cent."""
    figures: dict[str, float] = {}
    for kind, row in json.loads(output).items():
        if isinstance(row, dict):
            for measure in ("span", "all", "condition"):
                if measure in row:
                    figures[f"{kind} {measure}"] = row[measure][2]
    return figures


def read_events(output: str) -> dict[str, float]:
    """Read type accuracy and full match."""
    result = json.loads(output)
    return {"type accuracy": result["acc_top1"], "full match": result["full"], "type F1": result["event"]["f1"]}


def read_words(output: str) -> dict[str, float]:
    """Read every figure that follows its name in running text ("value F1 72.9")."""
    pairs = re.findall(r"([A-Za-z][A-Za-z0-9 ]*?)(?:\s\(n=\d+\))?:? ((?:\d+)?\.\d+)", output)
    return {name.strip(): float(value) for name, value in pairs}


TASKS = (
    Task("statements", "statements/score.py", "statements/dev", ("--bootstrap", "1000"), read_statements),
    Task("positions", "positions/score.py", "positions/dev.anchored.json", ("--json",), read_positions),
    Task("events", "events/score.py", "events/plover_gsr_dev.jsonl", ("--json",), read_events),
    Task("dates", "dates/score.py", "dates/dev.jsonl", (), read_words),
    Task("cleaning", "cleaning/score.py", "cleaning/dev.jsonl", (), read_words),
    Task("actors", "actors/score.py", "actors/cases_dev.jsonl", (), read_words),
)


def measure(task: Task, folder: Path, work: Path) -> dict[str, float]:
    """Predict, score and return the figures of one task; raises CalledProcessError where the scorer fails."""
    out = work / f"{task.name}.jsonl"
    write_predictions(task.name, folder / task.gold, out)
    command = [sys.executable, str(folder / task.scorer), str(folder / task.gold), str(out), *task.options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return task.figures(done.stdout)


def print_table(results: dict[str, dict[str, float]]) -> None:
    """Print one row for each figure."""
    table = Table("task", "measure", "figure")
    for task, figures in results.items():
        for name, value in figures.items():
            table.add_row(task, name, f"{value:g}")
    Console().print(table)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--task", action="append", choices=[task.name for task in TASKS])
    given = parser.parse_args(arguments)
    chosen = [task for task in TASKS if not given.task or task.name in given.task]
    absent = [task for task in chosen if not (given.gold / task.gold).exists()]
    if len(absent) == len(chosen):
        parser.error(f"{given.gold} holds none of the gold sets: {', '.join(task.gold for task in absent)}")
    results: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as work:
        for task in chosen:
            if task in absent:
                print(f"{task.name}: no {task.gold} in {given.gold}, not measured")
                continue
            results[task.name] = measure(task, given.gold, Path(work))
    print_table(results)
    if given.json:
        given.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
