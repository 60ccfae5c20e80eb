"""What the tests of the sandbox run in its workers."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from enricher.errors import ModelError, QueryError

Task = tuple[str, object]


def start(alive: Callable[[], None]) -> Callable[[Task], object]:
    ACTIONS["get on"] = lambda value: _get_on(float(str(value)), alive)
    return run


def start_without_model(alive: Callable[[], None]) -> Callable[[Task], object]:
    raise ModelError("the bundle is missing")


class UnpicklableError(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def run(task: Task) -> object:
    name, value = task
    return ACTIONS[name](value)


def _hang(_: object) -> object:
    while True:
        pass


def _get_on(seconds: float, alive: Callable[[], None]) -> object:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        alive()
        time.sleep(0.05)
    return None


def _crash(_: object) -> object:
    ctypes.string_at(0)
    return None


def _bloat(_: object) -> object:
    blocks = []
    while True:
        blocks.append(bytearray(20_000_000))
        blocks[-1][::4096] = b"x" * len(blocks[-1][::4096])
        time.sleep(0.01)


def _spawn_and_hang(path: object) -> object:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    Path(str(path)).write_text(f"{os.getpid()} {child.pid} {tempfile.gettempdir()}")
    return _hang(None)


def _query_error(_: object) -> object:
    raise QueryError("no such field", "a:b", 2)


def _unpicklable(_: object) -> object:
    raise UnpicklableError("one", "two")


def _litter(_: object) -> object:
    handle, path = tempfile.mkstemp()
    os.close(handle)
    return path


ACTIONS: dict[str, Callable[[object], object]] = {
    "fixed folder": lambda _: (tempfile.tempdir, os.environ["TMPDIR"]),
    "echo": lambda value: value,
    "pid": lambda _: os.getpid(),
    "sleep": lambda value: time.sleep(float(str(value))),
    "hang": _hang,
    "abort": lambda _: os.abort(),
    "crash": _crash,
    "environment": lambda _: dict(os.environ),
    "exit": lambda value: os._exit(int(str(value))),
    "bloat": _bloat,
    "spawn": _spawn_and_hang,
    "query": _query_error,
    "unpicklable": _unpicklable,
    "litter": _litter,
    "sigint": lambda _: os.kill(os.getpid(), signal.SIGINT),
    "function": lambda _: lambda: None,
}
