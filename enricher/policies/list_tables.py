"""A table that somebody keeps, such as a workbook, read as a list of names.

    Table ─ list_of_table ─► TableList: its columns, the names, rows that cannot be read, and CSV

The other columns stay beside the names: why a name is on a list is worth keeping.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from enricher.errors import InputError, PolicyError
from enricher.policies.list_changes import ReadLaw, read_name
from enricher.policies.lists import name_column, parse_names, title_of
from enricher.values.party import party_key

_LAW_TITLES = ("law", "governing law", "jurisdiction", "country", "state")
_LOOKED_AT = 200  # rows, to find out the column of names
_SAMPLE = 5
_ANY = Path("list.csv")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts with the number that their file has for each."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row whose name cannot stand on a list."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class TableList:
    """What a table has for a list.

    Attributes:
        headings: of its columns, numbers of them where it has none.
        column: the one of the names.
        is_found: whether its title says that it has names; else it is a guess.
        rows: how many there are below the titles.
        names: without those that are repeated.
        repeated: rows whose name stands above already.
        bad: rows that are left out.
        laws: names that stand on the list as documents write them.
        text: the list as CSV, the names first.
        sample: the first rows.
    """

    headings: tuple[str, ...]
    column: int
    is_found: bool
    is_titled: bool
    rows: int
    names: tuple[str, ...]
    repeated: int
    bad: tuple[BadRow, ...]
    laws: tuple[ReadLaw, ...]
    text: str
    sample: tuple[tuple[str, ...], ...]


def list_of_table(
    table: Table, column: int | None = None, is_titled: bool | None = None, *, of_laws: bool = False
) -> TableList:
    """Read a table as a list.

    Args:
        column: of the names, from 0; None finds it out.
        is_titled: whether the first row has titles; None finds it out.

    Raises:
        InputError: it has no rows, or no such column.
    """
    if not table.rows:
        raise InputError("the table has no rows")
    width = max(len(cells) for _, cells in table.rows)
    rows = [(line, (*cells, *[""] * (width - len(cells)))) for line, cells in table.rows]
    titled = _titled_column(rows[0][1], of_laws)
    if is_titled is None:
        is_titled = titled is not None or width > 1
    first = rows[0][1] if is_titled else ()
    headings = tuple(
        (first[at] if first else "").strip() or f"Column {at + 1}" for at in range(width)
    )
    rows = rows[1:] if is_titled else rows
    found = titled if is_titled else None
    if column is None:
        column = found if found is not None else _likeliest(rows, width, of_laws)
    if column not in range(width):
        raise InputError(f"the table has {width} columns, and none with the number {column + 1}")
    return _read(rows, headings, column, column == found, is_titled, of_laws)


def _read(
    rows: Sequence[tuple[int, tuple[str, ...]]],
    headings: tuple[str, ...],
    column: int,
    is_found: bool,
    is_titled: bool,
    of_laws: bool,
) -> TableList:
    kept: dict[str, tuple[str, ...]] = {}
    bad, laws, repeated = [], [], 0
    for line, cells in rows:
        written = cells[column].strip()
        name, fault = read_name(written, of_laws=of_laws)
        if fault:
            bad.append(BadRow(line, fault))
            continue
        if name != " ".join(written.split()):
            laws.append(ReadLaw(written, name))
        repeated += party_key(name) in kept
        others = (one for at, one in enumerate(cells) if at != column)
        kept.setdefault(party_key(name), (name, *others))
    titles = ("name", *(one for at, one in enumerate(headings) if at != column))
    names = tuple(cells[0] for cells in kept.values())
    return TableList(
        headings,
        column,
        is_found,
        is_titled,
        len(rows),
        names,
        repeated,
        tuple(bad),
        tuple(laws),
        _csv(titles, list(kept.values())),
        tuple(cells for _, cells in rows[:_SAMPLE]),
    )


def _titled_column(cells: Sequence[str], of_laws: bool) -> int | None:
    titles = [title_of(one) for one in cells]
    if of_laws:
        for one in _LAW_TITLES:
            if one in titles:
                return titles.index(one)
    return name_column(titles)


def _likeliest(rows: Sequence[tuple[int, tuple[str, ...]]], width: int, of_laws: bool) -> int:
    """The column in which most cells are names, each another one."""

    def names(at: int) -> Iterator[str]:
        for _, cells in rows[:_LOOKED_AT]:
            name, fault = read_name(cells[at], of_laws=of_laws)
            if not fault and any(map(str.isalpha, name)):
                yield party_key(name)

    return max(range(width), key=lambda at: len(set(names(at))))


def _csv(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows(rows)
    text = out.getvalue()
    names = [row[0] for row in rows]
    return text if _reads(text) == names else f"sep=,\n{text}"


def _reads(text: str) -> list[str] | None:
    """The names that a list finds in a text; None where it takes another mark for the comma."""
    try:
        return [one.name for one in parse_names(_ANY, text).rows]
    except PolicyError:
        return None
