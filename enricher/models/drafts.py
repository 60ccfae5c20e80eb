"""Where models are made: folders beside the finished ones, of which nothing is left in the end.

A training that is killed cannot tidy up. The lock on its folder goes with its process, so that the
next training, or whoever saw it die, knows that the folder is nobody's.
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

_PREFIX = ".training-"


@contextmanager
def workplace(models: Path) -> Iterator[Path]:
    """A folder in the folder of models, on the same disk; removed at the end."""
    with locked(models / "training"):
        place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=models))
        handle = os.open(place, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield place
    finally:
        os.close(handle)
        shutil.rmtree(place, ignore_errors=True)


def remove_unfinished(models: Path) -> int:
    """Remove what trainings left that were killed; those that run keep theirs.

    Returns:
        How many there were.
    """
    removed = 0
    if not models.exists():
        return 0
    with locked(models / "training"):
        for place in models.glob(f"{_PREFIX}*"):
            handle = os.open(place, os.O_RDONLY)
            try:
                with suppress(BlockingIOError):
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(place, ignore_errors=True)
                    removed += 1
            finally:
                os.close(handle)
    return removed
