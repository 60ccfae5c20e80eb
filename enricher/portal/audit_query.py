"""The page that asks a question of auditors as of a day."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request, Response

from enricher.api.lanes import EXPORTING
from enricher.api.services import Served
from enricher.audit.answers import Answer
from enricher.audit.wording import corrections_line, finding_line, values_line
from enricher.errors import InputError
from enricher.ledger.days import local_time
from enricher.portal.rendering import page
from enricher.wiring.audit import build_answers, build_queries

router = APIRouter(include_in_schema=False)

MOST = 100  # documents of an answer


@router.get("/audit/query", dependencies=[EXPORTING])
def read_page(request: Request, served: Served, name: str = "", as_of: str = "") -> Response:
    queries, now = build_queries(served.home), local_time()
    found: Answer | None = None
    fault = ""
    try:
        if name:
            day = date.fromisoformat(as_of) if as_of else None
            found = build_answers(served.home).on(queries.get(name), day, now)
    except InputError as error:
        fault = str(error)
    except ValueError:
        fault = f"{as_of!r} is not a date; write it as 2026-01-31"
    return page(
        request,
        "audit_query.html",
        422 if fault else 200,
        queries=queries.all(),
        name=name,
        day=as_of,
        today=now.date(),
        found=found,
        fault=fault,
        most=MOST,
        values=values_line,
        corrections=corrections_line,
        finding_line=finding_line,
    )
