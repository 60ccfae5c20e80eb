"""The process that trains, seen from outside: started, listened to, stopped or killed.

It is a process of its own, and the first to go where memory runs out: what searches and ingests
beside it goes on. Its standard input is its life line: where that closes, whoever started it is
gone, and it ends (`training.worker`).
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from typing import IO, Any

from connectors.sandbox.environment import child_environment
from enricher.errors import UnavailableError

_BOOT = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    " from training.worker import main; main()"
)
_LAST_BYTES = 4000  # of what it printed before it died
_END_SECONDS = 60.0  # for what Python does at its end


class TrainingProcess:
    """One process; what it says comes out of `next` line by line.

    Args:
        request: what it is to do, as JSON.
        threads: that it computes with.

    Raises:
        UnavailableError: it cannot be started.
    """

    def __init__(self, request: Mapping[str, Any], threads: int) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  closed by `close`
        environment = {"OMP_NUM_THREADS": str(threads), "TOKENIZERS_PARALLELISM": "false"}
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _BOOT, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                start_new_session=True,  # Ctrl-C at the server's terminal is the server's to hear
                env={**environment, **child_environment(trains=True)},
                text=True,
                encoding="utf-8",
            )
        except OSError as error:
            self._errors.close()
            raise UnavailableError(f"a training cannot be started: {error}") from error
        self._lines: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._tell(json.dumps(request))

    @property
    def pid(self) -> int:
        return self._process.pid

    def next(self, seconds: float) -> Iterator[dict[str, Any] | None]:
        """What it says within some seconds, if anything; None where it will say no more."""
        with contextlib.suppress(queue.Empty):
            yield self._lines.get(timeout=seconds)

    def stop(self) -> None:
        """Let it end with the best model so far."""
        self._tell("stop")

    def kill(self) -> None:
        """End it at once, and what it started."""
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def death(self) -> str:
        """How it ended, as the end of a sentence about it."""
        try:
            code = self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            return "said no more and did not end"
        if code == -signal.SIGKILL:
            return (
                "was killed (signal 9): did memory run out? Close other programs, or take a"
                " smaller backbone"
            )
        if code < 0:
            return f"was ended by signal {-code} ({_signal_name(-code)})"
        last = self._last_line()
        return f"ended with exit code {code}" + (f": {last}" if last else "")

    def close(self) -> None:
        self.kill()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                _known(pipe).close()
        self._errors.close()

    def _tell(self, line: str) -> None:
        stdin = _known(self._process.stdin)
        with contextlib.suppress(OSError):  # it is dead, which `next` will say
            stdin.write(line + "\n")
            stdin.flush()

    def _listen(self) -> None:
        for line in _known(self._process.stdout):
            with contextlib.suppress(ValueError):  # cut off where it was killed
                self._lines.put(json.loads(line))
        self._lines.put(None)

    def _last_line(self) -> str:
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - _LAST_BYTES))
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""


def _known(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"
