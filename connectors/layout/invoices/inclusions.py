"""Rows that are a part of the row above them: `Incl. copyright levy 4.24` costs nothing more."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal

from connectors.layout.invoices.charges import Charge
from connectors.layout.invoices.names import says_included

_MOST = 6  # rows that may each be a part of another one, or not


def without_included(rows: Sequence[Charge], sums: Sequence[Decimal]) -> tuple[Charge, ...] | None:
    """The rows but for those that say so of themselves and are in one of the sums twice.

    None where no such row is too much for a sum: then it is charged as any other.
    """
    parts = [one for one in rows if one.words and says_included([word.text for word in one.words])]
    if not parts or len(parts) > _MOST:
        return None
    charged = sum((one.amount.value for one in rows), Decimal(0))
    for count in range(len(parts), 0, -1):
        for left_out in itertools.combinations(parts, count):
            if charged - sum(one.amount.value for one in left_out) in sums:
                return tuple(one for one in rows if one not in left_out)
    return None
