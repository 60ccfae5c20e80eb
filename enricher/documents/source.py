"""Files, and what documents are called that lie in them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

MEMBER_MARK = "!/"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that stands still. `path` may hold surrogate escapes (names that are not UTF-8).

    Attributes:
        passwords: that may open it, and what is in it.
    """

    path: Path
    size_bytes: int
    mtime_ns: int
    sha256: str
    passwords: tuple[str, ...] = field(default=(), repr=False)


def document_id(path: Path, sha256: str) -> str:
    """The id of a document first met at `path` with this content."""
    return _digest(os.fsencode(path), sha256.encode())


def member_id(parent_id: str, member: str) -> str:
    """The id of a member, by its way inside the document that holds it."""
    return _digest(parent_id.encode(), member.encode("utf-8", "surrogateescape"))


def member_parents(top_id: str, member: str, known: Collection[str]) -> tuple[str, ...]:
    """The ids of what holds a member, outermost first.

    Args:
        known: the members that exist; a folder in an archive may be called `a!` and is none.
    """
    parts = member.split(MEMBER_MARK)[:-1]
    ways = (MEMBER_MARK.join(parts[: n + 1]) for n in range(len(parts)))
    return (top_id, *(member_id(top_id, way) for way in ways if way in known))


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:24]


def display_path(path: Path | str) -> str:
    """A path as text that can be stored and printed; bytes that are not UTF-8 show as U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
