"""Invoices and credit notes from words with boxes.

words ─► lines ─► labels ─► numbers, dates, parties; names of columns ─► rows; labels beside amounts ─► sums
      ─► net + tax = total, lines = net ─► table and stated spans
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connectors.layout.alignment import Alignment
from connectors.layout.invoices.batches import SURE_NUMBER, TITLE_LEVELS, parts_of
from connectors.layout.invoices.candidates import Candidate, candidates_of
from connectors.layout.invoices.charges import Charge, with_readings
from connectors.layout.invoices.days import dates_of, day_order
from connectors.layout.invoices.figures import Figure
from connectors.layout.invoices.ibans import iban_of
from connectors.layout.invoices.inclusions import without_included
from connectors.layout.invoices.items import Items, items_of
from connectors.layout.invoices.labels import Label, labels_of
from connectors.layout.invoices.lists import listed
from connectors.layout.invoices.money import currency_of, is_american
from connectors.layout.invoices.names import names_number, names_statement, title_of
from connectors.layout.invoices.numbers import Found, invoice_number, order_number, titles_of
from connectors.layout.invoices.parties import Parties, parties_of
from connectors.layout.invoices.sheet import Sheet, sheet_of
from connectors.layout.invoices.sums import Sums, charges_between, rounding_between, settle
from connectors.layout.lines import written
from connectors.structured.draft import plain
from enricher.documents import Reading
from enricher.documents.batches import BATCH_COLUMN, batch_facts, invoices_notice
from enricher.documents.document_type import INVOICE
from enricher.documents.layout import WordPage
from enricher.documents.proofs import CHARGES, ROUNDING
from enricher.documents.tables import LINES, Cell, Column, Table
from enricher.entities import Notice, Span

_COLUMNS = (
    Column("description"),
    Column("quantity", "number"),
    Column("unit_price", "number"),
    Column("amount", "number"),
)
_SURENESS = 0.9  # of what labels and places say; what sums or check digits prove is sure
_AMOUNT = re.compile(
    r"(?<![\d.,])\d[\d.,'\u2019 \u00a0]*[.,]\d{2}(?!\d|[.,]\d)|[€$£₹¥\uffe5] ?\d|\b(?:Rs|kr|zł|Kč|Ft)\.? ?\d"
)
_SPELLED = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")  # `I N V O I C E`
_HEAD_CHARACTERS = 40_000
_TITLE_LINES = 80
_STATEMENT_LINES = 40
_WIDEST_ROLL = 300.0  # points; rolls are of 80 mm at most, but for a few
_FEWEST = 2  # amounts
_LEAST = 1 / 1200  # amounts to a character: contracts that speak of invoices have fewer
_MOST_CHARACTERS = 400_000


class InvoiceReader:
    """Satisfies `enricher.documents.table_reader.TableReader`."""

    document_type = INVOICE

    def __init__(self, *, is_proof_needed: bool = False) -> None:
        """Make a reader.

        Args:
            is_proof_needed: find only what adds up, with its lines, on paper wider than receipts have.
        """
        self._is_proof_needed = is_proof_needed

    def looks_right(self, reading: Reading) -> bool:
        """Whether a text calls itself an invoice near its beginning, and has amounts for its length."""
        if len(reading.text) > _MOST_CHARACTERS or (self._is_proof_needed and reading.scanned):
            return False
        text = _SPELLED.sub(_without_blanks, reading.text[:_HEAD_CHARACTERS])
        amounts = sum(1 for _ in _AMOUNT.finditer(text))
        if amounts < _FEWEST or amounts < _LEAST * len(text):
            return False
        lines = [one for one in text.splitlines() if one.strip()][:_TITLE_LINES]
        first = next((at for at, one in enumerate(lines) if _names_invoice(one)), None)
        return first is not None and not any(map(names_statement, lines[:_STATEMENT_LINES]))

    def read(self, pages: Iterable[WordPage], reading: Reading) -> Reading:
        """See `enricher.documents.table_reader.TableReader`."""
        alignment = Alignment(reading.text, reading.pages)
        kept = []
        for page in pages:
            alignment.add(page)
            kept.append(page)
        invoices = invoices_of(kept)
        if not invoices:
            return reading
        if self._is_proof_needed and not all(_is_sure(one, kept) for one in invoices):
            return reading
        is_batch = len(invoices) > 1
        writers = [_Writer(one, alignment, is_batch=is_batch) for one in invoices]
        return replace(
            reading,
            tables=(*reading.tables, *(table for one in writers for table in one.tables())),
            stated=(*reading.stated, *writers[0].stated()),
            warnings=(*reading.warnings, *([_batch_notice(invoices)] if is_batch else ())),
        )


def _batch_notice(invoices: Sequence[Invoice]) -> Notice:
    numbers = [one.number for one in invoices if one.number is not None]
    shown = [f"{one.value} (page {one.words[0].page + 1})" for one in numbers]
    return invoices_notice(len(invoices), shown)


def _is_sure(invoice: Invoice, pages: Sequence[WordPage]) -> bool:
    """Whether there are lines and sums that add up, on paper that is wider than that of receipts."""
    words = [word for page in pages for word in page.words]
    width = max(one.right for one in words) - min(one.left for one in words)
    return invoice.sums.is_proven and bool(invoice.rows) and width > _WIDEST_ROLL


def _without_blanks(found: re.Match[str]) -> str:
    return found[0].replace(" ", "")


def _names_invoice(line: str) -> bool:
    words = line.split()[:60]
    if names_number(line):
        return True
    return any(
        title_of(" ".join(words[start:end]), is_whole=end - start == len(words))
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + 3) + 1)
        if len(words) < 14 or start < 2
    )


@dataclass(frozen=True, slots=True)
class Invoice:
    """What a page says."""

    number: Found | None
    issued: Found | None
    due: Found | None
    order: Found | None
    currency: Found | None
    iban: Found | None
    parties: Parties
    sums: Sums
    rows: tuple[Charge, ...]
    charges: Decimal = Decimal(0)
    """What below the rows makes the net amount of them."""
    rounding: Decimal = Decimal(0)
    """What makes the total of net amount and tax."""


def invoices_of(pages: Sequence[WordPage]) -> list[Invoice]:
    """The invoices of a file, in their order."""
    found: list[tuple[list[WordPage], Invoice]] = []
    for part in parts_of(pages):
        invoice = invoice_of(sheet_of(part))
        if invoice is not None and (not found or _stands_alone(invoice)):
            found.append((part, invoice))
        elif found:  # what is no invoice by itself belongs to the one before
            part = [*found[-1][0], *part]
            found[-1] = part, invoice_of(sheet_of(part)) or found[-1][1]
    if len({one.number.value for _, one in found if one.number is not None}) < len(found) > 1:
        found = []
    if len(found) > 1:
        return [invoice for _, invoice in found]
    whole = invoice_of(sheet_of(pages))
    return [] if whole is None else [whole]


def lines_in(page: WordPage, alignment: Alignment) -> tuple[Table, ...]:
    """The lines of an invoice among words of which a person says that they are such."""
    choices = items_of(sheet_of([page])).choices
    if not choices:
        return ()
    rows = tuple(_row(with_readings(one), alignment) for one in choices[0])
    return (Table(LINES, _COLUMNS, rows),)


def _stands_alone(invoice: Invoice) -> bool:
    return invoice.sums.is_proven or (
        invoice.number is not None and invoice.number.score >= SURE_NUMBER
    )


def invoice_of(sheet: Sheet) -> Invoice | None:
    """What an invoice says; None where a document is something else."""
    titles = titles_of(sheet)
    labels = labels_of(sheet)
    if not titles and not any("number.strong" in one.meanings for one in labels):
        return None
    is_credit = bool(titles) and titles[0][0] == "credit"
    by_line: dict[int, list[Label]] = {}
    for one in labels:
        by_line.setdefault(one.at, []).append(one)
    items = items_of(sheet)
    candidates = candidates_of(sheet, items.lines, items.feet)
    sums = settle(candidates, items.sums())
    if sums.total is None:
        return None
    rows = _chosen(items, sums)
    if not rows:
        rows = listed(sheet, [one.value for one in (sums.net, sums.total) if one is not None])
    number = invoice_number(sheet, labels, by_line, is_credit=is_credit)
    order = day_order(sheet, labels, by_line, is_american=is_american(sheet))
    issued, due = dates_of(sheet, labels, by_line, order)
    is_titled = any(run.at < TITLE_LEVELS for _, run in titles)
    if number is None and (issued is None or not (is_titled or sums.is_proven)):
        return None
    iban = iban_of(sheet)
    main = [one.words for one in (sums.total, sums.net, sums.tax) if one is not None]
    return Invoice(
        number,
        issued,
        due,
        order_number(sheet, labels, by_line, number),
        currency_of(sheet, labels, by_line, main, iban.value if iban else ""),
        iban,
        parties_of(sheet, labels, by_line, items.lines),
        sums,
        rows,
        charges_between(candidates, sum((one.amount.value for one in rows), Decimal(0)), sums),
        rounding_between(candidates, sums),
    )


def _chosen(items: Items, sums: Sums) -> tuple[Charge, ...]:
    """The rows by that column of amounts which makes the net amount, or the total, or is the likeliest."""
    wanted = [one.value for one in (sums.net, sums.total) if one is not None]
    for value in wanted:
        for rows, made in zip(items.choices, items.sums(), strict=True):
            if made == value:
                return tuple(map(with_readings, rows))
    for rows in items.choices:
        if (kept := without_included(rows, wanted)) is not None:
            return tuple(map(with_readings, kept))
    return tuple(map(with_readings, items.choices[0])) if items.choices else ()


class _Writer:
    def __init__(self, invoice: Invoice, alignment: Alignment, *, is_batch: bool) -> None:
        self._invoice = invoice
        self._alignment = alignment
        self._batch_columns = (BATCH_COLUMN,) if is_batch else ()

    def tables(self) -> tuple[Table, ...]:
        rows = tuple(self._row(one) for one in self._invoice.rows)
        if not rows:
            return ()
        return (Table(LINES, (*_COLUMNS, *self._batch_columns), rows, self._facts()),)

    def _facts(self) -> dict[str, str]:
        invoice = self._invoice
        facts = {
            "currency": invoice.currency.value if invoice.currency else "",
            CHARGES: _plain_or_nothing(invoice.charges),
            ROUNDING: _plain_or_nothing(invoice.rounding),
        }
        if self._batch_columns:
            sums = invoice.sums
            facts |= batch_facts(
                number=_value_of(invoice.number),
                vendor=_value_of(invoice.parties.vendor),
                issued=_value_of(invoice.issued),
                net=_value_of(_as_found(sums.net)),
                tax=_value_of(_as_found(sums.tax)),
                total=_value_of(_as_found(sums.total)),
            )
        return {name: value for name, value in facts.items() if value}

    def _row(self, one: Charge) -> tuple[Cell | None, ...]:
        return *_row(one, self._alignment), *(self._number() for _ in self._batch_columns)

    def _number(self) -> Cell | None:
        number = self._invoice.number
        return None if number is None else self._alignment.cell(number.value, number.words)

    def stated(self) -> Iterator[Span]:
        invoice = self._invoice
        yield from self._span("Vendor", invoice.parties.vendor)
        yield from self._span("Customer", invoice.parties.customer)
        yield from self._span("InvoiceNumber", invoice.number)
        yield from self._span("InvoiceDate", invoice.issued)
        yield from self._span("DueDate", invoice.due)
        yield from self._span("PurchaseOrder", invoice.order)
        yield from self._span("Currency", invoice.currency)
        yield from self._span("IBAN", invoice.iban, 1.0)
        sums = invoice.sums
        sureness = 1.0 if sums.is_proven else _SURENESS
        for name, one in (
            ("NetAmount", sums.net),
            ("TaxAmount", sums.tax),
            ("TotalAmount", sums.total),
        ):
            yield from self._span(name, _as_found(one), sureness)

    def _span(
        self, category: str, found: Found | None, sureness: float = _SURENESS
    ) -> Iterator[Span]:
        if found is not None:
            yield from self._alignment.stated(category, found.value, found.words, sureness)


def _row(one: Charge, alignment: Alignment) -> tuple[Cell | None, ...]:
    return (
        alignment.cell(written(one.words), one.words),
        _figure(one.quantity, alignment, is_amount=False),
        _figure(one.price, alignment),
        _figure(one.amount, alignment),
    )


def _figure(figure: Figure | None, alignment: Alignment, *, is_amount: bool = True) -> Cell | None:
    if figure is None:
        return None
    value = plain(figure.value) if is_amount else f"{figure.value.normalize():f}"
    return alignment.cell(value or "", figure.words)


def _value_of(found: Found | None) -> str:
    return "" if found is None else found.value


def _plain_or_nothing(amount: Decimal) -> str:
    return (plain(amount) or "") if amount else ""


def _as_found(one: Candidate | None) -> Found | None:
    return None if one is None else Found(plain(one.value) or "", one.words)
