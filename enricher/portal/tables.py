"""The page of a document's tables, and what their sums prove."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.numbers import PageNumber
from enricher.api.services import Served
from enricher.documents.proofs import balanced, prove_table
from enricher.errors import NotFoundError
from enricher.portal.rendering import page
from enricher.wiring.catalog import catalog

router = APIRouter(include_in_schema=False)

_ROWS = 200  # of each table, on a page


@router.get("/documents/{id}/tables")
def read_tables(request: Request, served: Served, id: str, number: PageNumber = 1) -> Response:
    document = catalog(served.home).show(id)
    found = document.enriched
    if found is None or not found.extracted.tables:
        raise NotFoundError(f"there is no table in document {id}")
    tables = found.extracted.tables
    first = (number - 1) * _ROWS
    return page(
        request,
        "tables.html",
        document=document,
        number=number,
        first=first,
        pages=max(1, -(-max(len(one.rows) for one in tables) // _ROWS)),
        tables=[
            {
                "table": one,
                "rows": one.rows[first : first + _ROWS],
                "balanced": balanced(one),
                "wrong": {proof.row: proof for proof in prove_table(one) if not proof.holds},
            }
            for one in tables
        ],
    )
