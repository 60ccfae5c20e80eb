"""The comparison of ways to make a model smaller."""

from pathlib import Path

import pytest

from tests.tiny_model import tiny_texts
from training.experiments.quantization import Comparison, compare_ways
from training.loop.model import Checkpoint


@pytest.fixture(scope="module")
def compared(checkpoint: Checkpoint, tmp_path_factory: pytest.TempPathFactory) -> list[Comparison]:
    folder: Path = tmp_path_factory.mktemp("ways")
    return compare_ways(checkpoint, tiny_texts(10), tiny_texts(20, seed=5), 1.0, folder)


def test_every_way_is_held_against_float32(compared: list[Comparison]) -> None:
    full, *others = compared
    assert (full.way.name, full.speed, full.changed, full.loss) == ("float32", 1.0, 0, 0.0)
    assert full.spans > 20
    names = [each.way.name for each in others]
    assert "dynamic int8, smoothed (ships)" in names
    assert sum("static" in name for name in names) == 2
    assert all(each.spans == full.spans and each.speed > 0 for each in others)


def test_int8_models_are_smaller_and_find_about_the_same(compared: list[Comparison]) -> None:
    full, *others = compared
    for each in others:
        if "OpenVINO" not in each.way.name:
            assert each.way.megabytes < full.way.megabytes
    shipped = next(each for each in others if "ships" in each.way.name)
    assert shipped.changed < 0.05 * shipped.spans
