"""The sheets of a workbook of OpenDocument (`.ods`).

Source: OASIS OpenDocument 1.3, part 3, sections 9.1 (tables) and 19.385 (types of values).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.parsers import expat

from connectors.structured.grids import MOST_COLUMNS

_CONTENT = "content.xml"
_CHUNK_BYTES = 1 << 16
_MOST_BYTES = 1_000_000_000  # of a content that may be packed to a thousandth of it
_MOST_BLANKS = 60  # empty rows in a row that are kept
_MOST_ALIKE = 10_000  # rows that a file says once with their number
_CELLS = ("table-cell", "covered-table-cell")


class MarkupError(Exception):
    """It is no workbook that can be read."""


def read_sheets(path: Path) -> Iterator[tuple[str, Iterator[list[object]]]]:
    """The name and the rows of each sheet; rows that nobody takes are passed over."""
    with zipfile.ZipFile(path) as archive, archive.open(_CONTENT) as content:
        sheets = _Sheets()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = sheets.start
        parser.EndElementHandler = sheets.end
        parser.CharacterDataHandler = sheets.characters
        parser.StartDoctypeDeclHandler = _refuse
        left = iter(lambda: content.read(_CHUNK_BYTES), b"")

        def feed() -> bool:
            """Parse a little more, if there is more."""
            chunk = next(left, b"")
            sheets.bytes_read += len(chunk)
            if sheets.bytes_read > _MOST_BYTES:
                raise MarkupError("it is too large")
            try:
                parser.Parse(chunk, not chunk)
            except expat.ExpatError as error:
                raise MarkupError("it is damaged") from error
            return bool(chunk)

        number = 0
        while True:
            while len(sheets.found) <= number:
                if not feed():
                    return
            sheet = sheets.found[number]
            yield sheet.name, _rows(sheet, feed)
            sheet.is_wanted = False
            sheet.rows.clear()
            number += 1


@dataclass(slots=True)
class _Sheet:
    name: str
    rows: list[list[object]] = field(default_factory=list)
    is_over: bool = False
    is_wanted: bool = True


def _rows(sheet: _Sheet, feed: Callable[[], bool]) -> Iterator[list[object]]:
    while sheet.rows or not sheet.is_over:
        taken, sheet.rows = sheet.rows, []
        yield from taken
        if not taken and not feed():
            return


def _refuse(*_: object) -> None:
    raise MarkupError("it declares a document type")


@dataclass(slots=True)
class _Sheets:
    """Gathers the rows of sheets from the elements of a content."""

    found: list[_Sheet] = field(default_factory=list)
    bytes_read: int = 0
    _depth: int = 0  # of tables inside each other
    _row: list[object] = field(default_factory=list)
    _row_repeats: int = 1
    _blanks: int = 0
    _attributes: dict[str, str] = field(default_factory=dict)
    _text: list[str] | None = None  # of the cell that is open
    _notes: int = 0  # of those about a cell that are open

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self.found.append(_Sheet(own.get("name", "")))
                self._blanks = 0
        elif self._depth != 1:
            return
        elif name == "table-row":
            self._row, self._row_repeats = [], _count(own, "number-rows-repeated")
        elif name in _CELLS:
            self._attributes, self._text = own, []
        elif name == "annotation":
            self._notes += 1
        elif self._text is not None and not self._notes and _is_blank(name, self._text):
            self._text.append(" ")

    def characters(self, data: str) -> None:
        if self._text is not None and not self._notes and self._depth == 1:
            self._text.append(data)

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "table":
            self._depth -= 1
            if self._depth == 0:
                self.found[-1].is_over = True
        elif self._depth != 1:
            return
        elif name == "annotation":
            self._notes -= 1
        elif name in _CELLS and self._text is not None:
            room = MOST_COLUMNS - len(self._row)
            value = _value(self._attributes, "".join(self._text).strip())
            self._row += [value] * min(_count(self._attributes, "number-columns-repeated"), room)
            self._text = None
        elif name == "table-row":
            self._end_row()

    def _end_row(self) -> None:
        sheet = self.found[-1]
        if not any(value is not None for value in self._row):
            self._blanks += self._row_repeats
            return
        if sheet.is_wanted:
            sheet.rows += [[] for _ in range(min(self._blanks, _MOST_BLANKS))]
            sheet.rows += [self._row] * min(self._row_repeats, _MOST_ALIKE)
        self._blanks = 0


def _is_blank(name: str, before: list[str]) -> bool:
    return name in ("s", "tab", "line-break") or (name == "p" and bool(before))


def _value(attributes: dict[str, str], text: str) -> object:
    kind = attributes.get("value-type", "string")
    try:
        if kind in ("float", "currency", "percentage"):
            return float(attributes["value"])
        if kind == "date":
            return datetime.fromisoformat(attributes["date-value"])
        if kind == "boolean":
            return attributes["boolean-value"] == "true"
    except (KeyError, ValueError):
        pass  # what is shown is what there is
    return attributes.get("string-value", text) or None


def _count(attributes: dict[str, str], name: str) -> int:
    shown = attributes.get(name, "1")
    return int(shown) if shown.isdecimal() and len(shown) < 9 else 1
