"""Findings of policies, and what people decide about them."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, BackgroundTasks, Depends, Query, Response
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import Field

from enricher.api.bodies.findings import DecidedBody, FindingBody, FindingsAnswer
from enricher.api.exports import WORKBOOK, streamed
from enricher.api.lanes import EXPORTING
from enricher.api.numbers import Number, Offset
from enricher.api.requests import Body
from enricher.api.services import Own, Served, Who
from enricher.audit.tables import finding_lines, write_findings
from enricher.audit.wording import stopped_sentences, story
from enricher.ledger.days import midnight
from enricher.ledger.events import MOST_AT_ONCE
from enricher.policies.finding_order import FindingOrder
from enricher.policies.findings import Decided, Finding, FindingFilter
from enricher.wiring.audit import build_findings, build_guard
from enricher.wiring.people import build_assignments

router = APIRouter(tags=["findings"])

SeverityName = Literal["critical", "high", "medium", "low"]
StateName = Literal["open", "accepted", "resolved"]
KindName = Literal["finding", "review"]


class FindingEvent(Body):
    at: datetime
    what: str = Field(examples=["open again: the acceptance ended; Term is 7 years, was 5 years"])


class FindingHistory(Body):
    events: list[FindingEvent]


class FindingToAccept(Body):
    reason: str = Field(examples=["approved by the board"], max_length=2_000)
    until: date | None = Field(
        None, description="The last day of the acceptance. By default, it has no end."
    )


_Numbers = Annotated[
    list[int],
    Field(description="The numbers of the findings.", min_length=1, max_length=MOST_AT_ONCE),
]


class FindingsToAccept(FindingToAccept):
    findings: _Numbers


class FindingsToReopen(Body):
    findings: _Numbers


class FindingNumbers(Body):
    findings: list[int]


def _asked(
    served: Served,
    own: Own,
    policy: Annotated[list[str], Query(description="Only findings of these policies.")] = [],  # noqa: B006
    severity: Annotated[
        list[SeverityName], Query(description="Only findings of these severities.")
    ] = [],  # noqa: B006  FastAPI copies it
    state: Annotated[
        list[StateName], Query(description="Only findings in these states. By default, all.")
    ] = [],  # noqa: B006
    document: Annotated[
        list[str], Query(description="Only findings in these documents, by id.")
    ] = [],  # noqa: B006
    project: Annotated[
        str | None, Query(description="Only findings of this project's policies.")
    ] = None,
    kind: Annotated[list[KindName], Query(description="Only findings of these kinds.")] = [],  # noqa: B006
    since: Annotated[
        date | None, Query(description="Only findings opened on this day or later.")
    ] = None,
    before: Annotated[
        date | None, Query(description="Only findings opened before this day.")
    ] = None,
    party: Annotated[
        list[str], Query(description="Only findings in documents that name these parties.")
    ] = [],  # noqa: B006
    collection: Annotated[
        list[str], Query(description="Only findings in documents of these collections.")
    ] = [],  # noqa: B006
    path: Annotated[
        str, Query(description="Only findings in documents whose path contains this.")
    ] = "",
    text: Annotated[
        str,
        Query(
            description="Only findings with all of these words in message, policy, path, evidence or"
            " reason."
        ),
    ] = "",
    assignee: Annotated[
        list[str],
        Query(
            description="Only findings assigned to these users; `me` and `nobody` are names, too."
        ),
    ] = [],  # noqa: B006
    sort: Annotated[
        str,
        Query(
            description="`severity` (the worst first), `policy`, `document`, `party`, `collection`, `age`"
            " (the newest first), `state`, `until` or `assignee`; with `:desc`, the other way round.",
            examples=["age:desc"],
        ),
    ] = "",
) -> FindingFilter:
    asked = FindingFilter(
        project,
        tuple(policy),
        tuple(severity),
        tuple(state),
        tuple(document),
        tuple(kind),
        midnight(since),
        midnight(before),
        tuple(party),
        tuple(collection),
        path.strip(),
        tuple(text.split()),
        FindingOrder.read(sort),
        tuple(build_assignments(served.home).asked(one, own) for one in assignee),
    )
    return build_findings(served.home).known(asked)


Asked = Annotated[FindingFilter, Depends(_asked)]


@router.get("/api/findings", response_model=FindingsAnswer)
def list_findings(
    served: Served,
    asked: Asked,
    size: Annotated[int, Query(ge=0, le=10_000)] = 50,
    offset: Offset = 0,
) -> FindingsAnswer:
    """List findings, by default the worst first.

    Responds with 404 for a policy, document or project that does not exist and has no findings.
    """
    page = build_findings(served.home).page(asked, size, offset)
    known = build_guard(served.home).all().values()
    return FindingsAnswer.of(
        page,
        stopped=stopped_sentences(page.stopped),
        problems=[str(problem) for one in known for problem in one.problems],
    )


@router.get("/api/findings.csv", response_class=StreamingResponse, dependencies=[EXPORTING])
def export_findings(served: Served, asked: Asked) -> Response:
    """Export findings as CSV: a row for each, with its evidence and the decisions about it."""
    return streamed(finding_lines(build_findings(served.home).all(asked)), "findings.csv")


@router.get("/api/findings.xlsx", response_class=FileResponse, dependencies=[EXPORTING])
def export_workbook(served: Served, tasks: BackgroundTasks, asked: Asked) -> Response:
    """Export findings as a workbook, with the same rows as the CSV."""
    folder = tempfile.TemporaryDirectory(prefix="enricher-")
    tasks.add_task(folder.cleanup)
    path = Path(folder.name) / "findings.xlsx"
    try:
        write_findings(build_findings(served.home).all(asked), path)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(path, media_type=WORKBOOK, filename="findings.xlsx", background=tasks)


@router.get("/api/findings/numbers", response_model=FindingNumbers)
def read_numbers(served: Served, asked: Asked) -> dict[str, Any]:
    """List the numbers of all findings that match, in the order of `sort`."""
    return {"findings": build_findings(served.home).numbers(asked)}


@router.post("/api/findings/accept", response_model=DecidedBody)
def accept_findings(served: Served, who: Who, body: FindingsToAccept) -> Decided:
    """Accept several findings for one reason. Findings that are not open are passed over."""
    findings = build_findings(served.home)
    return findings.accept_all(body.findings, body.reason, who, body.until)


@router.post("/api/findings/reopen", response_model=DecidedBody)
def reopen_findings(served: Served, who: Who, body: FindingsToReopen) -> Decided:
    """Undo several acceptances. Findings that are not accepted are passed over."""
    return build_findings(served.home).reopen_all(body.findings, who)


@router.get("/api/findings/{id}", response_model=FindingBody)
def read_finding(served: Served, id: Number) -> Finding:
    """Get a finding, with the words in the document that prove it."""
    return build_findings(served.home).get(id)


@router.get("/api/findings/{id}/history", response_model=FindingHistory)
def read_history(served: Served, id: Number) -> dict[str, Any]:
    """Get the history of a finding, oldest first: what changed, why, and who decided."""
    findings = build_findings(served.home)
    told = story(*findings.story(findings.get(id)))
    return {"events": [{"at": at, "what": what} for at, what in told]}


@router.post("/api/findings/{id}/accept", response_model=FindingBody)
def accept_finding(served: Served, who: Who, id: Number, body: FindingToAccept) -> Finding:
    """Accept a finding. It stays closed until the values behind it change."""
    findings = build_findings(served.home)
    return findings.accept(id, body.reason, who, body.until)


@router.post("/api/findings/{id}/reopen", response_model=FindingBody)
def reopen_finding(served: Served, who: Who, id: Number) -> Finding:
    """Undo an acceptance."""
    return build_findings(served.home).reopen(id, who)
