"""Runs a function in worker processes that can be killed, with everything they started.

    submit ──► queue ──► a thread per worker ──pipe──► process (own session, own TMPDIR)
                              │  watches time and memory          └─ its children (Tesseract)
                              └─ kills the group, starts another
    guard: a small process that kills all groups when this process is gone

Processes are started afresh rather than forked, because this process has threads, and without
`multiprocessing`, which would import the caller's `__main__` again. POSIX only.
"""

from __future__ import annotations

import pickle
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from connectors.sandbox.process import WATCH_SECONDS, Guard, WorkerProcess, closed_error

Task = TypeVar("Task")
Result = TypeVar("Result")
Start = Callable[[Callable[[], None]], Callable[[Task], Result]]


class _Promise(Future[Result]):
    """What comes of a task; `cancel` ends it also while it runs, with the worker that runs it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_given_up = threading.Event()

    def cancel(self) -> bool:
        self.is_given_up.set()
        return super().cancel()


class Sandbox(Generic[Task, Result]):
    """A set of killable workers; use it as a context manager.

    Args:
        start: called once in each new worker, with a function by which tasks say that they get on;
            returns the function that tasks are given to. Both it and the tasks, results and
            exceptions must pickle, `start` by its importable name.
        workers: how many processes.
        seconds: the most that one task may take, or be silent once it has said that it gets on.
        megabytes: the most resident memory a worker and its children may have together.
        recycle: a worker is replaced after so many tasks.
        idle_seconds: a worker without a task for so long is ended; None keeps it.
    """

    def __init__(
        self,
        start: Start[Task, Result],
        workers: int,
        seconds: float,
        megabytes: int,
        recycle: int,
        idle_seconds: float | None = None,
    ) -> None:
        self._start = pickle.dumps(start)
        self._seconds = seconds
        self._megabytes = megabytes
        self._recycle = recycle
        self._idle_seconds = idle_seconds
        self._tasks: queue.SimpleQueue[tuple[Task, _Promise[Result]] | None] = queue.SimpleQueue()
        self._room = threading.Semaphore(2 * workers)
        self._closed = threading.Event()
        self._guard = Guard()
        self._threads = [
            threading.Thread(target=self._serve, name=f"sandbox-{number}", daemon=True)
            for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Sandbox[Task, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, task: Task) -> Future[Result]:
        """Queue a task; waits while two tasks a worker are queued or running.

        The future's exception is what the task raised, a StoppedError when the worker died or
        was killed at a limit, an UnavailableError when the sandbox was closed meanwhile, or an
        AbandonedError when the future was cancelled while its task ran: its worker is killed then.

        Raises:
            UnavailableError: the sandbox is closed.
        """
        while not self._room.acquire(timeout=WATCH_SECONDS):
            self._check_open()
        self._check_open()
        future: _Promise[Result] = _Promise()
        future.add_done_callback(lambda _: self._room.release())
        self._tasks.put((task, future))
        return future

    def close(self) -> None:
        """Kill what runs, with its children, and give back what waits as unavailable."""
        self._closed.set()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()
        while not self._tasks.empty():
            entry = self._tasks.get()
            if entry and entry[1].set_running_or_notify_cancel():
                entry[1].set_exception(closed_error())
        self._guard.close()

    def _check_open(self) -> None:
        if self._closed.is_set():
            raise closed_error()

    def _serve(self) -> None:
        """The loop of one worker's thread."""
        worker: WorkerProcess | None = None
        while True:
            try:
                entry = self._tasks.get(timeout=self._idle_seconds if worker else None)
            except queue.Empty:
                if worker is not None:
                    worker.kill()
                    worker = None
                continue
            if entry is None:
                break
            task, future = entry
            if not future.set_running_or_notify_cancel():
                continue
            try:
                self._check_open()
                if worker is None:
                    worker = WorkerProcess(self._guard)
                    worker.start(self._start, self._closed)
                kind, content = worker.run(
                    task, self._seconds, self._megabytes, self._closed, future.is_given_up
                )
            except Exception as error:  # noqa: BLE001  it travels to whoever awaits the future
                future.set_exception(error)
                is_spent = True
            else:
                if kind == "done":
                    future.set_result(content)
                else:
                    future.set_exception(content)
                is_spent = worker.tasks >= self._recycle or worker.is_bloated(self._megabytes)
            if is_spent and worker is not None:
                worker.kill()
                worker = None
        if worker is not None:
            worker.kill()
