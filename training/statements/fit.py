"""Fitting: the training loop, and asking a fitted network about whole texts."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor
from tqdm import tqdm

from diplowatch.read.statements.learned import find_cues
from diplowatch.read.tagger import Window, cut_windows
from diplowatch.read.tagger.network import cut_word, find_marks, find_unknown
from training.statements.batches import Batch, Group, ask, draw_groups, put_batch, put_together
from training.statements.gold import Text
from training.statements.lessons import Cue, Roles, Taught, annotated_cues
from training.statements.network import Reader

_TAG_WEIGHTS = (3.0, 0.7, 0.7)
"""Weights of the tags of cues, sources and contents in the loss; the last two only help the encoder along."""
_ROLE_WEIGHT = 0.05
_WARMING = 0.1
"""Share of the steps over which the rate rises; afterwards it falls to nothing in a straight line."""


@dataclass(frozen=True)
class Recipe:
    """Settings of one fit."""

    epochs: float
    rate: float
    """Learning rate of the encoder."""
    head_rate: float = 1e-3
    size: int = 1600
    """Pieces of a batch at most."""
    share: float = 0.5
    """The teacher's part in the targets of annotated texts."""
    seed: int = 1


def fit(
    network: Reader, tokenizer: Tokenizer, texts: Sequence[Text], taught: Mapping[str, Taught], recipe: Recipe
) -> None:
    """Fit a network in place, with AdamW, in bfloat16 where the processor has it."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    marks, unknown = find_marks(tokenizer), find_unknown(tokenizer)

    def epoch() -> list[Group]:
        return draw_groups(texts, pieces, marks, recipe.size, chance)

    def pieces(word: str) -> tuple[int, ...]:
        return cut_word(tokenizer, unknown, word)

    groups = epoch()
    steps = int(len(groups) * recipe.epochs)
    encoder = [one for name, one in network.named_parameters() if name.startswith("encoder.") and one.requires_grad]
    heads = [one for name, one in network.named_parameters() if not name.startswith("encoder.")]
    rates = [{"params": encoder, "lr": recipe.rate}, {"params": heads, "lr": recipe.head_rate}]
    optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _pace(step, steps))
    network.train()
    with tqdm(total=steps, unit="batch", desc="fitting") as bar:
        while bar.n < steps:
            for group in groups[: steps - bar.n]:
                # One batch at a time: a whole epoch of them is several gigabytes.
                loss = _loss(network, put_batch(group, taught, recipe.share))
                loss.backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
                schedule.step()
                bar.update()
                bar.set_postfix(loss=f"{loss.item():.3f}", refresh=False)
            groups = epoch() if bar.n < steps else []
    network.eval()


def _pace(step: int, steps: int) -> float:
    return min((step + 1) / (_WARMING * steps), max(0.0, (steps - step) / ((1 - _WARMING) * steps)))


def _loss(network: Reader, batch: Batch) -> Tensor:
    states = _encode(network, batch)
    real = batch.inputs.real
    wrong = -(F.log_softmax(network.tag(states), -1) * batch.tags).sum(-1) * real[..., None]
    loss = (wrong.sum((0, 1)) * torch.tensor(_TAG_WEIGHTS)).sum() / real.sum()
    if batch.asked is None:
        return loss
    asked = batch.asked
    scores = network.relate(states, asked.row, asked.first, asked.last, asked.pairs, real)
    missed = F.binary_cross_entropy_with_logits(scores, batch.roles, reduction="none") * real[asked.row][..., None]
    return loss + missed.sum() / len(asked.row) * _ROLE_WEIGHT


def _encode(network: Reader, batch: Batch) -> Tensor:
    inputs = batch.inputs
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.encode(inputs.ids, inputs.mask, inputs.features, inputs.starts, inputs.heads)
    return states.float()


@torch.no_grad()
def teach(network: Reader, tokenizer: Tokenizer, texts: Iterable[Text]) -> Iterator[tuple[str, Taught]]:
    """Yield what a fitted network says of each text: of annotated cues, and of those that it finds itself."""
    marks, unknown = find_marks(tokenizer), find_unknown(tokenizer)
    for text in tqdm(texts, unit="text", desc="teaching"):
        tags, roles = [], {}
        for window in cut_windows(text.words, lambda word: cut_word(tokenizer, unknown, word), marks):
            chances, found = _ask_window(network, text, window)
            tags.append(chances.astype(np.float16))
            roles.update(found)
        yield text.name, Taught(np.concatenate(tags), roles)


def _ask_window(network: Reader, text: Text, window: Window) -> tuple[np.ndarray, dict[Cue, Roles]]:
    inputs = put_together([window])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.encode(inputs.ids, inputs.mask, inputs.features, inputs.starts, inputs.heads).float()
    chances = network.tag(states)[0].softmax(-1).numpy()
    given = annotated_cues(text.relations or (), window)
    own = [
        cue
        for cue in find_cues(chances[:, 0], window.first)
        if not any(cue[0] <= other[1] and other[0] <= cue[1] for other in given)
    ]
    cues = [*given, *own]
    asked = ask([(text, window)], [cues], len(window.starts))
    if asked is None:
        return chances, {}
    members = network.relate(states, asked.row, asked.first, asked.last, asked.pairs).sigmoid().numpy()
    cue_chance = chances[:, 0, 1:].sum(-1)
    return chances, {
        cue: Roles(
            chance=float(cue_chance[cue[0] - window.first : cue[1] + 1 - window.first].max()),
            first=window.first,
            members=member.astype(np.float16),
        )
        for cue, member in zip(cues, members, strict=True)
    }
