"""How far scores may be off that were measured on a few."""

from __future__ import annotations

import pytest

from enricher.models.evaluations import CategoryScores
from enricher.models.sample_sizes import WIDE_OF_CATEGORY, sample_of, sample_of_all, wilson


def scores(tp: int, fp: int, fn: int) -> CategoryScores:
    return CategoryScores(0.0, 0.0, 0.0, tp + fn, tp, fp, fn)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (81, 263, 0.255, 0.366), (0, 0, 0.0, 1.0)],
)
def test_intervals_are_those_of_the_books(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=6e-4)


def test_few_labels_are_too_few_and_it_is_told_how_many_are_missing() -> None:
    few = sample_of(scores(7, 1, 3))
    assert (few.labels, round(few.found.low, 2), round(few.found.high, 2)) == (10, 0.40, 0.89)
    assert few.missing > 0
    more = sample_of(scores(round(0.67 * (10 + few.missing)), 0, 10 + few.missing - 28))
    assert more.found.width <= WIDE_OF_CATEGORY + 0.05
    assert sample_of(scores(95, 3, 5)).missing == 0


def test_what_was_never_labelled_may_be_anything() -> None:
    nothing = sample_of(scores(0, 2, 0))
    assert (nothing.found.low, nothing.found.high) == (0.0, 1.0)
    assert nothing.missing > 0


def test_all_together_are_asked_for_more() -> None:
    few = sample_of_all({"A": scores(20, 0, 4), "B": scores(19, 2, 3)})
    assert few.labels == 46
    assert few.missing > 0
    assert sample_of_all({"A": scores(300, 0, 4), "B": scores(300, 2, 3)}).missing == 0
