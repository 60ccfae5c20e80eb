"""How far what was measured on a few may be off."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from enricher.models.scores import Scores

DRAWS = 10_000
DRAWS_SEED = 1


def paired_f1_loss(first: Sequence[Scores], second: Sequence[Scores]) -> tuple[float, float]:
    """The 95 % interval of the first's F1 less the second's, both pooled over the same documents.

    Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, section 13.3; documents are
    drawn, and each brings the scores of both.
    """
    counts = np.array(
        [[(one.tp, one.fp, one.fn) for one in (a, b)] for a, b in zip(first, second, strict=True)]
    )
    random = np.random.default_rng(DRAWS_SEED)
    times = random.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS)
    tp, fp, fn = np.moveaxis(np.einsum("dn,nwc->dwc", times, counts), 2, 0)
    f1 = 2 * tp / np.maximum(1, 2 * tp + fp + fn)
    low, high = np.quantile(f1[:, 0] - f1[:, 1], (0.025, 0.975)).tolist()
    return low, high
