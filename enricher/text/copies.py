"""Which of many texts are copies of another, or nearly: every pair of their sketches is compared.

5,000 texts take some seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from enricher.text.sketches import BINS, EMPTY, sketch_numbers

Sketches = NDArray[np.uint64]


def sketch_texts(texts: Sequence[str]) -> Sketches:
    """Numbers [texts, bins] by which texts compare."""
    known: dict[str, int] = {}
    if not texts:
        return np.zeros((0, BINS), dtype=np.uint64)
    return np.stack([sketch_numbers(text, known) for text in texts])


def near_copies(texts: Sequence[str], at_least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts, the former first, and their likeness."""
    sketches = sketch_texts(texts)
    for one in range(len(texts) - 1):
        shares = _likeness(sketches[one:], 0)[1:]
        for other in np.flatnonzero(shares >= at_least).tolist():
            yield one, one + 1 + other, float(shares[other])


def _likeness(sketches: Sketches, one: int) -> NDArray[np.float64]:
    """How much like one text each of all is, in [0, 1]."""
    own = sketches[one]
    either = (sketches != EMPTY) | (own != EMPTY)
    both = (sketches == own) & either
    shares: NDArray[np.float64] = both.sum(axis=1) / np.maximum(1, either.sum(axis=1))
    return shares
