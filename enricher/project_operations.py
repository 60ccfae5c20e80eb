"""What the command line and the API do with projects: each is one function with the same meaning."""

from __future__ import annotations

from pathlib import Path

from enricher.errors import ConflictError
from enricher.models import ProjectModels
from enricher.names import check_name
from enricher.project import Overview, survey
from enricher.registry import Registry
from enricher.trainings import Training, TrainingRequest
from enricher.wiring.projects import open_project
from enricher.wiring.stores import Store


def survey_projects(home: Path) -> list[Overview]:
    """Count what each project has, those that ship among them."""
    found = []
    for name in Registry(home.absolute()).projects():
        with open_project(home, name) as project:
            found.append(survey(project))
    return found


def delete_project(store: Store, name: str) -> None:
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


def ask_for_training(store: Store, project: str, request: TrainingRequest) -> Training:
    """Put a training or an evaluation in line, for a server to run.

    Raises:
        NotFoundError: there is no such project, or no such model to evaluate.
        ConflictError: a model has the name, and is not to be replaced.
        InputError: the name will not do.
    """
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
    return store.trainings.add(project, request)
