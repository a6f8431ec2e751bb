"""Export: a fitted network as int8 ONNX weights in the form that `diplowatch.read.tagger.network` loads."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from diplowatch.read.tagger import Labels
from training.statements.network import Reader

_PAIRS = ("steps", "branch", "distance", "side", "inside")
_OPSET = 17


class _Encoder(nn.Module):
    def __init__(self, network: Reader) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, features: Tensor, starts: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        states = self.network.encode(ids, torch.ones_like(ids), features[None], starts[None], heads[None])
        return states[0], self.network.tag(states)[0]


class _Relator(nn.Module):
    def __init__(self, network: Reader) -> None:
        super().__init__()
        self.network = network

    def forward(self, states: Tensor, first: Tensor, last: Tensor, *pairs: Tensor) -> Tensor:
        return self.network.relate(states[None], torch.zeros_like(first), first, last, list(pairs))


def export(network: Reader, pieces: Path, labels: Labels, folder: Path) -> None:
    """Write encoder, relator, the table of pieces and the labels; the encoder's weights are rounded to eight bits."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    network.encoder.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "encoder.onnx"
        _write_encoder(network, whole)
        quantize_dynamic(
            whole,
            folder / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        )
    _write_relator(network, folder / "relator.onnx")
    shutil.copy(pieces, folder / "pieces.json")
    settings = {"tags": labels.tags, "deps": labels.deps, "least_score": 0.0, "slope": 1.0, "offset": 0.0}
    (folder / "labels.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _write_encoder(network: Reader, file: Path) -> None:
    def ones(*shape: int) -> Tensor:
        return torch.ones(*shape, dtype=torch.long)

    torch.onnx.export(
        _Encoder(network),
        (ones(1, 20), ones(20, 4), ones(12), ones(12)),
        str(file),
        input_names=["ids", "features", "starts", "heads"],
        output_names=["states", "tags"],
        dynamic_axes={
            "ids": {1: "pieces"},
            "features": {0: "pieces"},
            "starts": {0: "words"},
            "heads": {0: "words"},
            "states": {0: "words"},
            "tags": {0: "words"},
        },
        opset_version=_OPSET,
        dynamo=False,
    )


def _write_relator(network: Reader, file: Path) -> None:
    width = network.encoder.config.hidden_size
    pairs = [torch.ones(3, 12, dtype=torch.long) for _ in _PAIRS]
    cues = torch.ones(3, dtype=torch.long)
    torch.onnx.export(
        _Relator(network),
        (torch.zeros(12, width), cues, cues, *pairs),
        str(file),
        input_names=["states", "first", "last", *_PAIRS],
        output_names=["scores"],
        dynamic_axes={
            "states": {0: "words"},
            "first": {0: "cues"},
            "last": {0: "cues"},
            "scores": {0: "cues", 1: "words"},
            **{name: {0: "cues", 1: "words"} for name in _PAIRS},
        },
        opset_version=_OPSET,
        dynamo=False,
    )
