"""The network: an encoder told what the parse knows, tags for cue, source and content, and cues paired with words."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import AutoModel

from diplowatch.read.tagger.pairs import DISTANCES, SIDES, STEPS

CASES, QUOTED, INSIDE = 4, 2, 2
KINDS, TAGS, ROLES = 3, 3, 2
"""Cue, source, content; outside, first, further; source and content of a cue."""


class Reader(nn.Module):
    """Encoder with two heads.

    What the parse knows of a word is added to its state before the first layer of the encoder; the embeddings of pieces
    keep their weights, since most of them are rare. The paired head follows biaffine semantic role labelling (Cai et
    al. 2018), with the place of both words in the tree and in the line as further features, and one convolution along
    the line, since contents are stretches.
    """

    def __init__(self, folder: str, tags: int, deps: int, width: int = 128) -> None:
        super().__init__()
        self.encoder: Any = AutoModel.from_pretrained(folder, attn_implementation="sdpa")
        hidden = self.encoder.config.hidden_size
        self.encoder.embeddings.word_embeddings.requires_grad_(False)
        self.features = nn.ModuleList(_nothing(size, hidden) for size in (tags, deps, CASES, QUOTED))
        self.from_head = nn.Linear(hidden, hidden, bias=False)
        nn.init.zeros_(self.from_head.weight)
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(hidden, KINDS * TAGS)
        self.word, self.cue = nn.Linear(hidden, width), nn.Linear(2 * hidden, width)
        self.product = nn.Linear(width, width)
        self.pairs = nn.ModuleList(_little(size, width) for size in (STEPS, deps, DISTANCES, SIDES, INSIDE))
        self.along = nn.Conv1d(width, width, 5, padding=2)
        self.roles = nn.Linear(width, ROLES)
        self._added: Tensor | None = None
        self.encoder.encoder.layer[0].register_forward_pre_hook(self._add)

    def _add(self, _: nn.Module, given: tuple[Any, ...]) -> tuple[Any, ...] | None:
        if self._added is None:
            return None
        return (given[0] + self._added.to(given[0].dtype), *given[1:])

    def encode(self, ids: Tensor, mask: Tensor, features: Tensor, starts: Tensor, heads: Tensor) -> Tensor:
        """Return the state of each word, [windows, words, hidden]; shapes as in `batches.Batch`."""
        self._added = torch.stack([table(features[..., at]) for at, table in enumerate(self.features)]).sum(0)
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        self._added = None
        words = _pick(states, starts)
        mixed: Tensor = self.dropout(words + self.from_head(_pick(words, heads)))
        return mixed

    def tag(self, states: Tensor) -> Tensor:
        """Return the scores of tags, [windows, words, kinds, tags]."""
        scores: Tensor = self.tags(states)
        return scores.view(*states.shape[:2], KINDS, TAGS)

    def relate(
        self, states: Tensor, row: Tensor, first: Tensor, last: Tensor, pairs: list[Tensor], real: Tensor | None = None
    ) -> Tensor:
        """Return the scores of roles, [cues, words, roles]; `row` is each cue's window, `real` the words not padded."""
        cue = self.cue(torch.cat([states[row, first], states[row, last]], -1))[:, None]
        words = self.word(states)[row]
        paired = words + cue + self.product(words * cue)
        for table, feature in zip(self.pairs, pairs, strict=True):
            paired = paired + table(feature)
        paired = F.gelu(paired)
        if real is not None:
            paired = paired * real[row][..., None]
        along = F.gelu(self.along(paired.transpose(1, 2)).transpose(1, 2))
        scores: Tensor = self.roles(paired + along)
        return scores


def _nothing(size: int, width: int) -> nn.Embedding:
    table = nn.Embedding(size, width)
    nn.init.zeros_(table.weight)
    return table


def _little(size: int, width: int) -> nn.Embedding:
    table = nn.Embedding(size, width)
    nn.init.normal_(table.weight, std=0.02)
    return table


def _pick(states: Tensor, places: Tensor) -> Tensor:
    return torch.gather(states, 1, places[..., None].expand(-1, -1, states.shape[-1]))
