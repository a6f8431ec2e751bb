"""Texts that say nothing new: the same text under another address, a wire with another headline or cut at its end.

Candidates come from MinHash over word runs (Broder 1997), by bands (rensa); what counts is then measured exactly: the
share of the newer text's runs of words that stand in an older text. It is not symmetric on purpose: a long text that
holds a short one has more to say and is read.
"""

from __future__ import annotations

from collections.abc import Iterable

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


class TwinFinder:
    """Older texts by number, as signatures of half a kilobyte each; texts themselves are asked for when needed."""

    def __init__(self) -> None:
        self._bands = RMinHashLSH(threshold=0.1, num_perm=_PERMUTATIONS, num_bands=_BANDS)

    def add(self, number: int, text: str) -> None:
        """Take up a text."""
        self._bands.insert(number, _sign(cut_shingles(text, RUN)))

    def find(self, text: str) -> list[int]:
        """Return the numbers of texts that may be alike, in order."""
        return sorted(self._bands.query(_sign(cut_shingles(text, RUN))))


def _sign(runs: frozenset[str]) -> RMinHash:
    signature = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    signature.update(list(runs))
    return signature
