"""Cells of CSV files as rows of text, and what rows of any table say."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from connectors.structured import headless
from connectors.structured.column_names import column_meanings, label_meanings

_DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 60  # rows among which the names of the columns stand
_MOST_BYTES = 100_000_000
MOST_COLUMNS = 200
_HEAD_CHARACTERS = 50_000
_LONGEST_CELL = 100_000
_ENCODINGS = ("cp1252", "cp1250", "cp850", "cp852")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells.

    Attributes:
        name: of a sheet, "" for a file that is one.
        is_typed: its numbers and dates are such in the file: they are written as machines do.
        encoding: which was guessed, "" where none had to be.
    """

    rows: list[list[str]]
    name: str = ""
    is_typed: bool = False
    encoding: str = ""
    delimiter: str = ""


def read_csv(data: bytes) -> Grid | None:
    """The rows of a file, by the delimiter and the encoding that make its columns' names known."""
    if len(data) > _MOST_BYTES or (b"\0" in data[:1000] and not _is_utf16(data)):
        return None
    best: tuple[int, Grid] | None = None
    best_text = ""
    for text, encoding in _decoded(data):
        for delimiter in _DELIMITERS:
            head = _head(text, delimiter)[:LOOKED_AT]
            score = max((header_score(row) for row in head), default=0)
            if score and (best is None or score > best[0]):
                best = score, Grid([], encoding=encoding, delimiter=delimiter)
                best_text = text
    if best is None:
        return _headless(data)
    grid = best[1]
    return Grid(parsed(best_text, grid.delimiter), "", False, grid.encoding, grid.delimiter)


def _headless(data: bytes) -> Grid | None:
    text, encoding = next(_decoded(data))
    for delimiter in _DELIMITERS:
        names = headless.names_for(_head(text, delimiter))
        if names:
            return Grid([names, *parsed(text, delimiter)], "", False, encoding, delimiter)
    return None


def _is_utf16(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _decoded(data: bytes) -> Iterator[tuple[str, str]]:
    """(text, encoding that was guessed) in the order of likelihood."""
    if _is_utf16(data):
        yield data.decode("utf-16", "replace"), ""
        return
    try:
        yield data.decode("utf-8-sig"), ""
        return
    except UnicodeDecodeError:
        pass
    for encoding in _ENCODINGS:
        yield data.decode(encoding, "replace"), encoding


def _head(text: str, delimiter: str) -> list[list[str]]:
    """The first rows, each of them whole."""
    rows = parsed(text[:_HEAD_CHARACTERS], delimiter)
    return rows[:-1] if len(text) > _HEAD_CHARACTERS else rows


def parsed(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    lines = text.removeprefix("sep=;").removeprefix("sep=,")
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter):
            rows.append([_bare(one) for one in row[:MOST_COLUMNS]])
    except csv.Error:
        # A quotation mark that is never closed: the rest is read line by line.
        left = lines.splitlines()[len(rows) :]
        rows += [[one.strip(' "') for one in line.split(delimiter)] for line in left]
    return rows


def _bare(cell: str) -> str:
    cell = cell.strip().strip("\u200e\ufeff")
    # A text in a second kind of quotation marks, which keep spreadsheets from taking it for a number.
    return cell[1:-1].strip() if len(cell) > 1 and cell[0] == cell[-1] == "'" else cell


def header_score(row: Sequence[str]) -> int:
    """How sure it is that a row names the columns of an account; 0 for any other row.

    Different meanings count most; of two ways to read a row the one wins that knows more of its names.
    """
    meanings = [column_meanings(cell) for cell in row if cell]
    kinds = {one[0] for one in meanings if one}
    has_day = kinds & {"date", "booked", "value"}
    has_amount = kinds & {"amount", "debit", "credit"}
    if not has_day or not has_amount:
        return 0
    return 100 * len(kinds) + sum(map(bool, meanings))


def label_and_value(row: Iterable[str]) -> tuple[str, str] | None:
    """What a row above or below the table says: `Label | value`, or `Label: value` in a cell."""
    cells = [one for one in row if one]
    if len(cells) >= 2:
        return cells[0].rstrip(": "), " ".join(cells[1:])
    if len(cells) == 1 and ":" in cells[0]:
        label, _, value = cells[0].partition(":")
        if value.strip() and label_meanings(label):
            return label.strip(), value.strip()
    return None
