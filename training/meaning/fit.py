"""Vectors of pieces whose mean comes near to what the encoder makes of the whole text.

They start where model2vec starts (van Dongen and Tulkens 2024): each piece alone through the encoder, the main
directions kept, frequent pieces weighted down (Arora et al. 2017). Then they are fitted, as in its tokenlearn, to the
encoder's vectors of texts. A piece that no text holds stays where it started.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Recipe:
    """How vectors are fitted."""

    size: int = 128
    """Numbers of a vector."""
    epochs: int = 16
    rate: float = 1e-2
    batch: int = 256
    dropped: float = 0.1
    """Share of a text's pieces left out each time, so that no single one carries the rest."""
    rarity: float = 1e-3
    """The share of all pieces from which a piece counts half."""
    seed: int = 1


@dataclass(frozen=True)
class Directions:
    """The main directions among the encoder's vectors: what is subtracted, and what is kept."""

    mean: Rows
    kept: Rows

    def turn(self, rows: Rows) -> Rows:
        """Return rows in these directions, each of length 1."""
        turned = (rows - self.mean) @ self.kept
        found: Rows = turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-9)
        return found


def find_directions(rows: Rows, size: int) -> Directions:
    """Find the directions in which the encoder's vectors differ most (principal components)."""
    mean = rows.mean(axis=0)
    _, vectors = np.linalg.eigh(np.cov((rows - mean).T))
    return Directions(mean, np.ascontiguousarray(vectors[:, ::-1][:, :size]).astype(np.float32))


def fit(alone: Rows, texts: Sequence[Sequence[int]], taught: Rows, recipe: Recipe) -> Rows:
    """Return one vector a piece; `alone` and `taught` are the encoder's rows of pieces and of texts.

    Piece 0 stands for what is unknown; its vector is zero.
    """
    torch.manual_seed(recipe.seed)
    directions = find_directions(taught, recipe.size)
    counts = Counter(piece for text in texts for piece in text)
    share = np.array([counts[at] for at in range(len(alone))], dtype=np.float32) / max(1, sum(counts.values()))
    weight = recipe.rarity / (recipe.rarity + share)
    rows = torch.tensor(Directions(alone.mean(axis=0), directions.kept).turn(alone) * weight[:, None])
    rows[0] = 0.0
    vectors = torch.nn.EmbeddingBag.from_pretrained(rows, freeze=False, mode="sum", padding_idx=0, sparse=True)
    _descend(vectors, texts, torch.tensor(directions.turn(taught)), recipe)
    return vectors.weight.detach().numpy()


def _descend(
    vectors: torch.nn.EmbeddingBag, texts: Sequence[Sequence[int]], targets: torch.Tensor, recipe: Recipe
) -> None:
    steps = recipe.epochs * -(-len(texts) // recipe.batch)
    optimizer = torch.optim.SparseAdam(list(vectors.parameters()), lr=recipe.rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, total_steps=steps, pct_start=0.1)
    for epoch in range(recipe.epochs):
        total = 0.0
        for at in torch.randperm(len(texts)).split(recipe.batch):
            found = vectors(_drop([texts[one] for one in at.tolist()], recipe.dropped))
            loss = (1 - F.cosine_similarity(found, targets[at])).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(at)
        print(f"epoch {epoch + 1}: {1 - total / len(texts):.4f} alike", flush=True)


def _drop(texts: Sequence[Sequence[int]], share: float) -> torch.Tensor:
    """Return the pieces of texts as rows filled up with 0, some of them left out."""
    filled = torch.nn.utils.rnn.pad_sequence([torch.tensor(text) for text in texts], batch_first=True)
    return filled * (torch.rand(filled.shape) >= share)
