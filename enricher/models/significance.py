"""Whether two models differ by more than chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIGNIFICANT = 0.05
EXACT_UP_TO = 14  # documents that differ: 16,384 ways to swap them are all tried
DRAWS = 20_000
SEED = 1

Counts = NDArray[np.float64]
"""tp, fp and fn of each document for one model: [documents, 3]."""


def chance_of(first: Counts, second: Counts) -> float:
    """How often F1 differs as much if, document by document, it is left to chance whose is whose.

    The paired randomization test over documents: all ways to swap them where they are few, else
    a fixed sequence of random ones.

    Source: Yeh 2000, "More accurate tests for the statistical significance of result differences".
    """
    differ = np.flatnonzero((first != second).any(axis=1))
    count = len(differ)
    if not count:
        return 1.0
    exact = count <= EXACT_UP_TO
    if exact:
        numbers = np.arange(2**count)
        swapped = (numbers[:, None] >> np.arange(count)) & 1
    else:
        swapped = np.random.default_rng(SEED).integers(2, size=(DRAWS, count))
    gap = second[differ] - first[differ]
    one = first.sum(axis=0) + swapped @ gap
    other = second.sum(axis=0) - swapped @ gap
    differences = np.abs(_f1(other) - _f1(one))
    observed = abs(float(_f1(second.sum(axis=0)) - _f1(first.sum(axis=0))))
    extreme = int((differences >= observed - 1e-12).sum())
    return extreme / len(swapped) if exact else (extreme + 1) / (DRAWS + 1)


def _f1(counts: Counts) -> Counts:
    tp, fp, fn = np.moveaxis(counts, -1, 0)
    f1: Counts = 2 * tp / np.maximum(1, 2 * tp + fp + fn)
    return f1
