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
    """List the models of a project, latest of each name first."""
    return models.list()


@router.get("/models/{model}", response_model=ModelBody)
def read_model(models: Models, model: str) -> Model:
    """Get a model and its scores, by its name or the start of its version."""
    return models.find(model)


@router.delete("/models/{model}", response_model=DeletedModel)
def delete_model(models: ChangedModels, model: str) -> dict[str, str]:
    """Delete a model, by its name or the start of its version. Responds with 409 if it is deployed."""
    found = models.find(model)
    models.delete(found)
    return {"deleted": found.version}


@router.get("/models/{model}/evaluation", response_model=StoredEvaluation)
def read_evaluation(models: Models, model: str) -> StoredEvaluation:
    """Get the last evaluation of a model on its testing set: scores, mistakes, curves, advice.

    Responds with 404 if none is stored; a training with `"kind": "evaluate"` makes one.
    """
    found = models.find(model)
    evaluation = kept_evaluation(found.bundle.folder)
    if evaluation is None:
        raise NotFoundError(f"no evaluation of model {found.name} is stored")
    return evaluation


@router.get("/compare", response_model=ComparisonBody)
def compare(
    models: Models,
    first: Annotated[str, Query(description="The name of a model.", examples=["m1"])],
    second: Annotated[str, Query(description="The name of the other model.", examples=["m2"])],
) -> ComparisonBody:
    """Compare two models by their stored evaluations.

    Only documents that both models were measured on with the same labels count; documents whose
    labels changed in between are `relabelled`. `enricher compare` reads the documents again
    instead.
    """
    return comparison_body(compare_kept(models.find(first), models.find(second)))


@router.get("/deployments", response_model=list[DeploymentBody])
def list_deployments(models: Models) -> list[DeploymentBody]:
    """List the deployments of a project and their models."""
    return deployment_bodies(models.deployments())


@router.put("/deployments/{deployment}", response_model=list[DeploymentBody])
def deploy(models: ChangedModels, deployment: str, body: DeployBody) -> list[DeploymentBody]:
    """Deploy a model. Running watchers and servers switch to it within seconds.

    Responds with 409 if it scores lower than the deployed model on the same testing set; `force`
    deploys it anyway.
    """
    models.deploy(models.find(body.model), deployment, force=body.force)
    return deployment_bodies(models.deployments())


@router.post("/deployments/swap", response_model=list[DeploymentBody])
def swap(models: ChangedModels, body: SwapBody) -> list[DeploymentBody]:
    """Exchange the models of two deployments in one step."""
    models.swap(body.first, body.second)
    return deployment_bodies(models.deployments())


@router.post("/deployments/{deployment}/rollback", response_model=list[DeploymentBody])
def roll_back(models: ChangedModels, deployment: str) -> list[DeploymentBody]:
    """Return a deployment to its previous model."""
    models.rollback(deployment)
    return deployment_bodies(models.deployments())
