"""Whether answers are right as often as they are sure.

Answers -> share of right ones per tenth of the scale -> calibration error
        -> from which confidence on nearly all are right
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SURE_PRECISION = 0.98
LEAST_SURE = 20  # values, from which on a precision of 0.98 is believed
BINS = 10
DRAWS = 500

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answers:
    """How sure answers were, and which of them were right: of one category or of several."""

    found: Floats
    right: Bools

    @classmethod
    def of(cls, found: Sequence[float], right: Sequence[bool]) -> Answers:
        return cls(np.array(found, dtype=np.float64), np.array(right, dtype=np.bool_))

    def least(self, confidence: float) -> Answers:
        """Those that were as sure and surer."""
        kept = self.found >= confidence
        return Answers(self.found[kept], self.right[kept])


def calibration_error(found: Floats, right: Bools) -> float:
    """The expected calibration error, over tenths of [0, 1].

    Source: Guo et al. 2017, arXiv 1706.04599, formula 3.
    """
    if not len(found):
        return 0.0
    return sum(abs(sure - share) * count for sure, share, count in reliability(found, right)) / len(
        found
    )


def chance_error(found: Floats) -> float:
    """What `calibration_error` is on average for answers that are right as often as they are sure.

    It is above zero, and the more so the fewer there are.
    """
    random = np.random.default_rng(0)
    drawn = [calibration_error(found, random.random(len(found)) < found) for _ in range(DRAWS)]
    return float(np.mean(drawn))


def reliability(found: Floats, right: Bools) -> list[tuple[float, float, int]]:
    """Per tenth of [0, 1] that has answers: mean confidence, share of right ones, their number."""
    tenths = np.minimum((found * BINS).astype(int), BINS - 1)
    return [
        (float(found[tenths == tenth].mean()), float(right[tenths == tenth].mean()), int(count))
        for tenth, count in enumerate(np.bincount(tenths, minlength=BINS))
        if count
    ]


def sure_from(found: Floats, right: Bools, least_precision: float = SURE_PRECISION) -> float:
    """The least confidence from which on so many of the answers are right, else 1.0."""
    order = np.argsort(-found, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    counts = np.flatnonzero((precision >= least_precision) & (np.arange(len(order)) >= LEAST_SURE))
    return float(found[order[counts[-1]]]) if len(counts) else 1.0
