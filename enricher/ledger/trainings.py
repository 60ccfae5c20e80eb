"""Trainings that a server runs: what is asked for, how it stands, and what came of it.

queued -> running -> done | failed | cancelled
   ^         |
   '---------'  the server was stopped, or died
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, Protocol

from enricher.errors import InputError

Kind = Literal["train", "evaluate"]
State = Literal["queued", "running", "done", "failed", "cancelled"]
Ending = Literal["", "drop", "keep"]
"""What was asked of a training that runs: nothing, to end, or to end with the best model so far."""

MOST_RUNS = 2
"""How often a training is begun whose server died: what it dies of may be the training."""

MOST_EPOCHS = 1_000
"""Fifty times what a training takes of itself."""

_LISTED_LABELS = 200  # that are not used as they are; all are counted


def check_epochs(epochs: int | None) -> None:
    """Raises InputError where they are more than any training needs."""
    if epochs is not None and epochs > MOST_EPOCHS:
        raise InputError(
            f"{epochs:,} epochs are too many; at most {MOST_EPOCHS:,} are allowed. Without"
            f" a number, the amount of text decides"
        )


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """What `enricher train` and `enricher evaluate` take.

    Attributes:
        model: what the new one is called (None: m1, m2 and so on), or which one is measured.
        folds: of a cross-validation, which keeps no model.
        train_percent: to learn from, where no document is set to test; None is as `enricher train`
            has it.
        epochs: at most; None goes by the amount of text.
        backbone: None takes the encoder that ships.
    """

    kind: Kind = "train"
    model: str | None = None
    folds: int | None = None
    train_percent: int | None = None
    epochs: int | None = None
    backbone: str | None = None
    seed: int = 1
    replace: bool = False

    def __post_init__(self) -> None:
        if self.kind == "train" and self.folds is not None:
            raise InputError("folds apply only to evaluations; a training makes one model")
        if self.kind == "evaluate" and (self.model is None) == (self.folds is None):
            raise InputError("an evaluation needs a model or a number of folds")

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "model": self.model,
            "folds": self.folds,
            "split": self.train_percent,
            "epochs": self.epochs,
            "backbone": self.backbone,
            "seed": self.seed,
            "replace": self.replace,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> TrainingRequest:
        """The way back from `as_json`."""
        return cls(**{"train_percent" if name == "split" else name: said[name] for name in said})


@dataclass(frozen=True, slots=True)
class Report:
    """What a training said of itself while it ran.

    Attributes:
        labels: what becomes of them: counts, and those that are not used as they are.
        epochs: a line each, as `enricher train --json` prints them.
        forecast: how many epochs there will be and how many seconds they take, at most.
    """

    labels: Mapping[str, Any] | None = None
    epochs: Sequence[Mapping[str, Any]] = ()
    forecast: Mapping[str, Any] | None = None

    def with_said(self, said: Mapping[str, Any]) -> Report:
        """The report with one more line of the process."""
        if "epoch" in said:
            return replace(self, epochs=(*self.epochs, said))
        labels, forecast = said.get("labels", self.labels), said.get("forecast", self.forecast)
        return replace(self, labels=labels, forecast=forecast)

    def as_json(self) -> dict[str, Any]:
        return {"labels": self.labels, "epochs": list(self.epochs), "forecast": self.forecast}


@dataclass(frozen=True, slots=True)
class Training:
    """A training in line, running or over.

    Attributes:
        runs: how often it was begun.
        result: the last line of `enricher train --json` or `enricher evaluate --json`.
        error: why it failed.
    """

    id: int
    project: str
    request: TrainingRequest
    state: State
    asked_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    runs: int = 0
    ending: Ending = ""
    report: Report = Report()
    result: Mapping[str, Any] | None = None
    error: str = ""

    @property
    def progress(self) -> Mapping[str, Any] | None:
        """The progress up to the last epoch."""
        return self.report.epochs[-1] if self.report.epochs else None

    def brief(self) -> Training:
        """The training without what only a look at it alone shows."""
        labels, result = self.report.labels, self.result
        if labels is not None:
            labels = {**labels, "changed": []}
        if result is not None:
            scores = result.get("evaluation", {})
            shown = {name: scores[name] for name in ("micro", "macro") if name in scores}
            result = {**result, "evaluation": shown}
        return replace(self, report=replace(self.report, labels=labels, epochs=()), result=result)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a training's process ended.

    Attributes:
        error: what it said was wrong.
        stopped: it was asked to stop, and did before there was a model.
        death: how it ended, where it said nothing: `was killed by signal 9 (SIGKILL)`.
    """

    result: Mapping[str, Any] | None = None
    error: str = ""
    stopped: bool = False
    death: str = ""

    @property
    def is_told(self) -> bool:
        """It said itself what came of it."""
        return self.result is not None or bool(self.error) or self.stopped


class RunningTraining(Protocol):
    """The process of a training."""

    def next(self, seconds: float) -> Iterator[dict[str, Any] | None]:
        """What it says within some seconds, if anything; None where it will say no more."""

    def stop(self) -> None:
        """Let it end with the best model so far."""

    def death(self) -> str:
        """How it ended, as the end of a sentence about it."""


def settle(ended: Ended, ending: Ending) -> tuple[State, str]:
    """What becomes of a training whose process ended, and why it failed."""
    if ended.result is not None:
        return "done", ""
    if ended.stopped or ending == "drop":
        return "cancelled", ""
    return "failed", ended.error or f"the training {ended.death}"


def count_labels(uses: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Counts by what becomes of labels, and the first of those that are not used as they are.

    Args:
        uses: one for each label, what becomes of it under `use`.
    """
    kinds = ("used", "snapped", "refused")
    return {
        **{kind: sum(one["use"] == kind for one in uses) for kind in kinds},
        "changed": [dict(one) for one in uses if one["use"] != "used"][:_LISTED_LABELS],
    }
