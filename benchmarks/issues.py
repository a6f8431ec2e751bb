"""How often proposals are linked to the right issue of the bundled pack: by terms, by meaning, and by both.

    python -m benchmarks.issues            figures of both parts of gold/issues.csv
    python -m benchmarks.issues --choose   what every least score and margin would give on the part for choosing

The list is written for diplowatch: proposals and conditions as the reader would cut them, each with its issue or, where
it only sounds like one, with none. Part `choose` set the thresholds of track/issues.py; part `test` set nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from diplowatch.packs import load_pack
from diplowatch.records import Record
from diplowatch.tables import load_table
from diplowatch.track.issues import (
    LEAST,
    MARGIN,
    IssueIndex,
    Link,
    index_issues,
    is_telling,
    is_thin,
    link_by_meaning,
    link_words,
    list_near,
)

LIST = Path(__file__).parent / "gold" / "issues.csv"


class Listed(Record):
    """Words with the issue that they are about; None where they are about none."""

    part: Literal["choose", "test"]
    kind: Literal["proposal", "condition"]
    issue: str | None = None
    words: str


class Figures(Record):
    """Links made, those that are right, and entries that have an issue."""

    made: int
    right: int
    wanted: int

    def __str__(self) -> str:
        precision = f"{self.right / self.made:.2f}" if self.made else "-"
        return f"{precision} precision, {self.right / self.wanted:.2f} recall ({self.right} of {self.made} links right)"


Linker = Callable[[str], str | None]


def load_list() -> tuple[Listed, ...]:
    """Load the list."""
    return load_table(LIST, Listed)


def measure(listed: Iterable[Listed], link: Linker) -> Figures:
    """Count what a linker does."""
    pairs = [(one.issue, link(one.words)) for one in listed]
    return Figures(
        made=sum(found is not None for _, found in pairs),
        right=sum(found is not None and found == issue for issue, found in pairs),
        wanted=sum(issue is not None for issue, _ in pairs),
    )


def link_both(words: str, index: IssueIndex) -> Link:
    """Link words as a position's proposal is linked, without the words around it."""
    link = link_words(words, index)
    if link.issue or link.is_declined or is_thin(words, index):
        return link
    return link_by_meaning(words, index)


def list_left(listed: Iterable[Listed], index: IssueIndex) -> list[Listed]:
    """Return what terms leave to be linked by meaning."""
    links = ((one, link_words(one.words, index)) for one in listed)
    return [one for one, link in links if not (link.issue or link.is_declined or is_thin(one.words, index))]


def sweep(listed: Sequence[Listed], index: IssueIndex) -> Iterable[tuple[float, float, Figures]]:
    """Yield what every least score and margin would give."""
    ranked = {one.words: list_near(one.words, index) if is_telling(one.words, index) else [] for one in listed}

    def link_with(least: float, margin: float) -> Linker:
        def link(words: str) -> str | None:
            near = ranked[words]
            if not near or near[0].score < least:
                return None
            rival = max(near[0].against, near[1].score if len(near) > 1 else -1.0)
            return near[0].issue if near[0].score - rival >= margin else None

        return link

    for least in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        for margin in (0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1):
            yield least, margin, measure(listed, link_with(least, margin))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.issues", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--choose", action="store_true", help="try every least score and margin on the part for that")
    given = parser.parse_args()
    index = index_issues(load_pack())
    parts = {part: [one for one in load_list() if one.part == part] for part in ("choose", "test")}
    if given.choose:
        for least, margin, figures in sweep(list_left(parts["choose"], index), index):
            print(f"least {least:.2f}, margin {margin:.2f}: {figures}")
        return
    print(f"least score {LEAST}, margin {MARGIN}")
    for part, listed in parts.items():
        left = list_left(listed, index)
        print(f"{part}, {len(listed)} entries")
        print(f"  terms alone:             {measure(listed, lambda words: link_words(words, index).issue)}")
        print(f"  meaning alone:           {measure(listed, lambda words: link_by_meaning(words, index).issue)}")
        print(f"  both:                    {measure(listed, lambda words: link_both(words, index).issue)}")
        print(f"  what meaning adds:       {measure(left, lambda words: link_both(words, index).issue)}")


if __name__ == "__main__":
    main()
