"""Several taggers of the same documents: who tags what, how far they agree, what is decided."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from enricher.api.bodies.adjudication import AgreementBody, CaseBody, agreement_body
from enricher.api.bodies.project_documents import ProjectDocument
from enricher.api.lanes import CHECKING
from enricher.api.project_requests import LabelBody, LabelsBody
from enricher.api.projects import NeededRevision, Opened, set_etag
from enricher.api.requests import Body
from enricher.api.services import Served, Who
from enricher.ledger.labels import Label, LabeledDocument, LabelSource
from enricher.projects.adjudication.assignment import assign, withdraw
from enricher.projects.adjudication.opinions import label_own, own_document
from enricher.projects.adjudication.settlement import Case, decide, find_case, reopen, settle
from enricher.projects.adjudication.standings import read_standings
from enricher.projects.documents import revision as revision_of
from enricher.wiring.people import tagger_names

router = APIRouter(prefix="/api/projects/{project}", tags=["project documents"])


class AssignmentBody(Body):
    documents: list[str] = Field(min_length=1, examples=[["folder/loan-7.txt"]])
    taggers: list[str] = Field(
        min_length=1, description="Users who may tag.", examples=[["ada", "bob"]]
    )
    present: str = Field(
        "", description="The tagger whose labels the documents have already; empty is nobody."
    )


class AssignedAnswer(Body):
    documents: int = Field(description="The documents that somebody has to tag now.")


class DecisionsBody(Body):
    decisions: dict[str, list[LabelBody] | None] = Field(
        description="By the id of the disagreement: the labels that stand there, an empty list for"
        " none; null takes a decision back."
    )


@router.post("/opinions", response_model=AssignedAnswer)
def assign_documents(
    served: Served, opened: Opened, who: Who, body: AssignmentBody
) -> dict[str, int]:
    """Have documents tagged by several users, each for themselves.

    Nobody sees the labels of the others until all are done. The labels of the documents stay what
    is trained, evaluated and exported, until the opinions of the taggers are settled.
    """
    able = tagger_names(served.home)
    count = assign(opened, body.documents, body.taggers, able, body.present, who=who)
    return {"documents": count}


@router.delete("/opinions", response_model=AssignedAnswer)
def withdraw_documents(
    opened: Opened,
    who: Who,
    tagger: Annotated[str, Query(description="The user who is not to tag them any more.")],
    document: Annotated[
        list[str] | None,
        Query(description="The documents; by default all that the user is not done with."),
    ] = None,
    discard: Annotated[bool, Query(description="Also those the user has tagged.")] = False,
) -> dict[str, int]:
    """Take documents from a user who was to tag them beside others."""
    return {"documents": withdraw(opened, document, tagger, who, discard=discard)}


def _answer(document: LabeledDocument, response: Response) -> LabeledDocument:
    set_etag(response, revision_of(document))
    return document


@router.get("/opinions/{name:path}", response_model=ProjectDocument)
def read_own(opened: Opened, who: Who, name: str, response: Response) -> LabeledDocument:
    """Get a document with the labels that you gave it, if you were given it to tag beside others."""
    return _answer(own_document(opened, name, who), response)


@router.put("/opinions/{name:path}", response_model=ProjectDocument)
def write_own(
    opened: Opened,
    who: Who,
    name: str,
    body: LabelsBody,
    revision: NeededRevision,
    response: Response,
) -> LabeledDocument:
    """Replace the labels that you gave a document beside others.

    You are done with it once every learned category was looked for. When all taggers are, and all
    of their labels are the same, these become the labels of the document.
    """
    labels = [_label(one) for one in body.labels]
    return _answer(label_own(opened, name, who, labels, body.tagged, revision), response)


@router.get("/agreement", response_model=AgreementBody, dependencies=[CHECKING])
def read_agreement(opened: Opened) -> AgreementBody:
    """Get how far the taggers of the same documents agree, and what is left to decide."""
    return agreement_body(read_standings(opened))


@router.get("/adjudication/{name:path}", response_model=CaseBody)
def read_case(opened: Opened, name: str) -> Case:
    """Get where the taggers of a document disagree, once all are done with it."""
    return find_case(opened, name)


@router.put("/adjudication/{name:path}", response_model=CaseBody)
def write_decisions(opened: Opened, who: Who, name: str, body: DecisionsBody) -> Case:
    """Decide what stands where taggers disagree. Other decisions stay as they are."""
    decisions = {
        key: None if labels is None else [_label(one) for one in labels]
        for key, labels in body.decisions.items()
    }
    return decide(opened, name, decisions, who)


@router.post("/adjudication/{name:path}", response_model=CaseBody)
def settle_case(opened: Opened, who: Who, name: str) -> Case:
    """Make what is agreed and decided the labels of the document. Refused while anything is undecided."""
    return settle(opened, name, who)


@router.delete("/adjudication/{name:path}", response_model=CaseBody)
def reopen_case(opened: Opened, name: str) -> Case:
    """Give the document the labels back that it had before it was settled; decisions stay."""
    return reopen(opened, name)


def _label(one: LabelBody) -> Label:
    return Label(one.offset, one.offset + one.length, one.category, LabelSource(one.source))
