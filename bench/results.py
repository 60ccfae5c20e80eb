"""What a benchmark found, as text for a person, as JSON, and as Markdown for the documentation."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

Cell = str | float | int

_MACHINE = "machine"
_PLACE = re.compile(r"<!-- (\w+) -->")
_WORST_SIGNIFICANT = 3  # digits: no measurement on a busy machine is worth more


@dataclass(frozen=True, slots=True)
class Table:
    """`notes` are sentences that a reader of the numbers has to know."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"table {self.title!r}: a row has not {len(self.columns)} cells")


@dataclass(frozen=True, slots=True)
class Result:
    """A benchmark's tables, and its most important numbers by name."""

    name: str
    tables: tuple[Table, ...]
    figures: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one run and the machine they were measured on."""

    machine: dict[str, str]
    results: tuple[Result, ...]


def read_report(path: Path) -> Report:
    return TypeAdapter(Report).validate_json(path.read_bytes())


def write_report(report: Report, path: Path) -> None:
    path.write_text(json.dumps(asdict(report), indent=2) + "\n", encoding="utf-8")


def as_text(table: Table) -> str:
    """Columns aligned, numbers to the right."""
    lines = [table.columns, *([_shown(cell) for cell in row] for row in table.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.columns))]
    numeric = _numeric_columns(table)
    text = [table.title]
    for line in lines:
        cells = (
            cell.rjust(width) if is_number else cell.ljust(width)
            for cell, width, is_number in zip(line, widths, numeric, strict=True)
        )
        text.append("  " + "  ".join(cells).rstrip())
    text.extend(f"  {note}" for note in table.notes)
    return "\n".join(text)


def as_markdown(result: Result) -> str:
    parts = []
    for table in result.tables:
        aligns = ("---:" if is_number else "---" for is_number in _numeric_columns(table))
        lines = [table.columns, tuple(aligns)]
        lines += [tuple(_shown(cell) for cell in row) for row in table.rows]
        grid = "\n".join("| " + " | ".join(line) + " |" for line in lines)
        notes = "".join(f"\n\n{note}" for note in table.notes)
        parts.append(f"{table.title}:\n\n{grid}{notes}")
    return "\n\n".join(parts)


def machine_as_markdown(report: Report) -> str:
    return "; ".join(f"{name}: {value}" for name, value in report.machine.items()) + "."


def fill_in(document: str, report: Report) -> str:
    """Replace what stands between `<!-- NAME -->` and `<!-- end NAME -->` by the results.

    The machine of the document is that of its last whole report. Results without the others say
    themselves what they were measured on.

    Raises:
        ValueError: the document has no place for a result.
    """
    machine = machine_as_markdown(report)
    blocks = {one.name: as_markdown(one) for one in report.results}
    if set(_PLACE.findall(document)) <= blocks.keys() | {_MACHINE}:
        blocks[_MACHINE] = machine
    else:
        blocks = {
            name: f"{block}\n\nMeasured without the others; {machine}"
            for name, block in blocks.items()
        }
    for name, block in blocks.items():
        begin, end = f"<!-- {name} -->", f"<!-- end {name} -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        if not pattern.search(document):
            raise ValueError(f"there is no {begin} … {end} to fill in")
        filled = f"{begin}\n{block}\n{end}".replace("\\", "\\\\")
        document = pattern.sub(filled, document)
    return document


def _numeric_columns(table: Table) -> Sequence[bool]:
    return [
        bool(table.rows) and all(not isinstance(row[column], str) for row in table.rows)
        for column in range(len(table.columns))
    ]


def _shown(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int) or abs(cell) >= 10**_WORST_SIGNIFICANT:
        return f"{cell:,.0f}"
    return f"{cell:#.{_WORST_SIGNIFICANT}g}".rstrip(".")
