"""What a model gives besides its logits changes nothing of these."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from enricher.models.registry import Registry
from enricher.recognizer.bundle import open_bundle
from enricher.recognizer.onnx import OnnxEncoder
from enricher.recognizer.states import cut_to, layer_output, with_outputs
from enricher.recognizer.windows import tokenize, window_inputs

TEXT = "The Supplier shall insure the Goods. " * 30


def test_states_come_beside_the_same_logits() -> None:
    folder = Registry(Path("nowhere")).shipped_model("contracts")
    assert folder is not None
    bundle = open_bundle(folder)
    plain, watched = OnnxEncoder(bundle), OnnxEncoder(bundle, layers=(2, 6))
    tokens = tokenize(TEXT, plain.tokenizer)
    window = window_inputs(tokens, 0, len(tokens.ids), plain.reading)
    (alone,), (logits, second, last) = plain.run(window), watched.run(window)
    assert np.array_equal(alone, logits)
    assert second.shape == last.shape == (1, len(tokens.ids) + 2, 384)
    assert not np.allclose(second, last)


@pytest.mark.parametrize("length", [1, 120, 200, 20_000])
def test_names_of_any_length_are_read_back(length: int) -> None:
    onnx = pytest.importorskip("onnx")
    name = "x" * length
    model = onnx.load_from_string(with_outputs(b"", [name, layer_output(1)]))
    assert [one.name for one in model.graph.output] == [name, layer_output(1)]


def test_lower_layers_alone_give_the_same_states() -> None:
    folder = Registry(Path("nowhere")).shipped_model("contracts")
    assert folder is not None
    bundle = open_bundle(folder)
    whole, cut = OnnxEncoder(bundle, layers=(4,)), OnnxEncoder(bundle, layers=(4,), is_cut=True)
    tokens = tokenize(TEXT, cut.tokenizer)
    window = window_inputs(tokens, 0, len(tokens.ids), cut.reading)
    (states,) = cut.run(window)
    assert np.array_equal(states, whole.run(window)[1])
    model = bundle.model_path.read_bytes()
    assert len(cut_to(model, [layer_output(4)])) < len(model)
