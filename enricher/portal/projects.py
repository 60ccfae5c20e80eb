"""The page that lists projects, says how far each has come, makes and deletes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from enricher.api.services import Served
from enricher.errors import ModelError
from enricher.models.deployments import ProjectModels
from enricher.models.registry import Registry
from enricher.portal.categories import looks
from enricher.portal.rendering import page
from enricher.projects.project import Overview
from enricher.projects.steps import Step, StepName, next_step, steps
from enricher.wiring.projects import survey_projects

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A project as its card shows it.

    Attributes:
        deployed: which model serves, by deployment.
        trouble: why the models cannot be told, "" where they can.
        is_own: the home has something of it, so that it can be deleted.
    """

    overview: Overview
    models: tuple[str, ...]
    deployed: Mapping[str, str]
    way: tuple[Step, ...]
    trouble: str
    is_own: bool
    ships: bool

    @property
    def name(self) -> str:
        return self.overview.name

    @property
    def next(self) -> StepName | None:
        return next_step(self.way)

    @property
    def looks(self) -> Mapping[str, str]:
        return looks(self.overview.schema.names)


@router.get("/projects")
def read_page(request: Request, served: Served) -> Response:
    home = served.home
    shown = [_show(home.registry, one) for one in survey_projects(home.path)]
    own = [one for one in shown if not one.ships]
    return page(request, "projects.html", shown=own + [one for one in shown if one.ships], own=own)


def _show(registry: Registry, overview: Overview) -> _Shown:
    models: tuple[str, ...] = ()
    deployed: dict[str, str] = {}
    trouble = ""
    known = ProjectModels(registry, overview.name)
    try:
        models = tuple(known.names())
        deployed = {name: one.name for name, one in known.deployments().items()}
    except ModelError as error:
        trouble = str(error)
    return _Shown(
        overview,
        models,
        deployed,
        steps(overview, len(models), deployed),
        trouble,
        registry.own_folder(overview.name).exists(),
        registry.ships(overview.name),
    )
