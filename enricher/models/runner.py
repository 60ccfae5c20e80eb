"""The thread of a server that trains: one training after the other, each in a process of its own.

ledger -> take -> process (training.worker) -> labels, epochs -> ledger
                     |-- result, error, death -> settle -> done | failed | cancelled
                     '-- the server stops -> killed -> queued again
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from enricher.errors import EnricherError
from enricher.ledger.trainings import Ended, Report, RunningTraining, State, Training, settle

logger = logging.getLogger(__name__)

_POLL_SECONDS = 0.25
_WAIT_SECONDS = 5.0  # after a fault that is not of a training


Start = Callable[[Training], AbstractContextManager[RunningTraining]]
"""Begins a training; at the end nothing of its process is left."""


class TrainingQueue(Protocol):
    """Trainings that wait for their turn, and what becomes of them."""

    def take(self) -> Training | None: ...

    def find(self, number: int) -> Training: ...

    def note(self, number: int, report: Report) -> None: ...

    def end(
        self, number: int, state: State, result: Mapping[str, Any] | None, error: str = ""
    ) -> None: ...

    def give_back(self, number: int) -> None: ...

    def give_back_of_the_dead(self, *, also_own: bool = False) -> Sequence[Training]: ...


class TrainingRunner:
    """Runs what is in line for as long as it is entered, or until `stop`."""

    def __init__(self, trainings: TrainingQueue, start: Start, stop: threading.Event) -> None:
        self._trainings = trainings
        self._start = start
        self._stop = stop
        self._thread = threading.Thread(target=self._run, name="trainings")

    def __enter__(self) -> TrainingRunner:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                for one in self._trainings.give_back_of_the_dead(also_own=True):
                    logger.warning("training was left id=%d state=%s", one.id, one.state)
                training = self._trainings.take()
                if training is None:
                    self._stop.wait(_POLL_SECONDS)
                else:
                    self._train(training)
            except Exception:  # search outlives any fault of training
                logger.exception("trainings are in trouble, trying again")
                self._stop.wait(_WAIT_SECONDS)

    def _train(self, training: Training) -> None:
        logger.info("training begins id=%d project=%s", training.id, training.project)
        try:
            with self._start(training) as process:
                ended = self._listen(training, process)
        except EnricherError as fault:
            ended = Ended(error=str(fault))
        if ended is None:
            self._trainings.give_back(training.id)
            return
        state, error = settle(ended, self._trainings.find(training.id).ending)
        self._trainings.end(training.id, state, ended.result, error)
        logger.info("training ended id=%d state=%s", training.id, state)

    def _listen(self, training: Training, process: RunningTraining) -> Ended | None:
        """Keep what it says until it ends; None where it was ended for the server's sake."""
        report, ended, told = Report(), Ended(), False
        while True:
            if self._stop.is_set():
                return ended if ended.result is not None else None
            ending = self._trainings.find(training.id).ending
            if ending == "drop":
                return ended
            if ending == "keep" and not told:
                process.stop()
                told = True
            for said in process.next(_POLL_SECONDS):
                if said is None:
                    return ended if ended.is_told else Ended(death=process.death())
                if "result" in said or "error" in said or "stopped" in said:
                    ended = Ended(**said)
                else:
                    report = report.with_said(said)
                    self._trainings.note(training.id, report)
