"""Texts that say nothing new: the same text under another address, a wire with another headline or cut at its end.

Candidates come from MinHash over word runs (Broder 1997), by bands (rensa); what counts is then measured exactly: the
share of the newer text's runs of words that stand in an older text. It is not symmetric on purpose: a long text that
holds a short one has more to say and is read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from rensa import RMinHash, RMinHashLSH

from diplowatch.track.words import contained, cut_shingles

SAME = 0.75
"""Share of the runs of the newer text from which it says nothing new; see benchmarks/twins.py."""
RUN = 4
"""Words in a run."""
FEWEST = 12
"""Runs below which two texts are the same only where all runs are: short texts are alike by chance."""
_PERMUTATIONS, _BANDS, _SEED = 128, 64, 1
"""Bands of two rows: a text of which half is in another is found in all but one of ten million cases."""


def is_twin(newer: str, older: str) -> bool:
    """Whether a text says nothing that an older one does not say."""
    return find_twin(newer, [older]) is not None


def find_twin(newer: str, older: Iterable[str]) -> int | None:
    """Return the place of the first older text beside which a text says nothing new, None where there is none."""
    runs = cut_shingles(newer, RUN)
    least = SAME if len(runs) >= FEWEST else 1
    found = (at for at, text in enumerate(older) if runs and contained(runs, cut_shingles(text, RUN)) >= least)
    return next(found, None)


@dataclass(frozen=True)
class _Signed:
    signature: RMinHash
    runs: int

    def may_hold(self, newer: _Signed) -> bool:
        """Whether enough of a newer text may be in this one, as far as the signatures tell.

        They tell the share J of common runs in all runs of both, with a standard error of sqrt(J (1 - J) / 128); from J
        and both sizes follows how much of the newer text is in this one. Three errors are added, so that hardly any
        text is lost: one in seven hundred of those that lie right at the border.
        """
        alike = self.signature.jaccard(newer.signature)
        spread = max(alike, 1 / _PERMUTATIONS) * (1 - min(alike, 1 - 1 / _PERMUTATIONS)) / _PERMUTATIONS
        most = min(1.0, alike + 3 * math.sqrt(spread))
        return bool(most * (self.runs + newer.runs) >= SAME * (1 + most) * newer.runs)


class TwinFinder:
    """Older texts by number, as signatures of half a kilobyte each; texts themselves are asked for when needed."""

    def __init__(self) -> None:
        self._bands = RMinHashLSH(threshold=0.1, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        self._signed: dict[int, _Signed] = {}

    def add(self, number: int, text: str) -> None:
        """Take up a text."""
        self._signed[number] = _sign(cut_shingles(text, RUN))
        self._bands.insert(number, self._signed[number].signature)

    def find(self, text: str) -> list[int]:
        """Return the numbers of texts that may be alike, in order."""
        newer = _sign(cut_shingles(text, RUN))
        return sorted(one for one in self._bands.query(newer.signature) if self._signed[one].may_hold(newer))


def _sign(runs: frozenset[str]) -> _Signed:
    signature = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    signature.update(list(runs))
    return _Signed(signature, len(runs))
