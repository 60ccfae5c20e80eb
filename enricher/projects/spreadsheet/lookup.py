"""Looking for the values of a document's rows in its text.

rows, columns -> values of the cells -> their places in the text -> those that their category means
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from enricher.errors import InputError
from enricher.ledger.labels import LabeledDocument, LabelSource
from enricher.projects.formats import Texts
from enricher.projects.spreadsheet.cells import CellValue, read_cell
from enricher.projects.spreadsheet.columns import Column
from enricher.projects.spreadsheet.sheets import Row
from enricher.recognizer.occurrences import Place, TextPlaces, choose_places


@dataclass(frozen=True, slots=True)
class Sought:
    """A value of a cell and where its document has it."""

    column: Column
    row: int
    value: CellValue
    places: tuple[Place, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Searched:
    """A document, as the project has it or new, and what was looked for in it."""

    document: LabeledDocument
    sought: tuple[Sought, ...]


def open_document(name: str, known: LabeledDocument | None, texts: Texts) -> LabeledDocument:
    """A document as it is to be searched: a person's labels count in the text that they are in."""
    if known and any(label.source is LabelSource.HUMAN for label in known.labels):
        return known
    text = texts(name)
    if not text.strip():
        raise InputError("there is no text in it")
    if known is None:
        return LabeledDocument(name, text)
    if known.text == text:
        return known
    return replace(known, text=text, labels=(), tagged=None, regions=())


def search_document(
    document: LabeledDocument,
    rows: Sequence[Row],
    columns: Sequence[Column],
    orders: Mapping[int, str],
) -> Searched:
    text = TextPlaces(document.text)
    sought: dict[tuple[str, str], Sought] = {}
    for row in rows:
        for column in columns:
            cell = row.cells[column.index]
            order = orders[column.index]
            ways = read_cell(cell, column.category, column.heading, text.language, order)
            tried = [[_find(text, column, row.number, value) for value in way] for way in ways]
            best: Sequence[Sought] = max(tried, key=_share_found, default=())
            for one in best:  # a value that stands in several rows is one value
                shown = one.value.readings[0].display if one.value.readings else one.value.text
                sought.setdefault((column.category.name, shown), one)
    language = document.language or text.language or None
    return Searched(replace(document, language=language), tuple(sought.values()))


def _share_found(sought: Sequence[Sought]) -> float:
    return sum(bool(one.places) for one in sought) / len(sought) if sought else 0.0


def _find(text: TextPlaces, column: Column, row: int, value: CellValue) -> Sought:
    if not value.readings:
        return Sought(column, row, value, (), value.reason)
    found = {
        reading.display: places for reading in value.readings if (places := text.find(reading))
    }
    if not found:
        return Sought(column, row, value, (), "it is not in the text")
    # A text may write a date as the table does, in two readings.
    most = max(found.values(), key=len)
    if any(not set(places) <= set(most) for places in found.values()):
        shown = " or ".join(found)
        return Sought(column, row, value, (), f"may be read as {shown}; the text has both")
    places = choose_places(text.text, most, column.category)
    return Sought(column, row, value, tuple(places), "")
