"""A folder of sentence-transformers with weights for torch becomes one that ONNX Runtime reads, in int8.

    modules.json, weights --torch--> full.onnx (float32) --int8--> onnx/model_int8.onnx, the rest as it was

The model reads one text without padding, so that it needs no mask.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer
from transformers.utils.logging import disable_progress_bar

from enricher.errors import InputError, ModelError
from enricher.recognizer.sentence_encoder import SentenceEncoder
from enricher.recognizer.sentence_folder import (
    INT8_FILE,
    ONNX_FOLDER,
    TOKENIZER_FILE,
    open_sentence_folder,
    transformer_folder,
)
from training.export.int8 import OPSET, quantize, quietly

_INPUT, _OUTPUT = "input_ids", "last_hidden_state"
_BESIDE = (
    "*.json",
    "*.txt",
    "*.model",
    "LICENSE*",
    "README.md",
    "[0-9]_*/*.json",
    "[0-9]_*/*.safetensors",
)


@dataclass(frozen=True, slots=True)
class ConvertedEncoder:
    """What came of it.

    Attributes:
        megabytes: of the model.
        dimensions: of its vectors.
        likeness: the least cosine of a vector in int8 to the same one in float32, over some texts.
    """

    folder: Path
    megabytes: float
    dimensions: int
    likeness: float


def convert_encoder(source: Path, target: Path, texts: Sequence[str]) -> ConvertedEncoder:
    """Write a folder anew, with its model in int8.

    Args:
        texts: some that show how large activations get, and by which int8 is compared.

    Raises:
        InputError: the target is there already.
        ModelError: the source is no such folder, or its model cannot be converted.
    """
    if target.exists():
        raise InputError(f"{target} is there already; name a new folder")
    encoder = transformer_folder(source)
    parent = target.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent, prefix=f".{target.name}-") as work:
        full, small = Path(work) / "full", Path(work) / "small"
        tokenizer, model = _load(encoder)
        place = encoder.relative_to(source)
        for copy in (full, small):
            _copy_settings(source, encoder, copy)
            if not (copy / place / TOKENIZER_FILE).exists():
                tokenizer.backend_tokenizer.save(str(copy / place / TOKENIZER_FILE))
            (copy / place / ONNX_FOLDER).mkdir()
        exported = full / place / ONNX_FOLDER / "model.onnx"
        _export(model, exported)
        del model
        wide = SentenceEncoder(open_sentence_folder(full))
        wide.check()
        windows = [{_INPUT: ids} for text in texts for ids in wide.windows(text)]
        quantize(exported, small / place / ONNX_FOLDER / INT8_FILE, windows)
        folder = open_sentence_folder(small)
        narrow = SentenceEncoder(folder)
        narrow.check()
        likeness = _least_likeness(wide, narrow, texts)
        small.rename(target)
    size = (target / place / ONNX_FOLDER / INT8_FILE).stat().st_size
    return ConvertedEncoder(target, size / 1e6, folder.dimensions, likeness)


def _load(encoder: Path) -> tuple[Any, torch.nn.Module]:
    disable_progress_bar()
    try:
        tokenizer = AutoTokenizer.from_pretrained(str(encoder), local_files_only=True)
        model = AutoModel.from_pretrained(
            str(encoder), local_files_only=True, attn_implementation="eager", dtype=torch.float32
        )
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        raise ModelError(f"{encoder} cannot be loaded: {error}") from error
    if model.config.is_encoder_decoder:
        raise ModelError(f"{encoder} is a model that also writes: supported are encoders alone")
    if not tokenizer.is_fast:
        raise ModelError(f"{encoder} has a tokenizer that cannot be written as {TOKENIZER_FILE}")
    return tokenizer, model.eval()


def _copy_settings(source: Path, encoder: Path, target: Path) -> None:
    """Copy all but the weights that are converted."""
    for pattern in _BESIDE:
        for file in source.glob(pattern):
            if file.parent == encoder and file.suffix == ".safetensors":
                continue
            place = target / file.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)


class _States(torch.nn.Module):
    """A model that gives its last states alone."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self._model = model

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        states: torch.Tensor = self._model(input_ids=input_ids).last_hidden_state
        return states


def _export(model: torch.nn.Module, path: Path) -> None:
    example = torch.full((1, 16), 5, dtype=torch.int64)
    with quietly():
        torch.onnx.export(
            _States(model).eval(),
            (example,),
            str(path),
            input_names=[_INPUT],
            output_names=[_OUTPUT],
            dynamic_axes={_INPUT: {1: "tokens"}, _OUTPUT: {1: "tokens"}},
            opset_version=OPSET,
            dynamo=False,
        )


def _least_likeness(wide: SentenceEncoder, narrow: SentenceEncoder, texts: Iterable[str]) -> float:
    pairs = ((wide.passage(one), narrow.passage(one)) for one in texts)
    return min(
        (
            float(np.dot(one, other))
            for one, other in pairs
            if one is not None and other is not None
        ),
        default=1.0,
    )
