"""A real folder of sentence-transformers whose model is a table: each word has a state, wherever it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
WORDS = (
    *("rent", "tenant", "pays", "law", "ohio", "secret", "keeps", "the", "month", "every"),
    *("query", "passage", ":", ".", "word"),
)
VOCABULARY = {word: number for number, word in enumerate((*SPECIAL, *WORDS))}
DIMENSIONS = 8


def states(*words: str) -> NDArray[np.float32]:
    """What the model gives of words, special tokens around them."""
    numbers = [VOCABULARY.get(one, VOCABULARY["[UNK]"]) for one in ("[CLS]", *words, "[SEP]")]
    found: NDArray[np.float32] = _table(DIMENSIONS)[numbers]
    return found


def write_sentence_folder(
    folder: Path,
    *,
    pooling: Mapping[str, Any] | None = None,
    modules: Sequence[str] = ("Transformer", "Pooling", "Normalize"),
    prompts: Mapping[str, str] | None = None,
    window_tokens: int | None = 16,
    is_lowercase: bool = False,
    dense: tuple[NDArray[np.float32], NDArray[np.float32], str] | None = None,
    model: str = "onnx/model.onnx",
    dimensions: int = DIMENSIONS,
) -> Path:
    """Write a folder.

    Args:
        pooling: the settings of its pooling; the mean where none are given.
        dense: weights [out, in], bias [out] and activation of a module Dense.
        dimensions: of the states that the model gives, whatever its pooling says.
    """
    described = [
        {"idx": number, "name": str(number), "path": _place(number, kind), "type": f"a.b.{kind}"}
        for number, kind in enumerate(modules)
    ]
    _write(folder / "modules.json", described)
    _write(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": DIMENSIONS, **(pooling or {"pooling_mode_mean_tokens": True})},
    )
    _write(
        folder / "sentence_bert_config.json",
        {"max_seq_length": window_tokens, "do_lower_case": is_lowercase},
    )
    if prompts is not None:
        _write(folder / "config_sentence_transformers.json", {"prompts": prompts})
    if dense is not None:
        weights, bias, activation = dense
        place = folder / _place(modules.index("Dense"), "Dense")
        out, given = weights.shape
        _write(
            place / "config.json",
            {"in_features": given, "out_features": out, "activation_function": activation},
        )
        save_file({"linear.weight": weights, "linear.bias": bias}, place / "model.safetensors")
    (folder / "tokenizer.json").write_text(_tokenizer().to_str(), encoding="utf-8")
    path = folder / model
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_graph(_table(dimensions)))
    return folder


def _place(number: int, kind: str) -> str:
    return f"{number}_{kind}" if number else ""


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def _table(dimensions: int) -> NDArray[np.float32]:
    drawn = np.random.default_rng(7).normal(size=(len(VOCABULARY), dimensions))
    return drawn.astype(np.float32)


def _graph(table: NDArray[np.float32]) -> bytes:
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "tokens"])
    found = helper.make_tensor_value_info(
        "last_hidden_state", TensorProto.FLOAT, [1, "tokens", table.shape[1]]
    )
    gather = helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])
    stored = [numpy_helper.from_array(table, "table")]
    graph = helper.make_graph([gather], "words", [ids], [found], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString()
    return content


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel(dict(VOCABULARY), unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return tokenizer
