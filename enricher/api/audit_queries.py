"""Questions of auditors, asked as of a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from enricher.api.bodies.audit import AnswerBody, QueryBody, answer_body
from enricher.api.exports import streamed
from enricher.api.lanes import EXPORTING
from enricher.api.services import Served
from enricher.audit.answers import Answer
from enricher.audit.queries import AuditQuery
from enricher.audit.tables import answer_lines
from enricher.ledger.days import local_time
from enricher.wiring.audit import build_answers, build_queries

router = APIRouter(tags=["findings"])

AsOf = Annotated[
    date | None,
    Query(description="The answer as it was at the end of this day. By default, as of now."),
]


@router.get("/api/audit/queries", response_model=list[QueryBody])
def read_queries(served: Served) -> list[AuditQuery]:
    """List the audit questions. `POST /api/searches` saves another one."""
    return build_queries(served.home).all()


@router.get(
    "/api/audit/queries/{name:path}/csv", response_class=StreamingResponse, dependencies=[EXPORTING]
)
def export(served: Served, name: str, as_of: AsOf = None) -> Response:
    """Export the answer to an audit question as CSV, a row for each document."""
    return streamed(answer_lines(_answer(served, name, as_of)), "answer.csv")


@router.get("/api/audit/queries/{name:path}", response_model=AnswerBody, dependencies=[EXPORTING])
def ask(served: Served, name: str, as_of: AsOf = None) -> AnswerBody:
    """Answer an audit question, as of now or as of a day."""
    return answer_body(_answer(served, name, as_of))


def _answer(served: Served, name: str, day: date | None) -> Answer:
    query = build_queries(served.home).get(name)
    return build_answers(served.home).on(query, day, local_time())
