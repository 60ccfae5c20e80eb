"""The lists of policies: which there are, and the page on which one is changed, tried and saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from enricher.api.services import Served
from enricher.audit.file_edits import NO_REVISION
from enricher.audit.list_edits import ListFile
from enricher.policies.holds import Held
from enricher.portal.rendering import page
from enricher.wiring.audit import build_guard, build_list_edits

router = APIRouter(include_in_schema=False)

_SHOWN = 100  # names, before somebody looks for others


@dataclass(frozen=True, slots=True)
class ProjectLists:
    project: str
    lists: Sequence[ListFile]


@router.get("/audit/lists")
def read_page(request: Request, served: Served) -> Response:
    """The lists of all projects whose policies are asked."""
    edits = build_list_edits(served.home)
    projects = [ProjectLists(one, edits.all(one)) for one in build_guard(served.home).projects()]
    return page(request, "lists.html", projects=projects)


@router.get("/audit/lists/new")
def read_new(request: Request, served: Served, project: str) -> Response:
    """A list that has no name yet."""
    build_guard(served.home).check_project(project)
    return _page(request, project, None, [], ())


@router.get("/audit/lists/{project}/{name}")
def read_list(request: Request, served: Served, project: str, name: str) -> Response:
    edits = build_list_edits(served.home)
    held = [one for one in build_guard(served.home).held([project]) if one.name == f"lists/{name}"]
    found = edits.read(project, name)
    return _page(request, project, found, edits.versions(project, name), held)


def _page(
    request: Request,
    project: str,
    found: ListFile | None,
    versions: Sequence[object],
    held: Sequence[Held],
) -> Response:
    names = list(found.names.names.values()) if found else []
    return page(
        request,
        "list.html",
        project=project,
        found=found,
        versions=versions,
        held=held,
        editor={
            "project": project,
            "name": found.name if found else "",
            "revision": found.revision if found else NO_REVISION,
            "total": len(names),
            "names": names[:_SHOWN],
            "shown": _SHOWN,
            "of_laws": found.of_laws if found else False,
        },
    )
