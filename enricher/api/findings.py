"""Findings of policies, and what people decide about them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, BackgroundTasks, Depends, Query, Response
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import Field

from enricher.api.exports import WORKBOOK
from enricher.api.lanes import EXPORTING
from enricher.api.numbers import Number, Offset
from enricher.api.schemas import Body
from enricher.api.services import Served, Who
from enricher.audit.findings import FindingFilter
from enricher.audit.tables import finding_lines, write_findings
from enricher.audit.wording import stopped_sentences, story
from enricher.history.days import midnight
from enricher.wiring.audit import build_findings, build_guard

router = APIRouter(tags=["findings"])

SeverityName = Literal["critical", "high", "medium", "low"]
StateName = Literal["open", "accepted", "resolved"]
KindName = Literal["finding", "review"]


class EvidenceValue(Body):
    category: str = Field(examples=["Term"])
    value: str = Field(examples=["7 years"])
    confidence: float
    start: int | None = Field(None, description="Where it is one entity's alone.")
    end: int | None = None


class EvidenceSentence(Body):
    start: int
    text: str


class EvidenceWords(Body):
    category: str = Field(examples=["Term"])
    value: str
    text: str
    offset: int = Field(description="In characters of the document's text.")
    length: int
    page: int | None
    confidence: float
    sentence: EvidenceSentence


class NearName(Body):
    name: str
    list: str
    listed: tuple[str, ...]
    reasons: tuple[str, ...] = Field(
        (), description="What tells each of them apart; empty in findings of earlier versions."
    )


class FindingEvidence(Body):
    values: list[EvidenceValue]
    places: list[EvidenceWords] = Field(description="At most fifty, in the order of the text.")
    notes: list[str]
    near: list[NearName]


class FindingAcceptance(Body):
    reason: str
    who: str = Field(examples=["tagger"])
    at: datetime
    until: date | None


class FoundByPolicy(Body):
    """A finding, as it stands for its document over all versions."""

    id: int
    document: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    path: str
    project: str
    policy: str = Field(examples=["term-too-long"])
    kind: KindName = Field(
        description="`review`: a name is near one of a list, and somebody has to look."
    )
    state: StateName
    severity: SeverityName
    message: str
    confidence: float
    evidence: FindingEvidence
    policy_version: str
    sha256: str
    models: list[str]
    first_seen: datetime
    last_seen: datetime
    reopened: datetime | None
    acceptance: FindingAcceptance | None
    not_asked: str | None = Field(
        description="Why its policy is not asked about it, so that it stays as it is."
    )


class FindingsAnswer(Body):
    total: int
    findings: list[FoundByPolicy]
    undecided: dict[str, int] = Field(
        description="By policy, how many documents it could not say anything of."
    )
    waiting: int = Field(description="Documents, of those asked for, still to be audited.")
    stopped: dict[str, str] = Field(
        description="By policy, for how many documents it took too long and was stopped, in words."
    )
    problems: list[str] = Field(
        description="Policies and lists that are missing, unreadable, or changed so that somebody"
        " has to confirm it; their policies are not asked."
    )


class FindingEvent(Body):
    at: datetime
    what: str = Field(examples=["open again: the acceptance ended; Term is 7 years, was 5 years"])


class FindingHistory(Body):
    events: list[FindingEvent]


class FindingToAccept(Body):
    reason: str = Field(examples=["approved by the board"], max_length=2_000)
    until: date | None = Field(None, description="The last day on which that holds.")


def _asked(
    served: Served,
    policy: Annotated[list[str], Query(description="Only of these policies.")] = [],  # noqa: B006
    severity: Annotated[list[SeverityName], Query()] = [],  # noqa: B006  FastAPI copies it
    state: Annotated[list[StateName], Query(description="All where none is named.")] = [],  # noqa: B006
    document: Annotated[list[str], Query(description="Only in these, by id.")] = [],  # noqa: B006
    project: Annotated[str | None, Query(description="Only of its policies.")] = None,
    kind: Annotated[list[KindName], Query()] = [],  # noqa: B006
    since: Annotated[date | None, Query(description="Opened on this day or later.")] = None,
    before: Annotated[date | None, Query(description="Opened before this day.")] = None,
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
    )
    build_findings(served.home).refuse_unknown(asked)
    return asked


Asked = Annotated[FindingFilter, Depends(_asked)]


@router.get("/api/findings", response_model=FindingsAnswer)
def list_findings(
    served: Served,
    asked: Asked,
    size: Annotated[int, Query(ge=0, le=10_000)] = 50,
    offset: Offset = 0,
) -> dict[str, Any]:
    """List findings, the worst first.

    Answers 404 for a policy, document or project that neither is there nor has a finding.
    """
    page = build_findings(served.home).page(asked, size, offset)
    known = build_guard(served.home).all().values()
    return page.as_json() | {
        "stopped": stopped_sentences(page.stopped),
        "problems": [str(problem) for one in known for problem in one.problems],
    }


@router.get("/api/findings.csv", response_class=StreamingResponse, dependencies=[EXPORTING])
def export_findings(served: Served, asked: Asked) -> Response:
    """All findings, a row each, with the words that prove it and what was decided."""
    lines: Iterator[str] = finding_lines(build_findings(served.home).all(asked))
    named = {"content-disposition": 'attachment; filename="findings.csv"'}
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=named)


@router.get("/api/findings.xlsx", response_class=FileResponse, dependencies=[EXPORTING])
def export_workbook(served: Served, tasks: BackgroundTasks, asked: Asked) -> Response:
    """The same rows as a workbook."""
    folder = tempfile.TemporaryDirectory(prefix="enricher-")
    tasks.add_task(folder.cleanup)
    path = Path(folder.name) / "findings.xlsx"
    try:
        write_findings(build_findings(served.home).all(asked), path)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(path, media_type=WORKBOOK, filename="findings.xlsx", background=tasks)


@router.get("/api/findings/{id}", response_model=FoundByPolicy)
def read_finding(served: Served, id: Number) -> dict[str, Any]:
    """Read a finding with the words in the document that prove it."""
    return build_findings(served.home).get(id).as_json()


@router.get("/api/findings/{id}/history", response_model=FindingHistory)
def read_history(served: Served, id: Number) -> dict[str, Any]:
    """Read the history of a finding, oldest first: what changed, why, and who decided."""
    findings = build_findings(served.home)
    told = story(*findings.story(findings.get(id)))
    return {"events": [{"at": at, "what": what} for at, what in told]}


@router.post("/api/findings/{id}/accept", response_model=FoundByPolicy)
def accept_finding(served: Served, who: Who, id: Number, body: FindingToAccept) -> dict[str, Any]:
    """Accept a finding: it is closed until the values that it is based on change."""
    findings = build_findings(served.home)
    return findings.accept(id, body.reason, who, body.until).as_json()


@router.post("/api/findings/{id}/reopen", response_model=FoundByPolicy)
def reopen_finding(served: Served, who: Who, id: Number) -> dict[str, Any]:
    """Undo an acceptance."""
    return build_findings(served.home).reopen(id, who).as_json()
