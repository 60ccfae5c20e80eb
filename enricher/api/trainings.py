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
    """List the trainings of all projects, the last one asked for first, without their details."""
    return list(map(training_line, served.home.ledger.trainings.listed()))


@router.get("/api/projects/{project}/trainings", response_model=list[TrainingAnswer])
def list_of_project(served: Served, project: str) -> list[TrainingAnswer]:
    """List the trainings of a project, the last one asked for first, without their details."""
    served.home.registry.schema_path(project)
    return list(map(training_line, served.home.ledger.trainings.listed(project)))


@router.post("/api/projects/{project}/trainings", status_code=202, response_model=TrainingAnswer)
def ask(served: Served, who: Who, project: str, body: TrainingBody, response: Response) -> Training:
    """Ask for a training, or an evaluation; it waits until those before it are over.

    The answer comes at once: look at its `Location` for the progress. It survives a restart of the
    server, with which it begins anew.
    """
    said = body.model_dump()
    training = project_trainings(served.home).ask(project, TrainingRequest.from_json(said), who)
    response.headers["Location"] = f"/api/projects/{quote(project)}/trainings/{training.id}"
    return training


@router.get("/api/projects/{project}/trainings/{id}", response_model=TrainingAnswer)
def read(served: Served, project: str, id: Number) -> Training:
    """How a training stands: its state, what became of the labels, its epochs, its result."""
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
        bool, Query(description="End it with the best model so far, as Ctrl-C does.")
    ] = False,
) -> Training:
    """Cancel a training. One that runs is ended within a second, and nothing of it is kept.

    With `keep_best` it stops and keeps the best model so far, which is measured as any other; its
    state is `done` then. Answers 409 for one that is over.
    """
    training = _find(served, project, id)
    return project_trainings(served.home).end(training, "keep" if keep_best else "drop", who)


def _find(served: Served, project: str, id: int) -> Training:
    training = served.home.ledger.trainings.find(id)
    if training.project != project:
        raise NotFoundError(f"project {project} has no training {id}")
    return training
