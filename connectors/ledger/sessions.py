"""The sessions of browsers that are open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from connectors.ledger.database import Database
from enricher.errors import UnavailableError


class SessionTable:
    """Satisfies `enricher.api.sessions.OpenSessions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, digest: bytes, now: float, end: float, user: str | None = None) -> None:
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM sessions WHERE ends <= ?", (now,))
            connection.execute(
                "INSERT INTO sessions (digest, ends, user) VALUES (?, ?, ?)", (digest, end, user)
            )

    def is_open(self, digest: bytes, now: float) -> bool:
        try:
            row = self._database.connection.execute(
                "SELECT 1 FROM sessions WHERE digest = ? AND ends > ?", (digest, now)
            ).fetchone()
        except sqlite3.Error as error:
            raise UnavailableError("the ledger does not answer") from error
        return row is not None

    def end(self, digests: Iterable[bytes]) -> None:
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM sessions WHERE digest = ?", ((one,) for one in digests)
            )
