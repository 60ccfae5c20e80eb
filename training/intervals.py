"""How far a share that was measured on a few may be off."""

from __future__ import annotations

import math

Z = 1.959964  # standard deviations that hold 95 % of a normal distribution


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
