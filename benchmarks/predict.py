"""Write the predictions of the current readers for one gold set, in the form that its scorer reads.

    python -m benchmarks.predict TASK GOLD OUT

TASK   statements (GOLD: a folder with text/), positions (GOLD: a JSON list of {doc, published} with docs/ beside it),
       events, dates, cleaning or actors (GOLD: JSON lines with their text, date and query keys).
GOLD   may have its answers stripped: nothing but the texts, dates and queries is used.
OUT    JSON lines, one object for each document, sentence or query.
"""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path

from tqdm import tqdm

from diplowatch.errors import DiplowatchError

TASKS = ("statements", "events", "positions", "dates", "cleaning", "actors")


def write_predictions(task: str, gold: Path, out: Path) -> int:
    """Write predictions for one task and return how many; `out` appears only when it is complete."""
    predictions = importlib.import_module(f"benchmarks.{task}").predict(gold)
    part = out.with_name(out.name + ".part")
    count = 0
    with part.open("w", encoding="utf-8") as handle:
        for prediction in tqdm(predictions, desc=task, unit=" items", mininterval=1):
            handle.write(json.dumps(prediction, ensure_ascii=False) + "\n")
            count += 1
    part.replace(out)
    return count


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    if not arguments.gold.exists():
        parser.error(f"{arguments.gold} does not exist")
    try:
        count = write_predictions(arguments.task, arguments.gold, arguments.out)
    except (DiplowatchError, OSError, KeyError, ValueError) as error:
        parser.error(f"{arguments.gold} is not a gold set for {arguments.task}: {error!r}")
    print(f"{count} predictions in {arguments.out}")


if __name__ == "__main__":
    main()
