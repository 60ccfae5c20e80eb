"""Questions of auditors and their answers, and reports of findings."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from enricher.api.bodies import Body, Moment, TextOrNull, attribute
from enricher.api.bodies.findings import ProblemText
from enricher.audit.answers import Answer
from enricher.audit.report import Report, Tally
from enricher.audit.wording import not_asked
from enricher.policies.finding_log import Unsaid
from enricher.policies.findings import Proof, State


class QueryBody(Body):
    name: str = Field(examples=["no-governing-law"])
    title: str
    q: str = attribute("words")
    where: list[str] = Field(examples=[["Jurisdiction:missing"]])
    shipped: bool = attribute("is_shipped")


class PastValue(Body):
    value: str
    confidence: float
    sources: list[str]
    who: list[str]


class PastCorrection(Body):
    id: int
    act: str
    category: str
    text: str
    value: TextOrNull
    instead_of: TextOrNull
    who: str
    at: Moment


class PastDecision(Body):
    who: str
    at: Moment
    reason: str
    until: date | None


class PastFindingBody(Body):
    id: int
    project: str
    policy: str
    policy_version: str = attribute("version")
    state: str
    kind: str
    severity: str
    message: str
    since: Moment
    sha256: str
    decision: PastDecision | None


class PastDocumentBody(Body):
    id: str
    title: str = attribute("entry.title")
    paths: list[str] = attribute("entry.paths")
    collections: list[str] = attribute("entry.collections")
    sha256: str = attribute("entry.sha256")
    seen: Moment = attribute("entry.seen")
    since: Moment
    models: list[str] = attribute("entry.models")
    owed: bool = attribute("entry.is_owed")
    fields: dict[str, list[PastValue]] = attribute("entry.fields")
    corrections: list[PastCorrection] = attribute("entry.corrections")
    findings: list[PastFindingBody]
    undecided: dict[str, str]
    audited: Moment | None


class AnswerBody(Body):
    """What `enricher audit query run --json` prints."""

    query: QueryBody
    as_of: date = attribute("day")
    moment: Moment = Field(description="The end of that day, or now.")
    since: Moment = Field(
        description="The moment from which on the contents of documents are known."
    )
    total: int
    asked: list[str] = Field(description="Categories and attributes that the question names.")
    documents: list[PastDocumentBody] = Field(
        description="Each with its content, models, values and their corrections, findings and"
        " decisions."
    )


def answer_body(answer: Answer) -> AnswerBody:
    documents = [
        PastDocumentBody.of(
            document,
            findings=[
                PastFindingBody.of(finding, decision=answer.decision_of(finding))
                for finding in document.findings
            ],
        )
        for document in answer.documents
    ]
    return AnswerBody.of(answer, documents=documents)


class PolicyTally(Body):
    documents: int | None = Field(description="About how many it was asked.")
    opened: int
    reopened: int
    accepted: int
    resolved: int
    still_open: int
    still_accepted: int


class StepBody(Body):
    at: Moment
    before: State | None
    state: State
    kind: str
    severity: str
    message: str
    why: list[str]
    policy_version: str = attribute("version")
    sha256: str


class DecisionBody(Body):
    at: Moment
    act: str
    who: str
    reason: str
    until: date | None


class EntryBody(Body):
    id: int = attribute("finding.id")
    document: str = attribute("finding.document")
    path: str = attribute("finding.path")
    project: str = attribute("finding.project")
    policy: str = attribute("finding.policy")
    title: str
    severity: str = attribute("last.severity")
    kind: str = attribute("last.kind")
    state: State = attribute("last.state")
    message: str = attribute("last.message")
    evidence: Proof = attribute("last.proof")
    policy_version: str = attribute("last.version")
    sha256: str = attribute("last.sha256")
    not_asked: TextOrNull = attribute("finding.not_asked")
    steps: list[StepBody]
    decisions: list[DecisionBody]


class ReportBody(Body):
    """What `enricher audit report --json` prints."""

    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")
    made: Moment
    by_severity: dict[str, Tally]
    by_policy: dict[str, PolicyTally]
    findings: list[EntryBody] = attribute("entries")
    undecided: list[Unsaid] = attribute("unsaid")
    problems: list[ProblemText]
    waiting: int
    not_asked: dict[str, str]


def report_body(report: Report) -> ReportBody:
    by_policy = {
        name: PolicyTally.of(tally, documents=report.documents.get(name))
        for name, tally in report.by_policy.items()
    }
    return ReportBody.of(report, by_policy=by_policy, not_asked=not_asked(report))
