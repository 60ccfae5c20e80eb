"""How values stand in the rows of a ledger."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from enricher.documents import MEMBER_MARK, display_path

FOLDER_INODE = 0
"""No file has it: marks the row of a folder that could not be read."""


def path_key(path: Path) -> bytes:
    """How a path is stored: its bytes, which need not be UTF-8."""
    return os.fsencode(path)


def path_of(key: bytes) -> Path:
    return Path(os.fsdecode(key))


def shown_path(path: bytes | None, member: str | None) -> str:
    """Where a document is, as people read it; "" where it is gone."""
    if path is None:
        return ""
    return display_path(path_of(path)) + (MEMBER_MARK + member if member else "")


def moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def last_line(connection: sqlite3.Connection, table: str) -> int:
    """The number of the latest line of a table whose lines are numbered by `sequence`, 0 without any."""
    query = f"SELECT coalesce(max(sequence), 0) FROM {table}"
    return int(connection.execute(query).fetchone()[0])
