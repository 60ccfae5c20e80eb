"""How long a training takes is told by its first batches; whether more would help, by its last epochs."""

from __future__ import annotations

import pytest

from training.loop.forecast import TIMED, WARM_UP, Forecast, Pace
from training.loop.trainer import Epoch, still_rises


def test_a_forecast_is_told_once_and_counts_what_is_held_back() -> None:
    told: list[Forecast] = []
    more: list[Forecast] = []
    pace, other = Pace(4, 10_000, 0, told.append), Pace(4, 10_000, 100_000, more.append)
    for _ in range(3 * (WARM_UP + TIMED)):
        pace.add(100)
        other.add(100)
    assert [one.epochs for one in (*told, *more)] == [4, 4]
    assert 0 < told[0].seconds < more[0].seconds


def test_a_training_of_a_few_batches_is_over_before_anything_is_told() -> None:
    told: list[Forecast] = []
    pace = Pace(1, 1_000, 0, told.append)
    for _ in range(WARM_UP + TIMED - 1):
        pace.add(100)
    assert told == []


@pytest.mark.parametrize(
    ("scores", "of", "rises"),
    [
        ([0.1, 0.3, 0.5, 0.6], 4, True),
        ([0.1, 0.3, 0.595, 0.6], 4, False),  # it hardly does
        ([0.1, 0.6, 0.6, 0.55], 4, False),
        ([0.1, 0.3, 0.5, 0.6], 9, False),  # it ended by itself
        ([None, None], 2, False),  # nothing was held back
        ([0.4], 1, False),
        ([], 1, False),
    ],
)
def test_more_epochs_help_where_the_last_ones_did(
    scores: list[float | None], of: int, *, rises: bool
) -> None:
    epochs = [Epoch(number, of, 0.1, f1, 60.0) for number, f1 in enumerate(scores, start=1)]
    assert still_rises(epochs) is rises
