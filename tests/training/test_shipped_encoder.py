"""A project's own model begins with what the model that ships knows."""

from __future__ import annotations

import pytest
import torch

from enricher.models.registry import Registry
from enricher.recognizer.bundle import open_bundle
from training.export.restoration import restore_checkpoint
from training.loop.config import TrainingConfig
from training.loop.model import Checkpoint
from training.shipped_encoder import PROJECT, begin_shipped

CONFIG = TrainingConfig(seed=3)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def begun(registry: Registry) -> Checkpoint:
    begun = begin_shipped(registry, ("Fee", "party", "Warranty"), ("Warranty",), CONFIG)
    assert begun is not None
    return begun


def test_it_reads_as_the_model_that_ships(registry: Registry, begun: Checkpoint) -> None:
    folder = registry.shipped_model(PROJECT)
    assert folder is not None
    shipped = restore_checkpoint(open_bundle(folder), CONFIG)
    weights = shipped.model.encoder.state_dict()
    assert all(
        torch.equal(tensor, weights[name])
        for name, tensor in begun.model.encoder.state_dict().items()
    )
    party, known = begun.outputs.tagged.index("party"), shipped.outputs.tagged.index("Party")
    assert torch.equal(
        begun.model.head.weight[1 + 2 * party], shipped.model.head.weight[1 + 2 * known]
    )


def test_its_outputs_are_those_of_the_project(begun: Checkpoint) -> None:
    assert begun.categories == ("Fee", "party", "Warranty")
    assert begun.passages == ("Warranty",)
    assert begun.config == CONFIG


def test_the_first_weights_of_what_is_new_depend_on_the_seed_alone(
    registry: Registry, begun: Checkpoint
) -> None:
    again = begin_shipped(registry, ("Fee", "party", "Warranty"), ("Warranty",), CONFIG)
    assert again is not None
    assert torch.equal(again.model.head.weight, begun.model.head.weight)
