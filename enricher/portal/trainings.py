"""The pages of a project's trainings and of the models that came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from enricher.api.numbers import Number
from enricher.api.services import Served
from enricher.errors import NotFoundError
from enricher.ledger.trainings import Training
from enricher.models.deployments import ProjectModels
from enricher.models.evaluations import evaluation_of
from enricher.portal.charts import SHARES, Axis, Series, line_chart, steps
from enricher.portal.evaluation import Asked, Looked, pictures
from enricher.portal.rendering import page
from enricher.projects.project import survey
from enricher.wiring.home import Home
from enricher.wiring.projects import open_project

router = APIRouter(include_in_schema=False)

_SHOWN = 6  # trainings that are over; the others are in a table
_LEAST_LABELLED = 2
_VERSION_LENGTH = 36  # a version may stand for a model's name; its beginning is enough to read


@router.get("/projects/{project}/models")
def read_models(request: Request, served: Served, project: str) -> Response:
    models = ProjectModels(served.home.registry, project)
    shown = _trainings(served.home, project)
    with open_project(served.home.path, project) as opened:
        overview = survey(opened)
        tagged = sum(bool(one.labels) for one in opened.store.summaries())
    return page(
        request,
        "models.html",
        project=project,
        tab="Models",
        models=models.list(),
        learned=overview.schema.learned,
        labels=sum(overview.labels.values()),
        tagged=tagged,
        can_train=tagged >= _LEAST_LABELLED and bool(overview.schema.learned),
        suggested=_next_name(models, shown["under_way"]),
        **shown,
    )


@router.get("/projects/{project}/trainings")
def read_trainings(request: Request, served: Served, project: str) -> Response:
    """The part of the page that grows while a training runs."""
    served.home.registry.schema_path(project)
    values = _trainings(served.home, project)
    return page(request, "trainings_part.html", project=project, **values)


@router.get("/projects/{project}/trainings/{id}")
def read_training(
    request: Request, served: Served, project: str, id: Number, asked: Asked
) -> Response:
    """What an evaluation found that belongs to no model: that of a cross-validation."""
    training = served.home.ledger.trainings.find(id)
    if training.project != project or training.result is None:
        raise NotFoundError(f"project {project} has no result of a training {id}")
    found = evaluation_of(training.result)
    return page(
        request,
        "evaluation.html",
        project=project,
        tab="Models",
        heading=_title(training),
        training=training,
        shown=pictures(
            Looked(project, f"/projects/{quote(project)}/trainings/{id}", asked), found.evaluation
        ),
        measured=found,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A training as the page shows it."""

    training: Training
    title: str
    chart: Markup

    @property
    def is_over(self) -> bool:
        return self.training.state not in ("queued", "running")

    @property
    def result(self) -> Mapping[str, Any]:
        return self.training.result or {}

    @property
    def f1(self) -> float:
        return float(self.result["evaluation"]["micro"]["f1"])

    @property
    def tested(self) -> int:
        return int(self.result["documents"]["test"])

    @property
    def seconds(self) -> float:
        return float(self.result.get("seconds") or 0)

    @property
    def version(self) -> str:
        """Of the model that it made; "" where it made none."""
        return str(self.result.get("version", ""))


def _trainings(home: Home, project: str) -> dict[str, Any]:
    everywhere = home.ledger.trainings.listed()
    listed = [one for one in everywhere if one.project == project]
    shown = [Shown(one, _title(one), _curves(one)) for one in listed]
    under_way = [one for one in shown if not one.is_over][::-1]
    over = [one for one in shown if one.is_over]
    return {
        "under_way": under_way,
        "over": over[:_SHOWN],
        "older": over[_SHOWN:],
        "elsewhere": [
            one for one in everywhere if one.state == "running" and one.project != project
        ],
        "states": " ".join(f"{one.id}:{one.state}" for one in listed),
    }


def _title(training: Training) -> str:
    request = training.request
    if request.folds is not None:
        return f"Cross-validation, {request.folds} folds"
    model = (training.result or {}).get("model") or request.model
    if model and len(model) == _VERSION_LENGTH:
        model = model[:8]
    if request.kind == "evaluate":
        return f"Measure {model}"
    return f"Train {model or 'a new model'}"


def _curves(training: Training) -> Markup:
    """Loss and F1 by epoch; of a cross-validation those of the fold that is under way."""
    epochs = training.report.epochs
    fold = epochs[-1].get("fold") if epochs else None
    epochs = [one for one in epochs if one.get("fold") == fold]
    if not epochs:
        return Markup()
    of = f"{_title(training)}, number {training.id}"
    most = max(int(epochs[-1]["epochs"]), 2)
    x = Axis("epoch", _epoch_ticks(most))
    loss = [(one["epoch"], one["loss"]) for one in epochs]
    charts = [
        line_chart(
            f"Loss{'' if fold is None else f' of fold {fold}'}",
            f"{of}: the loss is {loss[-1][1]:.3f} after epoch {loss[-1][0]}; it began at {loss[0][1]:.3f}.",
            x,
            Axis("loss", steps(max(one for _, one in loss))),
            [Series("loss", loss)],
        )
    ]
    f1 = [(one["epoch"], one["f1"]) for one in epochs if one.get("f1") is not None]
    if f1:
        best = max(f1, key=lambda one: one[1])
        charts.append(
            line_chart(
                "F1 on what is held back",
                f"{of}: F1 is {f1[-1][1]:.3f} after epoch {f1[-1][0]}; the best is {best[1]:.3f}.",
                x,
                Axis("F1", SHARES),
                [Series("F1", f1)],
            )
        )
    return Markup('<div class="charts">{}</div>').format(Markup().join(charts))


def _epoch_ticks(most: int) -> Sequence[float]:
    """From 1 to the last epoch: all of them, or five."""
    count = most if most <= 10 else 5
    return [round(1 + number * (most - 1) / (count - 1)) for number in range(count)]


def _next_name(models: ProjectModels, coming: Sequence[Shown]) -> str:
    names = {*models.names(), *(one.training.request.model for one in coming)}
    return next(f"m{n}" for n in range(1, len(names) + 2) if f"m{n}" not in names)
