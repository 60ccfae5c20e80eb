"""Invoices: who bills whom for what, and what a reader should find of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from training.corpus.financial.layouts import Layout
from training.corpus.financial.locales import filled
from training.corpus.financial.numbers import grouped, iban, tax_number

_CENT = Decimal("0.01")


@dataclass(slots=True)
class Line:
    description: str
    quantity: Decimal
    unit: str
    price: Decimal
    rate: Decimal
    amount: Decimal
    article: str
    discount: Decimal = Decimal(0)  # per cent
    note: str = ""


@dataclass(slots=True)
class Invoice:
    """`taxes` are rate, base and tax, `parts` rate and tax where several taxes make one."""

    vendor: str
    vendor_street: str
    vendor_place: str
    customer: str
    customer_street: str
    customer_place: str
    number: str
    issued: date
    due: date | None
    order: str
    iban: str
    tax_number: str
    lines: list[Line]
    discount: Decimal = Decimal(0)
    shipping: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    taxes: list[tuple[Decimal, Decimal, Decimal]] = field(default_factory=list)
    parts: list[tuple[Decimal, Decimal]] = field(default_factory=list)
    net: Decimal = Decimal(0)
    rounding: Decimal = Decimal(0)

    @property
    def subtotal(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def tax(self) -> Decimal:
        return sum((tax for _, _, tax in self.taxes), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.net + self.tax + self.rounding

    @property
    def paper_iban(self) -> str:
        return grouped(self.iban)


def _rounded(amount: Decimal, head: dict[str, Any]) -> Decimal:
    """The amount as its currency counts: to cents, or in `whole` units."""
    return amount.quantize(Decimal(1) if head.get("whole") else _CENT, ROUND_HALF_UP)


def draw_invoice(layout: Layout, rng: Random) -> Invoice:
    head, locale = layout.head, layout.locale
    issued = date(rng.randint(2022, 2025), rng.randint(1, 12), rng.randint(1, 28))
    others = [company for company in locale.companies if company != head["vendor"]]
    due_days = head.get("due_days", 30)
    texts = {"y": f"{issued.year}", "m": f"{issued.month:02}"}
    number, order = (
        filled(head.get(key, ""), rng).replace("{y}", texts["y"]).replace("{m}", texts["m"])
        for key in ("number", "order")
    )
    invoice = Invoice(
        head["vendor"],
        locale.street(rng),
        rng.choice(locale.places),
        locale.person(rng) if head.get("customer") == "person" else rng.choice(others),
        locale.street(rng),
        rng.choice(locale.places),
        number,
        issued,
        issued + timedelta(due_days) if due_days else None,
        order,
        iban(rng, locale.country),
        tax_number(rng, locale.country),
        _lines(layout, rng),
    )
    _settle(invoice, head, locale.tax)
    return invoice


def _lines(layout: Layout, rng: Random) -> list[Line]:
    head, items = layout.head, layout.locale.items
    count = head.get("lines", 4)
    chosen = rng.sample(items, min(count, len(items)))
    chosen += [rng.choice(items) for _ in range(count - len(chosen))]
    return [_line(item, head, rng) for item in chosen]


def _line(item: str, head: dict[str, Any], rng: Random) -> Line:
    description, unit, span, rate = (part.strip() for part in item.rsplit(" / ", 3))
    low, high = (int(part) for part in span.split("-"))
    price = _rounded(Decimal(rng.randint(low * 100, high * 100)) / 100, head)
    quantity = Decimal(rng.randint(1, 12))
    if head.get("quantities") == "hours":
        quantity = Decimal(rng.randint(2, 60)) / 4
    if head.get("quantities") == "one":
        quantity = Decimal(1)
    if head.get("quantities") == "measured":
        quantity = Decimal(rng.randint(300, 42000)) / 1000
    discount = Decimal(rng.choice(head.get("line_discounts", (0,))))
    sign = -1 if head.get("credit") else 1
    return Line(
        description,
        -quantity if head.get("credit") == "returned" else quantity,
        unit,
        price,
        Decimal(str(head.get("rate", rate))),
        sign * _rounded(price * quantity * (100 - discount) / 100, head),
        filled("{n5}", rng),
        discount,
        filled(rng.choice(head.get("notes", ("",))), rng),
    )


def _settle(invoice: Invoice, head: dict[str, Any], rates: list[float]) -> None:
    """Discount, shipping, taxes by rate, net and what rounds the total, as the head says."""
    percent = Decimal(str(head.get("discount", 0)))
    invoice.shipping = Decimal(str(head.get("shipping", 0)))
    main = Decimal(str(head.get("rate", rates[0])))
    bases: dict[Decimal, Decimal] = {}
    for line in invoice.lines:
        bases[line.rate] = bases.get(line.rate, Decimal(0)) + line.amount
    bases = {rate: base - _rounded(base * percent / 100, head) for rate, base in bases.items()}
    if invoice.shipping:
        bases[main] = bases.get(main, Decimal(0)) + invoice.shipping
    invoice.discount = invoice.subtotal + invoice.shipping - sum(bases.values())
    for rate, base in sorted(bases.items(), reverse=True):
        if head.get("gross"):
            tax = _rounded(base * rate / (100 + rate), head)
            invoice.taxes.append((rate, base - tax, tax))
        else:
            invoice.taxes.append((rate, base, _tax(invoice, head, rate, base)))
    invoice.net = sum((base for _, base, _ in invoice.taxes), Decimal(0))
    if head.get("round"):
        invoice.rounding = invoice.total.quantize(Decimal(1), ROUND_HALF_UP) - invoice.total
    if head.get("paid"):
        invoice.paid = _rounded(invoice.total * Decimal(str(head["paid"])) / 100, head)


def _tax(invoice: Invoice, head: dict[str, Any], rate: Decimal, base: Decimal) -> Decimal:
    """The tax of a rate, which may be the sum of several taxes, each rounded."""
    rates = [Decimal(str(part)) for part in head.get("parts", ())] or [rate]
    parts = [(part, _rounded(base * part / 100, head)) for part in rates]
    invoice.parts += parts
    return sum((tax for _, tax in parts), Decimal(0))


def expected_invoice(layout: Layout, invoice: Invoice, file: str) -> dict[str, Any]:
    """What is on the document, in the format of the data to score with."""
    head, locale = layout.head, layout.locale
    hides = set(head.get("hides", ()))
    shown = {
        "invoice_number": invoice.number,
        "invoice_date": invoice.issued.isoformat(),
        "due_date": invoice.due.isoformat() if invoice.due else None,
        "currency": locale.currency,
        "net": str(invoice.net),
        "tax": str(invoice.tax),
        "total": str(invoice.total),
        "iban": invoice.iban or None,
        "purchase_order": invoice.order or None,
    }
    beside = [
        amount for amount in (invoice.discount, -invoice.discount, invoice.shipping) if amount
    ]
    return {
        "file": file,
        "layout": layout.name,
        "language": locale.language,
        "scan": head.get("scan", False),
        "vendor": invoice.vendor,
        "vendor_also": head.get("vendor_also", []),
        **{key: None if key in hides else value for key, value in shown.items()},
        "ignore": head.get("ignore", {}),
        "lines": [
            {
                "description": f"{line.description} {line.note}".strip(),
                "quantity": None if "quantity" in hides else f"{line.quantity.normalize():f}",
                "unit_price": None if "price" in hides else str(line.price),
                "amount": str(line.amount),
            }
            for line in invoice.lines
        ],
        "lines_ignore": [{"amount": str(amount)} for amount in beside],
    }
