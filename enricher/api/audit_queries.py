"""Questions of auditors, asked as of a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from enricher.api.bodies.audit import AnswerBody, QueryBody, answer_body
from enricher.api.lanes import EXPORTING
from enricher.api.services import Served
from enricher.audit.answers import Answer
from enricher.audit.queries import AuditQuery
from enricher.audit.tables import answer_lines
from enricher.ledger.days import local_time
from enricher.wiring.audit import build_answers, build_queries

router = APIRouter(tags=["findings"])

AsOf = Annotated[
    date | None, Query(description="As it was at the end of this day; left out, as it is now.")
]


@router.get("/api/audit/queries", response_model=list[QueryBody])
def read_queries(served: Served) -> list[AuditQuery]:
    """List the questions there are; `POST /api/searches` keeps another."""
    return build_queries(served.home).all()


@router.get(
    "/api/audit/queries/{name:path}/csv", response_class=StreamingResponse, dependencies=[EXPORTING]
)
def export(served: Served, name: str, as_of: AsOf = None) -> Response:
    """Ask a question, and answer with a row for each document."""
    lines = answer_lines(_answer(served, name, as_of))
    named = {"content-disposition": 'attachment; filename="answer.csv"'}
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=named)


@router.get("/api/audit/queries/{name:path}", response_model=AnswerBody, dependencies=[EXPORTING])
def ask(served: Served, name: str, as_of: AsOf = None) -> AnswerBody:
    """Ask a question, as `enricher audit query run` does."""
    return answer_body(_answer(served, name, as_of))


def _answer(served: Served, name: str, day: date | None) -> Answer:
    query = build_queries(served.home).get(name)
    return build_answers(served.home).on(query, day, local_time())
