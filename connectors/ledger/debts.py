"""Texts of the ledger that are searchable, or will be in a moment, and owe their entities.

record (documents) --owe--> owed --take--> (a worker) --record--> body and index written anew
                              ^                |----fail----> the text failed
                              '---postpone-----'

A debt goes with what it is owed on: with the document, and with the content that was read. A text
that has entities owes them again when it is to have those of another model (`owe_again`); until
then it keeps the ones it has, and counts as indexed.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence

from connectors.ledger.bodies import keep_body
from connectors.ledger.database import Database
from connectors.ledger.owners import this_process
from connectors.ledger.routing import choices_said, is_read_otherwise
from connectors.ledger.settlement import settle
from enricher.documents.corrections import Correct
from enricher.documents.records import Record
from enricher.ledger.backlog import OwedText
from enricher.ledger.jobs import Failure, Retry
from enricher.ledger.routes import read_routes


def owe(connection: sqlite3.Connection, document: str) -> None:
    connection.execute(
        "INSERT INTO owed (document, top) SELECT id, top FROM documents WHERE id = ?", (document,)
    )


def owe_again(connection: sqlite3.Connection, documents: Iterable[str]) -> int:
    """Texts that have entities are to have those of the models that are deployed now.

    Returns:
        How many; one that is to be read from its file anyway, or owes already, is none of them.
    """
    return connection.executemany(
        "INSERT OR IGNORE INTO owed (document, top, again) SELECT text.id, text.top, 1"
        " FROM documents AS text JOIN documents AS top ON top.id = text.top"
        " WHERE text.id = ? AND text.state IN ('enriched', 'indexed')"
        " AND top.state IN ('enriched', 'indexed', 'failed')",
        [(document,) for document in documents],
    ).rowcount


def forgive(connection: sqlite3.Connection, top: str) -> None:
    """A document is or will be read anew, or is gone: nothing is owed on what it was."""
    connection.execute("DELETE FROM owed WHERE top = ?", (top,))


def owed_text(
    connection: sqlite3.Connection,
    number: int,
    document: str,
    body: bytes,
    served: str,
    attempt: int,
) -> OwedText:
    routes = read_routes(served)
    said = choices_said(connection, document, routes)
    return OwedText(number, document, body, routes, attempt, said)


class OwedTable:
    """Satisfies `enricher.ledger.backlog.TaskQueue`."""

    def __init__(self, database: Database, correct: Correct) -> None:
        self._database = database
        self._correct = correct
        self._owner = this_process()

    def take(self, limit: int) -> list[OwedText]:
        """Texts whose entities are to be found, taken for this process, oldest first."""
        query = "FROM owed WHERE taken_by IS NULL AND not_before <= ?"
        now = time.time()
        connection = self._database.connection
        if not connection.execute(f"SELECT EXISTS (SELECT 1 {query})", (now,)).fetchone()[0]:
            return []  # as nearly always: no write transaction for that
        with self._database.transaction():
            rows = connection.execute(
                "SELECT number, document, body, served, owed.attempts FROM"
                f" (SELECT * {query} ORDER BY not_before, number LIMIT ?) AS owed"
                " JOIN bodies USING (document) JOIN documents ON documents.id = owed.top"
                " ORDER BY number",
                (now, limit),
            ).fetchall()
            connection.executemany(
                "UPDATE owed SET taken_by = ? WHERE number = ?",
                [(self._owner, row[0]) for row in rows],
            )
        return [
            owed_text(connection, number, document, body, served, attempts + 1)
            for number, document, body, served, attempts in rows
        ]

    def record(self, task: OwedText, records: Sequence[Record]) -> None:
        """Keep what was found; the debt is paid."""
        (found,) = records
        with self._database.transaction() as connection:
            if self._is_paid(connection, task):
                keep_body(connection, task.document, found, self._correct)
                if is_read_otherwise(connection, task.document, found.facts, task.said):
                    owe_again(connection, [task.document])
                settle(connection)

    def fail(self, task: OwedText, why: Failure) -> None:
        """The text leaves the index; the other texts of its file stay.

        One that has the entities of another model keeps them, with the reason beside it.
        """
        with self._database.transaction() as connection:
            struck = connection.execute(
                "DELETE FROM owed WHERE number = ? AND taken_by = ? AND again",
                (task.number, self._owner),
            ).rowcount
            if struck:
                connection.execute(
                    "UPDATE documents SET unread = ? WHERE id = ?", (why.reason, task.document)
                )
            elif self._is_paid(connection, task):
                connection.execute("DELETE FROM bodies WHERE document = ?", (task.document,))
                connection.execute(
                    "UPDATE documents SET state = 'failed', kind = ?, reason = ?, attempts = ?"
                    " WHERE id = ?",
                    (why.kind, why.reason, task.attempt, task.document),
                )
                settle(connection)

    def postpone(self, task: OwedText, retry: Retry) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE owed SET taken_by = NULL, attempts = ?, not_before = ?"
                " WHERE number = ? AND taken_by = ?",
                (task.attempt, time.time() + retry.wait_seconds, task.number, self._owner),
            )

    def look_again(self, task: OwedText) -> None:
        """Whoever changed the file has forgiven the debt already."""

    def _is_paid(self, connection: sqlite3.Connection, task: OwedText) -> bool:
        """Strike the debt out and tell the index; False where it was forgiven meanwhile."""
        struck = connection.execute(
            "DELETE FROM owed WHERE number = ? AND taken_by = ?", (task.number, self._owner)
        ).rowcount
        if struck:
            connection.execute(
                "INSERT OR REPLACE INTO outbox (document) VALUES (?)", (task.document,)
            )
        return bool(struck)
