"""What kind of document a file's own structure says it is.

Whoever finds the movements of an account knows that a document is a statement, in whatever language it is.
"""

from __future__ import annotations

from dataclasses import replace

from enricher.documents.text import Reading
from enricher.entities import EntitySource, Span

DOCUMENT_TYPE = "DocumentType"
STATEMENT = "bank statement"
INVOICE = "invoice"
RECEIPT = "receipt"
FORM = "form"
FINANCIAL_TYPES = (STATEMENT, INVOICE, RECEIPT, FORM)


def with_type(reading: Reading, choice: str, confidence: float) -> Reading:
    """The reading with its type stated, where nothing states another: by the first stretch it says of.

    Args:
        choice: of the category `DocumentType`; projects that do not have it take no notice.
    """
    if any(one.category == DOCUMENT_TYPE for one in reading.stated):
        return reading
    places = [(one.start, one.end) for one in reading.stated] + [
        (cell.start, cell.end)
        for table in reading.tables
        for row in table.rows[:1]
        for cell in row
        if cell is not None and cell.start < cell.end
    ]
    if not places:
        return reading
    said = Span(*min(places), DOCUMENT_TYPE, confidence, EntitySource.FILE, choice)
    return replace(reading, stated=(*reading.stated, said))
