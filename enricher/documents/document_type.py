"""What kind of document a file's own structure says it is.

Whoever finds the movements of an account knows that a document is a statement, in whatever language it is.
"""

from __future__ import annotations

from dataclasses import replace

from enricher.documents.headings import find_heading
from enricher.documents.text import Reading
from enricher.entities import EntitySource, Span

DOCUMENT_TYPE = "DocumentType"
STATEMENT = "bank statement"
INVOICE = "invoice"
RECEIPT = "receipt"
FORM = "form"
PURCHASE_ORDER = "purchase order"
FINANCIAL_TYPES = (STATEMENT, INVOICE, RECEIPT, FORM)


def with_type(reading: Reading, choice: str, confidence: float) -> Reading:
    """The reading with its type stated, where nothing states another.

    What is laid out like a form and headed as a purchase order is one: its heading says more than its layout.
    The heading that names the type is its evidence, else the first stretch that the reading says of.

    Args:
        choice: of the category `DocumentType`; projects that do not have it take no notice.
    """
    if any(one.category == DOCUMENT_TYPE for one in reading.stated):
        return reading
    if choice == FORM and _is_order(reading.text):
        choice = PURCHASE_ORDER
    place = find_heading(reading.text, choice) or _first_place(reading)
    if place is None:
        return reading
    said = Span(*place, DOCUMENT_TYPE, confidence, EntitySource.FILE, choice)
    return replace(reading, stated=(*reading.stated, said))


def _is_order(text: str) -> bool:
    """Whether a purchase order is the first that a form is headed as; a label of its number is no heading."""
    place = find_heading(text, PURCHASE_ORDER)
    if place is None or text[place[1] :].lstrip().startswith(":"):
        return False
    return find_heading(text[: place[0]], FORM) is None


def _first_place(reading: Reading) -> tuple[int, int] | None:
    """The first stretch that a reading says of."""
    stated = [(one.start, one.end) for one in reading.stated]
    cells = [
        (cell.start, cell.end)
        for table in reading.tables
        for row in table.rows[:1]
        for cell in row
        if cell is not None and cell.start < cell.end
    ]
    return min(stated + cells, default=None)
