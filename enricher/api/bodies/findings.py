"""Findings of policies, with the words that prove them, and audits."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from enricher.api.bodies import Body, Moment, Share, TextOrNull, attribute
from enricher.policies.findings import State

ProblemText = Annotated[str, BeforeValidator(str)]
Models = Annotated[
    list[str], BeforeValidator(lambda names: [one for one in names.split(",") if one])
]


class EvidenceValue(Body):
    category: str = Field(examples=["Term"])
    value: str = Field(examples=["7 years"])
    confidence: float
    start: int | None = Field(
        None, description="Its first character, if it comes from a single entity."
    )
    end: int | None = None


class EvidenceSentence(Body):
    start: int
    text: str


class EvidenceWords(Body):
    category: str = Field(examples=["Term"])
    value: str
    text: str
    offset: int = Field(
        description="The first character, counted in code points of the document's text."
    )
    length: int
    page: int | None
    confidence: float
    sentence: EvidenceSentence


class NearName(Body):
    name: str
    list: str
    listed: tuple[str, ...]
    reasons: tuple[str, ...] = Field(
        (),
        description="By name, what distinguishes it; empty in findings of earlier versions of enricher.",
    )


class FindingEvidence(Body):
    values: list[EvidenceValue]
    places: list[EvidenceWords] = Field(description="Fifty at most, in the order of the text.")
    notes: list[str]
    near: list[NearName]


class FindingAcceptance(Body):
    reason: str
    who: str = Field(examples=["tagger"])
    at: Moment
    until: date | None


class FindingBody(Body):
    """A finding of a policy in a document, across all versions of the document."""

    id: int
    document: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    path: str
    project: str
    policy: str = Field(examples=["term-too-long"])
    kind: Literal["finding", "review"] = Field(
        description="`review`: a name is similar to one on a list, and a person has to check it."
    )
    state: State
    severity: Literal["critical", "high", "medium", "low"]
    message: str
    confidence: Share
    evidence: FindingEvidence = attribute("proof")
    policy_version: str = attribute("version")
    sha256: str
    models: Models
    first_seen: Moment
    last_seen: Moment
    reopened: Moment | None
    acceptance: FindingAcceptance | None
    assignee: TextOrNull = Field(None, description="The user who deals with it.", examples=["ada"])
    not_asked: TextOrNull = Field(
        description="Why its policy is not applied at present, so that the finding stays as it is."
    )
    parties: tuple[str, ...] = Field((), description="Parties that its document names.")
    collections: tuple[str, ...] = Field((), description="Collections that its document is in.")


class DecidedBody(Body):
    """What became of a decision about several findings."""

    findings: list[int] = Field(description="Those that it was made of.")
    passed_over: dict[int, str] = Field(
        description="By number, why the decision was not made of other findings."
    )


class FindingsAnswer(Body):
    total: int
    findings: list[FindingBody]
    undecided: dict[str, int] = Field(
        description="By policy, the number of documents that it could not decide on."
    )
    waiting: int = Field(description="Documents of this list that are still to be audited.")
    stopped: dict[str, str] = Field(
        description="By policy, in words: the number of documents for which it was stopped because it"
        " took too long."
    )
    problems: list[str] = Field(
        description="Policies and lists that are missing or invalid, or whose change must be confirmed;"
        " they are not applied."
    )


class UndecidedBody(Body):
    """A document that a policy could not decide, and why."""

    document: str
    path: str
    project: str
    policy: str
    reason: str
    stopped: bool


class AuditRunBody(Body):
    """What an audit did."""

    documents: int
    policies: list[str]
    changed: int
    waiting: int
    problems: list[ProblemText]
    stopped: dict[str, int]
