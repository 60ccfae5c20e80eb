"""The page of what is probably wrong with labels, and of what to tag next."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.lanes import CHECKING
from enricher.api.projects import Opened
from enricher.portal.categories import looks
from enricher.portal.rendering import page
from enricher.projects.project import survey

router = APIRouter(include_in_schema=False)


@router.get("/projects/{project}/quality", dependencies=[CHECKING])
def read_page(request: Request, opened: Opened) -> Response:
    """Without the flaws: looking for them takes long in large projects, so the page asks for them."""
    overview = survey(opened)
    return page(
        request,
        "quality.html",
        project=opened.name,
        tab="Quality",
        overview=overview,
        looks=looks(dict.fromkeys([*overview.schema.names, *overview.labels])),
    )
