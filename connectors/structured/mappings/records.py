"""What a mapping finds in a file: rows of cells, and fields beside them, all as they are written.

JSON, JSON Lines ──────────► parts: a statement or an invoice each
CSV, a sheet ─► tables.py ─► one part
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from connectors.files.decoding import decode
from connectors.structured.mappings import definition
from connectors.structured.mappings.paths import leaves, parse_path, shown

MOST_BYTES = 200_000_000
_MOST_LEAVES = 200  # of what no key names, in a row or beside the rows
_JSON = re.compile(r"\s*[\[{]")
NAMES_SHOWN = 30
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
    if len(data) > MOST_BYTES:
        raise UnmetError(f"it has more than {MOST_BYTES:,} bytes")
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


def _check_columns(parts: Sequence[Part], mapping: definition.Mapping) -> None:
    """See that each column has something in some row; what no row has is a slip of the pen."""
    rows = [row for part in parts for row in part.rows]
    for name in mapping.columns:
        if rows and not any(row.cells.get(name) for row in rows):
            has = ", ".join(dict.fromkeys(label for label, _ in rows[0].others[:NAMES_SHOWN]))
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
        return f"there is {', '.join(list(map(str, value))[:NAMES_SHOWN])}"
    if isinstance(value, list):
        return f"there is a list of {len(value)}"
    return "there is nothing inside"
