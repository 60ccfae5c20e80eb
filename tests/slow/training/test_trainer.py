"""A real training on little data learns, and learns the same again."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from enricher.errors import ModelError
from tests.tiny_model import CATEGORIES, CONFIG, tiny_texts
from training.evaluation.scores import evaluate_entities
from training.export.bundle import torch_tagger
from training.loop.batches import IGNORED, Example, cut
from training.loop.config import TrainingConfig
from training.loop.model import Checkpoint, load_checkpoint, new_checkpoint, save_checkpoint
from training.loop.trainer import Epoch, StoppedError, train


def test_training_finds_most_entities_of_unseen_texts(checkpoint: Checkpoint) -> None:
    tagger = torch_tagger(checkpoint)
    wanted = found = both = 0
    for text in tiny_texts(20, seed=2):
        right = {(span.start, span.end, span.category) for span in text.labels}
        given = {(s.start, s.end, s.category) for s in tagger.tag(text.text, len(text.text))}
        wanted, found, both = wanted + len(right), found + len(given), both + len(right & given)
    assert 2 * both / (wanted + found) > 0.8


def test_same_seed_gives_the_same_model(backbone: Path) -> None:
    config = replace(CONFIG, epochs=1, dropout=0.1)
    texts = tiny_texts(10)
    first, second = (train(texts, CATEGORIES, str(backbone), config) for _ in range(2))
    other = train(texts, CATEGORIES, str(backbone), replace(config, seed=2))
    weights = [each.model.head.weight for each in (first, second, other)]
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])


def test_progress_is_told_after_each_epoch(backbone: Path) -> None:
    told: list[Epoch] = []
    train(tiny_texts(4), CATEGORIES, str(backbone), replace(CONFIG, epochs=2), told.append)
    assert [(one.number, one.of, one.f1) for one in told] == [(1, 2, None), (2, 2, None)]
    assert told[1].seconds_left == 0 < told[0].seconds_left


def test_the_model_is_that_of_the_best_epoch_on_what_was_held_back(backbone: Path) -> None:
    told: list[Epoch] = []
    held_back = tiny_texts(6, seed=5)
    config = replace(CONFIG, patience=2)
    checkpoint = train(
        tiny_texts(40), CATEGORIES, str(backbone), config, told.append, held_back=held_back
    )
    scores = [one.f1 for one in told if one.f1 is not None]
    tagger = torch_tagger(checkpoint)
    score = evaluate_entities(held_back, tagger, checkpoint.tokenizer).micro.f1
    assert score == max(scores) > scores[0]


def test_what_lies_outside_of_the_regions_teaches_nothing(backbone: Path) -> None:
    """Labels are known for the first half of each text alone."""
    texts = []
    for text in tiny_texts(60):
        half = len(text.text) // 2
        known = tuple(span for span in text.labels if span.end <= half)
        texts.append(replace(text, labels=known, regions=((0, half),)))
    open_, closed = (
        train(some, CATEGORIES, str(backbone), replace(CONFIG, epochs=6))
        for some in (texts, [replace(text, regions=()) for text in texts])
    )
    found = [
        sum(
            span.end > len(text.text) // 2
            for text in tiny_texts(20, seed=2)
            for span in torch_tagger(one).tag(text.text, len(text.text))
        )
        for one in (open_, closed)
    ]
    assert found[0] > 2 * found[1]


def test_a_training_ends_when_nothing_gets_better(backbone: Path) -> None:
    told: list[Epoch] = []
    config = replace(CONFIG, epochs=9, patience=2, learning_rate=1e-9, head_learning_rate=1e-9)
    texts = tiny_texts(4)
    train(texts, CATEGORIES, str(backbone), config, told.append, held_back=texts)
    assert len(told) == 3  # the first is as good as all that follow


def test_a_stopped_training_keeps_what_it_has(backbone: Path) -> None:
    told: list[Epoch] = []
    config = replace(CONFIG, epochs=50)
    train(
        tiny_texts(4),
        CATEGORIES,
        str(backbone),
        config,
        told.append,
        stop=lambda: len(told) == 2,
    )
    assert len(told) == 2
    with pytest.raises(StoppedError):
        train(tiny_texts(4), CATEGORIES, str(backbone), config, stop=lambda: True)


def test_checkpoint_comes_back_as_it_was_saved(checkpoint: Checkpoint, tmp_path: Path) -> None:
    save_checkpoint(checkpoint, tmp_path / "kept")
    again = load_checkpoint(tmp_path / "kept")
    assert again.categories == checkpoint.categories
    assert again.config == checkpoint.config
    text = tiny_texts(1, seed=3)[0].text
    assert torch_tagger(again).tag(text, 10_000) == torch_tagger(checkpoint).tag(text, 10_000)


def test_half_a_checkpoint_is_refused(checkpoint: Checkpoint, tmp_path: Path) -> None:
    save_checkpoint(checkpoint, tmp_path / "kept")
    (tmp_path / "kept" / "checkpoint.json").unlink()
    with pytest.raises(ModelError, match="train it again"):
        load_checkpoint(tmp_path / "kept")


def test_backbone_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        new_checkpoint(str(tmp_path / "nowhere"), CATEGORIES, CONFIG)


def test_windows_hold_every_labelled_token_and_some_empty_ones() -> None:
    targets = np.zeros(1000, dtype=np.int64)
    targets[500] = 1
    example = Example({"ids": np.arange(1000)}, targets, np.array([True, False]))
    windows = cut([example], 100, TrainingConfig(empty_share=2.0), np.random.default_rng(0))
    assert sum(int((window.targets == 1).sum()) for window in windows) == 1
    assert len(windows) == 3
    assert all(len(window.targets) <= 100 for window in windows)


def test_short_text_is_one_window() -> None:
    targets = np.array([1, IGNORED, 0])
    example = Example({"ids": np.arange(3)}, targets, np.array([True, False]))
    [window] = cut([example], 100, TrainingConfig(empty_share=0.0), np.random.default_rng(0))
    assert window.inputs["ids"].tolist() == [0, 1, 2]


def test_config_that_cannot_work_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot overlap"):
        TrainingConfig(window_tokens=64, overlap_tokens=64)
    with pytest.raises(ValueError, match="at least one"):
        TrainingConfig(epochs=0)
