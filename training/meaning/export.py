"""The files that ship: the table of pieces, and its vectors in eight bits a number."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def export(pieces: Sequence[str], vectors: NDArray[np.float32], folder: Path) -> None:
    """Write `pieces.txt`, one piece a line, and `vectors.npz`: rows of whole numbers, and a scale for each row."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.abs(vectors).max(axis=1) / 127
    rows = np.round(vectors / np.maximum(scales, 1e-9)[:, None]).astype(np.int8)
    (folder / "pieces.txt").write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8")
    np.savez(folder / "vectors.npz", rows=rows, scales=scales.astype(np.float32))
