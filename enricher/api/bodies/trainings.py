"""Trainings and evaluations that the server is asked for: how they stand, and what came of them."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from enricher.api.bodies import Body, Moment, TextOrNull, attribute
from enricher.ledger.trainings import Kind, State, Training


class TrainingRequestBody(Body):
    kind: Kind
    model: str | None = Field(
        description="The name of the new model (by default m1, m2 and so on), or of the model to"
        " evaluate."
    )
    folds: int | None
    split: int | None = attribute("train_percent")
    epochs: int | None
    backbone: str | None = Field(
        description="The encoder to start from. By default, the one that ships."
    )
    seed: int
    replace: bool


class TrainingAnswer(Body):
    id: int
    project: str
    kind: Kind = attribute("request.kind")
    request: TrainingRequestBody
    state: State
    asked_at: Moment
    started_at: Moment | None
    ended_at: Moment | None
    progress: dict[str, Any] | None = Field(
        description="The progress up to the last epoch.",
        examples=[{"epoch": 3, "epochs": 8, "loss": 0.21, "f1": 0.87, "seconds_left": 31.5}],
    )
    labels: dict[str, Any] | None = attribute(
        "report.labels",
        description="How the labels are used: as they are, snapped to whole words, or refused."
        " `changed` lists the last two.",
    )
    epochs: list[dict[str, Any]] = attribute("report.epochs")
    forecast: dict[str, Any] | None = attribute(
        "report.forecast",
        description="The most time that it will take, estimated from its first batches.",
        examples=[{"epochs": 8, "seconds": 320.0}],
    )
    result: dict[str, Any] | None = Field(
        description="What `enricher train --json` prints last, or what `enricher evaluate --json`"
        " prints."
    )
    error: TextOrNull


def training_line(training: Training) -> TrainingAnswer:
    """What a list shows: how far it is and how good, and no more of it."""
    return TrainingAnswer.of(training.brief(), progress=training.progress)
