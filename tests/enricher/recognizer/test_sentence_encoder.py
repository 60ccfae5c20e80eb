"""Vectors are those that the folder's modules make of the states of its model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

from enricher.errors import ModelError
from enricher.recognizer.sentence_encoder import SentenceEncoder
from enricher.recognizer.sentence_folder import open_sentence_folder
from enricher.text.passages import split_passages
from tests.sentence_folder import DIMENSIONS, states, write_sentence_folder

TEXT = "the tenant pays rent"
STATES = states(*TEXT.split())

Floats = NDArray[np.float32]


def encoder(path: Path, **said: Any) -> SentenceEncoder:
    return SentenceEncoder(open_sentence_folder(write_sentence_folder(path, **said)))


def unit(vector: Floats) -> Floats:
    found: Floats = vector / np.linalg.norm(vector)
    return found


@pytest.mark.parametrize(
    ("mode", "pool"),
    [
        ("mean", lambda one: one.mean(axis=0)),
        ("cls", lambda one: one[0]),
        ("max", lambda one: one.max(axis=0)),
        ("lasttoken", lambda one: one[-1]),
        ("mean_sqrt_len_tokens", lambda one: one.sum(axis=0)),
        (["cls", "mean"], lambda one: np.concatenate((one[0], one.mean(axis=0)))),
    ],
)
def test_states_are_pooled_as_the_folder_says(
    tmp_path: Path, mode: object, pool: Callable[[Floats], Floats]
) -> None:
    found = encoder(tmp_path, pooling={"pooling_mode": mode}).passage(TEXT)
    assert found == pytest.approx(unit(pool(STATES)), abs=1e-6)


def test_prompts_stand_before_questions_and_passages(tmp_path: Path) -> None:
    asked = encoder(tmp_path, prompts={"query": "query: ", "document": "passage: "})
    told = states("passage", ":", *TEXT.split()).mean(axis=0)
    assert asked.passage(TEXT) == pytest.approx(unit(told), abs=1e-6)
    question = unit(states("query", ":", *TEXT.split()).mean(axis=0))
    assert asked.question(TEXT) == pytest.approx(127 * question, abs=0.51)


def test_prompt_does_not_count_where_the_folder_says_so(tmp_path: Path) -> None:
    pooling = {"pooling_mode": "mean", "include_prompt": False}
    told = encoder(tmp_path / "a", pooling=pooling, prompts={"document": "passage: "})
    assert told.passage(TEXT) == pytest.approx(unit(STATES[1:].mean(axis=0)), abs=1e-6)
    plain = encoder(tmp_path / "b", pooling=pooling)
    assert plain.passage(TEXT) == pytest.approx(unit(STATES.mean(axis=0)), abs=1e-6)


def test_lower_case_is_as_the_folder_says(tmp_path: Path) -> None:
    lower = encoder(tmp_path, is_lowercase=True)
    assert lower.passage("The TENANT pays rent") == pytest.approx(
        unit(STATES.mean(axis=0)), abs=1e-6
    )


@pytest.mark.parametrize(
    ("activation", "apply"),
    [
        ("Tanh", np.tanh),
        ("Identity", lambda one: one),
        ("ReLU", lambda one: np.maximum(one, 0)),
    ],
)
def test_dense_module_follows_the_pooling(
    tmp_path: Path, activation: str, apply: Callable[[Floats], Floats]
) -> None:
    drawn = np.random.default_rng(3)
    weights = drawn.normal(size=(5, DIMENSIONS)).astype(np.float32)
    bias = drawn.normal(size=5).astype(np.float32)
    modules = ("Transformer", "Pooling", "Dense", "Normalize")
    dense = (weights, bias, f"torch.nn.{activation}")
    made = encoder(tmp_path, modules=modules, dense=dense)
    expected = unit(apply(weights @ STATES.mean(axis=0) + bias))
    assert made.passage(TEXT) == pytest.approx(expected, abs=1e-6)
    assert made.question(TEXT).shape == (5,)
    made.check()


def test_passage_that_fits_no_window_is_read_to_its_end(tmp_path: Path) -> None:
    words = [*["rent"] * 20, *["law"] * 10]  # windows of 14 words: three parts of ten
    made = encoder(tmp_path)
    parts = [states(*["rent"] * 10), states(*["rent"] * 10), states(*["law"] * 10)]
    mean = np.mean([unit(one.mean(axis=0)) for one in parts], axis=0)
    assert made.passage(" ".join(words)) == pytest.approx(unit(mean), abs=1e-6)
    assert [one.shape for one in made.windows(" ".join(words))] == [(1, 12)] * 3


def test_question_is_read_as_far_as_a_window_goes(tmp_path: Path) -> None:
    made = encoder(tmp_path)
    assert made.question(" ".join(["rent"] * 28)).any()
    first, whole = made.question(" ".join(["rent"] * 14)), " ".join(["rent"] * 14 + ["law"] * 14)
    assert np.array_equal(made.question(whole), first)


def test_each_passage_of_a_text_has_its_vector(tmp_path: Path) -> None:
    made = encoder(tmp_path)
    text = "1. Rent\n\n" + "The tenant pays rent every month. " * 60
    passages = made.passages(text)
    assert passages.encoder == made.name
    assert passages.places == tuple((one.start, one.end) for one in split_passages(text))
    assert len(passages.places) > 2
    for (start, end), row in zip(passages.places, passages.matrix, strict=True):
        vector = made.passage(text[start:end])
        assert vector is not None
        assert row == pytest.approx(127 * vector, abs=0.51)


def test_what_has_no_words_has_no_direction(tmp_path: Path) -> None:
    made = encoder(tmp_path, prompts={"query": "query: ", "document": "passage: "})
    assert made.passage(" \n ") is None
    assert made.question("  ").tolist() == [0] * DIMENSIONS
    assert made.passages("").places == ()


def test_words_that_look_like_special_tokens_are_words(tmp_path: Path) -> None:
    (window,) = encoder(tmp_path).windows("rent [SEP] law")
    assert window[0].tolist().count(3) == 1


def test_each_window_is_told(tmp_path: Path) -> None:
    calls: list[int] = []
    folder = open_sentence_folder(write_sentence_folder(tmp_path))
    SentenceEncoder(folder, on_window=lambda: calls.append(1)).passage("rent " * 30)
    assert len(calls) == 3


def test_working_folder_passes_its_check(tmp_path: Path) -> None:
    made = encoder(tmp_path)
    made.check()
    assert made.question("rent").any()


def test_model_that_is_no_model_is_told(tmp_path: Path) -> None:
    path = write_sentence_folder(tmp_path)
    model = path / "onnx" / "model.onnx"
    model.write_bytes(model.read_bytes()[:200])
    with pytest.raises(ModelError, match="cannot be loaded"):
        SentenceEncoder(open_sentence_folder(path))


def test_model_of_other_dimensions_is_told(tmp_path: Path) -> None:
    made = encoder(tmp_path, dimensions=12)
    with pytest.raises(ModelError, match="vectors of 12 numbers and says 8"):
        made.check()


def test_prompt_longer_than_a_window_is_told(tmp_path: Path) -> None:
    made = encoder(tmp_path, prompts={"document": "passage: " * 9})
    with pytest.raises(ModelError, match="fewer tokens than stand before a text"):
        made.check()


def test_model_that_wants_what_is_not_known_is_told(tmp_path: Path) -> None:
    path = write_sentence_folder(tmp_path) / "onnx" / "model.onnx"
    model = onnx.load(str(path))
    model.graph.input[0].name = model.graph.node[0].input[1] = "pixel_values"
    path.write_bytes(model.SerializeToString())
    with pytest.raises(ModelError, match="wants pixel_values"):
        SentenceEncoder(open_sentence_folder(tmp_path))


def test_model_that_gives_vectors_of_texts_alone_is_told(tmp_path: Path) -> None:
    path = write_sentence_folder(tmp_path) / "onnx" / "model.onnx"
    model = onnx.load(str(path))
    model.graph.node.append(
        onnx.helper.make_node("ReduceMean", ["last_hidden_state"], ["text"], axes=[1], keepdims=0)
    )
    shape = [1, DIMENSIONS]
    vector = onnx.helper.make_tensor_value_info("text", onnx.TensorProto.FLOAT, shape)
    model.graph.output[0].CopyFrom(vector)
    path.write_bytes(model.SerializeToString())
    with pytest.raises(ModelError, match="gives no states of tokens"):
        SentenceEncoder(open_sentence_folder(tmp_path))
