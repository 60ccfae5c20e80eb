"""All hits of a search as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Query, Response
from fastapi.responses import FileResponse, StreamingResponse

from enricher.api.services import Served
from enricher.exploring.exports import all_hits, csv_lines, json_lines, write_register

router = APIRouter(tags=["search"])

_Words = Annotated[str, Query(description="As of /api/search.", examples=["loan"])]
_Where = Annotated[
    list[str], Query(description="As of /api/search.", examples=[["Money>=1000000 USD"]])
]
_Sort = Annotated[str, Query(description="As of /api/search.", examples=["EffectiveDate:desc"])]
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/api/search.xlsx", response_class=FileResponse)
def export_register(
    served: Served,
    tasks: BackgroundTasks,
    q: _Words = "",
    where: _Where = [],  # noqa: B006  FastAPI copies it
    sort: _Sort = "relevance",
) -> Response:
    """All documents found as a register: a workbook with their fields and the evidence for each."""
    hits = all_hits(served.store, q, where, sort)
    folder = tempfile.TemporaryDirectory(prefix="enricher-")
    tasks.add_task(folder.cleanup)
    path = Path(folder.name) / "register.xlsx"
    try:
        write_register(served.store, hits, path)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(path, media_type=_WORKBOOK, filename="register.xlsx", background=tasks)


@router.get("/api/search.csv", response_class=StreamingResponse)
def export_csv(
    served: Served,
    q: _Words = "",
    where: _Where = [],  # noqa: B006  FastAPI copies it
    sort: _Sort = "relevance",
) -> Response:
    """All documents found, a row each, with a column per category."""
    lines = csv_lines(served.store, all_hits(served.store, q, where, sort))
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=_named("csv"))


@router.get("/api/search.jsonl", response_class=StreamingResponse)
def export_json_lines(
    served: Served,
    q: _Words = "",
    where: _Where = [],  # noqa: B006  FastAPI copies it
    sort: _Sort = "relevance",
) -> Response:
    """All documents found, one JSON object a line, as /api/search gives hits."""
    lines = json_lines(all_hits(served.store, q, where, sort))
    return StreamingResponse(lines, media_type="application/jsonl", headers=_named("jsonl"))


def _named(kind: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="search.{kind}"'}
