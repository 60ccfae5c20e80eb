"""The page that says which model serves what, and brings documents to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from enricher.api.bodies.reenrichment import ReenrichAnswer
from enricher.api.services import Served, Services
from enricher.ledger.accounts import Collection
from enricher.ledger.names import PRODUCTION
from enricher.ledger.routes import deployments_of, in_short
from enricher.models.deployments import ProjectModels
from enricher.portal.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/projects/{project}/deployments")
def read_page(request: Request, served: Served, project: str, model: str = "") -> Response:
    models = ProjectModels(served.home.registry, project)
    deployments = models.deployments()
    collections = served.home.ledger.collections.all()
    return page(
        request,
        "deployments.html",
        project=project,
        tab="Deployments",
        models=models.list(),
        wanted=model,
        deployments=deployments,
        former={name: models.former(name) for name in deployments},
        own=models.own_deployments(),
        readers={name: _read_by(collections, project, name) for name in deployments},
        collections=[_Served.of(one) for one in collections],
        serves_without_model=not served.home.registry.project_schema(project).learned,
        production=PRODUCTION,
        **_reenrichment(served),
    )


@router.get("/projects/{project}/reenrichment")
def read_reenrichment(request: Request, served: Served, project: str) -> Response:
    """The part of the page that grows while documents are read again."""
    served.home.registry.schema_path(project)
    return page(request, "reenrichment_part.html", project=project, **_reenrichment(served))


def _reenrichment(served: Services) -> dict[str, Any]:
    run = ReenrichAnswer.of(served.reenrichment.progress())
    trial = run.trial
    return {
        "run": run,
        "trial": trial,
        "states": f"{run.state} {trial.state if trial else ''}",
        "is_busy": "running" in (run.state, trial and trial.state),
    }


@dataclass(frozen=True, slots=True)
class _Served:
    """A collection, what reads it as people write it, and what would without a deployment."""

    name: str
    serve: list[str]
    without: dict[str, list[str]]

    @classmethod
    def of(cls, collection: Collection) -> _Served:
        return cls(
            collection.name,
            in_short(collection.serve),
            {
                name: in_short(one for one in collection.serve if one.deployment != name)
                for name in deployments_of(collection.serve)
            },
        )


def _read_by(collections: list[Collection], project: str, name: str) -> list[str]:
    return [one.name for one in collections if f"{project}/{name}" in deployments_of(one.serve)]
