from __future__ import annotations

from decimal import Decimal

from enricher.values import MONEY, normalize_text


def test_unknown_currency_leaves_the_amount_with_a_warning() -> None:
    result = normalize_text(MONEY, "500 kr")
    assert result.value is not None
    assert result.value.detail == {"amount": "500.00", "currency": None}
    assert result.warnings


def test_amount_orders_as_a_decimal() -> None:
    result = normalize_text(MONEY, "US$1.5 million")
    assert result.value is not None
    assert result.value.order == Decimal(1500000)
    assert result.value.detail == {"amount": "1500000.00", "currency": "USD"}
