"""Which process works on a row (`taken_by`), and rows freed whose process is gone."""

from __future__ import annotations

import psutil

from connectors.ledger.database import Database


def this_process() -> str:
    """A name for this process that no later process with the same number has."""
    process = psutil.Process()
    return f"{process.pid}:{process.create_time()}"


def is_alive(owner: str) -> bool:
    pid, _, created = owner.partition(":")
    try:
        return str(psutil.Process(int(pid)).create_time()) == created
    except (psutil.Error, ValueError):
        return False


def hand_back(database: Database, *, also: str | None = None) -> int:
    """Free what dead processes (and the one named `also`) had taken.

    Returns:
        How many files, documents, debts and messages were freed.
    """
    freed = 0
    with database.transaction() as connection:
        for table in ("files", "documents", "owed", "passages_owed", "reminder_messages"):
            owners = connection.execute(
                f"SELECT DISTINCT taken_by FROM {table} WHERE taken_by IS NOT NULL"
            ).fetchall()
            for (owner,) in owners:
                if owner == also or not is_alive(owner):
                    freed += connection.execute(
                        f"UPDATE {table} SET taken_by = NULL WHERE taken_by = ?", (owner,)
                    ).rowcount
    return freed
