"""A real bundle whose model is a table: it says of each word what it is, wherever it stands.

What it finds in a text is known beforehand, so that whatever is counted of it can be told by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from enricher.recognizer.bundle import ModelBundle, ModelDescription, text_key, write_bundle
from enricher.recognizer.decode import tag_names
from enricher.recognizer.outputs import Outputs

SURE = 8.0  # the lead of a word's tag in logits


def write_word_bundle(
    folder: Path,
    words: Mapping[str, str],
    texts: Iterable[str],
    categories: tuple[str, ...],
    *,
    project: str,
    name: str,
    leads: Mapping[str, float] | None = None,
    learned_from: Iterable[str] = (),
    tested_on: Iterable[str] = (),
    **said: Any,
) -> ModelBundle:
    """Write a bundle into a folder of models, under its version.

    Args:
        words: their tags (`B-Person`, `I-Person`), or the passage that they are in (`Audit`); all others
            are none.
        texts: of which all words are known.
        leads: how sure it is of a word, where not `SURE`.
        learned_from, tested_on: texts.
        said: what else the bundle says of itself.
    """
    known = sorted({word for text in texts for word in re.findall(r"\w+|[^\w\s]", text)})
    vocabulary = {word: number for number, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])}
    vocabulary |= {word: number for number, word in enumerate(known, start=len(vocabulary))}
    outputs = Outputs.of(categories, said.get("passages", ()))
    tags = [*tag_names(outputs.tagged), *outputs.passages]
    table = np.zeros((len(vocabulary), outputs.width), dtype=np.float32)
    table[:, outputs.tags :] = -SURE
    for word, number in vocabulary.items():
        lead = (leads or {}).get(word, SURE)
        table[number, tags.index(words.get(word, "O"))] = lead
    description = ModelDescription(
        project,
        name,
        categories,
        window_tokens=64,
        overlap_tokens=16,
        learned_from=tuple(text_key(text) for text in learned_from),
        tested_on=tuple(text_key(text) for text in tested_on),
        **said,
    )
    unplaced = folder / f"{name}-unplaced"
    bundle = write_bundle(unplaced, description, _graph(table), _tokenizer(vocabulary).to_str())
    placed = folder / bundle.version.version
    unplaced.rename(placed)
    return ModelBundle(placed, bundle.version, description, bundle.encoder)


def _graph(table: np.ndarray) -> bytes:
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])
    logits = helper.make_tensor_value_info(
        "logits", TensorProto.FLOAT, [1, "tokens", table.shape[1]]
    )
    gather = helper.make_node("Gather", ["table", "ids"], ["logits"])
    graph = helper.make_graph(
        [gather], "words", [ids], [logits], [numpy_helper.from_array(table, "table")]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString()
    return content


def _tokenizer(vocabulary: Mapping[str, int]) -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel(dict(vocabulary), unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return tokenizer
