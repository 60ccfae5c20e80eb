"""A worker process of the sandbox, seen from outside: started, watched, killed with all it started."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from connectors.sandbox import guard
from connectors.sandbox.environment import child_environment
from enricher.errors import AbandonedError, StoppedError, UnavailableError

# Memory can grow by a gigabyte a second; looking costs 0.1 ms, or 10 ms with children.
WATCH_SECONDS = 0.1
WATCH_CHILDREN_EVERY = 5
START_SECONDS = 120.0
MEGABYTE = 1_000_000
# A worker that keeps more than this share of its limit is replaced before the next task.
KEPT_SHARE = 0.5

_BOOT = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    " from connectors.sandbox.worker import serve; serve(int(sys.argv[2]), int(sys.argv[3]))"
)


class WorkerProcess:
    """One process, its pipe and its private temporary folder."""

    def __init__(self, guard: Guard) -> None:
        self.tasks = 0
        self._guard = guard
        self._folder = tempfile.mkdtemp(prefix="enricher-worker-")
        ours, theirs = socket.socketpair()
        try:
            # A thread of Tesseract's per worker: the workers already use every core.
            environment = {"OMP_THREAD_LIMIT": "1", **child_environment(), "TMPDIR": self._folder}
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    _BOOT,
                    json.dumps(sys.path),
                    str(theirs.fileno()),
                    str(os.getpid()),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # Tika prints the traces of broken documents
                start_new_session=True,
                env=environment,
            )
        except OSError as error:
            ours.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            raise UnavailableError(f"a worker process cannot be started: {error}") from error
        finally:
            theirs.close()
        self._connection = Connection(ours.detach())
        self._guard.add(self._process.pid, self._folder)

    def start(self, start: bytes, closed: threading.Event) -> None:
        """Wait until it is ready for tasks.

        Raises:
            UnavailableError: it did not come up.
        """
        deadline = time.monotonic() + START_SECONDS
        try:
            self._connection.send_bytes(start)
            while not self._connection.poll(WATCH_SECONDS):
                if closed.is_set():
                    raise closed_error()
                if time.monotonic() > deadline:
                    raise UnavailableError(f"a worker did not start within {START_SECONDS:g} s")
            kind, content = self._connection.recv()
        except (EOFError, OSError) as error:
            raise UnavailableError(f"a worker failed to start: {self._death()}") from error
        if kind == "raised":
            raise content

    def run(
        self,
        task: object,
        seconds: float,
        megabytes: int,
        closed: threading.Event,
        given_up: threading.Event,
    ) -> tuple[str, Any]:
        """Give it a task and wait for the answer, watching its limits.

        Args:
            seconds: how long it may take, counted anew whenever it says that it gets on.

        Raises:
            StoppedError: it died or passed a limit; it must be killed now.
            UnavailableError: the sandbox is being closed.
            AbandonedError: nobody waits for the answer; it must be killed now.
        """
        self.tasks += 1
        deadline = time.monotonic() + seconds
        looks = 0
        try:
            self._connection.send(task)
            while True:
                if self._connection.poll(WATCH_SECONDS):
                    answer: tuple[str, Any] = self._connection.recv()
                    if answer[0] != "alive":
                        return answer
                    deadline = time.monotonic() + seconds
                looks += 1
                if closed.is_set():
                    raise closed_error()
                if given_up.is_set():
                    raise AbandonedError("nobody waits for what was to be read")
                if time.monotonic() > deadline:
                    raise _stopped(f"took more than {seconds:g} s", "file_seconds")
                if self._memory_bytes(looks % WATCH_CHILDREN_EVERY == 0) > megabytes * MEGABYTE:
                    raise _stopped(f"needed more than {megabytes} MB of memory", "file_megabytes")
                if self._process.poll() is not None and not self._connection.poll():
                    raise EOFError
        except (EOFError, OSError) as error:
            death = self._death()
            raise StoppedError(f"the reader {death} on this file", death) from error

    def is_bloated(self, megabytes: int) -> bool:
        return self._memory_bytes(False) > KEPT_SHARE * megabytes * MEGABYTE

    def kill(self) -> None:
        """End the process and all it started, and remove its folder."""
        strays = self._descendants()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for stray in strays:  # those that left the group
            with contextlib.suppress(psutil.Error):
                stray.kill()
        self._connection.close()
        self._guard.remove(self._process.pid)
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _memory_bytes(self, with_children: bool) -> int:
        total = 0
        processes = [self._process.pid]
        if with_children:
            processes += [process.pid for process in self._descendants()]
        for pid in processes:
            with contextlib.suppress(psutil.Error):
                total += int(psutil.Process(pid).memory_info().rss)
        return total

    def _descendants(self) -> list[psutil.Process]:
        try:
            return psutil.Process(self._process.pid).children(recursive=True)
        except psutil.Error:
            return []

    def _death(self) -> str:
        """How the process ended, as the end of a sentence about it."""
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "stopped answering"
        if code >= 0:
            return f"ended with exit code {code}"
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = "unknown"
        return f"crashed with signal {-code} ({name})"


class Guard:
    """The process that outlives this one just long enough to clean up after it."""

    def __init__(self) -> None:
        script = Path(guard.__file__)
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=child_environment(),
        )

    def add(self, group: int, folder: str) -> None:
        self._tell(f"+ {group} {folder}")

    def remove(self, group: int) -> None:
        self._tell(f"- {group}")

    def _tell(self, line: str) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        with self._lock, contextlib.suppress(BrokenPipeError):
            stdin.write(os.fsencode(line) + b"\n")
            stdin.flush()

    def close(self) -> None:
        assert self._process.stdin is not None
        with self._lock, contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()


def _stopped(limit: str, setting: str) -> StoppedError:
    what = f"{limit} and was stopped"
    return StoppedError(f"reading {what} (setting {setting})", what)


def closed_error() -> UnavailableError:
    return UnavailableError("the workers were stopped before this document was done")
