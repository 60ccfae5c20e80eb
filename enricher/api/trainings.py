"""Trainings and evaluations: asked for, followed, cancelled. The server runs one at a time."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Response

from enricher.api.bodies.trainings import TrainingAnswer, training_line
from enricher.api.numbers import Number
from enricher.api.project_requests import TrainingBody
from enricher.api.services import Served, Who
from enricher.errors import NotFoundError
from enricher.ledger.trainings import Training, TrainingRequest
from enricher.wiring.projects import project_trainings

router = APIRouter(tags=["trainings"])


@router.get("/api/trainings", response_model=list[TrainingAnswer])
def list_all(served: Served) -> list[TrainingAnswer]:
    """List the trainings of all projects, latest first, without their details."""
    return list(map(training_line, served.home.ledger.trainings.listed()))


@router.get("/api/projects/{project}/trainings", response_model=list[TrainingAnswer])
def list_of_project(served: Served, project: str) -> list[TrainingAnswer]:
    """List the trainings of a project, latest first, without their details."""
    served.home.registry.schema_path(project)
    return list(map(training_line, served.home.ledger.trainings.listed(project)))


@router.post("/api/projects/{project}/trainings", status_code=202, response_model=TrainingAnswer)
def ask(served: Served, who: Who, project: str, body: TrainingBody, response: Response) -> Training:
    """Request a training or an evaluation. It starts when those before it have ended.

    The response comes at once; its `Location` shows the progress. After a restart of the server,
    the training starts again.
    """
    said = body.model_dump()
    training = project_trainings(served.home).ask(project, TrainingRequest.from_json(said), who)
    response.headers["Location"] = f"/api/projects/{quote(project)}/trainings/{training.id}"
    return training


@router.get("/api/projects/{project}/trainings/{id}", response_model=TrainingAnswer)
def read(served: Served, project: str, id: Number) -> Training:
    """Get a training: its state, its use of the labels, its progress and its result."""
    return _find(served, project, id)


@router.delete(
    "/api/projects/{project}/trainings/{id}", status_code=202, response_model=TrainingAnswer
)
def cancel(
    served: Served,
    who: Who,
    project: str,
    id: Number,
    keep_best: Annotated[
        bool, Query(description="Keep the best model so far, as Ctrl-C does.")
    ] = False,
) -> Training:
    """Cancel a training. A running one stops within a second, and nothing of it is kept.

    With `keep_best`, the best model so far is kept and measured like any other, and the state is
    `done`. Responds with 409 if the training has ended.
    """
    training = _find(served, project, id)
    return project_trainings(served.home).end(training, "keep" if keep_best else "drop", who)


def _find(served: Served, project: str, id: int) -> Training:
    training = served.home.ledger.trainings.find(id)
    if training.project != project:
        raise NotFoundError(f"project {project} has no training {id}")
    return training
