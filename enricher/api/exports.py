"""All hits of a search as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

from fastapi import APIRouter, BackgroundTasks, Depends, Query, Response
from fastapi.responses import FileResponse, StreamingResponse

from enricher.api.bodies.search import json_lines
from enricher.api.lanes import EXPORTING
from enricher.api.services import Served
from enricher.query.nodes import Hit
from enricher.schema import EntitySchema
from enricher.search.exports import choose_columns, csv_lines, write_register
from enricher.search.hybrid import Mode
from enricher.wiring.search import hybrid_search

router = APIRouter(tags=["search"])

_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _found(
    served: Served,
    q: Annotated[str, Query(description="As in `/api/search`.", examples=["loan"])] = "",
    where: Annotated[
        list[str], Query(description="As in `/api/search`.", examples=[["Money>=1000000 USD"]])
    ] = [],  # noqa: B006  FastAPI copies it
    sort: Annotated[
        str, Query(description="As in `/api/search`.", examples=["EffectiveDate:desc"])
    ] = "relevance",
    mode: Annotated[Mode, Query(description="As in `/api/search`.")] = "words",
    without: Annotated[list[str], Query(description="As in `/api/search`.")] = [],  # noqa: B006  FastAPI copies it
) -> Iterator[Hit]:
    found = hybrid_search(served.home)
    return found.hits(q, mode, where=where, without=without, sort=sort)


def _columns(
    served: Served,
    column: Annotated[
        list[str],
        Query(
            description="The categories to write as columns, in this order. By default, a workbook has"
            " a column for each category with a value, and CSV for every category.",
            examples=[["Party", "Term"]],
        ),
    ] = [],  # noqa: B006  FastAPI copies it
) -> _Chosen:
    return _Chosen(choose_columns(served.home.schema(), column), bool(column))


class _Chosen(NamedTuple):
    """The categories of an export, and whether somebody named them."""

    schema: EntitySchema
    is_named: bool


Found = Annotated[Iterator[Hit], Depends(_found)]
Columns = Annotated[_Chosen, Depends(_columns)]


@router.get("/api/search.xlsx", response_class=FileResponse, dependencies=[EXPORTING])
def export_register(
    served: Served, tasks: BackgroundTasks, hits: Found, columns: Columns
) -> Response:
    """Export all documents found as a workbook: their fields, and the evidence for each value.

    The evidence covers all categories, whichever columns you choose.
    """
    folder = tempfile.TemporaryDirectory(prefix="enricher-")
    tasks.add_task(folder.cleanup)
    path = Path(folder.name) / "register.xlsx"
    try:
        kept = [one.name for one in columns.schema.categories] if columns.is_named else ()
        write_register(hits, path, columns.schema, served.home.ledger.documents.read, kept)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(path, media_type=WORKBOOK, filename="register.xlsx", background=tasks)


@router.get("/api/search.csv", response_class=StreamingResponse, dependencies=[EXPORTING])
def export_csv(hits: Found, columns: Columns) -> Response:
    """Export all documents found as CSV: a row for each document, a column for each category."""
    return streamed(csv_lines(hits, columns.schema), "search.csv")


@router.get("/api/search.jsonl", response_class=StreamingResponse, dependencies=[EXPORTING])
def export_json_lines(hits: Found) -> Response:
    """Export all documents found as JSON lines: one hit of `/api/search` per line."""
    return streamed(json_lines(hits), "search.jsonl")


def streamed(lines: Iterator[str], name: str) -> Response:
    """A file of lines, sent as they are made; `name` ends in `.csv` or `.jsonl`."""
    media_type = _TYPES[name.rpartition(".")[2]]
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type=media_type, headers=headers)
