"""The passages of the ledger's texts, with their vectors.

    keep_body --note_passages--> passages | passages_owed --take--> (a worker) --record--> passages, outbox
                                                ^                     |----fail----> the reason beside it
                                                '-----postpone--------'

They depend on the text alone: a correction leaves them, and so does a model that reads the text anew
and makes none. A text that owes them is searched by its words meanwhile, and no document fails for them.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence

from connectors.ledger.database import Database
from connectors.ledger.owners import this_process
from enricher.documents.passages import PackedPassages, PassageVectors, unpack_passages
from enricher.documents.records import Record, is_whole
from enricher.ledger.backlog import OwedPassages
from enricher.ledger.jobs import Failure, Retry


def note_passages(connection: sqlite3.Connection, document: str, record: Record) -> None:
    """Keep the passages of a text; where it comes without, those it had if the text is the same."""
    if record.passages is not None:
        keep_passages(connection, document, record.passages, record.digest)
        return
    kept = connection.execute(
        "SELECT places, rows FROM passages WHERE document = ? AND digest = ?",
        (document, record.digest),
    ).fetchone()
    if kept is None or not all(map(is_whole, kept)):
        connection.execute("DELETE FROM passages WHERE document = ?", (document,))
        # Under another number: what is being made for the text that it was is not for this one.
        connection.execute(
            "INSERT OR REPLACE INTO passages_owed (document) VALUES (?)", (document,)
        )


def keep_passages(
    connection: sqlite3.Connection, document: str, packed: PackedPassages, digest: bytes
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO passages (document, digest, encoder, places, rows)"
        " VALUES (?, ?, ?, ?, ?)",
        (document, digest, packed.encoder, packed.places, packed.rows),
    )
    if _followed(connection) in (None, packed.encoder):
        connection.execute("DELETE FROM passages_owed WHERE document = ?", (document,))
    else:  # whoever made them was started before the encoder was changed
        connection.execute("INSERT OR IGNORE INTO passages_owed (document) VALUES (?)", (document,))


def read_passages(connection: sqlite3.Connection, document: str) -> PassageVectors | None:
    """Raises DamagedError."""
    row = connection.execute(
        "SELECT encoder, places, rows FROM passages WHERE document = ?", (document,)
    ).fetchone()
    return unpack_passages(PackedPassages(*row)) if row else None


def try_again(connection: sqlite3.Connection, document: str) -> None:
    """A person wants the passages of a text that were given up."""
    connection.execute(
        "UPDATE passages_owed SET reason = '', attempts = 0, not_before = 0"
        " WHERE document = ? AND reason != ''",
        (document,),
    )


def _followed(connection: sqlite3.Connection) -> str | None:
    """The encoder whose vectors all texts are to have; None before anybody said so."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'passage_encoder'").fetchone()
    return str(row[0]) if row else None


class PassageTable:
    """Satisfies `enricher.ledger.backlog.TaskQueue`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._owner = this_process()
        self._encoder: str | None = None  # whose vectors are made here

    def follow_encoder(self, encoder: str) -> int:
        """Let all texts owe vectors of this encoder that have those of another.

        Those that another encoder gave up are tried again. A process that makes vectors of another one
        takes no texts from then on.

        Returns:
            How many did not owe them yet.
        """
        self._encoder = encoder
        with self._database.transaction() as connection:
            if _followed(connection) != encoder:
                connection.execute(
                    "INSERT INTO meta (key, value) VALUES ('passage_encoder', ?)"
                    " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    (encoder,),
                )
                connection.execute(
                    "UPDATE passages_owed SET reason = '', attempts = 0, not_before = 0"
                    " WHERE reason != ''"
                )
            connection.execute(
                "DELETE FROM passages_owed WHERE document IN"
                " (SELECT document FROM passages WHERE encoder = ?)",
                (encoder,),
            )
            return connection.execute(
                "INSERT OR IGNORE INTO passages_owed (document)"
                " SELECT document FROM passages WHERE encoder != ?",
                (encoder,),
            ).rowcount

    def take(self, limit: int) -> list[OwedPassages]:
        """Texts whose passages are to be embedded, taken for this process, oldest first.

        Those that owe their entities get their passages with them.
        """
        query = (
            "FROM passages_owed WHERE taken_by IS NULL AND reason = '' AND not_before <= ?"
            " AND document NOT IN (SELECT document FROM owed)"
        )
        now = time.time()
        connection = self._database.connection
        if self._encoder is not None and _followed(connection) != self._encoder:
            return []
        if not connection.execute(f"SELECT EXISTS (SELECT 1 {query})", (now,)).fetchone()[0]:
            return []  # as nearly always: no write transaction for that
        with self._database.transaction():
            rows = connection.execute(
                "SELECT number, document, body, attempts FROM"
                f" (SELECT * {query} ORDER BY not_before, number LIMIT ?)"
                " JOIN bodies USING (document) ORDER BY number",
                (now, limit),
            ).fetchall()
            connection.executemany(
                "UPDATE passages_owed SET taken_by = ? WHERE number = ?",
                [(self._owner, row[0]) for row in rows],
            )
        return [
            OwedPassages(number, document, body, attempts + 1)
            for number, document, body, attempts in rows
        ]

    def record(self, task: OwedPassages, records: Sequence[Record]) -> None:
        """Keep the passages; the index hears of them, and no policy is asked for that."""
        (made,) = records
        with self._database.transaction() as connection:
            (owes,) = connection.execute(
                "SELECT EXISTS (SELECT 1 FROM passages_owed WHERE number = ? AND taken_by = ?)",
                (task.number, self._owner),
            ).fetchone()
            if owes and made.passages is not None:
                keep_passages(connection, task.document, made.passages, made.digest)
                connection.execute(
                    "INSERT OR REPLACE INTO outbox (document, audit) VALUES (?, 0)",
                    (task.document,),
                )

    def fail(self, task: OwedPassages, why: Failure) -> None:
        """The text stays as it is, and is tried no more until a person wants it."""
        self._put_back(task, 0.0, why.reason)

    def postpone(self, task: OwedPassages, retry: Retry) -> None:
        self._put_back(task, time.time() + retry.wait_seconds, "")

    def look_again(self, task: OwedPassages) -> None:
        """No file is read for it."""

    def _put_back(self, task: OwedPassages, not_before: float, reason: str) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE passages_owed SET taken_by = NULL, attempts = ?, not_before = ?, reason = ?"
                " WHERE number = ? AND taken_by = ?",
                (task.attempt, not_before, reason, task.number, self._owner),
            )
