"""Confidence is fitted where there is enough to fit it on, and left alone elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from enricher.recognizer.confidence import Confidence, sigmoid
from training.confidence.calibration import LEAST_DOCUMENTS, fit_held_back
from training.evaluation.reliability import calibration_error
from training.evaluation.verdicts import CURVE, Judged, curve, pooled


def drawn(
    spans: int, documents: int, seed: int, *, slope: float = 1.0, intercept: float = 0.0
) -> Judged:
    """Spans that are right as often as a line through the log-odds of their confidence says."""
    random = np.random.default_rng(seed)
    odds = random.normal(1.5, 1.5, spans)
    right = random.random(spans) < 1 / (1 + np.exp(-(slope * odds + intercept)))
    return Judged(
        1 / (1 + np.exp(-odds)),
        right,
        random.integers(documents, size=spans).astype(float),
        int(right.sum()),
    )


def error(judged: Judged, confidence: Confidence, category: str = "A") -> float:
    slope, intercept = confidence.calibration.get(category, (1.0, 0.0))
    odds = np.log(judged.found / (1 - judged.found))
    return calibration_error(
        np.array([sigmoid(slope * one + intercept) for one in odds]), judged.right
    )


def test_confidence_that_is_too_high_is_brought_down() -> None:
    overconfident = {"slope": 0.5, "intercept": -1.0}
    held_back, unseen = (drawn(1000, 40, seed, **overconfident) for seed in (1, 2))
    fitted = fit_held_back({"A": held_back})
    assert fitted.calibration["A"] == pytest.approx((0.5, -1.0), abs=0.15)
    assert error(unseen, Confidence()) > 0.25
    assert error(unseen, fitted) < 0.05


def test_few_documents_move_confidence_part_of_the_way() -> None:
    before, after = [], []
    for seed in range(20):
        held_back = drawn(40, 5, seed, slope=0.5, intercept=-1.0)
        unseen = drawn(2000, 40, seed + 100, slope=0.5, intercept=-1.0)
        before.append(error(unseen, Confidence()))
        after.append(error(unseen, fit_held_back({"A": held_back})))
    assert np.mean(after) < np.mean(before) - 0.08
    assert all(one <= other + 0.005 for one, other in zip(after, before, strict=True))


def test_a_category_of_few_spans_follows_others_that_are_alike() -> None:
    alike = {name: drawn(80, 20, ord(name), slope=0.5, intercept=-1.0) for name in "CDEF"}
    fitted = fit_held_back({**alike, "B": drawn(2, 2, 3)})
    slope, intercept = fitted.calibration["B"]
    assert slope < 0.8
    assert intercept < -0.6


def test_categories_that_are_right_are_left_where_another_one_is_off() -> None:
    off = drawn(300, 30, 1, slope=0.3, intercept=-1.0)
    sure = Judged(np.full(60, 0.97), np.ones(60, dtype=np.bool_), np.arange(60.0) % 30, 60)
    fitted = fit_held_back({"A": off, "B": sure})
    assert error(sure, fitted, "B") <= error(sure, Confidence(), "B")
    assert error(off, fitted) < error(off, Confidence()) - 0.1


@pytest.mark.parametrize(
    "judged", [drawn(20, 10, 1, intercept=-2), drawn(200, LEAST_DOCUMENTS - 1, 1, intercept=-2)]
)
def test_too_little_is_not_fitted(judged: Judged) -> None:
    assert fit_held_back({"A": judged}) == Confidence()


def test_confidence_that_is_right_already_is_left() -> None:
    moved = [fit_held_back({"A": drawn(60, 6, seed)}) != Confidence() for seed in range(40)]
    assert sum(moved) <= 2


def test_a_threshold_is_chosen_where_unsure_spans_are_nearly_all_wrong() -> None:
    random = np.random.default_rng(5)
    sure, unsure = 400, 400
    found = np.concatenate([random.uniform(0.9, 0.99, sure), random.uniform(0.2, 0.5, unsure)])
    right = np.concatenate([random.random(sure) < 0.95, random.random(unsure) < 0.03])
    judged = Judged(
        found, right, random.integers(40, size=sure + unsure).astype(float), int(right.sum())
    )
    fitted = fit_held_back({"A": judged})
    slope, intercept = fitted.calibration["A"]
    calibrated = np.array([sigmoid(slope * np.log(p / (1 - p)) + intercept) for p in found])
    kept = calibrated >= fitted.thresholds["A"]
    assert kept[:sure].mean() > 0.98
    assert kept[sure:].mean() < 0.1


def test_no_threshold_is_chosen_where_it_would_gain_nothing() -> None:
    assert fit_held_back({"A": drawn(400, 40, 1, slope=0.5, intercept=1.5)}).thresholds == {}


def test_curve_counts_what_is_left_at_each_threshold() -> None:
    judged = Judged(
        np.array([0.9, 0.6, 0.3]), np.array([True, False, True]), np.array([0, 0, 1]), 3
    )
    by_threshold = dict(curve(judged))
    assert tuple(by_threshold) == CURVE
    counts = {one: (s.tp, s.fp, s.fn) for one, s in by_threshold.items()}
    assert (counts[0.0], counts[0.5], counts[0.7], counts[0.95]) == (
        (2, 1, 1),
        (1, 1, 2),
        (1, 0, 2),
        (0, 0, 3),
    )
    both = pooled({"A": judged, "B": judged})
    assert (len(both), both.wanted, both.wrong) == (6, 6, 2)
