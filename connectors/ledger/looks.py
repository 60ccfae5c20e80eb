"""Who looked at which saved search when, and what it found by then."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from connectors.ledger.database import Database
from connectors.ledger.rows import last_line, moment
from enricher.errors import NotFoundError
from enricher.ledger.looks import Look

_LAST_CHANGE = "coalesce((SELECT max(sequence) FROM index_log WHERE document = value), 0)"

_IS_OTHER = """
    SELECT EXISTS (SELECT 1 FROM search_hits WHERE search = ?1
            AND matches != (document IN (SELECT value FROM json_each(?2))))
        OR EXISTS (SELECT value FROM json_each(?2)
            EXCEPT SELECT document FROM search_hits WHERE search = ?1)
"""


class LookTable:
    """Satisfies `enricher.ledger.looks.LookStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def look(self, search: int, who: str | None, now: datetime) -> int | None:
        with self._database.transaction() as connection:
            if not connection.execute("SELECT 1 FROM searches WHERE id = ?", (search,)).fetchone():
                raise NotFoundError(f"there is no saved search {search}")
            row = connection.execute(
                "SELECT upto FROM search_looks WHERE search = ? AND who = ?", (search, who or "")
            ).fetchone()
            connection.execute(
                "INSERT OR REPLACE INTO search_looks (search, who, at, upto) VALUES (?, ?, ?, ?)",
                (search, who or "", now.timestamp(), self.change()),
            )
        return row[0] if row else None

    def of(self, who: str | None) -> Mapping[int, Look]:
        rows = self._database.connection.execute(
            "SELECT search, at, (SELECT count(*) FROM search_hits AS hit"
            " WHERE hit.search = look.search AND since > upto AND matches)"
            " FROM search_looks AS look WHERE who = ?",
            (who or "",),
        )
        return {search: Look(moment(at), new) for search, at, new in rows}

    def new_among(self, search: int, documents: Sequence[str], since: int) -> frozenset[str]:
        # What is not noted yet matches since it changed last, as far as anybody knows.
        rows = self._database.connection.execute(
            f"SELECT value FROM json_each(?) WHERE coalesce((SELECT since FROM search_hits"
            f" WHERE search = ? AND document = value), {_LAST_CHANGE}) > ?",
            (json.dumps(list(documents)), search, since),
        )
        return frozenset(document for (document,) in rows)

    def looked_at(self) -> Sequence[int]:
        rows = self._database.connection.execute("SELECT DISTINCT search FROM search_looks")
        return [search for (search,) in rows]

    def change(self) -> int:
        return last_line(self._database.connection, "index_log")

    def note(self, search: int, documents: Sequence[str], noted: int | None, change: int) -> None:
        found = json.dumps(list(documents))
        # Read first: mostly all is known, and writers should not wait for that.
        if not self._database.connection.execute(_IS_OTHER, (search, found)).fetchone()[0]:
            return
        with self._database.transaction() as connection:
            if not _is_there(connection, search):
                return
            connection.execute(
                "UPDATE search_hits SET matches = NOT matches WHERE search = ?"
                " AND matches != (document IN (SELECT value FROM json_each(?)))",
                (search, found),
            )
            connection.execute(
                "INSERT OR IGNORE INTO search_hits (search, document, since) SELECT ?1, value,"
                f" iif(?3 IS NOT NULL AND {_LAST_CHANGE} <= ?3, ?4, {_LAST_CHANGE})"
                " FROM json_each(?2)",
                (search, found, noted, change),
            )


def _is_there(connection: sqlite3.Connection, search: int) -> bool:
    row = connection.execute("SELECT 1 FROM searches WHERE id = ?", (search,)).fetchone()
    return row is not None
