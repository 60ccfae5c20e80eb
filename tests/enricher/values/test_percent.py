from __future__ import annotations

from decimal import Decimal

from enricher.values import PERCENT, normalize_text


def test_rates_order_as_decimals() -> None:
    value = normalize_text(PERCENT, "150 basis points").value
    assert value is not None
    assert value.order == Decimal("1.50")
