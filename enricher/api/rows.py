"""The routes that search the rows of tables."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Query, Response
from fastapi.responses import FileResponse, StreamingResponse

from enricher.api.bodies.rows import FoundRowsBody, row_lines
from enricher.api.exports import WORKBOOK, streamed
from enricher.api.lanes import EXPORTING
from enricher.api.numbers import Offset
from enricher.api.services import Served
from enricher.query.rows import RowHit
from enricher.search.row_exports import csv_rows, write_rows
from enricher.search.rows import FoundRows
from enricher.wiring.search import row_search

router = APIRouter(tags=["search"])

RowQuery = Annotated[
    str,
    Query(
        description='Words of the row (all of them), "phrases", OR, -word, conditions on its columns'
        " (amount>10000, date>=2025-03-01, description:acme) and on its document"
        " (Bank:value, collection:value). Without it, all rows are found.",
        examples=["amount>10000 description:acme"],
    ),
]
RowConditions = Annotated[
    list[str],
    Query(description="More conditions. All must hold.", examples=[["date>=2025-03-01"]]),
]
RowOrder = Annotated[
    str,
    Query(
        description="`date` (latest first), `amount`, `abs`, `balance`, `description`, `party`,"
        " `account` or another column, followed by `:asc` or `:desc`.",
        examples=["amount:desc"],
    ),
]
By = Annotated[
    str,
    Query(
        description="Add up the rows by `day`, `month`, `year`, `account`, `party`, `table`,"
        " `description`, `collection`, `path` or a category of their documents.",
        examples=["month"],
    ),
]


@router.get("/api/rows", response_model=FoundRowsBody)
def find_rows(
    served: Served,
    q: RowQuery = "",
    where: RowConditions = [],  # noqa: B006  FastAPI copies it
    by: By = "",
    groups: Annotated[int, Query(ge=1, le=10_000, description="The most groups to return.")] = 200,
    sort: RowOrder = "date",
    size: Annotated[int, Query(ge=0, le=1_000)] = 20,
    offset: Offset = 0,
) -> FoundRows:
    """Find rows of tables in all documents, and add them up.

    Only collections whose rows are searchable are searched. Sums cover all rows found, and are
    given per currency.
    """
    return row_search(served.home).find(
        q, where=where, by=by, groups=groups, sort=sort, size=size, offset=offset
    )


@router.get("/api/rows.xlsx", response_class=FileResponse, dependencies=[EXPORTING])
def export_rows(
    served: Served,
    tasks: BackgroundTasks,
    q: RowQuery = "",
    where: RowConditions = [],  # noqa: B006  FastAPI copies it
    by: By = "",
    sort: RowOrder = "date",
) -> Response:
    """Export all rows found, with their sums, as a workbook.

    Cells that a person corrected are coloured, and the column `corrections` says what had been read. The sheet
    *Removed rows* has the rows that people removed from the documents of these rows, with who and when.
    """
    search = row_search(served.home)
    found = search.find(q, where=where, by=by, groups=10_000, sort=sort, size=0)
    hits = search.hits(q, where, sort)
    folder = tempfile.TemporaryDirectory(prefix="enricher-")
    tasks.add_task(folder.cleanup)
    path = Path(folder.name) / "rows.xlsx"
    try:
        write_rows(hits, found.sums, by, found.groups, path, search.removed)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(path, media_type=WORKBOOK, filename="rows.xlsx", background=tasks)


def _hits(
    served: Served,
    q: RowQuery = "",
    where: RowConditions = [],  # noqa: B006  FastAPI copies it
    sort: RowOrder = "date",
) -> Iterator[RowHit]:
    return row_search(served.home).hits(q, where, sort)


Hits = Annotated[Iterator[RowHit], Depends(_hits)]


@router.get("/api/rows.csv", response_class=StreamingResponse, dependencies=[EXPORTING])
def export_rows_csv(hits: Hits) -> Response:
    """Export all rows found as CSV. The column `corrections` says what a person corrected."""
    return streamed(csv_rows(hits), "rows.csv")


@router.get("/api/rows.jsonl", response_class=StreamingResponse, dependencies=[EXPORTING])
def export_rows_json_lines(hits: Hits) -> Response:
    """Export all rows found as JSON lines: one hit of `/api/rows` per line."""
    return streamed(row_lines(hits), "rows.jsonl")
