"""Invoices as companies of several countries print them: PDFs, and what is on them.

All names and numbers are invented; check digits are right. Each is a `Style`; `write` sets it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_CENT = Decimal("0.01")
_BOTTOM = 130.0
_LETTERS = str.maketrans("ąćęłńśźĄĆĘŁŃŚŹěščřžýďťňůĚŠČŘŽ", "acelnszACELNSZescrzydtnuESCRZ")


@dataclass(frozen=True)
class Item:
    words: str
    quantity: str
    price: str
    rate: str
    detail: str = ""

    @property
    def amount(self) -> Decimal:
        return _cents(Decimal(self.quantity) * Decimal(self.price))

    @property
    def tax(self) -> Decimal:
        return _cents(self.amount * Decimal(self.rate) / 100)


@dataclass(frozen=True)
class Place:
    """A column: what it holds, its name, and its edge: the left one of words, the right one of numbers."""

    key: str
    name: str
    x: float


@dataclass(frozen=True)
class Style:
    """How a company sets its invoices.

    Attributes:
        labels: by what they label: `number`, `issued`, `due`, `order`, `customer`, `vendor`, `net`,
            `tax` (which may hold `{}` for a rate), `total`, and names of the columns of little tables.
        head, sums: draw what stands above and below the rows.
        gross: whether prices are with tax.
        carried: words at the end of a page and the beginning of the next, before the sum so far.
        after: labels and amounts below the total, as of payments.
        foot: columns of lines at the end of the page.
        facts: more labels and values in the head.
    """

    name: str
    title: str
    vendor: tuple[str, ...]
    customer: tuple[str, ...]
    number: str
    issued: date
    due: date | None
    order: str
    currency: str
    iban: str
    labels: dict[str, str]
    items: tuple[Item, ...]
    columns: tuple[Place, ...]
    money: Callable[[Decimal], str]
    day: Callable[[date], str]
    head: Callable[[Page], None]
    sums: Callable[[Page], None]
    count: Callable[[str], str] = lambda quantity: quantity
    gross: bool = False
    carried: tuple[str, str] = ("", "")
    after: tuple[tuple[str, str], ...] = ()
    sentences: tuple[str, ...] = ()
    foot: tuple[tuple[str, ...], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    shows_currency: bool = True
    font: str = "Helvetica"

    @property
    def net(self) -> Decimal:
        made = sum((one.amount for one in self.items), Decimal(0))
        return made - self.tax if self.gross else made

    @property
    def taxes(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Net amount and tax by rate."""
        found: dict[str, tuple[Decimal, Decimal]] = {}
        for one in self.items:
            before = found.get(one.rate, (Decimal(0), Decimal(0)))[0]
            found[one.rate] = before + one.amount, Decimal(0)
        for rate, (amount, _) in found.items():
            share = Decimal(rate) / 100
            tax = _cents(amount * share / (1 + share)) if self.gross else _cents(amount * share)
            found[rate] = (amount - tax if self.gross else amount), tax
        return found

    @property
    def tax(self) -> Decimal:
        return sum((tax for _, tax in self.taxes.values()), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.net + self.tax


@dataclass
class Page:
    """An invoice in the making."""

    style: Style
    canvas: Canvas
    y: float = 0.0
    size: float = 9.0
    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, text: str, *, size: float = 0, bold: bool = False) -> None:
        self._font(size, bold=bold)
        self.canvas.drawString(x, self.y, text.translate(_LETTERS))

    def right(self, x: float, text: str, *, size: float = 0, bold: bool = False) -> None:
        self._font(size, bold=bold)
        self.canvas.drawRightString(x, self.y, text.translate(_LETTERS))

    def down(self, points: float = 12.5) -> None:
        self.y -= points

    def block(self, x: float, y: float, lines: Sequence[str], *, bold: bool = False) -> None:
        """Lines below each other from a height on."""
        self.y = y
        for number, line in enumerate(lines):
            self.text(x, line, bold=bold and number == 0)
            self.down()

    def _font(self, size: float, *, bold: bool) -> None:
        plain = "-Roman" if self.style.font == "Times" else ""
        self.canvas.setFont(self.style.font + ("-Bold" if bold else plain), size or self.size)


def write(style: Style, copies: int = 1) -> tuple[bytes, dict[str, Any]]:
    """An invoice, and what is on it, as `financial/README.md` of the test data has it.

    Args:
        copies: how often the items are repeated, for invoices of several pages.
    """
    if copies > 1:
        style = _repeated(style, copies)
    buffer = io.BytesIO()
    page = Page(style, Canvas(buffer, pagesize=A4, invariant=1, pageCompression=0))
    style.head(page)
    _rows(page)
    style.sums(page)
    for label, amount in style.after:
        page.down(4)
        page.right(455, label)
        page.right(545, amount)
        page.down()
    page.down(16)
    for line in style.sentences:
        page.text(50, line)
        page.down()
    _foot(page)
    page.canvas.save()
    return buffer.getvalue(), _gold(style)


def _repeated(style: Style, copies: int) -> Style:
    from dataclasses import replace

    return replace(style, items=style.items * copies)


def _gold(style: Style) -> dict[str, Any]:
    return {
        "file": f"{style.name}.pdf",
        "layout": style.name,
        "vendor": style.vendor[0].translate(_LETTERS),
        "customer": style.customer[0].translate(_LETTERS),
        "invoice_number": style.number,
        "invoice_date": style.issued.isoformat(),
        "due_date": style.due.isoformat() if style.due else None,
        "currency": style.currency if style.shows_currency else None,
        "net": str(style.net),
        "tax": str(style.tax),
        "total": str(style.total),
        "iban": style.iban or None,
        "purchase_order": style.order or None,
        "ignore": {},
        "lines": [
            {
                "description": one.words.translate(_LETTERS),
                "quantity": one.quantity,
                "unit_price": one.price,
                "amount": str(one.amount),
            }
            for one in style.items
        ],
    }


def _columns(page: Page) -> None:
    for one in page.style.columns:
        is_words = one.key in ("position", "words", "unit")
        (page.text if is_words else page.right)(one.x, one.name, bold=True)
    page.down(6)
    page.canvas.line(50, page.y + 2, 550, page.y + 2)
    page.down(11)


def _rows(page: Page) -> None:
    style = page.style
    page.down(18)
    _columns(page)
    so_far = Decimal(0)
    for number, item in enumerate(style.items, 1):
        if page.y < _BOTTOM + 40:
            _turn(page, so_far)
        so_far += item.amount
        for one in style.columns:
            text = _cell(style, one.key, item, number)
            is_words = one.key in ("position", "words", "unit")
            (page.text if is_words else page.right)(one.x, text)
        page.down()
        if item.detail:
            page.text(
                next(one.x for one in style.columns if one.key == "words"), item.detail, size=8
            )
            page.down()
        page.down(3)
    page.down(6)


def _cell(style: Style, key: str, item: Item, number: int) -> str:
    gross = item.amount + item.tax
    return {
        "position": str(number),
        "words": item.words,
        "quantity": style.count(item.quantity),
        "unit": "st",
        "price": style.money(Decimal(item.price)),
        "rate": f"{item.rate}%",
        "tax": style.money(item.tax),
        "amount": style.money(item.amount),
        "gross": style.money(gross),
    }[key]


def _turn(page: Page, so_far: Decimal) -> None:
    style = page.style
    if style.carried[0]:
        page.right(455, style.carried[0])
        page.right(545, style.money(so_far))
    _foot(page)
    page.canvas.showPage()
    page.y = 790
    page.text(50, f"{style.title} {style.number}")
    page.down(30)
    _columns(page)
    if style.carried[1]:
        page.right(455, style.carried[1])
        page.right(545, style.money(so_far))
        page.down()


def _foot(page: Page) -> None:
    for number, lines in enumerate(page.style.foot):
        page.y = 70
        for line in lines:
            page.text(50 + 175 * number, line, size=7)
            page.down(9)


def _facts(style: Style) -> list[tuple[str, str]]:
    values = {
        "number": style.number,
        "issued": style.day(style.issued),
        "due": style.day(style.due) if style.due else "",
        "order": style.order,
    }
    told = [
        (style.labels[key], value)
        for key, value in values.items()
        if value and style.labels.get(key)
    ]
    return [*told[:1], *style.facts, *told[1:]]


def letter(page: Page) -> None:
    """A sender's line above the customer's address, facts at the right, the title below."""
    style = page.style
    page.y = 790
    page.right(545, style.vendor[0], size=15, bold=True)
    page.y = 712
    page.text(60, " · ".join(style.vendor[:3]), size=6.5)
    page.block(60, 695, style.customer)
    page.y = 695
    for label, value in _facts(style):
        page.text(350, label)
        page.right(545, value)
        page.down(13)
    page.y = 585
    page.text(60, f"{style.title} {style.number}", size=14, bold=True)
    page.down(10)


def side_by_side(page: Page) -> None:
    """The vendor and the customer beside each other below labels, facts in columns below their labels."""
    style = page.style
    page.y = 785
    page.right(545, style.title, size=22, bold=True)
    page.block(50, 730, (style.labels["vendor"], *style.vendor))
    page.block(310, 730, (style.labels["customer"], *style.customer))
    page.y = 620
    facts = _facts(style)
    for number, (label, _) in enumerate(facts):
        page.text(50 + 500 / len(facts) * number, label, bold=True)
    page.down(14)
    for number, (_, value) in enumerate(facts):
        page.text(50 + 500 / len(facts) * number, value)
    page.down(12)


def letterhead(page: Page) -> None:
    """The vendor large at the left with its address, facts with colons at the right."""
    style = page.style
    page.y = 785
    page.text(50, style.vendor[0], size=16, bold=True)
    page.block(50, 766, style.vendor[1:])
    page.y = 785
    page.right(545, style.title, size=13, bold=True)
    page.y = 760
    for label, value in _facts(style):
        page.text(360, f"{label}: {value}")
        page.down(13)
    page.block(50, 670, (*filter(None, (style.labels.get("customer", ""),)), *style.customer))


def sentence(page: Page) -> None:
    """The number and the day in one line; the customer at the right without a label."""
    style = page.style
    page.y = 780
    page.block(50, 780, style.vendor, bold=True)
    page.block(330, 700, style.customer)
    page.y = 615
    page.text(
        50,
        f"{style.title} {style.labels['number']} {style.number} {style.labels['issued']} {style.day(style.issued)}",
        size=12,
        bold=True,
    )
    page.down(20)
    rest = [
        one
        for one in _facts(style)
        if one[0] not in (style.labels["number"], style.labels["issued"])
    ]
    for label, value in rest:
        page.text(50, f"{label} : {value}")
        page.down()


def boxes(page: Page) -> None:
    """Each fact in a box of its own, the label above the value, two beside each other."""
    style = page.style
    page.y = 790
    page.text(50, style.title, size=18, bold=True)
    for number, (label, value) in enumerate(_facts(style)):
        left, page.y = 50 + 130 * (number % 2), 755 - 34 * (number // 2)
        page.text(left, label, size=7)
        page.down(12)
        page.text(left, value, bold=True)
    page.block(340, 790, style.vendor, bold=True)
    page.y = 690
    page.text(340, style.labels["customer"], size=7)
    page.block(340, 676, style.customer)
    page.y = 600


def right_block(page: Page) -> None:
    """Labels and amounts below each other at the right: net amount, a tax for each rate, total."""
    style = page.style
    taxes = [(style.labels["tax"].format(rate), tax) for rate, (_, tax) in style.taxes.items()]
    lines = [(style.labels["net"], style.net), *taxes, (style.labels["total"], style.total)]
    for number, (label, amount) in enumerate(lines):
        page.right(455, label, bold=number == len(lines) - 1)
        page.right(545, style.money(amount), bold=number == len(lines) - 1)
        page.down(14)


def rate_table(page: Page) -> None:
    """A little table of rates with its sums at the left, what is to be paid at the right."""
    style = page.style
    names = style.labels["rates"].split("|")
    edges = (90, 170, 240, 320)
    for edge, name in zip(edges, names, strict=False):
        page.right(edge, name, bold=True)
    page.right(455, style.labels["total"], bold=True)
    page.right(545, style.money(style.total), bold=True)
    page.down()
    for rate, (net, tax) in style.taxes.items():
        cells = (f"{rate}%", style.money(net), style.money(tax), style.money(net + tax))
        for edge, cell in zip(edges[: len(names)], cells, strict=False):
            page.right(edge, cell)
        page.down()
    if style.labels.get("sum"):
        cells = (
            style.labels["sum"],
            style.money(style.net),
            style.money(style.tax),
            style.money(style.total),
        )
        for edge, cell in zip(edges[: len(names)], cells, strict=False):
            page.right(edge, cell)
        page.down()


def sum_row(page: Page) -> None:
    """The sums beside each other, below their names."""
    style = page.style
    edges = (330, 430, 545)
    for edge, key in zip(edges, ("net", "tax", "total"), strict=True):
        page.right(edge, style.labels[key].format(next(iter(style.taxes))), bold=True)
    page.down(14)
    for edge, amount in zip(edges, (style.net, style.tax, style.total), strict=True):
        page.right(edge, style.money(amount))
    page.down(14)


def amounts(group: str, mark: str, before: str = "", behind: str = "") -> Callable[[Decimal], str]:
    def write_(value: Decimal) -> str:
        shown = f"{abs(value):,.2f}".replace(",", "\0").replace(".", mark).replace("\0", group)
        return f"{'-' if value < 0 else ''}{before}{shown}{behind}"

    return write_


def numeric(pattern: str) -> Callable[[date], str]:
    return lambda day: day.strftime(pattern)


def comma(quantity: str) -> str:
    return quantity.replace(".", ",")


def iban(country: str, rest: str) -> str:
    """An IBAN with its check digits."""
    letters = "".join(str(int(one, 36)) for one in f"{rest}{country}00")
    return f"{country}{98 - int(letters) % 97:02d}{rest}"


def spaced(number: str) -> str:
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
