"""The sentence encoder that the vectors imitate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tqdm import tqdm
from transformers import AutoModel

Rows = NDArray[np.float32]

_BATCH = 64
_LONGEST = 24
"""Pieces of a text at most, the two marks at its ends included: proposals are short."""


def encode(folder: Path, texts: Sequence[str]) -> tuple[list[str], Rows]:
    """Return the texts that are short enough, and the vector of each: the mean over its pieces, of length 1."""
    tokenizer = _load_tokenizer(folder)
    cut = [(text, one.ids) for text, one in zip(texts, tokenizer.encode_batch(list(texts)), strict=True)]
    # Texts of one length together, so that little is spent on padding.
    short = sorted(((text, ids) for text, ids in cut if len(ids) <= _LONGEST), key=lambda one: len(one[1]))
    return [text for text, _ in short], _encode_all(folder, [ids for _, ids in short])


def encode_pieces(folder: Path, pieces: Sequence[int]) -> Rows:
    """Return the encoder's vector of each piece alone."""
    start, end = _load_tokenizer(folder).encode("").ids
    return _encode_all(folder, [[start, piece, end] for piece in pieces])


def _load_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _encode_all(folder: Path, pieces: Sequence[Sequence[int]]) -> Rows:
    model = AutoModel.from_pretrained(str(folder)).eval()
    batches = [pieces[at : at + _BATCH] for at in range(0, len(pieces), _BATCH)]
    return np.concatenate([_encode_batch(model, batch) for batch in tqdm(batches, desc="encode")])


def _encode_batch(model: torch.nn.Module, pieces: Sequence[Sequence[int]]) -> Rows:
    """Encode texts in bfloat16."""
    width = max(map(len, pieces))
    ids = torch.tensor([[*one, *[0] * (width - len(one))] for one in pieces])
    mask = torch.tensor([[1] * len(one) + [0] * (width - len(one)) for one in pieces])
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
    mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
    found: Rows = torch.nn.functional.normalize(mean, dim=1).numpy()
    return found
