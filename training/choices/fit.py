"""Fit a chooser: a softmax over choices, with weights held small, on hashed features.

examples -> features -> vectors -> inner products -> weights of the examples -> weights of the features

There are more features than examples, so that it is the examples that get weights: one row for each,
whose sum over the vectors is that of the features. Both say the same (Zhu and Hastie 2005, kernel
logistic regression).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize, minimize_scalar

from enricher.recognizer.choices import BUCKETS, Chooser, Floats, Hashed, vector_of

HELD: Final = 0.003
"""How much weights are held to nothing; three times and a third of it measure the same."""

_STEPS = 80
_LEAST_RARITY = 0.2
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A document whose choice is known.

    Attributes:
        weight: as how many documents it counts.
    """

    name: str
    features: Hashed
    choice: str
    weight: float = 1.0


def fit_chooser(examples: Sequence[Example], choices: Sequence[str], category: str) -> Chooser:
    """Fit a chooser. Rare choices count more than they are, by the root of how rare they are."""
    rarity = _rarity(examples)
    matrix = matrix_of([vector_of(one.features, rarity) for one in examples])
    columns = np.array([choices.index(one.choice) for one in examples])
    weights = evened(np.array([one.weight for one in examples]), columns, len(choices))
    of_examples, bias = fit_weights(matrix, columns, weights, len(choices), HELD)
    return Chooser(
        category,
        tuple(choices),
        rarity,
        np.asarray(matrix.T @ of_examples, np.float32),
        bias.astype(np.float32),
    )


def evened(weights: Doubles, columns: NDArray[np.int64], choices: int) -> Doubles:
    """Weights of examples by which rare choices count more than they are."""
    sums = np.bincount(columns, weights=weights, minlength=choices)
    return weights * np.sqrt(np.median(sums[sums > 0]) / np.maximum(sums, 1e-9))[columns]


def fit_sharpness(scores: Floats, columns: NDArray[np.int64]) -> float:
    """What scores of documents that were not learned from are multiplied by, to be probable."""

    def loss(log_sharpness: float) -> float:
        logits = scores * np.exp(log_sharpness)
        logits = logits - logits.max(1, keepdims=True)
        right = logits[np.arange(len(columns)), columns]
        return float((np.log(np.exp(logits).sum(1)) - right).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def sharpened(chooser: Chooser, sharpness: float, threshold: float) -> Chooser:
    return replace(chooser, sharpness=sharpness, threshold=threshold)


def _rarity(examples: Sequence[Example]) -> Floats:
    """How rare a feature is: 1 in one example of all, 0 in none, `_LEAST_RARITY` in nearly all."""
    holding = np.zeros(BUCKETS)
    for example in examples:
        for found in example.features.values():
            holding[list(found)] += 1
    rarity = np.log(len(examples) / (holding + 1)) / np.log(len(examples))
    return np.where(holding > 0, np.clip(rarity, _LEAST_RARITY, 1), 0).astype(np.float32)


def matrix_of(vectors: Sequence[tuple[NDArray[np.int64], Floats]]) -> sparse.csr_matrix:
    """[examples, BUCKETS] of buckets and their values."""
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in vectors)])
    return sparse.csr_matrix(
        (
            np.concatenate([values for _, values in vectors]),
            np.concatenate([buckets for buckets, _ in vectors]),
            ends,
        ),
        shape=(len(vectors), BUCKETS),
    )


def fit_weights(
    matrix: sparse.csr_matrix,
    columns: NDArray[np.int64],
    weights: Doubles,
    choices: int,
    held: float,
    known: Floats | None = None,
    steps: int = _STEPS,
) -> tuple[Doubles, Doubles]:
    """The weights of the examples, and the bias of each choice.

    Args:
        known: [examples, choices], scores that what is fitted comes on top of.
        steps: at most.
    """
    count = len(columns)
    products = (matrix @ matrix.T).toarray().astype(np.float64) + 1e-6 * np.eye(count)
    root = np.linalg.cholesky(products)
    inputs = np.hstack([root, np.ones((count, 1))]).astype(np.float32)
    wanted = np.zeros((count, choices), np.float32)
    wanted[np.arange(count), columns] = 1
    of_each = weights.astype(np.float32)[:, None]

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        weighed = flat.reshape(-1, choices).astype(np.float32)
        logits = inputs @ weighed
        if known is not None:
            logits += known
        logits -= logits.max(1, keepdims=True)
        odds = np.exp(logits)
        total = odds.sum(1, keepdims=True)
        surprise = np.log(total[:, 0]) - logits[np.arange(count), columns]
        slope = inputs.T @ (of_each * (odds / total - wanted))
        slope[:-1] += held * weighed[:-1]
        size = held / 2 * float((weighed[:-1] ** 2).sum())
        return float(weights @ surprise) + size, slope.ravel().astype(np.float64)

    start = np.zeros((count + 1) * choices)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps})
    fitted = found.x.reshape(-1, choices)
    return np.linalg.solve(root.T, fitted[:-1]), fitted[-1]
