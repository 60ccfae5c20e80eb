"""Rows of a document's tables, as an index holds them beside the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enricher.documents.batches import ISSUED, VENDOR, is_of_batch
from enricher.documents.document import IndexedDocument
from enricher.documents.tables import (
    AS_READ,
    LINES,
    TRANSACTIONS,
    Cell,
    RowCorrections,
    Table,
)

COUNTERPARTY = "counterparty"
"""The column of who is at the other end of a movement, where a file has one."""

ROW_CATEGORIES = ("IBAN", "AccountNumber", "Currency", "Vendor", "InvoiceDate")
"""Fields of a document that its rows may have something from."""

_WITH_DIGITS = re.compile(r"\S*\d\S*")
_MOST_PARTY = 80  # characters


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one table.

    Attributes:
        table: the name of its table.
        number: among all rows of the document, from 0.
        cells: what stands in it, by the names of the columns; what is empty is left out.
        day: its date in ISO form, or the `InvoiceDate` of its document; "" where neither is known.
        account, currency: of its table or document, "" where neither says.
        party: who is at its other end: of a line the vendor; of a movement its counterparty, or else
            its description less all that has digits (dates, cards, numbers of orders).
        page: counted from 1, None for kinds without pages.
        start: [start, end) in the text of the document; the same twice where nothing of it stands there.
        corrections: what of it was not read so, but comes from a person.
    """

    table: str
    number: int
    cells: Mapping[str, str]
    day: str = ""
    account: str = ""
    currency: str = ""
    party: str = ""
    page: int | None = None
    start: int = 0
    end: int = 0
    corrections: RowCorrections = AS_READ


def rows_of(document: IndexedDocument) -> Iterator[Row]:
    """The rows of all tables in their order; none where no collection of the document asks for them."""
    if not document.with_rows:
        return
    extracted = document.enriched.extracted
    number = 0
    for table in extracted.tables:
        is_one_of_several = is_of_batch(table)
        own = "" if is_one_of_several else _only(document, "IBAN", "AccountNumber")
        issued = (
            table.facts.get(ISSUED, "") if is_one_of_several else _only(document, "InvoiceDate")
        )
        account = table.facts.get("account") or own
        currency = table.facts.get("currency") or _only(document, "Currency")
        corrections = table.corrections()
        for at, row in enumerate(table.rows):
            cells = _cells(table, row)
            start, end = _place(row)
            yield Row(
                table.name,
                number,
                cells,
                _day(cells.get("date", "")) or _day(issued),
                account,
                currency,
                _party(document, table, cells),
                bisect_right(extracted.pages, start) or None if end > start else None,
                start,
                end,
                corrections.get(at, AS_READ),
            )
            number += 1


def _cells(table: Table, row: Sequence[Cell | None]) -> dict[str, str]:
    named = zip(table.columns, row, strict=True)
    return {column.name: cell.value for column, cell in named if cell is not None and cell.value}


def _day(text: str) -> str:
    """A whole day; "" for anything else."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _place(row: Sequence[Cell | None]) -> tuple[int, int]:
    """From the first to the last of what stands in the text."""
    there = [one for one in row if one is not None and one.end > one.start]
    return min((one.start for one in there), default=0), max((one.end for one in there), default=0)


def _party(document: IndexedDocument, table: Table, cells: Mapping[str, str]) -> str:
    if table.name == LINES:
        return table.facts.get(VENDOR, "") if is_of_batch(table) else _only(document, "Vendor")
    if table.name != TRANSACTIONS:
        return ""
    named = cells.get(COUNTERPARTY) or _WITH_DIGITS.sub(" ", cells.get("description", ""))
    return " ".join(named.split())[:_MOST_PARTY]


def _only(document: IndexedDocument, *categories: str) -> str:
    """The value of the first of some fields that has exactly one."""
    for name in categories:
        values = document.enriched.fields.get(name, ())
        if len(values) == 1:
            return values[0].value.display
    return ""
