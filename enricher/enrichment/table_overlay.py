"""Lays what people said over the tables that were read: the latest word about a cell counts.

    tables as they were read, corrections --lay_over_tables--> tables, with what was read beside them

Readers of tables, models and policies see the tables that come out here, and no others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from enricher.documents.corrections import Act, Correction, TableChange
from enricher.documents.records import digest_of
from enricher.documents.row_anchors import (
    ReadRows,
    RowAnchor,
    read_cells,
)
from enricher.documents.table_anchors import TableAnchor, anchor_table, find_table
from enricher.documents.tables import Addition, Cell, FactOverride, Override, Table
from enricher.documents.text import Reading
from enricher.entities import Notice

ROW_GONE = Notice("row_gone")
ROW_REMOVED = Notice("row_removed")
ROW_READ = Notice("row_read")
TABLE_GONE = Notice("table_gone")
TABLE_READ = Notice("table_read")


@dataclass(slots=True)
class _Row:
    """A row on its way: `read` has its cells as they were read, None where a person added it."""

    read: tuple[Cell | None, ...] | None
    cells: list[Cell | None]
    mark: str = ""
    added: Correction | None = None
    removed: Correction | None = None
    corrected: dict[str, Correction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a person says that a table states; None if nothing."""

    value: str | None
    said: Correction


@dataclass(frozen=True, slots=True)
class _Place:
    """A row, and the number of its table."""

    table: int
    row: _Row


class TableOverlay:
    """The tables of a reading, with corrections laid over them one after the other."""

    def __init__(self, reading: Reading) -> None:
        self._tables = [*reading.tables]
        self._marks = [""] * len(reading.tables)
        self._text = reading.text
        self._digest = digest_of(reading.text).hex()
        self._rows = [[_Row(row, list(row)) for row in table.rows] for table in reading.tables]
        self._facts: list[dict[str, _Fact]] = [{} for _ in reading.tables]
        self._read: dict[str, tuple[list[_Place], ReadRows]] = {}

    def lay(self, correction: Correction) -> Notice | None:
        """Lay one more over them; why it has no place, None where it has one."""
        change = correction.said.change
        if change is None:
            return None
        if correction.said.act is Act.ADD_ROW:
            return self._add(change, correction)
        if correction.said.act is Act.SET_FACT:
            return self._set_fact(change, correction)
        if correction.said.act is Act.ADD_TABLE:
            return self._add_table(change, correction)
        place = self._find(change.table, change.row, next(iter(change.cells), ""))
        if place is None:
            return ROW_GONE
        row = place.row
        if row.removed is not None:
            return ROW_REMOVED
        if correction.said.act is Act.REMOVE_ROW:
            row.removed = correction
            return None
        names = [one.name for one in self._tables[place.table].columns]
        for name, value in change.cells.items():
            if name not in names:
                return Notice("column_gone", {"column": name})
            at = names.index(name)
            row.cells[at] = _with_value(row.read[at] if row.read else None, value)
            row.corrected[name] = correction
        return None

    def tables(self) -> tuple[Table, ...]:
        """The tables as they are now."""
        laid = []
        for table, rows, facts in zip(self._tables, self._rows, self._facts, strict=True):
            overrides = tuple(_overrides(table, rows))
            if overrides:
                left = tuple(tuple(row.cells) for row in rows if row.removed is None)
                table = replace(table, rows=left, overrides=overrides)
            if facts:
                table = _with_facts(table, facts)
            laid.append(table)
        return tuple(laid)

    def anchor(self, table: int, row: int) -> RowAnchor:
        """What a row, of a table as it is now, is recognised by."""
        found = [one for one in self._rows[table] if one.removed is None][row]
        if found.mark:
            return RowAnchor(mark=found.mark)
        places, read = self._read_of(self._tables[table].name)
        at = next(number for number, one in enumerate(places) if one.row is found)
        return read.anchor(at)

    def whole(self, table: int) -> TableAnchor:
        """What a table is recognised by."""
        if self._marks[table]:
            return TableAnchor(mark=self._marks[table])
        read = self._tables[table]
        among = [self._tables[at] for at in self._read_named(read.name)]
        return anchor_table(read, among, self._digest)

    def adder(self, table: int, row: int) -> Correction | None:
        """Who added a row, of a table as it is now; None where it was read."""
        return [one for one in self._rows[table] if one.removed is None][row].added

    def _read_of(self, name: str) -> tuple[list[_Place], ReadRows]:
        """The rows of all tables of a name that were read, and what finds one of them."""
        if name not in self._read:
            tables = self._named(name)
            places = [
                _Place(at, row) for at in tables for row in self._rows[at] if row.read is not None
            ]
            cells = [
                read_cells(self._text, self._tables[one.table].columns, one.row.read or ())
                for one in places
            ]
            self._read[name] = places, ReadRows(cells, self._digest)
        return self._read[name]

    def _find(self, name: str, anchor: RowAnchor | None, column: str = "") -> _Place | None:
        if anchor is None:
            return None
        if anchor.mark:
            return next(
                (
                    _Place(at, row)
                    for at, rows in enumerate(self._rows)
                    for row in rows
                    if row.mark == anchor.mark and self._tables[at].name == name
                ),
                None,
            )
        places, read = self._read_of(name)
        found = read.find(anchor, column)
        return None if found is None else places[found]

    def _named(self, name: str) -> list[int]:
        return [at for at, table in enumerate(self._tables) if table.name == name]

    def _read_named(self, name: str) -> list[int]:
        return [at for at in self._named(name) if not self._marks[at]]

    def _set_fact(self, change: TableChange, correction: Correction) -> Notice | None:
        at = self._find_table(change)
        if at is None:
            return TABLE_GONE
        for name, value in change.cells.items():
            self._facts[at][name] = _Fact(value, correction)
        return None

    def _find_table(self, change: TableChange) -> int | None:
        if change.whole is None:
            return None
        if change.whole.mark:
            marks = self._marks
            return marks.index(change.whole.mark) if change.whole.mark in marks else None
        named = self._read_named(change.table)
        among = [self._tables[at] for at in named]
        found = find_table(change.whole, change.number, among, self._digest)
        return None if found is None else named[found]

    def _add_table(self, change: TableChange, correction: Correction) -> Notice | None:
        added = change.added and change.added.in_text(self._text, self._digest)
        if not added:
            return TABLE_GONE
        if added.is_read(self._tables):
            return TABLE_READ
        addition = Addition(correction.id, correction.who, correction.at, added.page, added.box)
        table = Table(change.table, added.columns, added.rows, added.facts, addition=addition)
        self._tables.append(table)
        self._marks.append(change.mark)
        self._rows.append([_Row(row, list(row)) for row in table.rows])
        self._facts.append({})
        self._read.pop(change.table, None)
        return None

    def _add(self, change: TableChange, correction: Correction) -> Notice | None:
        after = self._find(change.table, change.after)
        before = self._find(change.table, change.before)
        named = self._named(change.table)
        found = after or before
        if found is not None:
            at, rows = found.table, self._rows[found.table]
            place = _index(rows, found.row) + (found is after)
        elif change.after is change.before is None and change.number < len(named):
            at, rows = named[change.number], self._rows[named[change.number]]
            place = len(rows)
            if any(row.read is not None for row in rows):
                return ROW_GONE
        else:
            return ROW_GONE
        columns = self._tables[at].columns
        unknown = change.cells.keys() - {one.name for one in columns}
        if unknown:
            return Notice("column_gone", {"column": min(unknown)})
        known = [id(one.row) for one in (after, before) if one is not None]
        beside = (row for row in rows[max(0, place - 1) : place + 1] if id(row) not in known)
        if any(_says(self._tables[at], row, change.cells) for row in beside):
            return ROW_READ
        cells = [_with_value(None, change.cells.get(one.name)) for one in columns]
        rows.insert(place, _Row(None, cells, change.mark, correction))
        return None


def lay_over_tables(
    reading: Reading, corrections: Sequence[Correction]
) -> tuple[tuple[Table, ...], dict[int, Notice]]:
    """The tables of a reading with corrections laid over them; of those that have no place, why.

    Args:
        corrections: by id; those that are of no table count for nothing.
    """
    corrections = [one for one in corrections if one.said.change is not None]
    if not corrections:
        return reading.tables, {}
    overlay = TableOverlay(reading)
    reasons = {one.id: overlay.lay(one) for one in corrections}
    return overlay.tables(), {id: why for id, why in reasons.items() if why is not None}


def _with_facts(table: Table, said: Mapping[str, _Fact]) -> Table:
    facts = {**table.facts}
    for name, fact in said.items():
        facts.pop(name, None)
        if fact.value is not None:
            facts[name] = fact.value
    overrides = tuple(
        FactOverride(one.said.id, one.said.who, one.said.at, name, table.facts.get(name))
        for name, one in said.items()
    )
    return replace(table, facts=facts, fact_overrides=overrides)


def _with_value(read: Cell | None, value: str | None) -> Cell | None:
    """A cell stands where it was read, whatever a person says is in it."""
    if value is None:
        return None
    return Cell(value, read.start, read.end) if read else Cell(value, 0, 0)


def _index(rows: Sequence[_Row], row: _Row) -> int:
    return next(at for at, one in enumerate(rows) if one is row)


def _says(table: Table, row: _Row, cells: Mapping[str, str | None]) -> bool:
    """Whether a row that was read has the dates and numbers of one that a person added."""
    if row.read is None or row.removed is not None:
        return False
    numbers = 0
    for column, cell in zip(table.columns, row.read, strict=True):
        given = cells.get(column.name)
        if given is None or column.type not in ("date", "number"):
            continue
        value = cell.value if cell else ""
        if column.type == "date" and value != given:
            return False
        if column.type == "number":
            if not value or _number(value) != _number(given):
                return False
            numbers += 1
    return numbers > 0


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def _overrides(table: Table, rows: Sequence[_Row]) -> list[Override]:
    found: list[Override] = []
    at = 0
    for row in rows:
        read = {
            column.name: cell.value if cell else None
            for column, cell in zip(table.columns, row.read or (), strict=bool(row.read))
        }
        if row.removed is not None:
            found.append(_override(row.removed, at, read=read, removed=True))
            continue
        if row.added is not None:
            found.append(_override(row.added, at))
        for name, correction in row.corrected.items():
            found.append(_override(correction, at, column=name, read={name: read.get(name)}))
        at += 1
    return found


def _override(
    correction: Correction,
    row: int,
    *,
    column: str | None = None,
    read: Mapping[str, str | None] | None = None,
    removed: bool = False,
) -> Override:
    return Override(correction.id, correction.who, correction.at, row, column, read or {}, removed)
