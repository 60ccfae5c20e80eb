"""The page of rows of tables over all documents: transactions of all statements, and their sums."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from enricher.api.numbers import PageNumber
from enricher.api.services import Served
from enricher.documents.tables import LINES
from enricher.errors import InputError, QueryError
from enricher.portal.rendering import page
from enricher.query.rows import DAYS, NUMBERS, RowHit
from enricher.search.rows import GROUPS, FoundRows, read_sort
from enricher.wiring.search import row_search

router = APIRouter(include_in_schema=False)

_ROWS = 100  # on a page
_SUMS = 200
_MOVEMENTS = ("date", "description", "amount", "balance")
_LINES = ("date", "description", "quantity", "unit_price", "amount")
_SORTED = frozenset((*DAYS, *NUMBERS, "description"))


@router.get("/rows")
def read_rows(
    request: Request,
    served: Served,
    q: str = "",
    by: str = "",
    sort: str = "date",
    number: PageNumber = 1,
) -> Response:
    search, fault = row_search(served.home), ""
    found = FoundRows(0, (), ())
    first = (number - 1) * _ROWS
    try:
        found = search.find(q, by=by, groups=_SUMS, sort=sort, size=_ROWS, offset=first)
    except (QueryError, InputError) as error:
        fault, sort = str(error), "date"
    order = read_sort(sort)
    columns = _LINES if found.hits and all(map(_is_line, found.hits)) else _MOVEMENTS

    def address(**changed: str | int) -> str:
        asked = {"q": q, "by": by, "sort": sort} | changed
        return urlencode({name: one for name, one in asked.items() if one})

    return page(
        request,
        "rows.html",
        422 if fault else 200,
        q=q,
        by=by,
        found=found,
        fault=fault,
        groups=(*GROUPS, *_categories(served)),
        columns=columns,
        numbers=NUMBERS,
        sorted_columns=_SORTED,
        order=order,
        address=address,
        first=first,
        number=number,
        is_last=first + len(found.hits) >= found.total,
        is_asked_for=served.home.ledger.collections.have_rows(),
        shown=_shown,
    )


def _is_line(hit: RowHit) -> bool:
    return hit.row.table == LINES


def _categories(served: Served) -> list[str]:
    """Those of documents that rows are usefully added up by: few values, and no passages."""
    types = served.home.schema().types
    return [name for name, type in types.items() if not (type.is_passage or type.is_ordered)]


def _shown(hit: RowHit, column: str) -> str:
    """A cell; of a form's pair the description is its label and value."""
    cells = hit.row.cells
    if column == "date":
        return hit.row.day or cells.get(column, "")
    if column == "description" and column not in cells:
        return ": ".join(cells[one] for one in ("label", "value") if one in cells)
    return cells.get(column, "")
