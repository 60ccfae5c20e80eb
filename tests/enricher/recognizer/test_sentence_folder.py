"""What a folder of sentence-transformers says is read, and what is not supported is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from enricher.errors import ModelError
from enricher.recognizer.sentence_folder import open_sentence_folder
from tests.sentence_folder import DIMENSIONS, write_sentence_folder


def rewrite(path: Path, **said: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | said))


def test_folder_says_how_it_reads(tmp_path: Path) -> None:
    prompts = {"query": "query: ", "passage": "passage: "}
    folder = open_sentence_folder(write_sentence_folder(tmp_path / "a", prompts=prompts))
    assert (folder.window_tokens, folder.dimensions, folder.is_lowercase) == (16, DIMENSIONS, False)
    assert (folder.question_prompt, folder.passage_prompt) == ("query: ", "passage: ")
    assert folder.pooling.modes == ("mean",)
    assert folder.model == tmp_path / "a" / "onnx" / "model.onnx"


def test_prompt_by_default_stands_before_what_has_none_of_its_own(tmp_path: Path) -> None:
    folder = write_sentence_folder(tmp_path / "a", prompts={"query": "query: ", "all": "word: "})
    rewrite(folder / "config_sentence_transformers.json", default_prompt_name="all")
    found = open_sentence_folder(folder)
    assert (found.question_prompt, found.passage_prompt) == ("query: ", "word: ")


def test_several_poolings_stand_one_behind_the_other(tmp_path: Path) -> None:
    old: dict[str, object] = {"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": True}
    new: dict[str, object] = {"pooling_mode": ["cls", "mean"]}
    for number, pooling in enumerate((old, new)):
        path = write_sentence_folder(tmp_path / str(number), pooling=pooling)
        folder = open_sentence_folder(path)
        assert (folder.pooling.modes, folder.dimensions) == (("cls", "mean"), 2 * DIMENSIONS)


def test_limit_of_the_tokenizer_holds_where_nothing_else_is_said(tmp_path: Path) -> None:
    path = write_sentence_folder(tmp_path / "a", window_tokens=None)
    with pytest.raises(ModelError, match="how many tokens"):
        open_sentence_folder(path)
    (path / "config.json").write_text('{"max_position_embeddings": 64}')
    (path / "tokenizer_config.json").write_text('{"model_max_length": 1e30}')
    assert open_sentence_folder(path).window_tokens == 64
    (path / "tokenizer_config.json").write_text('{"model_max_length": 32}')
    assert open_sentence_folder(path).window_tokens == 32


def test_name_is_that_of_the_vectors_and_not_of_the_folder(tmp_path: Path) -> None:
    first = open_sentence_folder(write_sentence_folder(tmp_path / "a"))
    moved = open_sentence_folder(write_sentence_folder(tmp_path / "b"))
    assert first.name == moved.name
    path = write_sentence_folder(tmp_path / "c", prompts={"query": "query: "})
    assert open_sentence_folder(path).name == first.name  # questions alone change


@pytest.mark.parametrize(
    "change",
    [
        lambda path: write_sentence_folder(path, prompts={"passage": "passage: "}),
        lambda path: write_sentence_folder(path, pooling={"pooling_mode": "cls"}),
        lambda path: write_sentence_folder(path, window_tokens=8),
        lambda path: write_sentence_folder(path, is_lowercase=True),
        lambda path: write_sentence_folder(path, modules=("Transformer", "Pooling")),
        lambda path: (path / "onnx" / "model.onnx").write_bytes(b"another"),
        lambda path: (path / "onnx" / "model.onnx_data").write_bytes(b"beside it"),
        lambda path: (path / "tokenizer.json").write_text("another"),
    ],
)
def test_whatever_changes_vectors_changes_the_name(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    path = write_sentence_folder(tmp_path / "a")
    before = open_sentence_folder(path).name
    change(path)
    assert open_sentence_folder(path).name != before


def test_smaller_model_is_taken_where_there_are_two(tmp_path: Path) -> None:
    path = write_sentence_folder(tmp_path / "a")
    small = path / "onnx" / "model_int8.onnx"
    small.write_bytes(b"small")
    assert open_sentence_folder(path).model == small


def test_model_may_lie_beside_its_settings(tmp_path: Path) -> None:
    path = write_sentence_folder(tmp_path / "a", model="some.onnx")
    assert open_sentence_folder(path).model == path / "some.onnx"


def test_folder_with_weights_for_torch_alone_names_the_command(tmp_path: Path) -> None:
    path = write_sentence_folder(tmp_path / "a")
    (path / "onnx" / "model.onnx").rename(path / "model.safetensors")
    with pytest.raises(ModelError, match=rf"enricher convert-encoder {path}"):
        open_sentence_folder(path)


def remove(name: str) -> Callable[[Path], object]:
    return lambda path: (path / name).unlink()


def write(name: str, text: str) -> Callable[[Path], object]:
    return lambda path: (path / name).write_text(text)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (remove("modules.json"), "no folder of sentence-transformers: it has no modules.json"),
        (write("modules.json", "[{]"), "modules.json cannot be read"),
        (write("modules.json", '[{"path": "", "type": "a.CLIPModel"}]'), "begins with CLIPModel"),
        (remove("tokenizer.json"), "has no tokenizer.json; `enricher convert-encoder"),
        (remove("1_Pooling/config.json"), "cannot be read"),
        (write("1_Pooling/config.json", '{"pooling_mode": "weightedmean"}'), "weightedmean, which"),
        (write("1_Pooling/config.json", "{}"), "word_embedding_dimension"),
        (remove("onnx/model.onnx"), "has no onnx/model.onnx"),
        (lambda path: write_sentence_folder(path, modules=("Transformer", "Pooling", "LSTM")), "LSTM: supported"),
        (lambda path: [(path / "onnx" / f"{one}.onnx").write_bytes(b"") for one in "ab"]
         and (path / "onnx" / "model.onnx").unlink(), "holds a.onnx, b.onnx"),
    ],
)  # fmt: skip
def test_what_is_missing_or_unknown_is_named(
    tmp_path: Path, change: Callable[[Path], object], message: str
) -> None:
    path = write_sentence_folder(tmp_path / "a")
    change(path)
    with pytest.raises(ModelError, match=message):
        open_sentence_folder(path)


def test_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no folder"):
        open_sentence_folder(tmp_path / "nowhere")


def dense(out: int, activation: str) -> tuple[np.ndarray, np.ndarray, str]:
    weights = np.ones((out, DIMENSIONS), np.float32)
    return weights, np.zeros(out, np.float32), activation


def test_dense_module_sets_the_dimensions(tmp_path: Path) -> None:
    modules = ("Transformer", "Pooling", "Dense", "Normalize")
    path = write_sentence_folder(
        tmp_path / "a", modules=modules, dense=dense(3, "torch.nn.modules.activation.Tanh")
    )
    assert open_sentence_folder(path).dimensions == 3
    (path / "2_Dense" / "model.safetensors").write_bytes(b"no such file")
    with pytest.raises(ModelError, match=r"model\.safetensors cannot be read"):
        open_sentence_folder(path)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"activation_function": "torch.nn.modules.activation.GELU"}, "Tanh, ReLU, Identity"),
        ({"use_residual": True}, "residual"),
        ({"module_input_name": "token_embeddings"}, "of the vector of a text"),
        ({"out_features": 4}, "does not fit"),
    ],
)
def test_dense_module_of_another_kind_is_named(
    tmp_path: Path, said: dict[str, object], message: str
) -> None:
    modules = ("Transformer", "Pooling", "Dense")
    path = write_sentence_folder(tmp_path / "a", modules=modules, dense=dense(3, "a.Tanh"))
    rewrite(path / "2_Dense" / "config.json", **said)
    with pytest.raises(ModelError, match=message):
        open_sentence_folder(path)
