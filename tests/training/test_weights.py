"""Weights that a training ends with."""

from pathlib import Path

import torch

from tests.tiny_model import CATEGORIES, CONFIG, tiny_texts
from training.loop.model import new_checkpoint
from training.loop.weights import AveragedWeights, BestWeights, mix_in


def test_a_model_becomes_the_mean_of_its_weights_and_others() -> None:
    model = torch.nn.Linear(2, 1)
    torch.nn.init.constant_(model.weight, 1.0)
    torch.nn.init.constant_(model.bias, 5.0)
    mix_in({"weight": torch.full((1, 2), 11.0)}, 0.3, model)
    assert model.weight.flatten().tolist() == [4.0, 4.0]
    assert model.bias.item() == 5.0


def test_of_equal_epochs_the_last_ones_weights_stay_and_the_first_one_counts(
    backbone: Path,
) -> None:
    checkpoint = new_checkpoint(str(backbone), CATEGORIES, CONFIG)
    average = AveragedWeights(checkpoint.model, decay=0.9)
    best = BestWeights(checkpoint, tiny_texts(2))
    for epoch, nothing in ((1, 50.0), (2, 60.0)):
        bias = torch.zeros_like(checkpoint.model.head.bias)
        bias[0] = nothing  # each word is in no entity
        average.restore({"head.bias": bias}, epoch)
        assert best.look_at(epoch, average) == 0.0
    best.copy_to(checkpoint.model)
    assert (best.epoch, checkpoint.model.head.bias[0].item()) == (1, 60.0)
