"""Projects and their schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException, Response

from enricher.api.bodies.project_documents import SchemaAnswer
from enricher.api.bodies.projects import ProjectBody, project_body
from enricher.api.project_requests import NewProject, SchemaBody
from enricher.api.services import Served, Who
from enricher.projects.project import Project, survey
from enricher.projects.schema_edits import SchemaText, change_schema, schema_text
from enricher.wiring.projects import open_project, projects, survey_projects

router = APIRouter(prefix="/api/projects", tags=["projects"])


def _open(served: Served, who: Who, project: str) -> Iterator[Project]:
    home = served.home
    with open_project(home.path, project, who, home.ledger.history) as opened:
        yield opened


Opened = Annotated[Project, Depends(_open)]


def _revision(
    if_match: Annotated[
        str | None,
        Header(description="The ETag of the version that you edited; `*` overwrites any version."),
    ] = None,
) -> str | None:
    """The revision that a client edited, as it got it in an ETag."""
    return None if if_match is None else if_match.strip().removeprefix("W/").strip('"')


def _needed_revision(revision: Annotated[str | None, Depends(_revision)]) -> str:
    if revision is None:
        raise HTTPException(428, "send If-Match with the ETag of what you edited, or with *")
    return revision


Revision = Annotated[str | None, Depends(_revision)]
NeededRevision = Annotated[str, Depends(_needed_revision)]


def set_etag(response: Response, revision: str) -> None:
    response.headers["ETag"] = f'"{revision}"'


@router.get("", response_model=list[ProjectBody])
def list_projects(served: Served) -> list[ProjectBody]:
    """List projects, including those that ship with enricher."""
    return list(map(project_body, survey_projects(served.home.path)))


@router.post("", status_code=201, response_model=ProjectBody)
def create(served: Served, who: Who, body: NewProject) -> ProjectBody:
    """Create a project."""
    projects(served.home).create(body.name, body.toml, who)
    with open_project(served.home.path, body.name) as project:
        return project_body(survey(project))


@router.get("/{project}", response_model=ProjectBody)
def read_project(opened: Opened) -> ProjectBody:
    """Get a project: its categories, and the number of labels of each."""
    return project_body(survey(opened))


@router.delete("/{project}", status_code=204)
def delete(served: Served, who: Who, project: str) -> None:
    """Delete a project with its documents, labels and models.

    Refused while the project reads a collection, or has a training that waits or runs.
    """
    projects(served.home).delete(project, who)


@router.get("/{project}/schema", response_model=SchemaAnswer)
def read_schema(opened: Opened, response: Response) -> SchemaText:
    """Get the schema of a project, as categories and as a file. The ETag is its revision."""
    found = schema_text(opened)
    set_etag(response, found.revision)
    return found


@router.put("/{project}/schema", response_model=SchemaAnswer)
def write_schema(
    served: Served, opened: Opened, body: SchemaBody, revision: NeededRevision, response: Response
) -> SchemaText:
    """Replace the categories of a project, in this order.

    `categories` keeps the comments of the schema file; `toml` replaces the whole file. Labels of
    removed categories stay with their documents. Responds with 412 and the current schema if
    somebody else has changed it.
    """
    wanted = (
        body.toml
        if body.toml is not None
        else [one.category(one.name) for one in body.categories or ()]
    )
    found = change_schema(opened, wanted, revision, served.home.ledger.collections.all())
    set_etag(response, found.revision)
    return found
