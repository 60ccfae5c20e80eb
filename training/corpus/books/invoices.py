"""Invoices, credit notes and orders: lines, net amount, tax and total."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from training.corpus.books.sheet import Sheet, written

_QUANTITY, _PRICE = 360.0, 450.0
_SUMS = 340.0
_ROW = 16.0


def draw_invoice(paper: Mapping[str, Any]) -> bytes:
    """The PDF of an invoice; with `sign` -1 its amounts are printed negative."""
    sheet = Sheet(f"{paper['title']} {paper['facts'][0][1]}")
    top = sheet.y
    sheet.text(paper["vendor"][0], size=13, bold=True)
    sheet.down(14)
    sheet.block([*paper["vendor"][1:], paper["vendor_number"]])
    sheet.y = top
    sheet.right(paper["title"].upper(), size=18, bold=True)
    sheet.y = top + 90
    sheet.text(paper["customer_label"], bold=True)
    sheet.down(13)
    sheet.block(paper["customer"])
    sheet.y = top + 90
    sheet.facts(paper["facts"])
    sheet.y = top + 180
    net = _draw_lines(sheet, paper)
    _draw_sums(sheet, paper, net)
    sheet.down(40)
    sheet.text(paper["foot"], size=8.5)
    return sheet.pdf()


def _draw_lines(sheet: Sheet, paper: Mapping[str, Any]) -> Decimal:
    sheet.text("Description", bold=True)
    for name, x in (("Quantity", _QUANTITY), ("Unit price", _PRICE)):
        sheet.right(name, x, bold=True)
    sheet.right("Amount", bold=True)
    sheet.rule()
    sheet.down(_ROW + 2)
    net = Decimal(0)
    for text, quantity, price in paper["lines"]:
        amount = paper.get("sign", 1) * Decimal(quantity) * Decimal(price)
        net += amount
        sheet.text(text)
        sheet.right(quantity, _QUANTITY)
        sheet.right(written(Decimal(price)), _PRICE)
        sheet.right(written(amount))
        sheet.down(_ROW)
    sheet.rule(above=-11)
    return net


def _draw_sums(sheet: Sheet, paper: Mapping[str, Any], net: Decimal) -> None:
    tax = (net * paper["rate"] / 100).quantize(Decimal("0.01"))
    sums = (
        ("Net amount", net),
        (f"VAT {paper['rate']}%", tax),
        (f"Total {paper['currency']}", net + tax),
    )
    for label, amount in sums:
        is_total = label.startswith("Total")
        sheet.text(label, _SUMS, bold=is_total)
        sheet.right(written(amount), bold=is_total)
        sheet.down(_ROW)
