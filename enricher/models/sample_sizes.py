"""How far scores that were measured on a few documents may be off, and how many would do.

counts of a testing set --wilson--> interval --is it narrow enough--> labels that are missing
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from enricher.models.evaluations import CategoryScores

Z = 1.959964  # standard deviations that hold 95 % of a normal distribution
WIDE = 0.15  # the interval of a share of all labels that says too little
WIDE_OF_CATEGORY = 0.3  # of one category, which has fewer


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a share lies that was measured on some, with 95 % certainty."""

    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Sample:
    """What a testing set says about how much is found, and how much of that is right.

    Attributes:
        labels: that there are to find.
        found: share of the labels that are found.
        right: share of what is found that is right.
        missing: labels that would have to come to it to know the share that is found well enough.
    """

    labels: int
    found: Interval
    right: Interval
    missing: int


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share; (0, 1) where there is nothing to tell by.

    Source: Wilson 1927, JASA 22, 209-212.
    """
    if not of:
        return 0.0, 1.0
    share, weight = hits / of, Z * Z / of
    middle = (share + weight / 2) / (1 + weight)
    reach = Z / (1 + weight) * math.sqrt(share * (1 - share) / of + weight / (4 * of))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def sample_of(scores: CategoryScores, wide: float = WIDE_OF_CATEGORY) -> Sample:
    """What the testing set says about a category."""
    found = Interval(*wilson(scores.tp, scores.support))
    right = Interval(*wilson(scores.tp, scores.tp + scores.fp))
    missing = _missing(scores.tp, scores.support, wide) if found.width > wide else 0
    return Sample(scores.support, found, right, missing)


def sample_of_all(categories: Mapping[str, CategoryScores]) -> Sample:
    """What the testing set says about all categories together."""
    tp, fp, fn = (
        sum(getattr(one, name) for one in categories.values()) for name in ("tp", "fp", "fn")
    )
    return sample_of(CategoryScores(0.0, 0.0, 0.0, tp + fn, tp, fp, fn), WIDE)


def _missing(hits: int, of: int, wide: float) -> int:
    """How many more would make the interval narrow enough, if they came out as those before."""
    share = (hits + 1) / (of + 2)  # of few a little less sure than counted, as 3 of 3 is not all
    enough = of
    while True:
        low, high = wilson(round(share * enough), enough)
        if high - low <= wide:
            return enough - of
        enough += max(1, enough // 20)
