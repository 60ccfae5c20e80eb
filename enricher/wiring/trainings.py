"""The process in which a server trains: `training` is its own, so that nothing here needs torch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from connectors.sandbox.training import TrainingProcess
from enricher.ledger.trainings import RunningTraining, Training
from enricher.models.drafts import remove_unfinished
from enricher.wiring.home import Home


@contextmanager
def training_process(home: Home, training: Training) -> Iterator[RunningTraining]:
    """Begin a training; at the end nothing of its process is left.

    Raises:
        UnavailableError: it cannot be started.
    """
    request = {
        "home": str(home.path),
        "project": training.project,
        "request": training.request.as_json(),
    }
    process = TrainingProcess(request, home.settings.training_thread_count)
    try:
        yield process
    finally:
        process.close()
        remove_unfinished(home.registry.own_folder(training.project) / "models")
