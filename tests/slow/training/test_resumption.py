"""A training that was killed ends as if it had not been; one may begin with what a model knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from tests.tiny_model import CATEGORIES, CONFIG, tiny_texts
from training.export.bundle import torch_tagger
from training.loop.model import Checkpoint
from training.loop.resumption import STEPS
from training.loop.trainer import train
from training.loop.transfer import begin_from


class Killed(BaseException):
    """What ends a process between two batches."""


class KilledAfter:
    def __init__(self, batches: int) -> None:
        self._left = batches

    def __call__(self) -> bool:
        self._left -= 1
        if self._left < 0:
            raise Killed
        return False


def test_killed_training_goes_on_to_the_same_model(backbone: Path, tmp_path: Path) -> None:
    config = replace(CONFIG, epochs=2, batch_windows=1, dropout=0.1)
    texts, kept = tiny_texts(STEPS + 10), tmp_path / "work" / "kept.pt"
    whole = train(texts, CATEGORIES, str(backbone), config)
    for batches in (STEPS + 5, STEPS + 5):
        with pytest.raises(Killed):
            train(texts, CATEGORIES, str(backbone), config, stop=KilledAfter(batches), kept=kept)
        assert kept.exists()
    resumed = train(texts, CATEGORIES, str(backbone), config, kept=kept)
    assert not kept.exists()
    for name, weights in whole.model.state_dict().items():
        assert torch.equal(weights, resumed.model.state_dict()[name]), name


def test_model_begins_with_the_tags_that_another_knows(checkpoint: Checkpoint) -> None:
    categories = ("Title", "Term", "Signed", "Party")
    begun = begin_from(checkpoint, categories, CONFIG, like={"Signed": "EffectiveDate"})
    renamed = {"EffectiveDate": "Signed", "Term": "Term", "Party": "Party"}
    wanted, found = set(), set()
    for text in tiny_texts(5, seed=2):
        for one in torch_tagger(checkpoint).tag(text.text, len(text.text)):
            if one.category in renamed:
                wanted.add((text.name, one.start, one.end, renamed[one.category]))
        for one in torch_tagger(begun).tag(text.text, len(text.text)):
            found.add((text.name, one.start, one.end, one.category))
    assert {category for *_, category in wanted} == {"Signed", "Term", "Party"}
    assert len(wanted & found) > 0.8 * len(wanted | found)
