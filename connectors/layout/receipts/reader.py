"""Receipts from words with boxes.

words ─► rows ─► the shop and its address, the day, the sums that prove each other ─► stated spans
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from connectors.layout.alignment import Alignment
from connectors.layout.lines import PlacedWord
from connectors.layout.receipts.amounts import sums_of
from connectors.layout.receipts.currency import currency_of
from connectors.layout.receipts.days import day_of
from connectors.layout.receipts.head import address_of, vendor_of
from connectors.layout.receipts.names import count
from connectors.layout.receipts.numbers import number_of
from connectors.layout.receipts.rows import Row, columns_across, rows_of
from enricher.documents import Reading
from enricher.documents.document_type import RECEIPT
from enricher.documents.layout import WordPage
from enricher.entities import Span

_AMOUNT = re.compile(r"(?<![\d.,])(?:\d+ ?[.,] ?\d{2}|\d{1,3}(?:[.,]\d{3})+)(?!\d|[.,]\d)")
_MOST_CHARACTERS = 6000
_MOST_PAGES = 3
_LINE = 60  # characters of a line on the average: paper of receipts is narrow
_LEAST = 1 / 400  # amounts to a character
_FEWEST_WORDS = 2
# Letters across the paper: 23 to 56 on 100 receipts, 94 and more on letters and statements.
_WIDEST = 72
_SURENESS = 0.8  # of what words and places say; what sums prove is sure


class ReceiptReader:
    """Satisfies `enricher.documents.table_reader.TableReader`."""

    document_type = RECEIPT

    def looks_right(self, reading: Reading) -> bool:
        """Whether a text is short, in short lines, with amounts and words of receipts."""
        text = reading.text
        if not text or len(text) > _MOST_CHARACTERS or len(reading.pages) > _MOST_PAGES:
            return False
        lines = [one for one in text.splitlines() if one.strip()]
        if sum(map(len, lines)) > _LINE * len(lines):
            return False
        amounts = sum(1 for _ in _AMOUNT.finditer(text))
        return amounts >= max(1, _LEAST * len(text)) and (
            count("receipts", "words", text) >= _FEWEST_WORDS
        )

    def read(self, pages: Iterable[WordPage], reading: Reading) -> Reading:
        """See `enricher.documents.table_reader.TableReader`."""
        pages = tuple(pages)
        rows = rows_of(pages)
        if not rows or columns_across(rows) > _WIDEST:
            return reading
        alignment = Alignment(reading.text, reading.pages)
        for page in pages:
            alignment.add(page)
        spans = tuple(_Writer(alignment).spans(rows))
        return replace(reading, stated=(*reading.stated, *spans))


class _Writer:
    def __init__(self, alignment: Alignment) -> None:
        self._alignment = alignment

    def spans(self, rows: Sequence[Row]) -> Iterator[Span]:
        sums = sums_of(rows)
        day = day_of(rows)
        if sums is None and day is None:
            return
        if vendor := vendor_of(rows):
            yield from self._span("Vendor", vendor.value, vendor.words)
            if address := address_of(rows, vendor):
                yield from self._span("VendorAddress", address.value, address.words)
        if day:
            yield from self._span("InvoiceDate", day.value.isoformat(), day.words)
        if number := number_of(rows):
            yield from self._span("InvoiceNumber", *number)
        if currency := currency_of(rows):
            yield from self._span("Currency", *currency)
        if sums is None:
            return
        sureness = 1.0 if sums.is_proven else _SURENESS
        yield from self._span("TotalAmount", f"{sums.total.value:f}", sums.total.words, sureness)
        if sums.net and sums.tax:
            yield from self._span("NetAmount", f"{sums.net.value:f}", sums.net.words, 1.0)
            yield from self._span("TaxAmount", f"{sums.tax.value:f}", sums.tax.words, 1.0)

    def _span(
        self,
        category: str,
        value: str,
        words: Sequence[PlacedWord],
        sureness: float = _SURENESS,
    ) -> Iterator[Span]:
        yield from self._alignment.stated(category, value, words, sureness)
