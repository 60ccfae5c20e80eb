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
from enricher.wiring.projects import open_project
from enricher.wiring.stores import Store


def survey_projects(home: Path) -> list[Overview]:
    """Count what each project has, those that ship among them."""
    found = []
    for name in Registry(home.absolute()).projects():
        with open_project(home, name) as project:
            found.append(survey(project))
    return found


def make_project(store: Store, name: str, schema: Path | str | None, who: str) -> Path:
    """Make a project, as `create_project` does with a file and `create_project_of` with its text."""
    with store.history.noting(who, "project", name) as note:
        if isinstance(schema, Path):
            path = create_project(store.home, name, schema)
        else:
            path = create_project_of(store.home, name, schema)
        note(Act.CREATE_PROJECT)
        return path


def delete_project(store: Store, name: str, who: str) -> None:
    """Delete a project, its labels and its models.

    Raises:
        NotFoundError: there is none of that name.
        InputError: it ships with enricher.
        ConflictError: a collection is read by it, or a training of it waits or runs.
    """
    for collection in store.collections():
        served = [one for one in collection.serve if one.partition("/")[0] == name]
        if served:
            raise ConflictError(
                f"collection {collection.name} is read by {', '.join(served)}; let another"
                f" deployment read it first (`enricher collections`)"
            )
    with store.database.transaction():  # no training begins meanwhile
        store.trainings.forget(name)
        store.registry.delete(name)
        store.history.note(who, Act.DELETE_PROJECT, "project", name)


def ask_for_training(store: Store, project: str, request: TrainingRequest, who: str) -> Training:
    """Put a training or an evaluation in line, for a server to run.

    Raises:
        NotFoundError: there is no such project, or no such model to evaluate.
        ConflictError: a model has the name, and is not to be replaced.
        InputError: the name or the number of epochs will not do, or there is nothing to learn.
    """
    check_epochs(request.epochs)
    if request.kind == "train" or request.folds is not None:
        with open_project(store.home, project) as opened:
            refuse_untaught(opened)
    with store.database.transaction():  # nobody else asks for the same name meanwhile
        _check_model(store, project, request)
        training = store.trainings.add(project, request)
        if request.kind == "train":
            store.history.note(
                who, Act.TRAIN, "project", project, training=training.id, model=request.model
            )
    return training


def _check_model(store: Store, project: str, request: TrainingRequest) -> None:
    models = ProjectModels(store.registry, project)
    coming = {
        one.request.model
        for one in store.trainings.listed(project)
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


def end_training(store: Store, training: Training, ending: Ending, who: str) -> Training:
    """Take a training out of line, or end it if it runs.

    Raises:
        ConflictError: it is over.
    """
    with store.database.transaction():
        ended = store.trainings.ask_to_end(training.id, ending)
        store.history.note(
            who, Act.CANCEL_TRAINING, "project", training.project, training=training.id
        )
    return ended
