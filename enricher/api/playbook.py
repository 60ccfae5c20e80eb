"""The playbook: standard wordings of clauses, and documents held against them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from enricher.api.bodies.playbook import CheckBody, StandardBody, SurveyBody
from enricher.api.lanes import EXPORTING
from enricher.api.numbers import Offset
from enricher.api.requests import Body
from enricher.api.services import Served, Who
from enricher.audit.clauses.playbook import MAX_CHARACTERS, Check
from enricher.policies.standards import Standard
from enricher.text.nearest import State
from enricher.wiring.catalog import catalog
from enricher.wiring.clauses import playbook, playbook_survey

router = APIRouter(tags=["clauses"])


class StandardText(Body):
    text: str = Field(
        description="The wording. Text in square brackets, and `___`, matches any words.",
        examples=["This Agreement is governed by the laws of [State]."],
        max_length=2 * MAX_CHARACTERS,
    )


@router.get("/api/projects/{project}/playbook", response_model=list[StandardBody])
def read_playbook(served: Served, project: str) -> Sequence[Standard]:
    """List the standard wordings of a project's clauses."""
    return playbook(served.home).of_project(project)


@router.put("/api/projects/{project}/playbook/{category}", response_model=StandardBody)
def write_standard(
    served: Served, who: Who, project: str, category: str, body: StandardText
) -> Standard:
    """Set the standard wording of a clause."""
    return playbook(served.home).write(project, category, body.text, who)


@router.delete("/api/projects/{project}/playbook/{category}", status_code=204)
def remove_standard(served: Served, who: Who, project: str, category: str) -> None:
    """Remove the standard wording of a clause."""
    playbook(served.home).remove(project, category, who)


@router.get("/api/documents/{id}/playbook", response_model=list[CheckBody])
def check_document(served: Served, id: str) -> Sequence[Check]:
    """Compare the clauses of a document with the standard wordings of the projects that read it."""
    indexed = catalog(served.home).read(id)
    return playbook(served.home).check(indexed, served.home.schema()) if indexed else []


@router.get("/api/playbook", response_model=SurveyBody, dependencies=[EXPORTING])
def check_documents(
    served: Served,
    q: Annotated[str, Query(description="As in `/api/search`.", examples=["loan"])] = "",
    where: Annotated[
        list[str], Query(description="As in `/api/search`.", examples=[["collection=leases"]])
    ] = [],  # noqa: B006  FastAPI copies it
    category: Annotated[
        list[str], Query(description="Only these clauses.", examples=[["GoverningLaw"]])
    ] = [],  # noqa: B006  FastAPI copies it
    state: Annotated[
        list[State], Query(description="Only clauses in these states.", examples=[["other"]])
    ] = [],  # noqa: B006  FastAPI copies it
    size: Annotated[int, Query(ge=0, le=10_000)] = 100,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Compare the documents of a search with the standard wordings, clause by clause.

    There is a line for each document and clause.
    """
    lines = list(playbook_survey(served.home).lines(q, where, category, state))
    return {"total": len(lines), "lines": lines[offset : offset + size]}
