from __future__ import annotations

from decimal import Decimal

import pytest

from connectors.layout.receipts.amounts import sums_of
from tests.receipt_pages import rows


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        (("TOTAL 12.50",), "12.50"),
        (("Sub Total 11.79", "GST 6% 0.71", "Grand Total 12.50"), "12.50"),
        (("SUMME EUR 1.204,90",), "1204.90"),
        (("TOTAL", "RM 170.00"), "170.00"),
        (("Total 45.34", "Rounding .01", "Rounded Total 45.35", "CASH 50.00"), "45.35"),
        (("Total 45.34", "Rounding Adj 0.01", "Total 45.35"), "45.35"),
        (("Total Sales (Inclusive GST) 52.08", "Rounding 52.10", "CASH 60.00"), "52.10"),
        (("TOTAL 38.37", "CASH 40.37", "CHANGE DUE 2.00"), "38.37"),
        (("CASH 20.00", "CHANGE 7.50", "ITEM 12.50"), "12.50"),
        (("Total Qty 3", "TOTAL 12.37"), "12.37"),
        (("TOTAL (GST INCL) 13.78", "GST 0.78"), "13.78"),
        (("Total 0% supplies: 20.67", "Total 6% supplies (Inc. GST): 73.52", "Total Payable: 94.19"), "94.19"),
        (("TOTAL TTC 16,90 EUR", "DONT TVA 5,5% 0,88"), "16.90"),
        (("Betrag 9,80", "You saved 3.00"), "9.80"),
        (("TOTAL 1500",), "1500"),
        (("2 NASI GORENG 90.000", "TOTAL 90.000", "TUNAI 100.000", "KEMBALI 10.000"), "90000"),
        (("Total Item 4", "Grand Total Rp 1,591,600"), "1591600"),
        (("Subtotal 55.72", "Tax 5.01", "Amount 60.73", "Tip 10.03", "Total 70.76"), "70.76"),
        (("Qty: 4 622.69", "Less Discount 24.91", "Net Payable 597.78", "UPI 597.78"), "597.78"),
    ],
)  # fmt: skip
def test_totals_are_told_from_what_is_paid_rounded_and_saved(
    lines: tuple[str, ...], total: str
) -> None:
    found = sums_of(rows(*lines))
    assert found is not None
    assert found.total.value == Decimal(total)


def test_amounts_that_nothing_names_are_no_total() -> None:
    assert sums_of(rows("TEA 2.00", "CAKE 4.50")) is None
    assert sums_of(rows("You saved 4.50", "Points 12.00")) is None


def test_net_and_tax_are_stated_where_they_add_up() -> None:
    found = sums_of(rows("Subtotal 20.00", "GST 6% 1.20", "Total 21.20"))
    assert found is not None
    assert (found.net and found.net.value, found.tax and found.tax.value) == (
        Decimal("20.00"),
        Decimal("1.20"),
    )
    wrong = sums_of(rows("Subtotal 20.00", "GST 6% 1.21", "Total 21.20"))
    assert wrong is not None
    assert (wrong.net, wrong.tax, wrong.is_proven) == (None, None, False)
