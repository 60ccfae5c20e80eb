"""The models of a project, and which of them serve."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from enricher.api.bodies.models import (
    ComparisonBody,
    DeploymentBody,
    ModelBody,
    comparison_body,
    deployment_bodies,
)
from enricher.api.project_requests import DeletedModel, DeployBody, SwapBody
from enricher.api.services import Served, Who
from enricher.errors import NotFoundError
from enricher.models.comparison import compare_kept
from enricher.models.deployments import Model, ProjectModels
from enricher.models.evaluations import StoredEvaluation, kept_evaluation
from enricher.wiring.models import project_models

router = APIRouter(prefix="/api/projects/{project}", tags=["models"])


def _models(served: Served, project: str) -> ProjectModels:
    return ProjectModels(served.home.registry, project)


def _changed_models(served: Served, who: Who, project: str) -> ProjectModels:
    return project_models(served.home, project, who)


Models = Annotated[ProjectModels, Depends(_models)]
ChangedModels = Annotated[ProjectModels, Depends(_changed_models)]


@router.get("/models", response_model=list[ModelBody])
def list_models(models: Models) -> list[Model]:
    """List the models of a project, the latest of each name first."""
    return models.list()


@router.get("/models/{model}", response_model=ModelBody)
def read_model(models: Models, model: str) -> Model:
    """A model and how good it is, by its name or the start of its version."""
    return models.find(model)


@router.delete("/models/{model}", response_model=DeletedModel)
def delete_model(models: ChangedModels, model: str) -> dict[str, str]:
    """Delete a model, by its name or the start of its version; answers 409 for one that serves."""
    found = models.find(model)
    models.delete(found)
    return {"deleted": found.version}


@router.get("/models/{model}/evaluation", response_model=StoredEvaluation)
def read_evaluation(models: Models, model: str) -> StoredEvaluation:
    """What was last measured of a model on its testing set: scores, mistakes, curves, advice.

    Answers 404 where nothing was kept; a training with `"kind": "evaluate"` measures it.
    """
    found = models.find(model)
    evaluation = kept_evaluation(found.bundle.folder)
    if evaluation is None:
        raise NotFoundError(f"no evaluation of model {found.name} is stored")
    return evaluation


@router.get("/compare", response_model=ComparisonBody)
def compare(
    models: Models,
    first: Annotated[str, Query(description="A model, by its name.", examples=["m1"])],
    second: Annotated[str, Query(description="The other one.", examples=["m2"])],
) -> ComparisonBody:
    """Compare two models by what is kept of their evaluations.

    Counted are the documents that both were measured on, with the same labels; those whose labels
    changed in between are `relabelled`. `enricher compare` reads the documents anew instead.
    """
    return comparison_body(compare_kept(models.find(first), models.find(second)))


@router.get("/deployments", response_model=list[DeploymentBody])
def list_deployments(models: Models) -> list[DeploymentBody]:
    """Which model serves under which name."""
    return deployment_bodies(models.deployments())


@router.put("/deployments/{deployment}", response_model=list[DeploymentBody])
def deploy(models: ChangedModels, deployment: str, body: DeployBody) -> list[DeploymentBody]:
    """Let a model read documents; whoever reads takes it up within seconds.

    Answers 409 for a model that is worse than the one that serves, on the same testing set.
    """
    models.deploy(models.find(body.model), deployment, force=body.force)
    return deployment_bodies(models.deployments())


@router.post("/deployments/swap", response_model=list[DeploymentBody])
def swap(models: ChangedModels, body: SwapBody) -> list[DeploymentBody]:
    """Exchange the models of two deployments, in one step."""
    models.swap(body.first, body.second)
    return deployment_bodies(models.deployments())


@router.post("/deployments/{deployment}/rollback", response_model=list[DeploymentBody])
def roll_back(models: ChangedModels, deployment: str) -> list[DeploymentBody]:
    """Return a deployment to its previous model."""
    models.rollback(deployment)
    return deployment_bodies(models.deployments())
