"""The process that trains for a server: `python -m training.worker`.

a request on standard input -> train, evaluate or cross-validate -> lines of JSON on standard output

    {"project": "loans", "home": "…", "request": {"kind": "train", …}}
    {"labels": {"used": 12, …}}   {"forecast": {"epochs": 14, …}}   {"epoch": 1, "loss": …}   {"result": {…}}
    {"error": "…"}   {"stopped": true}

A further line `stop` on standard input ends the training with the best model so far. Where standard
input closes, the server is gone, and this process with it: the training is the server's to begin
again.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enricher.errors import EnricherError
from enricher.ledger.trainings import TrainingRequest, count_labels
from enricher.models.deployments import ProjectModels
from enricher.projects.project import Project
from enricher.wiring.projects import open_project

if TYPE_CHECKING:
    from training.loop.forecast import Forecast
    from training.loop.trainer import Epoch

_NICENESS = 10  # whoever searches or ingests comes first

Say = Callable[[dict[str, Any]], None]


def main() -> None:
    """Do what standard input asks for."""
    _step_back()
    lines = _lines_of_stdin()
    asked = json.loads(next(lines))
    say = _open_channel()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(lines, stop), daemon=True).start()
    try:
        import torch  # noqa: F401
    except ImportError as error:
        say(
            {
                "error": f"training needs more than serving ({error}):"
                " pip install 'enricher[training]'"
            }
        )
        return
    from training.loop.trainer import StoppedError

    try:
        with open_project(Path(asked["home"]), asked["project"]) as project:
            request = TrainingRequest.from_json(asked["request"])
            say({"result": do(project, request, say, stop.is_set)})
    except StoppedError:
        say({"stopped": True})
    except EnricherError as error:
        say({"error": str(error)})


def do(
    project: Project, request: TrainingRequest, say: Say, stop: Callable[[], bool]
) -> dict[str, Any]:
    from training.evaluation.project import evaluate_model
    from training.projects import Request, cross_validate_project, train_project

    wanted = Request(
        name=request.model,
        epochs=request.epochs,
        backbone=request.backbone,
        seed=request.seed,
        replace=request.replace,
    )
    if request.train_percent is not None:
        wanted = replace(wanted, train_percent=request.train_percent)

    def say_forecast(forecast: Forecast) -> None:
        say(forecast.as_json())

    if request.folds is not None:
        counted = _CountedFolds(request.folds, say)
        return cross_validate_project(
            project, request.folds, wanted, counted.say_epoch, stop, say_forecast
        ).as_json()
    if request.kind == "evaluate":
        models = ProjectModels(project.registry, project.name)
        return evaluate_model(project, models.find(request.model or "")).as_json()
    trained = train_project(
        project,
        wanted,
        lambda epoch: say(epoch.as_json()),
        lambda uses: say({"labels": count_labels([one.as_json() for one in uses])}),
        stop,
        say_forecast,
    )
    return {**trained.measured.as_json(), "version": trained.model.version}


class _CountedFolds:
    """Says of each epoch in which fold it is: they begin anew with each."""

    def __init__(self, folds: int, say: Say) -> None:
        self._folds = folds
        self._say = say
        self._fold = 0

    def say_epoch(self, epoch: Epoch) -> None:
        self._fold += epoch.number == 1
        self._say({**epoch.as_json(), "fold": self._fold, "folds": self._folds})


def _step_back() -> None:
    """Be the one that waits where processors are short, and that dies where memory is."""
    os.nice(_NICENESS)
    with contextlib.suppress(OSError):  # Linux alone has it
        Path("/proc/self/oom_score_adj").write_text("1000")


def _open_channel() -> Say:
    """What says a line to the server; what anything else prints goes to standard error."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(what: dict[str, Any]) -> None:
        channel.write(json.dumps(what) + "\n")
        channel.flush()

    return say


def _lines_of_stdin() -> Iterator[str]:
    """Read past Python's own standard input, whose lock a thread would hold at the end."""
    left = b""
    while chunk := os.read(0, 65536):
        *lines, left = (left + chunk).split(b"\n")
        yield from (line.decode() for line in lines)


def _listen(lines: Iterator[str], stop: threading.Event) -> None:
    for line in lines:
        if line == "stop":
            stop.set()
    os._exit(1)


if __name__ == "__main__":
    main()
