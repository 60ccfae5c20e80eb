"""The page of one model: how good it is, why it errs, and where it comes from."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from enricher.api.services import Served
from enricher.errors import ModelError
from enricher.models.deployments import Model, ProjectModels
from enricher.models.evaluations import StoredEvaluation, kept_evaluation
from enricher.portal.charts import SHARES, Axis, Series, line_chart, steps
from enricher.portal.evaluation import Asked, Looked, pictures
from enricher.portal.rendering import page

router = APIRouter(include_in_schema=False)

_MOST_LOST = "quantization.entity_f1_loss"
_SEEN = "seen.entities.micro.f1"


@router.get("/projects/{project}/models/{name}")
def read_page(request: Request, served: Served, project: str, name: str, asked: Asked) -> Response:
    models = ProjectModels(served.home.registry, project)
    model = models.find(name)
    said = ""
    try:
        measured = kept_evaluation(model.bundle.folder)
    except ModelError as error:
        measured, said = None, f"{error}."
    at = Looked(project, f"/projects/{quote(project)}/models/{quote(name)}", asked)
    return page(
        request,
        "model.html",
        project=project,
        tab="Models",
        model=model,
        about=model.bundle.description,
        measured=measured,
        trouble_said=said,
        shown=None if measured is None else pictures(at, measured.evaluation),
        facts=_facts(model, measured),
        learning=_learning_curve(models.list(), model),
    )


_BY_HEART = 0.15
"""How far F1 on known documents is above that on unknown ones where a model did not generalize."""


def _facts(model: Model, measured: StoredEvaluation | None) -> list[tuple[str, str, str]]:
    """What is told first: a name, a value, and what it means."""
    about = model.bundle.description
    f1 = measured.evaluation.micro.f1 if measured else model.f1
    tested = measured.documents.test if measured else len(about.tested_on)
    facts = [
        (
            "F1",
            "not measured" if f1 is None else f"{f1:.3f}",
            f"on {tested:,} documents of the testing set",
        ),
        ("Learned from", f"{len(about.learned_from):,}", "documents"),
    ]
    if (seen := about.metrics.get(_SEEN)) is not None:
        # Of a model that finds passages too, only F1 counts those.
        is_same = not about.passages
        by_heart = f1 is not None and is_same and seen - f1 > _BY_HEART
        what = "far above F1: learned by heart" if by_heart else "on documents that it learned from"
        facts.append(("F1 on what it knows", f"{seen:.3f}", what))
    if (lost := about.metrics.get(_MOST_LOST)) is not None:
        facts.append(("Lost by quantization", f"{lost:.4f}", "F1 of float32 less that of int8"))
    facts.append(
        ("Trained", f"{model.made_at.astimezone():%Y-%m-%d}", f"{model.made_at.astimezone():%H:%M}")
    )
    if measured is not None:
        when = measured.measured_at
        at = f"measured {when.astimezone():%Y-%m-%d %H:%M}" if when else "to measure it"
        facts.append(("Took", f"{measured.seconds:.1f} s", at))
    return facts


def _learning_curve(models: list[Model], model: Model) -> Markup:
    """F1 by documents, of the models that were measured on the testing set of this one."""
    tested = model.bundle.description.test_fingerprint
    points = sorted(
        {
            (len(one.bundle.description.learned_from), one.f1)
            for one in models
            if tested == one.bundle.description.test_fingerprint != ""
            and one.bundle.description.learned_from
            and one.f1 is not None
        }
    )
    best = dict(points)  # of as many documents the best: they are sorted
    if len(best) < 2:
        return Markup()
    (least, first), *_, (most, last) = best.items()
    return line_chart(
        "F1 by documents that were learned from",
        f"F1 goes from {first:.3f} with {least} documents to {last:.3f} with {most}.",
        Axis("documents", steps(most)),
        Axis("F1", SHARES),
        [Series("F1", list(best.items()))],
    )
