from __future__ import annotations

import pytest

from enricher.documents import EnrichedText, ExtractedText
from enricher.documents.records import from_record, to_body
from enricher.documents.tables import Cell, Column, Table
from enricher.entities import EntitySource, Span

TABLE = Table(
    "transactions",
    (Column("date", "date"), Column("amount", "number")),
    ((Cell("2025-03-03", 0, 6), None), (None, Cell("-1.50", 7, 11))),
    {"account": "GB69"},
)


def test_rows_are_told_by_column() -> None:
    assert TABLE.records() == [
        {"date": "2025-03-03", "amount": None},
        {"date": None, "amount": "-1.50"},
    ]
    assert TABLE.values("amount") == [None, "-1.50"]
    with pytest.raises(KeyError):
        TABLE.values("balance")


def test_the_ledger_keeps_tables_and_what_a_file_states() -> None:
    stated = (Span(0, 4, "IBAN", 1.0, EntitySource.FILE),)
    text = ExtractedText(
        "text/xml",
        "GB69 3 March",
        member="",
        sha256="0",
        size_bytes=1,
        tables=(TABLE,),
        stated=stated,
    )
    assert from_record(to_body(EnrichedText(text, "en"))) == EnrichedText(text, "en")
