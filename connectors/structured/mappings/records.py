"""What a mapping finds in a file: rows of cells, and fields beside them, all as they are written.

JSON, JSON Lines ─┐
CSV ──────────────┴─► parts: a statement or an invoice each
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from connectors.files.decoding import decode
from connectors.structured import grids
from connectors.structured.column_names import plain
from connectors.structured.mappings import definition
from connectors.structured.mappings.paths import leaves, parse_path, shown

_MOST_BYTES = 200_000_000
_MOST_LEAVES = 200  # of what no key names, in a row or beside the rows
_CELL = re.compile(r"([A-Za-z]{1,2})([1-9][0-9]{0,5})")
_LOOKED_AT = 200  # lines among which the names of the columns stand
_JSON = re.compile(r"\s*[\[{]")
_NAMES_SHOWN = 30
_STEPS_IN_LISTS = re.compile(r"\[\s*(?:\*|-?\d+)\s*\]")


class UnmetError(Exception):
    """A file has not what its mapping names; the message says what, and what it has instead."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row.

    Attributes:
        place: where it stands, for people: `line 12`, `row 3`.
        cells: by what the mapping calls them; several texts make one cell.
        numbers: the names of those that are numbers in the file, and not texts.
        others: labels and values of what no column names.
    """

    place: str
    cells: Mapping[str, Sequence[str]]
    numbers: frozenset[str] = frozenset()
    others: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes one statement, or the invoice."""

    rows: Sequence[Record]
    fields: Mapping[str, str]
    numbers: frozenset[str] = frozenset()
    others: Sequence[tuple[str, str]] = field(default=())


def is_json(head: str) -> bool:
    return _JSON.match(head) is not None


def read_json(data: bytes, mapping: definition.Mapping) -> list[Part]:
    """The parts of a file in JSON, or of one with JSON in each line.

    Raises:
        UnmetError: it is no JSON, or has no rows where the mapping looks for them.
    """
    if len(data) > _MOST_BYTES:
        raise UnmetError(f"it has more than {_MOST_BYTES:,} bytes")
    root = _parsed(decode(data, ""))
    tops = _select("each", mapping.each, root)
    if not tops:
        raise UnmetError(f"each: nothing lies at {mapping.each}; {_shown_names(root)}")
    parts = [_json_part(top, mapping) for top in tops]
    if mapping.columns and not any(part.rows for part in parts):
        raise UnmetError(f"rows: there are none at {mapping.rows}; {_shown_names(tops[0])}")
    _check_columns(parts, mapping)
    return parts


def _parsed(text: str) -> Any:
    def load(one: str) -> Any:
        return json.loads(one, parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse)

    try:
        return load(text)
    except (ValueError, ArithmeticError, RecursionError) as error:
        lines = [one for one in text.splitlines() if one.strip()]
        if len(lines) > 1 and all(_JSON.match(one) for one in lines[:2]):
            try:
                return [load(one) for one in lines]
            except (ValueError, ArithmeticError, RecursionError):
                pass
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise UnmetError(f"it is no JSON that can be read{line}") from error


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _json_part(top: Any, mapping: definition.Mapping) -> Part:
    at_rows = _select("rows", mapping.rows, top)
    found: list[Any] = []
    for one in at_rows:
        found += one if isinstance(one, list) else [one]
    rows = [_json_row(row, number, mapping) for number, row in enumerate(found, 1)]
    fields: dict[str, str] = {}
    numbers = set()
    for name, way in mapping.fields.items():
        values = [one for one in _select(f"fields.{name}", way, top) if shown(one)]
        if values:
            fields[name] = shown(values[0])
            if isinstance(values[0], Decimal):
                numbers.add(name)
    used = {_name_of(way) for way in mapping.fields.values()}
    lists = {id(one) for one in at_rows}
    beside = {} if id(top) in lists else _without(top, lists)
    others = [pair for pair in leaves(beside) if pair[0] not in used][:_MOST_LEAVES]
    return Part(rows if mapping.columns else [], fields, frozenset(numbers), others)


def _without(value: Any, held: set[int]) -> Any:
    """A value without the lists of its rows."""
    if id(value) in held:
        return None
    if isinstance(value, dict):
        return {key: _without(inner, held) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, held) for inner in value]
    return value


def _json_row(row: Any, number: int, mapping: definition.Mapping) -> Record:
    cells: dict[str, list[str]] = {}
    numbers = set()
    used: set[str] = set()
    for name, ways in mapping.columns.items():
        values = [one for way in ways for one in _select(f"columns.{name}", way, row)]
        cells[name] = [text for one in values if (text := shown(one))]
        used.update(map(_name_of, ways))
        if values and all(isinstance(one, Decimal) for one in values):
            numbers.add(name)
    others = [pair for pair in leaves(row) if pair[0] not in used][:_MOST_LEAVES]
    return Record(f"row {number}", cells, frozenset(numbers), others)


def read_table(data: bytes, mapping: definition.Mapping) -> list[Part]:
    """The one part of a CSV file.

    Raises:
        UnmetError: it is no such file, or lacks the columns that the mapping names.
    """
    if len(data) > _MOST_BYTES:
        raise UnmetError(f"it has more than {_MOST_BYTES:,} bytes")
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
    rows = max(tried, key=lambda one: max((len(row) for row in one[0][:_LOOKED_AT]), default=0))[0]
    wanted = ", ".join(way for ways in mapping.columns.values() for way in ways)
    likely = max(rows[:_LOOKED_AT], key=len, default=[])
    raise UnmetError(
        f"columns: no line has all of {wanted}; one has {', '.join(likely[:_NAMES_SHOWN])}"
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


def _table_part(lines: Sequence[Sequence[str]], start: int, mapping: definition.Mapping) -> Part:
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
        rows.append(Record(f"line {line}", cells, others=others))
    fields = dict(_table_fields(lines, start, names, mapping))
    above = [
        (" ".join(filter(None, row[:1])) or "Note", " ".join(filter(None, row[1:])) or row[0])
        for row in lines[: max(start, 0)]
        if any(row)
    ]
    return Part(rows, fields, others=above)


def _table_fields(
    lines: Sequence[Sequence[str]],
    start: int,
    names: Sequence[str],
    mapping: definition.Mapping,
) -> Iterator[tuple[str, str]]:
    """Fields in a cell of their own, or the same in each row."""
    for name, way in mapping.fields.items():
        at = _column(names, way)
        if at is not None:
            held = [row[at] for row in lines[start + 1 :] if at < len(row) and row[at]]
            if held:
                yield name, held[0]
        elif cell := _CELL.fullmatch(way):
            row, at = int(cell[2]) - 1, _number_of(cell[1])
            if row < len(lines) and at < len(lines[row]) and lines[row][at]:
                yield name, lines[row][at]
        else:
            raise UnmetError(f"fields.{name}: there is no column {way}, nor is that a cell like B2")


def _number_of(letters: str) -> int:
    number = 0
    for one in letters.upper():
        number = 26 * number + ord(one) - ord("A") + 1
    return number - 1


def _check_columns(parts: Sequence[Part], mapping: definition.Mapping) -> None:
    """See that each column has something in some row; what no row has is a slip of the pen."""
    rows = [row for part in parts for row in part.rows]
    for name in mapping.columns:
        if rows and not any(row.cells.get(name) for row in rows):
            has = ", ".join(dict.fromkeys(label for label, _ in rows[0].others[:_NAMES_SHOWN]))
            ways = ", ".join(mapping.columns[name])
            raise UnmetError(f"columns.{name}: no row has {ways}; the first also has {has}")


def _select(key: str, way: str, value: Any) -> list[Any]:
    try:
        return parse_path(way).select(value)
    except ValueError as error:
        raise UnmetError(f"{key}: {error}") from error


def _name_of(way: str) -> str:
    """A path as `leaves` names it."""
    return _STEPS_IN_LISTS.sub("", way).removeprefix("$").strip(". ")


def _shown_names(value: Any) -> str:
    if isinstance(value, dict):
        return f"there is {', '.join(list(map(str, value))[:_NAMES_SHOWN])}"
    if isinstance(value, list):
        return f"there is a list of {len(value)}"
    return "there is nothing inside"
