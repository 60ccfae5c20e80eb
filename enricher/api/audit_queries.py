"""Questions of auditors, asked as of a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from enricher.api.lanes import EXPORTING
from enricher.api.schemas import Body
from enricher.api.services import Served
from enricher.audit.answers import Answer
from enricher.audit.tables import answer_lines
from enricher.ledger.days import local_time
from enricher.wiring.audit import build_answers, build_queries

router = APIRouter(tags=["findings"])

AsOf = Annotated[
    date | None, Query(description="As it was at the end of this day; left out, as it is now.")
]


class KnownQuery(Body):
    name: str = Field(examples=["no-governing-law"])
    title: str
    q: str
    where: list[str] = Field(examples=[["Jurisdiction:missing"]])
    shipped: bool


class QueryAnswer(Body):
    query: KnownQuery
    as_of: date
    moment: str = Field(description="The end of that day, or now.")
    since: str = Field(description="From when on what documents said is known.")
    total: int
    asked: list[str] = Field(description="Categories and attributes that the question names.")
    documents: list[dict[str, Any]] = Field(
        description="Each with its content, models, values and who said so, findings and decisions."
    )


@router.get("/api/audit/queries", response_model=list[KnownQuery])
def read_queries(served: Served) -> list[dict[str, Any]]:
    """List the questions there are; `POST /api/searches` keeps another."""
    return [one.as_json() for one in build_queries(served.home).all()]


@router.get(
    "/api/audit/queries/{name:path}/csv", response_class=StreamingResponse, dependencies=[EXPORTING]
)
def export(served: Served, name: str, as_of: AsOf = None) -> Response:
    """Ask a question, and answer with a row for each document."""
    lines = answer_lines(_answer(served, name, as_of))
    named = {"content-disposition": 'attachment; filename="answer.csv"'}
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=named)


@router.get("/api/audit/queries/{name:path}", response_model=QueryAnswer, dependencies=[EXPORTING])
def ask(served: Served, name: str, as_of: AsOf = None) -> dict[str, Any]:
    """Ask a question, as `enricher audit query run` does."""
    return _answer(served, name, as_of).as_json()


def _answer(served: Served, name: str, day: date | None) -> Answer:
    query = build_queries(served.home).get(name)
    return build_answers(served.home).on(query, day, local_time())
