"""Work on what others sent, done in a process of its own that is killed at a limit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from enricher.errors import InputError, StoppedError
from enricher.projects.spreadsheet.sheets import Sheet, read_sheet

# A register of half a million cells takes 15 s and 400 MB, where nothing else is done.
_SHEET_SECONDS = 180.0
_SHEET_MEGABYTES = 1_500

Task = TypeVar("Task")
Result = TypeVar("Result")


def run_apart(
    function: Callable[[Task], Result], task: Task, *, seconds: float, megabytes: int
) -> Result:
    """Call a function in a process that is started for it.

    Args:
        function: found there by its importable name.
        task: it, what comes of it and what is raised must pickle.
        megabytes: of memory, that of Python and of what it imports (100 MB) among them.

    Raises:
        StoppedError: it was stopped at a limit, or died.
        Exception: what the function raised.
    """
    from connectors.sandbox.pool import Sandbox

    with Sandbox(partial(_start, function), 1, seconds, megabytes, recycle=1) as sandbox:
        return sandbox.submit(task).result()


def _start(
    function: Callable[[Task], Result], _alive: Callable[[], None]
) -> Callable[[Task], Result]:
    return function


def read_sheet_apart(
    path: Path, seconds: float = _SHEET_SECONDS, megabytes: int = _SHEET_MEGABYTES
) -> Sheet:
    """Read a table as `enricher.projects.spreadsheet.sheets.read_sheet` does, whatever is in it.

    Raises:
        InputError: it cannot be read, or not within the limits.
    """
    try:
        return run_apart(read_sheet, path.absolute(), seconds=seconds, megabytes=megabytes)
    except StoppedError as error:
        raise InputError(
            f"{path}: reading {error.what}; save the sheet with the register alone, or as CSV"
        ) from error
