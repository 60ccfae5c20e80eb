"""Receipts: what a till prints, line by line, and what a reader should find of it.

A layout's body is the text of the paper. A line that begins with `^` or `^^` is set in larger letters and
centred, with `=` centred, with `---` a rule; what stands behind `|` is set at the right edge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from jinja2 import Environment, StrictUndefined

from training.corpus.financial.layouts import Layout
from training.corpus.financial.locales import filled, written

_CENT = Decimal("0.01")
_NOTES = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
_environment = Environment(
    line_statement_prefix="%", trim_blocks=True, undefined=StrictUndefined, autoescape=False
)


@dataclass(frozen=True, slots=True)
class Item:
    name: str
    quantity: int
    price: Decimal
    rate: Decimal

    @property
    def amount(self) -> Decimal:
        return self.quantity * self.price


@dataclass(slots=True)
class Receipt:
    """`taxes` are rate, net and tax; `added` is the tax that is not in the prices."""

    number: str
    day: date
    time: str
    items: list[Item]
    discount: Decimal = Decimal(0)
    tip: Decimal = Decimal(0)
    rounding: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    added: Decimal = Decimal(0)
    taxes: list[tuple[Decimal, Decimal, Decimal]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(one.quantity for one in self.items)

    @property
    def items_total(self) -> Decimal:
        return sum((one.amount for one in self.items), Decimal(0))

    @property
    def subtotal(self) -> Decimal:
        return self.items_total - self.discount

    @property
    def tax(self) -> Decimal:
        return sum((tax for _, _, tax in self.taxes), Decimal(0))

    @property
    def net(self) -> Decimal:
        return sum((net for _, net, _ in self.taxes), Decimal(0))

    @property
    def unrounded(self) -> Decimal:
        return self.subtotal + self.added + self.tip

    @property
    def total(self) -> Decimal:
        return self.unrounded + self.rounding

    @property
    def change(self) -> Decimal:
        return self.paid - self.total


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)


def draw_receipt(layout: Layout, rng: Random) -> Receipt:
    head = layout.head
    count = rng.randint(*head.get("lines", [2, 7]))
    places = head.get("places", 2)
    receipt = Receipt(
        filled(head.get("number", "{n6}"), rng),
        date(rng.randint(2016, 2025), rng.randint(1, 12), rng.randint(1, 28)),
        f"{rng.randint(8, 21):02}:{rng.randint(0, 59):02}",
        [_item(rng.choice(head["items"]), head, rng, places) for _ in range(count)],
    )
    receipt.discount = _share(receipt.items_total, head.get("discount", 0), places)
    _tax(receipt, head)
    receipt.tip = _share(receipt.subtotal, head.get("tip", 0), places)
    if step := head.get("coins"):
        coins = Decimal(str(step))
        whole = (receipt.unrounded / coins).quantize(Decimal(1), ROUND_HALF_UP) * coins
        receipt.rounding = whole - receipt.unrounded
    notes = [one for one in _NOTES if one >= receipt.total]
    receipt.paid = Decimal(rng.choice(notes[:2])) if notes else receipt.total
    return receipt


def _item(text: str, head: dict[str, Any], rng: Random, places: int) -> Item:
    """`name / least-most`, with `/ rate` where the layout has several."""
    name, prices, *rates = (one.strip() for one in text.split(" / "))
    least, most = (float(one) for one in prices.split("-"))
    price = Decimal(str(round(rng.uniform(least, most), places)))
    rate = rates[0] if rates else str(head.get("tax", 0))
    return Item(filled(name, rng), rng.choice((1, 1, 1, 2, 3)), price, Decimal(rate))


def _share(amount: Decimal, percent: float, places: int) -> Decimal:
    return (amount * Decimal(str(percent)) / 100).quantize(Decimal(1).scaleb(-places))


def _tax(receipt: Receipt, head: dict[str, Any]) -> None:
    """Tax by rate: in the prices, but where the layout adds it."""
    left = receipt.subtotal
    share = receipt.subtotal / receipt.items_total
    rates = sorted({one.rate for one in receipt.items})
    for rate in rates:
        gross = _cents(share * sum(one.amount for one in receipt.items if one.rate == rate))
        gross = left if rate == rates[-1] else gross
        left -= gross
        if head.get("adds_tax"):
            tax = _cents(gross * rate / 100)
            receipt.taxes.append((rate, gross, tax))
            receipt.added += tax
        else:
            tax = _cents(gross * rate / (100 + rate))
            receipt.taxes.append((rate, gross - tax, tax))


def receipt_lines(layout: Layout, receipt: Receipt, rng: Random) -> list[str]:
    """What is printed, with the marks of layouts."""
    head, locale = layout.head, layout.locale
    numbers = head.get("numbers", locale.numbers)
    text = _environment.from_string(layout.body).render(
        head=head,
        r=receipt,
        m=lambda amount: written(amount, numbers, head.get("places", 2)),
        d=locale.day,
        n=lambda count: filled(f"{{n{count}}}", rng),
        who=locale.first[rng.randrange(len(locale.first))],
    )
    return text.rstrip().splitlines()


def expected_receipt(layout: Layout, receipt: Receipt, file: str) -> dict[str, Any]:
    """What is on the document, in the format of the data to score with."""
    return {
        "file": file,
        "layout": layout.name,
        "company": layout.head["vendor"],
        "date": receipt.day.isoformat(),
        "address": " ".join(layout.head["address"]),
        "total": str(receipt.total),
    }
