"""Small files of records, and what is read out of them."""

from __future__ import annotations

from pathlib import Path

from connectors.structured.reader import read_structured
from enricher.documents import Reading
from enricher.documents.document_type import DOCUMENT_TYPE
from enricher.documents.notices import in_words
from enricher.entities import EntitySource


def read_bytes(folder: Path, name: str, data: bytes | str) -> Reading | None:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    reading = read_structured(path, name)
    if reading is not None:
        check_places(reading)
    return reading


def read_records(folder: Path, name: str, data: bytes | str) -> Reading:
    reading = read_bytes(folder, name, data)
    assert reading is not None
    return reading


def check_places(reading: Reading) -> None:
    """Every cell and every stated span stands where it says, and every warning has its words."""
    for table in reading.tables:
        for row in table.rows:
            assert len(row) == len(table.columns)
            for cell in filter(None, row):
                assert reading.text[cell.start : cell.end] == cell.value
    for span in reading.stated:
        shown = reading.text[span.start : span.end]
        assert shown == shown.strip() != ""
        assert (span.source, span.confidence) == (EntitySource.FILE, 1.0)
    for notice in reading.warnings:
        assert in_words(notice)


def stated(reading: Reading) -> dict[str, list[str]]:
    """What is stated as it is written, by category; but for what the document is, which is written nowhere."""
    found: dict[str, list[str]] = {}
    for span in reading.stated:
        if span.category == DOCUMENT_TYPE:
            continue
        found.setdefault(span.category, []).append(reading.text[span.start : span.end])
    return found


def rows(reading: Reading, number: int = 0) -> list[tuple[str | None, ...]]:
    """Date, description and amount of each movement."""
    return [
        (one["date"], one["description"], one["amount"]) for one in reading.tables[number].records()
    ]


def codes(reading: Reading) -> list[str]:
    return [notice.code for notice in reading.warnings]
