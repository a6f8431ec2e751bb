"""What a run did, source by source, in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from diplowatch.archive import Added
from diplowatch.records import Problem

_WORDS = {Added.NEW: "new", Added.NEW_VERSION: "changed", Added.SAME: "known already"}


@dataclass
class Tally:
    """What became of one source in one run."""

    name: str
    address: str
    """Without user, password and keys."""
    counts: dict[Added, int] = field(default_factory=lambda: dict.fromkeys(Added, 0))
    tried: bool = False
    failed: bool = False
    """Whether the source itself could not be used."""
    unusable: int = 0
    left: int = 0
    passed_over: int = 0
    remarks: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def remark(self, words: str) -> bool:
        """Add what a person should know, once; return whether it is new."""
        if words in self.remarks:
            return False
        self.remarks.append(words)
        return True

    def describe(self) -> str:
        """Return the line on what came of the source."""
        parts = [f"{count} {_WORDS[added]}" for added, count in self.counts.items() if count]
        parts += [f"{self.unusable} not usable"] if self.unusable else []
        parts += [f"{self.left} left for the next run"] if self.left else []
        parts += [f"{self.passed_over} passed over as old or undated"] if self.passed_over else []
        if not parts and not self.remarks:
            parts = ["nothing new"]
        return "; ".join(filter(None, (", ".join(parts), *self.remarks)))


@dataclass(frozen=True)
class Report:
    """What a run did: one tally for each source, and whether no server at all was reached."""

    tallies: tuple[Tally, ...]
    offline: bool = False

    @property
    def problems(self) -> list[Problem]:
        """Everything that could not be got or used."""
        return [problem for tally in self.tallies for problem in tally.problems]
