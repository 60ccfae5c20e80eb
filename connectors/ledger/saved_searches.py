"""The saved searches of the ledger."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from connectors.ledger.database import Database
from connectors.ledger.rows import moment
from enricher.errors import ConflictError, NotFoundError
from enricher.ledger.searches import SavedSearch

_COLUMNS = "id, name, address, made_at, title"


class SavedSearchTable:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, address: str, title: str = "") -> SavedSearch:
        """Raises ConflictError when there is one of that name."""
        with self._database.transaction() as connection:
            try:
                row = connection.execute(
                    f"INSERT INTO searches (name, address, made_at, title) VALUES (?, ?, ?, ?)"
                    f" RETURNING {_COLUMNS}",
                    (name, address, time.time(), title),
                ).fetchone()
            except sqlite3.IntegrityError as error:
                raise ConflictError(
                    f"there is a saved search {name!r}; delete it first, or choose another name"
                ) from error
        return _saved(row)

    def all(self) -> list[SavedSearch]:
        """By name."""
        rows = self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM searches ORDER BY name COLLATE NOCASE, id"
        )
        return [_saved(row) for row in rows]

    def remove(self, number: int) -> None:
        """Raises NotFoundError when there is none of that number."""
        with self._database.transaction() as connection:
            removed = connection.execute("DELETE FROM searches WHERE id = ?", (number,)).rowcount
        if not removed:
            raise NotFoundError(f"there is no saved search {number}")


def _saved(row: tuple[Any, ...]) -> SavedSearch:
    number, name, address, made_at, title = row
    return SavedSearch(number, name, address, moment(made_at), title)
