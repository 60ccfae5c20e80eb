"""The page that sets two models side by side."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from enricher.api.services import Served
from enricher.errors import EnricherError
from enricher.models.comparison import ALL, Change, Only, compare_kept
from enricher.models.deployments import ProjectModels
from enricher.models.evaluations import EVALUATION_FILE
from enricher.portal.categories import looks
from enricher.portal.rendering import page

router = APIRouter(include_in_schema=False)

_MOST = 100  # documents that are listed


@router.get("/projects/{project}/compare")
def read_page(
    request: Request, served: Served, project: str, first: str = "", second: str = ""
) -> Response:
    models = ProjectModels(served.home.registry, project)
    listed = models.list()
    chosen = (models.find(first), models.find(second)) if first and second else None
    comparison, refused = None, ""
    if chosen is not None:
        try:
            comparison = compare_kept(*chosen)
        except EnricherError as error:
            refused = str(error)
    return page(
        request,
        "compare.html",
        project=project,
        tab="Models",
        models=listed,
        chosen=chosen,
        comparison=comparison,
        refused=refused,
        unmeasured=[
            one for one in chosen or () if not (one.bundle.folder / EVALUATION_FILE).exists()
        ],
        changes=[] if comparison is None else _all_first(comparison.changes),
        differing=[] if comparison is None else comparison.differing[:_MOST],
        looks=looks(served.home.registry.project_schema(project).names),
        link=lambda name, only: _link(project, name, only),
    )


def _all_first(changes: Mapping[str, Change]) -> list[tuple[str, Change]]:
    return [
        ("All (micro)", changes[ALL]),
        *((name, one) for name, one in changes.items() if name != ALL),
    ]


def _link(project: str, document: str, only: Only) -> str:
    place = only.place
    return f"/projects/{quote(project)}/tag/{quote(document)}#at={place.start},{place.end}"
