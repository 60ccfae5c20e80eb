"""A model that is told where words stand: how it begins, learns in batches, and is exported."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from enricher.documents.boxes import WordBoxes
from enricher.documents.layout import Word
from enricher.entities import Span
from enricher.recognizer.layout import LAYOUT_INPUTS, LAYOUT_VERSION
from enricher.recognizer.onnx import OnnxTagger
from enricher.recognizer.windows import tokenize, window_inputs
from tests.tiny_model import CATEGORIES, CONFIG, SCHEMA, tiny_texts
from training.dataset.tags import LabeledText
from training.export.bundle import publish, torch_tagger
from training.loop.batches import as_batch, as_example
from training.loop.model import Checkpoint, load_checkpoint, new_checkpoint, save_checkpoint


def placed(text: LabeledText) -> LabeledText:
    """The text in lines of four words."""
    words, end = [], 0
    for number, part in enumerate(text.text.split()):
        start = text.text.index(part, end)
        end = start + len(part)
        left, top = 120.0 * (number % 4), 14.0 * (number // 4)
        words.append(((start, end), 0, Word(part, left, top, left + 6 * len(part), top + 10)))
    return LabeledText(text.name, text.text, text.labels, boxes=WordBoxes.of(words))


@pytest.fixture(scope="module")
def texts() -> list[LabeledText]:
    return [placed(text) for text in tiny_texts(6, seed=5)]


@pytest.fixture(scope="module")
def told(backbone: Path) -> Checkpoint:
    """One that makes something of what it is told."""
    checkpoint = new_checkpoint(str(backbone), CATEGORIES, CONFIG, layout=True)
    assert checkpoint.model.layout is not None
    for weight in checkpoint.model.layout.parameters():
        torch.nn.init.normal_(weight, std=0.5)
    return checkpoint


def found(checkpoint: Checkpoint, text: LabeledText, boxes: WordBoxes | None) -> list[Span]:
    return torch_tagger(checkpoint).tag(text.text, len(text.text), boxes)


def test_a_model_begins_as_one_that_is_told_nothing(
    backbone: Path, texts: list[LabeledText]
) -> None:
    plain, told = (
        new_checkpoint(str(backbone), CATEGORIES, CONFIG, layout=layout) for layout in (False, True)
    )
    assert (plain.layout, told.layout) == (False, True)
    told.model.head.load_state_dict(plain.model.head.state_dict())
    for text in texts:
        assert found(told, text, text.boxes) == found(plain, text, None)


def test_it_finds_otherwise_by_what_it_is_told(told: Checkpoint, texts: list[LabeledText]) -> None:
    assert any(found(told, text, text.boxes) != found(told, text, None) for text in texts)


def test_windows_of_a_batch_are_told_what_a_reading_is(
    told: Checkpoint, texts: list[LabeledText]
) -> None:
    text, reading = texts[0], told.reading
    example = as_example(text, told.tokenizer, told.outputs, with_layout=True)
    part = example.part(3, 40).part(2, 30)  # the tokens from the fifth on
    batch = as_batch([part, example.part(0, 60)], (reading.before, reading.after), 0)
    tokens = tokenize(text.text, told.tokenizer).laid_out(text.boxes)
    expected = window_inputs(tokens, 5, 5 + len(part.targets), reading)
    for name in LAYOUT_INPUTS:
        array = batch.inputs[name][0].numpy()
        length = expected[name].shape[1]
        assert np.array_equal(array[:length], expected[name][0])
        assert not array[length:].any()


def test_a_checkpoint_comes_back_as_it_was(
    told: Checkpoint, texts: list[LabeledText], tmp_path: Path
) -> None:
    save_checkpoint(told, tmp_path)
    again = load_checkpoint(tmp_path)
    assert again.layout
    assert found(again, texts[0], texts[0].boxes) == found(told, texts[0], texts[0].boxes)


def test_the_exported_model_is_told_the_same(
    told: Checkpoint, texts: list[LabeledText], tmp_path: Path
) -> None:
    # It checks that the export finds in the last texts what the checkpoint does.
    published = publish(
        told, tmp_path / "model", SCHEMA, "p", "m", texts[:3], texts[3:], max_loss=0
    )
    manifest = json.loads((tmp_path / "model" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["layout"] == published.bundle.description.layout == LAYOUT_VERSION
    tagger = OnnxTagger(published.bundle)
    assert tagger.reads_layout
    given = [tagger.tag(one.text, len(one.text), one.boxes) for one in texts]
    assert given != [tagger.tag(one.text, len(one.text)) for one in texts]
