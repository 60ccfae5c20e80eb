"""The page of a document's tables: what their sums prove, and what people corrected in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from enricher.api.numbers import PageNumber
from enricher.api.services import Served
from enricher.documents import EnrichedText
from enricher.documents.corrections import Correction
from enricher.documents.document_type import DOCUMENT_TYPE, INVOICE, STATEMENT
from enricher.documents.notices import in_words
from enricher.documents.proofs import balanced, prove_table
from enricher.documents.tables import (
    LINES,
    STATED_FACTS,
    TABLE,
    TRANSACTIONS,
    Cell,
    FactOverride,
    Override,
    Table,
)
from enricher.errors import NotFoundError
from enricher.portal.rendering import page
from enricher.review.page_pictures import has_pages
from enricher.wiring.catalog import catalog
from enricher.wiring.review import corrections

router = APIRouter(include_in_schema=False)

_KINDS = (
    (TABLE, "columns as printed"),
    (TRANSACTIONS, "transactions of an account"),
    (LINES, "lines of an invoice"),
)
_OF_TYPES = {STATEMENT: TRANSACTIONS, INVOICE: LINES}
_ROWS = 200  # of each table, on a page


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as it is shown.

    Attributes:
        at: its number in the table, from 0; of a row that was removed, that of the one behind it.
        values: what is in its cells; of a row that was removed, what was read.
        place: of its first cell in the text, None where it stands nowhere.
        corrected: by column what a person corrected in it.
        whole: what a person said of the whole row.
    """

    at: int
    values: tuple[str, ...]
    place: tuple[int, int] | None
    corrected: dict[str | None, Override]
    whole: Override | None


@dataclass(frozen=True, slots=True)
class _Fact:
    """What holds for all rows of a table: its value, "" if none, and who corrected it."""

    name: str
    type: str
    value: str
    said: FactOverride | None


@router.get("/documents/{id}/tables")
def read_tables(request: Request, served: Served, id: str, number: PageNumber = 1) -> Response:
    document = catalog(served.home).show(id)
    found = document.enriched
    tables = found.extracted.tables if found else ()
    is_shown = found is not None and has_pages(found.extracted)
    if found is None or not (tables or is_shown):
        raise NotFoundError(f"there is no table in document {id}")
    first = (number - 1) * _ROWS
    said = corrections(served.home).list(document.id)
    return page(
        request,
        "tables.html",
        document=document,
        number=number,
        pages=max(1, -(-max((len(one.rows) for one in tables), default=0) // _ROWS)),
        tables=[_shown(one, first) for one in tables],
        has_pages=is_shown,
        kinds=_KINDS,
        kind=_likely_kind(found),
        lost=[_lost(one) for one in said if one.table is not None and one.state == "lost"],
    )


def _likely_kind(found: EnrichedText) -> str:
    """What a table that was missed is likeliest to have."""
    values = found.fields.get(DOCUMENT_TYPE, ())
    return _OF_TYPES.get(values[0].value.display if values else "", TABLE)


def _shown(table: Table, first: int) -> dict[str, Any]:
    return {
        "table": table,
        "facts": _facts(table),
        "lines": _lines(table, first),
        "balanced": balanced(table),
        "wrong": {proof.row: proof for proof in prove_table(table) if not proof.holds},
    }


def _facts(table: Table) -> list[_Fact]:
    said = {one.fact: one for one in table.fact_overrides}
    return [
        _Fact(name, type_, table.facts.get(name, ""), said.get(name))
        for name, type_ in STATED_FACTS.get(table.name, {}).items()
    ]


def _lines(table: Table, first: int) -> list[_Line]:
    """The rows of a page, each behind those that were removed before it."""
    last = min(first + _ROWS, len(table.rows))
    of_rows: dict[int, list[Override]] = {}
    for one in table.overrides:
        of_rows.setdefault(one.row, []).append(one)
    lines = []
    for at in range(first, last + 1):
        said = of_rows.get(at, [])
        if at < last or last == len(table.rows):
            lines += [_removed(table, one) for one in said if one.removed]
        if at < last:
            lines.append(_line(at, table.rows[at], [one for one in said if not one.removed]))
    return lines


def _line(at: int, row: Sequence[Cell | None], said: Sequence[Override]) -> _Line:
    there = next((one for one in row if one is not None), None)
    return _Line(
        at,
        tuple(one.value if one else "" for one in row),
        (there.start, there.end) if there and there.end > there.start else None,
        {one.column: one for one in said if one.column is not None},
        next((one for one in said if one.column is None), None),
    )


def _removed(table: Table, said: Override) -> _Line:
    values = tuple(said.read.get(one.name) or "" for one in table.columns)
    return _Line(said.row, values, None, {}, said)


def _lost(one: Correction) -> dict[str, Any]:
    return {"correction": one, "why": in_words(one.unmet) if one.unmet else ""}
