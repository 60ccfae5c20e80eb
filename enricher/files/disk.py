"""Room on a disk, and errors that say there is none."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from enricher.errors import DiskFullError

NEEDED_BYTES = 16_000_000  # for the ledger's log, a segment of the index and what is being read
_FULL = (errno.ENOSPC, errno.EDQUOT)


def has_room(folder: Path) -> bool:
    """Whether something can be written there; true where nobody can say."""
    try:
        return shutil.disk_usage(folder).free >= NEEDED_BYTES
    except OSError:
        return True


def is_full(error: BaseException | None) -> bool:
    """Whether a full disk, or one's share of it used up, is behind an error."""
    while error is not None:
        if isinstance(error, DiskFullError):
            return True
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def full_words(folder: Path) -> str:
    """What to do about a full disk, to who uses it; "" where there is room."""
    if has_room(folder):
        return ""
    return f"the disk of {folder} is full; make room, and it continues by itself. Nothing is lost"
