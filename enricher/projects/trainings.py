"""Trainings of projects: put in line for a server to run, and taken out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from enricher.errors import ConflictError
from enricher.ledger.events import Act, History
from enricher.ledger.names import check_name
from enricher.ledger.trainings import Ending, Training, TrainingRequest, check_epochs
from enricher.models.deployments import ProjectModels
from enricher.models.registry import Registry
from enricher.projects.project import Project, refuse_untaught


class TrainingTable(Protocol):
    """The trainings that were asked for."""

    def add(self, project: str, request: TrainingRequest) -> Training: ...

    def listed(self, project: str | None = None) -> Sequence[Training]: ...

    def ask_to_end(self, number: int, ending: Ending) -> Training: ...


@dataclass(frozen=True, slots=True)
class ProjectTrainings:
    registry: Registry
    open: Callable[[str], AbstractContextManager[Project]]
    table: TrainingTable
    history: History

    def ask(self, project: str, request: TrainingRequest, who: str) -> Training:
        """Put a training or an evaluation in line.

        Raises:
            NotFoundError: there is no such project, or no such model to evaluate.
            ConflictError: a model has the name, and is not to be replaced.
            InputError: the name or the number of epochs will not do, or there is nothing to learn.
        """
        check_epochs(request.epochs)
        if request.kind == "train" or request.folds is not None:
            with self.open(project) as opened:
                refuse_untaught(opened)
        # Nobody else asks for the same name meanwhile.
        with self.history.noting(who, "project", project) as note:
            self._check_model(project, request)
            training = self.table.add(project, request)
            if request.kind == "train":
                note(Act.TRAIN, training=training.id, model=request.model)
        return training

    def end(self, training: Training, ending: Ending, who: str) -> Training:
        """Take a training out of line, or end it if it runs.

        Raises:
            ConflictError: it is over.
        """
        with self.history.noting(who, "project", training.project) as note:
            ended = self.table.ask_to_end(training.id, ending)
            note(Act.CANCEL_TRAINING, training=training.id)
        return ended

    def _check_model(self, project: str, request: TrainingRequest) -> None:
        models = ProjectModels(self.registry, project)
        coming = {
            one.request.model
            for one in self.table.listed(project)
            if one.request.kind == "train" and one.state in ("queued", "running")
        }
        if request.kind == "evaluate" and request.model is not None:
            if request.model not in coming:
                models.find(request.model)
        elif request.model is not None:
            check_name(request.model, "model")
            if request.model in {*models.names(), *coming} and not request.replace:
                raise ConflictError(
                    f"project {project} has or will have a model {request.model}; choose another"
                    " name, or replace it (the former version stays available)"
                )
