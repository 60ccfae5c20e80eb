from __future__ import annotations

from decimal import Decimal

from enricher.values import DURATION, normalize_text


def test_durations_order_by_days() -> None:
    orders = []
    for text in ("6 months", "one year", "14 months", "2 years"):
        value = normalize_text(DURATION, text).value
        assert value is not None
        assert isinstance(value.order, Decimal)
        orders.append(value.order)
    assert orders == sorted(orders)
    assert orders[1] == Decimal("365.25")
