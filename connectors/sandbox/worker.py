"""The inside of a sandbox's worker process: takes tasks from a pipe, one at a time.

Messages to the parent are pairs: `ready`, `alive` (the task gets on), `done` with a result,
`raised` with an exception.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from enricher.errors import EnricherError, StoppedError

_PR_SET_PDEATHSIG = 1
_SILENT_SECONDS = 1.0  # a task may say that it gets on more often than anyone needs to hear


def serve(file_descriptor: int, parent: int) -> None:
    """Run tasks until the parent closes its end of the pipe.

    Args:
        file_descriptor: this process's end.
        parent: the process that is to outlive this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with(parent)
    # Python would look for another folder where this one has no room, /tmp or the one it runs in;
    # whatever is left in its own folder is removed, so that it has to be its own.
    folder = Path(os.environ["TMPDIR"])
    tempfile.tempdir = str(folder)
    with Connection(file_descriptor) as connection:
        try:
            start: Callable[[Callable[[], None]], Callable[[Any], Any]]
            start = pickle.loads(connection.recv_bytes())
            run = start(_Pulse(connection))
        except Exception as error:  # noqa: BLE001  it travels to the parent, which raises it
            connection.send_bytes(_pack("raised", error))
            return
        connection.send_bytes(_pack("ready", None))
        while True:
            try:
                task = connection.recv()
            except (EOFError, OSError):
                return
            connection.send_bytes(_run(run, task))
            _empty(folder)


_OUT_OF_MEMORY = StoppedError("the reader ran out of memory on this file", "ran out of memory")


class _Pulse:
    """Tells the parent that the task gets on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._next = 0.0

    def __call__(self) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _SILENT_SECONDS
            self._connection.send_bytes(_pack("alive", None))


def _run(run: Callable[[Any], Any], task: object) -> bytes:
    try:
        return _pack("done", run(task))
    except MemoryError:
        return _pack("raised", _OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001  it travels to the parent, which raises it
        return _pack("raised", error)


def _pack(kind: str, content: object) -> bytes:
    """Pickle a message; an exception that does not survive that becomes a plain one."""
    if isinstance(content, Exception) and not isinstance(content, EnricherError):
        content.add_note("in the worker:\n" + "".join(traceback.format_exception(content)))
    try:
        message = pickle.dumps((kind, content))
        if isinstance(content, Exception):
            pickle.loads(message)
    except Exception as error:  # noqa: BLE001  pickling raises whatever the object's methods do
        fault = content if isinstance(content, Exception) else error
        text = f"{type(fault).__name__}: {fault}"
        return pickle.dumps(("raised", StoppedError(text, text)))
    return message


def _die_with(parent: int) -> None:
    """Ask Linux to kill this process when its parent ends; elsewhere the guard alone does it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the line above
        os._exit(1)


def _empty(folder: Path) -> None:
    """Remove what a task left in the private temporary folder."""
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
