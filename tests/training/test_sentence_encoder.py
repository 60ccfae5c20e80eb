"""A folder with weights for torch becomes one for ONNX Runtime, and its vectors stay what they were."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from transformers import AutoModel, BertConfig, BertModel

from enricher.__main__ import cli
from enricher.errors import InputError, ModelError
from enricher.recognizer.sentence_encoder import SentenceEncoder
from enricher.recognizer.sentence_folder import open_sentence_folder
from tests.sentence_folder import DIMENSIONS, VOCABULARY, write_sentence_folder
from training.export.sentence_encoder import convert_encoder

TEXTS = ("the tenant pays rent every month.", "the law: ohio keeps the secret.", "word word word")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as sentence-transformers writes one, with a model that nobody trained."""
    folder = write_sentence_folder(
        tmp_path_factory.mktemp("source"), prompts={"document": "passage: "}
    )
    (folder / "onnx" / "model.onnx").unlink()
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=DIMENSIONS,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    classes = {"tokenizer_class": "PreTrainedTokenizerFast", "unk_token": "[UNK]"}
    (folder / "tokenizer_config.json").write_text(json.dumps(classes))
    return folder


def vector(folder: Path, ids: np.ndarray) -> np.ndarray:
    """The mean of the states of torch, of unit length."""
    model = AutoModel.from_pretrained(str(folder)).eval()
    with torch.no_grad():
        mean = model(input_ids=torch.tensor(ids)).last_hidden_state[0].mean(dim=0).numpy()
    unit: np.ndarray = mean / np.linalg.norm(mean)
    return unit


def test_converted_folder_makes_the_vectors_of_torch(source: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="enricher convert-encoder"):
        open_sentence_folder(source)
    converted = convert_encoder(source, tmp_path / "new", TEXTS)
    assert converted.dimensions == DIMENSIONS
    assert converted.likeness > 0.98
    encoder = SentenceEncoder(open_sentence_folder(tmp_path / "new"))
    for text in TEXTS:
        (ids,) = encoder.windows(text)
        made = encoder.passage(text)
        assert made is not None
        assert made @ vector(source, ids) > 0.98
    assert not list(tmp_path.glob(".new-*"))
    assert not list((tmp_path / "new").glob("*.safetensors"))


def test_folder_that_is_there_is_not_written_over(source: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is there already"):
        convert_encoder(source, tmp_path, TEXTS)


def test_folder_without_weights_is_told(tmp_path: Path) -> None:
    folder = write_sentence_folder(tmp_path / "source")
    with pytest.raises(ModelError, match="cannot be loaded"):
        convert_encoder(folder, tmp_path / "new", TEXTS)
    assert not (tmp_path / "new").exists()


def test_command_says_what_came_of_it(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "new"
    done = CliRunner().invoke(cli, ["convert-encoder", str(source), str(target), "--json"])
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert (said["folder"], said["dimensions"]) == (str(target), DIMENSIONS)
    assert open_sentence_folder(target).dimensions == DIMENSIONS
