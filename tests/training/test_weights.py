"""Weights that a training ends with."""

import torch

from training.loop.weights import mix_in


def test_a_model_becomes_the_mean_of_its_weights_and_others() -> None:
    model = torch.nn.Linear(2, 1)
    torch.nn.init.constant_(model.weight, 1.0)
    torch.nn.init.constant_(model.bias, 5.0)
    mix_in({"weight": torch.full((1, 2), 11.0)}, 0.3, model)
    assert model.weight.flatten().tolist() == [4.0, 4.0]
    assert model.bias.item() == 5.0
