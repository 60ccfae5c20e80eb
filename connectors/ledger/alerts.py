"""Alerts of the ledger, and what their searches found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from connectors.ledger.database import Database
from connectors.ledger.history import note
from connectors.ledger.rows import last_line, moment, shown_path
from enricher.errors import NotFoundError
from enricher.ledger.alerts import Alert, Match
from enricher.ledger.events import Act
from enricher.ledger.searches import SavedSearch

_ALERTS = """
    SELECT searches.id, name, address, made_at, title, who, since, looked_at, upto, fault
    FROM alerts JOIN searches ON searches.id = alerts.search ORDER BY name COLLATE NOCASE, searches.id
"""
_NEWS = """
    SELECT found.at, found.search, searches.name, searches.address, found.document, found.title,
        (SELECT path FROM files WHERE document = text.top ORDER BY path LIMIT 1), text.member
    FROM search_matches AS found JOIN searches ON searches.id = found.search
        JOIN documents AS text ON text.id = found.document
        JOIN documents AS top ON top.id = text.top
    WHERE found.sequence > ? AND found.at IS NOT NULL AND top.orphaned IS NULL
    ORDER BY found.sequence LIMIT ?
"""


class AlertTable:
    """Satisfies `enricher.ledger.alerts.AlertStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Alert]:
        rows = self._database.connection.execute(_ALERTS)
        return [_alert(row) for row in rows]

    def change(self) -> int:
        return last_line(self._database.connection, "index_log")

    def begin(
        self, search: int, who: str, matches: Sequence[Match], upto: int, now: datetime
    ) -> None:
        at = now.timestamp()
        with self._database.transaction() as connection:
            name = _name(connection, search)
            made = connection.execute(
                "INSERT OR IGNORE INTO alerts (search, who, since, looked_at, upto)"
                " VALUES (?, ?, ?, ?, ?)",
                (search, who, at, at, upto),
            ).rowcount
            if made:
                _keep(connection, search, matches, None)
                note(connection, who, Act.ALERT, "search", name, on=True)

    def end(self, search: int, who: str) -> None:
        with self._database.transaction() as connection:
            name = _name(connection, search)
            ended = connection.execute("DELETE FROM alerts WHERE search = ?", (search,)).rowcount
            if not ended:
                raise NotFoundError(f"the saved search {name!r} has no alert")
            note(connection, who, Act.ALERT, "search", name, on=False)

    def note(self, search: int, matches: Sequence[Match], upto: int, now: datetime) -> int:
        # Read first: mostly all is known, and writers should not wait for that.
        rows = self._database.connection.execute(
            "SELECT document FROM search_matches WHERE search = ?", (search,)
        )
        known = {document for (document,) in rows}
        new = [one for one in matches if one.document not in known]
        at = now.timestamp()
        with self._database.transaction() as connection:
            is_on = connection.execute(
                "UPDATE alerts SET looked_at = ?, upto = ?, fault = '' WHERE search = ?",
                (at, upto, search),
            ).rowcount
            return _keep(connection, search, new, at) if is_on else 0

    def note_fault(self, search: int, fault: str, now: datetime) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE alerts SET looked_at = ?, fault = ? WHERE search = ?",
                (now.timestamp(), fault, search),
            )

    def new_since(self, then: datetime) -> dict[int, int]:
        rows = self._database.connection.execute(
            "SELECT search, count(*) FROM search_matches WHERE at IS NOT NULL AND at >= ?"
            " GROUP BY search",
            (then.timestamp(),),
        )
        return dict(rows.fetchall())


def news(connection: sqlite3.Connection, upto: int, limit: int) -> list[Any]:
    """What alerts found behind a line and is still there, the first first; -1 is no limit."""
    return connection.execute(_NEWS, (upto, limit)).fetchall()


def by_search(rows: Sequence[Any], most: int) -> list[dict[str, Any]]:
    """What a message says of news: each search with its first documents, and how many there are."""
    said: dict[int, dict[str, Any]] = {}
    for _, search, name, address, document, title, path, member in rows:
        one = said.setdefault(
            search,
            {
                "search": search,
                "name": name,
                "address": f"/?{address}",
                "total": 0,
                "documents": [],
            },
        )
        one["total"] += 1
        if len(one["documents"]) < most:
            place = shown_path(path, member)
            one["documents"].append({"document": document, "title": title, "path": place})
    return list(said.values())


def _name(connection: sqlite3.Connection, search: int) -> str:
    row = connection.execute("SELECT name FROM searches WHERE id = ?", (search,)).fetchone()
    if row is None:
        raise NotFoundError(f"there is no saved search {search}")
    return str(row[0])


def _keep(
    connection: sqlite3.Connection, search: int, matches: Sequence[Match], at: float | None
) -> int:
    return connection.execute(
        "INSERT OR IGNORE INTO search_matches (search, document, title, at)"
        " SELECT ?, value ->> 0, value ->> 1, ? FROM json_each(?)",
        (search, at, json.dumps(matches)),
    ).rowcount


def _alert(row: Sequence[Any]) -> Alert:
    number, name, address, made_at, title, who, since, looked_at, upto, fault = row
    search = SavedSearch(number, name, address, moment(made_at), title)
    return Alert(search, who, moment(since), moment(looked_at), upto, fault)
