"""The page of rows of tables over all documents: transactions of all statements, and their sums."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from enricher.api.numbers import PageNumber
from enricher.api.services import Served
from enricher.errors import InputError, QueryError
from enricher.portal.rendering import page
from enricher.query.rows import DAYS, NUMBERS
from enricher.search.rows import GROUPS, FoundRows, cell_of, columns_of, read_of, read_sort
from enricher.wiring.search import row_search

router = APIRouter(include_in_schema=False)

_ROWS = 100  # on a page
_SUMS = 200
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
        columns=columns_of(found.hits),
        numbers=NUMBERS,
        sorted_columns=_SORTED,
        order=order,
        address=address,
        first=first,
        number=number,
        is_last=first + len(found.hits) >= found.total,
        is_asked_for=served.home.ledger.collections.have_rows(),
        shown=cell_of,
        read_of=read_of,
    )


def _categories(served: Served) -> list[str]:
    """Those of documents that rows are usefully added up by: few values, and no passages."""
    types = served.home.schema().types
    return [name for name, type in types.items() if not (type.is_passage or type.is_ordered)]
