"""Whose documents and findings are: assigned to users."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from enricher.api.bodies.assignments import AssignedBody, AssignmentBody
from enricher.api.requests import Body
from enricher.api.services import Own, Served, Who
from enricher.ledger.events import MOST_AT_ONCE
from enricher.people.assignments import Assigned, Assignment
from enricher.wiring.people import build_assignments

router = APIRouter(tags=["users"])


class AssignmentsToMake(Body):
    assignee: str | None = Field(examples=["ada"], description="A user; null for nobody.")
    documents: list[str] = Field([], description="Ids of documents.", max_length=MOST_AT_ONCE)
    findings: list[int] = Field([], description="Numbers of findings.", max_length=MOST_AT_ONCE)
    seen: dict[str, str | None] | None = Field(
        None,
        description="By id of a document or number of a finding, the assignee that you saw. What was"
        " assigned to somebody else since is passed over.",
    )


@router.get("/api/assignments", response_model=list[AssignmentBody])
def list_assignments(
    served: Served,
    own: Own,
    assignee: Annotated[str, Query(description="The name of a user, or `me`.")] = "me",
) -> list[Assignment]:
    """List the documents and findings that are assigned to a user, latest first."""
    assignments = build_assignments(served.home)
    return assignments.to(assignments.asked(assignee, own))


@router.post("/api/assignments", response_model=AssignedBody)
def assign(served: Served, who: Who, body: AssignmentsToMake) -> Assigned:
    """Assign documents and findings to a user, or to nobody.

    An assignment of a document includes its fields to review. Its findings are assigned each by
    itself. Responds with 404 if there is no such user, and 409 if the user is locked.
    """
    return build_assignments(served.home).assign(
        body.assignee, who, body.documents, body.findings, body.seen
    )
