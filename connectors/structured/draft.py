"""A document's text in the making, with what the file says that its stretches are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from enricher.documents import Reading
from enricher.documents.tables import Cell, Column, Table
from enricher.entities import EntitySource, Notice, Span

_BLANKS = re.compile(r"\s+")
# A decimal of a file's own notation: never grouped, with a point or a comma.
_DECIMAL = re.compile(r"[+-]?(?:\d{1,18}(?:[.,]\d{0,9})?|[.,]\d{1,9})")
_CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, and what belongs to it and has no column.

    Attributes:
        values: by the names of the columns; None or "" where there is nothing.
        notes: lines below the row.
    """

    values: Mapping[str, str | None]
    notes: Sequence[str] = ()


@dataclass(slots=True)
class Draft:
    """Writes lines one after the other, and keeps where in them everything stands."""

    warnings: list[Notice] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _stated: list[Span] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)

    def line(self, text: str = "") -> None:
        self._write(one_line(text) + "\n")

    def gap(self) -> None:
        """An empty line, where there is none yet and something stands above."""
        if "".join(self._parts[-2:])[-2:] not in ("", "\n\n"):
            self._write("\n")

    def fact(self, label: str, value: str | None, category: str = "") -> None:
        """`label: value`, where there is a value.

        Args:
            category: what the value is, where the file says it.
        """
        value = one_line(value or "")
        if not value:
            return
        self._write(f"{label}: ")
        if category:
            place = self._length, self._length + len(value)
            self._stated.append(Span(*place, category, 1.0, EntitySource.FILE))
        self._write(value + "\n")

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        facts: Mapping[str, str | None],
        optional: Sequence[Column] = (),
    ) -> None:
        """A heading of columns, and a line for each row, its cells parted by tabs.

        Args:
            optional: columns that stand behind the others where a row has something in them.
        """
        used = [one for one in optional if any(row.values.get(one.name) for row in rows)]
        kept = (*columns, *used)
        self._write("\t".join(_label(one.name) for one in kept) + "\n")
        made = []
        for row in rows:
            cells: list[Cell | None] = []
            for at, column in enumerate(kept):
                self._write("\t" * (at > 0))
                cells.append(self._cell(row.values.get(column.name)))
            self._write("\n")
            made.append(tuple(cells))
            for note in row.notes:
                self._write(f"    {one_line(note)}\n")
        known = {key: value for key, value in facts.items() if value}
        self._tables.append(Table(name, kept, tuple(made), known))

    def warn(self, notice: Notice) -> None:
        if notice not in self.warnings:
            self.warnings.append(notice)

    @property
    def length(self) -> int:
        return self._length

    def reading(self, media_type: str, title: str = "") -> Reading:
        return Reading(
            media_type,
            "".join(self._parts),
            title=one_line(title),
            warnings=tuple(self.warnings),
            tables=tuple(self._tables),
            stated=tuple(self._stated),
        )

    def _cell(self, value: str | None) -> Cell | None:
        shown = one_line(value or "")
        if not shown:
            return None
        start = self._length
        self._write(shown)
        return Cell(shown, start, self._length)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def one_line(text: str) -> str:
    """The text with its white space as single blanks."""
    return _BLANKS.sub(" ", text.replace("\0", "\ufffd")).strip()


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def decimal_of(text: str | None) -> Decimal | None:
    """A number as machines write it: no grouping, a point or a comma before the decimals."""
    shown = (text or "").strip()
    if not _DECIMAL.fullmatch(shown):
        return None
    try:
        return Decimal(shown.replace(",", "."))
    except InvalidOperation:
        return None


def plain(amount: Decimal | None) -> str | None:
    """An amount as a decimal string: at least two decimals, and no zeros behind those."""
    if amount is None:
        return None
    short = amount.normalize() + 0  # no minus before zero
    return f"{short.quantize(_CENTS) if _exponent(short) > -2 else short:f}"


def money(amount: Decimal | None, currency: str | None) -> str | None:
    """An amount with its currency, as a fact."""
    shown = plain(amount)
    return f"{shown} {currency}" if shown and currency else shown


def _exponent(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
