"""What the command line and the API do with projects: each is one function with the same meaning."""

from __future__ import annotations

from pathlib import Path

from enricher.errors import ConflictError
from enricher.history.events import Act
from enricher.models.deployments import ProjectModels
from enricher.models.registry import Registry
from enricher.models.trainings import Ending, Training, TrainingRequest, check_epochs
from enricher.projects.names import check_name
from enricher.projects.project import (
    Overview,
    create_project,
    create_project_of,
    refuse_untaught,
    survey,
)
from enricher.wiring.home import Home
from enricher.wiring.projects import open_project


def survey_projects(home: Path) -> list[Overview]:
    """Count what each project has, those that ship among them."""
    found = []
    for name in Registry(home.absolute()).projects():
        with open_project(home, name) as project:
            found.append(survey(project))
    return found


def make_project(home: Home, name: str, schema: Path | str | None, who: str) -> Path:
    """Make a project, as `create_project` does with a file and `create_project_of` with its text."""
    with home.ledger.history.noting(who, "project", name) as note:
        if isinstance(schema, Path):
            path = create_project(home.path, name, schema)
        else:
            path = create_project_of(home.path, name, schema)
        note(Act.CREATE_PROJECT)
        return path


def delete_project(home: Home, name: str, who: str) -> None:
    """Delete a project, its labels and its models.

    Raises:
        NotFoundError: there is none of that name.
        InputError: it ships with enricher.
        ConflictError: a collection is read by it, or a training of it waits or runs.
    """
    for collection in home.ledger.collections.all():
        served = [one for one in collection.serve if one.partition("/")[0] == name]
        if served:
            raise ConflictError(
                f"collection {collection.name} is read by {', '.join(served)}; let another"
                f" deployment read it first (`enricher collections`)"
            )
    with home.ledger.database.transaction():  # no training begins meanwhile
        home.ledger.trainings.forget(name)
        home.registry.delete(name)
        home.ledger.history.note(who, Act.DELETE_PROJECT, "project", name)


def ask_for_training(home: Home, project: str, request: TrainingRequest, who: str) -> Training:
    """Put a training or an evaluation in line, for a server to run.

    Raises:
        NotFoundError: there is no such project, or no such model to evaluate.
        ConflictError: a model has the name, and is not to be replaced.
        InputError: the name or the number of epochs will not do, or there is nothing to learn.
    """
    check_epochs(request.epochs)
    if request.kind == "train" or request.folds is not None:
        with open_project(home.path, project) as opened:
            refuse_untaught(opened)
    with home.ledger.database.transaction():  # nobody else asks for the same name meanwhile
        _check_model(home, project, request)
        training = home.ledger.trainings.add(project, request)
        if request.kind == "train":
            home.ledger.history.note(
                who, Act.TRAIN, "project", project, training=training.id, model=request.model
            )
    return training


def _check_model(home: Home, project: str, request: TrainingRequest) -> None:
    models = ProjectModels(home.registry, project)
    coming = {
        one.request.model
        for one in home.ledger.trainings.listed(project)
        if one.request.kind == "train" and one.state in ("queued", "running")
    }
    if request.kind == "evaluate" and request.model is not None:
        if request.model not in coming:
            models.find(request.model)
    elif request.model is not None:
        check_name(request.model, "model")
        if request.model in {*models.names(), *coming} and not request.replace:
            raise ConflictError(
                f"project {project} has or will have a model {request.model}; choose another name, or replace"
                " it (the former version stays, to go back to)"
            )


def end_training(home: Home, training: Training, ending: Ending, who: str) -> Training:
    """Take a training out of line, or end it if it runs.

    Raises:
        ConflictError: it is over.
    """
    with home.ledger.database.transaction():
        ended = home.ledger.trainings.ask_to_end(training.id, ending)
        home.ledger.history.note(
            who, Act.CANCEL_TRAINING, "project", training.project, training=training.id
        )
    return ended
