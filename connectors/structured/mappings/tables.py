"""Rows and fields of CSV files and sheets of workbooks, by the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from connectors.files.decoding import decode
from connectors.structured import grids, workbooks
from connectors.structured.column_names import plain
from connectors.structured.mappings import definition
from connectors.structured.mappings.records import (
    MOST_BYTES,
    NAMES_SHOWN,
    Part,
    Record,
    UnmetError,
)

_CELL = re.compile(r"([A-Za-z]{1,2})([1-9][0-9]{0,5})")
_LOOKED_AT = 200  # lines among which the names of the columns stand


def read_table(data: bytes, mapping: definition.Mapping) -> list[Part]:
    """The one part of a CSV file.

    Raises:
        UnmetError: it is no such file, or lacks the columns that the mapping names.
    """
    if len(data) > MOST_BYTES:
        raise UnmetError(f"it has more than {MOST_BYTES:,} bytes")
    try:
        text = data.decode(mapping.encoding) if mapping.encoding else decode(data, "")
    except (LookupError, UnicodeDecodeError) as error:
        raise UnmetError(f"encoding: it cannot be read as {mapping.encoding}") from error
    choices = [mapping.delimiter] if mapping.delimiter else [",", ";", "\t", "|"]
    tried = [(grids.parsed(text, one), one) for one in choices]
    for rows, _ in tried:
        start = _header(rows, mapping)
        if start is not None:
            return [_table_part(rows, start, mapping)]
    raise _without_columns([rows for rows, _ in tried], mapping)


def read_sheet(path: Path, kind: str, mapping: definition.Mapping) -> list[Part]:
    """The one part of a workbook: the sheet of the mapping, or the first that has its columns.

    Args:
        kind: its media type.

    Raises:
        UnmetError: it cannot be read, has no such sheet, or lacks the columns that the mapping names.
    """
    tried: dict[str, Sequence[Sequence[str]]] = {}
    try:
        for sheet in workbooks.read_whole(path, kind):
            if mapping.sheet and mapping.sheet.casefold() != sheet.name.strip().casefold():
                tried[sheet.name] = ()
                continue
            start = _header(sheet.rows, mapping)
            if start is not None:
                return [_table_part(sheet.rows, start, mapping, sheet.numbers)]
            tried[sheet.name] = sheet.rows
            if mapping.sheet:
                break
    except ValueError as error:
        raise UnmetError(str(error)) from error
    if mapping.sheet and not any(tried.values()):
        raise UnmetError(f"sheet: there is no {mapping.sheet}; there is {', '.join(tried)}")
    raise _without_columns(list(tried.values()), mapping)


def _without_columns(
    tables: Sequence[Sequence[Sequence[str]]], mapping: definition.Mapping
) -> UnmetError:
    rows = max(
        tables, key=lambda one: max((len(row) for row in one[:_LOOKED_AT]), default=0), default=()
    )
    wanted = ", ".join(way for ways in mapping.columns.values() for way in ways)
    likely = max(rows[:_LOOKED_AT], key=len, default=[])
    return UnmetError(
        f"columns: no line has all of {wanted}; one has {', '.join(likely[:NAMES_SHOWN])}"
    )


def _header(rows: Sequence[Sequence[str]], mapping: definition.Mapping) -> int | None:
    """The line, from 0, on which the names of the columns stand; -1 where there are none."""
    if mapping.header == "none":
        wide = max((len(row) for row in rows[:_LOOKED_AT]), default=0)
        numbers = [way for ways in mapping.columns.values() for way in ways]
        fits = all(one.isdecimal() and 0 < int(one) <= wide for one in numbers)
        return -1 if fits else None
    lines = range(min(len(rows), _LOOKED_AT)) if mapping.header == "find" else [mapping.header - 1]
    wanted = [way for ways in mapping.columns.values() for way in ways]
    for line in lines:
        if line < len(rows) and all(_column(rows[line], way) is not None for way in wanted):
            return line
    return None


def _column(names: Sequence[str], way: str) -> int | None:
    """The place of a column by its name; what stands literally there before what is merely alike."""
    for alike in (str.strip, plain):
        for at, name in enumerate(names):
            if name and alike(name) == alike(way):
                return at
    return None


def _table_part(
    lines: Sequence[Sequence[str]],
    start: int,
    mapping: definition.Mapping,
    numbers: Collection[tuple[int, int]] = (),
) -> Part:
    """Of the lines below the names of the columns.

    Args:
        numbers: the places of cells that are numbers in the file, and not texts.
    """
    names: Sequence[str] = lines[start] if start >= 0 else ()

    def places(ways: Sequence[str]) -> list[int]:
        if start < 0:
            return [int(one) - 1 for one in ways]
        return [at for one in ways if (at := _column(names, one)) is not None]

    columns = {name: places(ways) for name, ways in mapping.columns.items()}
    used = {at for found in columns.values() for at in found}
    rows = []
    for line, row in enumerate(lines[start + 1 :], start + 2):
        if not any(row):
            continue
        cells = {
            name: [row[at] for at in found if at < len(row) and row[at]]
            for name, found in columns.items()
        }
        others = [
            (names[at] if at < len(names) and names[at] else f"column {at + 1}", cell)
            for at, cell in enumerate(row)
            if cell and at not in used
        ]
        typed = frozenset(
            name
            for name, found in columns.items()
            if cells[name] and all((line - 1, at) in numbers for at in found if row[at : at + 1])
        )
        rows.append(Record(f"line {line}", cells, typed, others))
    placed = dict(_table_fields(lines, start, names, mapping))
    fields = {name: lines[row][at] for name, (row, at) in placed.items()}
    typed = frozenset(name for name, place in placed.items() if place in numbers)
    above = [
        (" ".join(filter(None, row[:1])) or "Note", " ".join(filter(None, row[1:])) or row[0])
        for row in lines[: max(start, 0)]
        if any(row)
    ]
    return Part(rows, fields, typed, above)


def _table_fields(
    lines: Sequence[Sequence[str]],
    start: int,
    names: Sequence[str],
    mapping: definition.Mapping,
) -> Iterator[tuple[str, tuple[int, int]]]:
    """The places of fields, in a cell of their own or the same in each row: line and column from 0."""
    for name, way in mapping.fields.items():
        at = _column(names, way)
        if at is not None:
            held = (line for line in range(start + 1, len(lines)) if any(lines[line][at : at + 1]))
            if (line := next(held, None)) is not None:
                yield name, (line, at)
        elif cell := _CELL.fullmatch(way):
            row, at = int(cell[2]) - 1, _number_of(cell[1])
            if row < len(lines) and at < len(lines[row]) and lines[row][at]:
                yield name, (row, at)
        else:
            raise UnmetError(f"fields.{name}: there is no column {way}, nor is that a cell like B2")


def _number_of(letters: str) -> int:
    number = 0
    for one in letters.upper():
        number = 26 * number + ord(one) - ord("A") + 1
    return number - 1
