"""Corrections of tables for people: a cell or a fact has another value, a row is none, one is missing.

    what a person asks --> TableChange --> ledger (who, when), laid over what was read --write_out--> index

They are listed and undone as those of entities are (`enricher.review.service`).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from enricher.documents.corrections import Act, Correction, Said, TableChange
from enricher.documents.records import from_record
from enricher.documents.tables import STATED_FACTS, Table
from enricher.enrichment.table_overlay import TableOverlay
from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.ingestion.catalog import Catalog
from enricher.text.anchors import Anchor
from enricher.values.cells import parse_cell

_CURRENCY = re.compile("[A-Z]{3}")
_MARK_BYTES = 8  # tells a row that is added from the others of its document


@dataclass(frozen=True, slots=True)
class TableWish:
    """What a person wants to be said about a table.

    Attributes:
        table: which of the document's tables, from 0.
        row: of the table as it is now, from 0; of `ADD_ROW` the one beside which it goes, None for
            the end of the table. None of `SET_FACT`.
        cells: what is to be in it, by column, as people write it; None or blank is nothing.
            Of `SET_FACT`, a fact of the table by its name.
        before: of `ADD_ROW`, it goes before that row, else behind it.
        seen: what the person saw in the row or of the fact, as far as that was said.
        sha256: of the content that the person looked at.
    """

    act: Act
    table: int = 0
    row: int | None = None
    cells: Mapping[str, str | None] = field(default_factory=dict)
    before: bool = False
    seen: Mapping[str, str | None] | None = None
    sha256: str | None = None


class ChangeLog(Protocol):
    """What people said, each call whole or not at all."""

    def say_all(self, document: str, said: Sequence[Said], who: str) -> Sequence[Correction]: ...

    def undo_all(self, identities: Sequence[int], who: str) -> Sequence[Correction]: ...

    def standing(self, document: str) -> Sequence[Correction]: ...

    def as_read(self, document: str) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class TableCorrections:
    """Takes corrections of tables.

    Attributes:
        publish: returns when searches show what is in the ledger.
    """

    catalog: Catalog
    log: ChangeLog
    publish: Callable[[], object]

    def correct(self, document: str, wish: TableWish, who: str) -> Correction:
        """Say what is in a cell or a fact of the table, that a row is none, or that there is another.

        Removing a row that a person added undoes the addition.

        Args:
            document: its id, the start of it, or a path.

        Raises:
            NotFoundError: there is no such document or table.
            ConflictError: it has another content now, or something else stands in the row.
            InputError: there is no such row, column or fact, or it takes no such value.
            UnavailableError: the index does not answer; the correction is kept.
        """
        identity = self.catalog.find(document)
        body = self.log.as_read(identity)
        if body is None:
            raise InputError(f"document {identity} has no tables: it was not read yet, or failed")
        enriched = from_record(body)
        reading = enriched.extracted
        if wish.sha256 is not None and wish.sha256 != reading.sha256:
            raise ConflictError("the document has another content now; look at it again first")
        overlay = TableOverlay(reading)
        for one in self.log.standing(identity):
            overlay.lay(one)
        tables = overlay.tables()
        if not 0 <= wish.table < len(tables):
            raise NotFoundError(f"document {identity} has {len(tables)} tables, and no such one")
        table = tables[wish.table]
        _check_row(table, wish)
        adder = None
        if wish.act is Act.REMOVE_ROW and wish.row is not None:
            adder = overlay.adder(wish.table, wish.row)
        if adder is not None:
            (correction,) = self.log.undo_all([adder.id], who)
        else:
            number = sum(one.name == table.name for one in tables[: wish.table])
            change = _change(wish, table, number, overlay, enriched.language)
            said = Said(wish.act, "", Anchor(change.words), change=change)
            (correction,) = self.log.say_all(identity, [said], who)
        self.publish()
        return correction


def _check_row(table: Table, wish: TableWish) -> None:
    if wish.before and wish.act is not Act.ADD_ROW:
        raise InputError("only a row that is added goes before another one")
    rows = table.records()
    if wish.act is Act.SET_FACT:
        if wish.row is not None:
            raise InputError("a fact holds for the whole table; name no row")
        _check_seen(wish.seen, table.facts, "the table")
    elif wish.row is None:
        if wish.act is not Act.ADD_ROW:
            raise InputError("name a row")
    elif not 0 <= wish.row < len(rows):
        raise InputError(f"table {table.name} has {len(rows)} rows, and no such one")
    elif wish.seen is not None:
        _check_seen(wish.seen, rows[wish.row], "the row", "column ")


def _check_seen(
    seen: Mapping[str, str | None] | None, now: Mapping[str, str | None], of: str, kind: str = ""
) -> None:
    for name, value in (seen or {}).items():
        if (now.get(name) or "") != (value or ""):
            raise ConflictError(
                f"{of} has {(now.get(name) or '')[:80]!r} in {kind}{name} now, not"
                f" {(value or '')[:80]!r}; look at the table again first"
            )


def _change(
    wish: TableWish, table: Table, number: int, overlay: TableOverlay, language: str
) -> TableChange:
    if wish.act is Act.SET_FACT:
        facts = _facts(wish, table, language)
        return TableChange(table.name, number, cells=facts, whole=overlay.whole(wish.table))
    cells = _cells(wish, table, language)
    at = wish.row
    if wish.act is not Act.ADD_ROW:
        assert at is not None  # `_check_row` saw to it
        return TableChange(table.name, number, overlay.anchor(wish.table, at), cells)
    gap = len(table.rows) if at is None else at if wish.before else at + 1
    return TableChange(
        table.name,
        number,
        cells=cells,
        after=overlay.anchor(wish.table, gap - 1) if gap else None,
        before=overlay.anchor(wish.table, gap) if gap < len(table.rows) else None,
        mark=secrets.token_hex(_MARK_BYTES),
    )


def _cells(wish: TableWish, table: Table, language: str) -> dict[str, str | None]:
    columns = {one.name: one for one in table.columns}
    for name in wish.cells:
        if name not in columns:
            raise InputError(
                f"table {table.name} has no column {name!r}; there are: {', '.join(columns)}"
            )
    cells = {
        name: parse_cell(name, columns[name].type, value or "", language)
        for name, value in wish.cells.items()
    }
    if wish.act is Act.REMOVE_ROW and cells:
        raise InputError("a row that is removed has no values")
    if wish.act is Act.SET_CELL and len(cells) != 1:
        raise InputError("name one column and its value")
    if wish.act is Act.ADD_ROW:
        cells = {name: value for name, value in cells.items() if value is not None}
        if not cells:
            raise InputError("a row that is added has something in it; give the value of a column")
    return cells


def _facts(wish: TableWish, table: Table, language: str) -> dict[str, str | None]:
    types = STATED_FACTS.get(table.name, {})
    if not types:
        raise InputError(f"table {table.name} has no balances or other facts to correct")
    if len(wish.cells) != 1:
        raise InputError("name one fact and its value")
    ((name, written),) = wish.cells.items()
    if name not in types:
        raise InputError(f"table {table.name} has no fact {name!r}; there are: {', '.join(types)}")
    value = parse_cell(name, types[name], written or "", language)
    if name == "currency" and value is not None:
        value = value.upper()
        if not _CURRENCY.fullmatch(value):
            raise InputError(
                f"currency takes a code of three letters, such as EUR; {written!r} is none"
            )
    return {name: value}
