"""Temporary files of a process, in its home, where the next one finds what a killed one left.

<home>/tmp/process-…/    one for each process that runs, locked by it

They hold parts of documents, which belong on the disk that is meant for them, and not in a folder
that all who use the machine share.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from enricher.files.atomic import locked

FOLDER = "tmp"
_PREFIX = "process-"


@contextmanager
def temporary_files(home: Path) -> Iterator[None]:
    """Within, all temporary files of this process lie in its home; at the end they are gone.

    What processes left there that are no more is removed. Where the home cannot be written, they
    lie where the system has them.
    """
    before = tempfile.tempdir
    if before is not None and Path(before).is_relative_to(home.absolute()):
        yield  # as they do already
        return
    place: Path | None = None
    with suppress(OSError):
        place, handle = _make(home.absolute() / FOLDER)
    if place is None:
        yield
        return
    tempfile.tempdir = str(place)
    try:
        yield
    finally:
        tempfile.tempdir = before
        shutil.rmtree(place, ignore_errors=True)
        os.close(handle)


def _make(folder: Path) -> tuple[Path, int]:
    """A folder of this process's own; its lock goes with the process, however it ends."""
    with locked(folder / "processes"):
        for left in folder.glob(f"{_PREFIX}*"):
            with suppress(OSError):
                _remove_if_left(left)
        place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        handle = os.open(place, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    return place, handle


def _remove_if_left(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(place, ignore_errors=True)
    finally:
        os.close(handle)
