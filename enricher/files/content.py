"""Opening a file that somebody else may change meanwhile: never waiting, never without an end."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import BinaryIO

_CHUNK_BYTES = 1 << 20
# A pipe that lies where a file lay would block whoever opens it until somebody writes.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: Path) -> BinaryIO:
    """Open a file to read it.

    Raises:
        OSError: it cannot be opened, or is a folder, a pipe, a socket or a device.
    """
    stream = open(os.open(path, _FLAGS), "rb")  # noqa: PTH123, SIM115  the caller closes it
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return stream


def hash_open(stream: BinaryIO) -> tuple[str, int]:
    """The SHA-256 of what an open file holds now, and how many bytes that are.

    What is written behind it meanwhile is left: of a file that grows faster than it is read there
    would be no end. Whoever minds looks at its size afterwards.
    """
    digest = hashlib.sha256()
    size = left = os.fstat(stream.fileno()).st_size
    while left and (chunk := stream.read(min(left, _CHUNK_BYTES))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest(), size - left


def hash_file(path: Path) -> tuple[str, int]:
    """As `hash_open`, of a path.

    Raises:
        OSError: see `open_regular`.
    """
    with open_regular(path) as stream:
        return hash_open(stream)
