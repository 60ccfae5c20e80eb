"""The loop that reads documents: from files that stand still to records in the ledger.

    intake.step (hash) -> queue.take -> pool (extract, recognize, normalize) -> queue.record
                                          |-- error --> decide --> queue.fail | queue.postpone

The pool's processes do all the work; this loop only hands out and writes down. Whatever it had
taken when it is stopped, it hands back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Protocol

from enricher.backlog import Intake, Job, JobQueue, LooseText
from enricher.errors import ChangedError, ModelError, SettingsError
from enricher.jobs import Failure, decide
from enricher.records import Record

logger = logging.getLogger(__name__)

_HASHED_PER_STEP = 16  # small files take 0.3 ms each: the pool must not run dry meanwhile
_POLL_SECONDS = 0.1
_FINISH_SECONDS = 5.0  # nearly every document takes less; who presses Ctrl-C waits no longer


class Pool(Protocol):
    """Runs the reading of documents elsewhere; see `connectors.sandbox`."""

    def submit(self, task: Job | LooseText) -> Future[list[Record]]: ...


class Worker:
    """Feeds a pool.

    Args:
        capacity: documents handed to the pool at a time; twice the number of its processes keeps
            them busy while results are written down.
    """

    def __init__(
        self,
        intake: Intake,
        queue: JobQueue,
        pool: Pool,
        *,
        capacity: int,
        attempts: int,
        retry_seconds: float,
    ) -> None:
        self._intake = intake
        self._queue = queue
        self._pool = pool
        self._capacity = capacity
        self._attempts = attempts
        self._retry_seconds = retry_seconds
        self._running: dict[Future[list[Record]], Job] = {}

    def step(self) -> bool:
        """Do what can be done now; returns whether anything was."""
        hashed = self._intake.step(_HASHED_PER_STEP)
        room = self._capacity - len(self._running)
        jobs = self._queue.take(room) if room else []
        for job in jobs:
            self._running[self._pool.submit(job)] = job
        return bool(self._collect(_POLL_SECONDS if not hashed else 0)) or bool(hashed or jobs)

    def run(self, is_done: Callable[[], bool]) -> None:
        """Step until `is_done`; then give what is running a moment to finish."""
        while not is_done():
            if not self.step() and not self._running:
                time.sleep(_POLL_SECONDS)
        self.finish()

    def finish(self) -> None:
        """Wait for what is running, not for long, and write it down.

        The rest stays taken by this process until it is handed back.
        """
        end = time.monotonic() + _FINISH_SECONDS
        while self._running and time.monotonic() < end:
            self._collect(_POLL_SECONDS)

    def _collect(self, timeout_seconds: float) -> int:
        if not self._running:
            return 0
        done, _ = wait(self._running, timeout_seconds, FIRST_COMPLETED)
        for future in done:
            self._write_down(self._running.pop(future), future)
        return len(done)

    def _write_down(self, job: Job, future: Future[list[Record]]) -> None:
        error = future.exception()
        if error is None:
            self._queue.record(job, future.result())
            logger.info("read document=%s texts=%d", job.document, len(future.result()))
            return
        if isinstance(error, ChangedError):
            self._queue.look_again(job)
            return
        if not isinstance(error, Exception) or isinstance(error, (ModelError, SettingsError)):
            raise error  # no document is to blame: stop, and hand back what was taken
        outcome = decide(error, job.attempt, self._attempts, self._retry_seconds)
        if isinstance(outcome, Failure):
            logger.warning("failed document=%s kind=%s", job.document, outcome.kind)
            self._queue.fail(job, outcome)
        else:
            logger.warning("postponed document=%s attempt=%d", job.document, job.attempt)
            self._queue.postpone(job, outcome)
