"""The loop that reads documents: from files that stand still to records in the ledger.

    intake.step (hash) -> queue.take -> pool (extract, recognize, normalize) -> queue.record
                                          |-- error --> decide --> queue.fail | queue.postpone

There are lanes of `queue -> pool -> queue`: one reads documents, another finds the entities of texts
that owe them. Each has a pool of its own, so that a long text never holds up a document. A late lane,
for the passages of texts that owe vectors, is filled while there is nothing else to do.
The pools' processes do all the work; this loop only hands out and writes down. Whatever it had
taken when it is stopped, it hands back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Generic, Protocol, TypeVar

from enricher.documents.records import Record
from enricher.errors import ChangedError, ModelError, SettingsError
from enricher.ledger.backlog import Intake, Job, Kept, OwedPassages, OwedText, Task, TaskQueue
from enricher.ledger.jobs import Failure, decide

logger = logging.getLogger(__name__)

_HASHED_PER_STEP = 16  # small files take 0.3 ms each: the pool must not run dry meanwhile
_POLL_SECONDS = 0.1
_FINISH_SECONDS = 5.0  # nearly every document takes less; who presses Ctrl-C waits no longer


Made = TypeVar("Made")


class Pool(Protocol[Made]):
    """Runs the reading of documents elsewhere; see `connectors.sandbox.pool`.

    What it makes of a document's texts are `EnrichedText`s, or `Record`s for the ledger.
    """

    def submit(self, task: Task) -> Future[list[Made]]: ...


class Lane(Generic[Kept]):
    """A queue, and the pool that it feeds.

    Args:
        capacity: tasks handed to the pool at a time; twice the number of its processes keeps them
            busy with short tasks while results are written down.
    """

    def __init__(
        self,
        queue: TaskQueue[Kept],
        pool: Pool[Record],
        capacity: int,
        attempts: int,
        retry_seconds: float,
    ) -> None:
        self._queue = queue
        self._pool = pool
        self._capacity = capacity
        self._attempts = attempts
        self._retry_seconds = retry_seconds
        self._running: dict[Future[list[Record]], Kept] = {}

    @property
    def running(self) -> set[Future[list[Record]]]:
        return set(self._running)

    def fill(self) -> int:
        """Hand out what there is room for; returns how many tasks that were."""
        room = self._capacity - len(self._running)
        tasks = self._queue.take(room) if room else []
        for task in tasks:
            self._running[self._pool.submit(task)] = task
        return len(tasks)

    def write_down(self, future: Future[list[Record]]) -> None:
        """Note what became of a task that ended."""
        task = self._running.pop(future)
        error = future.exception()
        if error is None:
            self._queue.record(task, future.result())
            logger.info("read document=%s texts=%d", task.document, len(future.result()))
            return
        if isinstance(error, ChangedError):
            self._queue.look_again(task)
            return
        if not isinstance(error, Exception) or isinstance(error, (ModelError, SettingsError)):
            raise error  # no document is to blame: stop, and hand back what was taken
        outcome = decide(error, task.attempt, self._attempts, self._retry_seconds)
        if isinstance(outcome, Failure):
            logger.warning("failed document=%s kind=%s", task.document, outcome.kind)
            self._queue.fail(task, outcome)
        else:
            logger.warning("postponed document=%s attempt=%d", task.document, task.attempt)
            self._queue.postpone(task, outcome)


class Worker:
    """Keeps lanes busy."""

    def __init__(
        self,
        intake: Intake,
        lanes: Sequence[Lane[Job] | Lane[OwedText]],
        late: Lane[OwedPassages] | None = None,
    ) -> None:
        self._intake = intake
        self._lanes = lanes
        self._late = late
        self._all = (*lanes, late) if late is not None else tuple(lanes)

    def step(self) -> bool:
        """Do what can be done now; returns whether anything was."""
        hashed = self._intake.step(_HASHED_PER_STEP)
        taken = sum(lane.fill() for lane in self._lanes)
        if self._late is not None and not any(lane.running for lane in self._lanes):
            taken += self._late.fill()
        return bool(self._collect(_POLL_SECONDS if not hashed else 0)) or bool(hashed or taken)

    def run(self, is_done: Callable[[], bool]) -> None:
        """Step until `is_done`; then give what is running a moment to finish."""
        while not is_done():
            if not self.step() and not self._running():
                time.sleep(_POLL_SECONDS)
        self.finish()

    def finish(self) -> None:
        """Wait for what is running, not for long, and write it down.

        The rest stays taken by this process until it is handed back.
        """
        end = time.monotonic() + _FINISH_SECONDS
        while self._running() and time.monotonic() < end:
            self._collect(_POLL_SECONDS)

    def _running(self) -> set[Future[list[Record]]]:
        return set[Future[list[Record]]]().union(*(lane.running for lane in self._all))

    def _collect(self, timeout_seconds: float) -> int:
        running = self._running()
        if not running:
            return 0
        done, _ = wait(running, timeout_seconds, FIRST_COMPLETED)
        for lane in self._all:
            for future in done & lane.running:
                lane.write_down(future)
        return len(done)
