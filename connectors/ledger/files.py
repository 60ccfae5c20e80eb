"""The files of the ledger that wait to be hashed, and what becomes of them then.

new --take--> (hash) --attach--> known: a copy, a new version, or a new document
  ^               |----fail----> failed
  '---postpone----'
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence

from connectors.files.walk import FileStat
from connectors.ledger.corrections import carry
from connectors.ledger.database import Database
from connectors.ledger.document_rows import (
    mark_dirty,
    new_document,
    new_version,
    read_again_if_served_otherwise,
)
from connectors.ledger.owners import this_process
from connectors.ledger.rows import path_key, path_of
from connectors.ledger.settlement import settle
from enricher.documents.corrections import Correct

SHORTEST_WAIT_SECONDS = 0.1  # between two looks at a file that grows
# A file that holds the content of one that vanished may be on its way; one that never stands still,
# such as a log, does not keep documents whose files are gone.
_ON_ITS_WAY_SECONDS = 600.0


class FileTable:
    """`settle_seconds`: a file that changed is looked at again after so long."""

    def __init__(self, database: Database, correct: Correct, *, settle_seconds: float) -> None:
        self._database = database
        self._correct = correct
        self._settle_seconds = settle_seconds
        self._owner = this_process()

    def take(self, limit: int) -> list[FileStat]:
        """Files that may stand still by now, taken for this process to hash."""
        with self._database.transaction() as connection:
            # In the order of the index `files_state`: by sequence alone, each call would sort all
            # that waits.
            rows = connection.execute(
                "SELECT sequence, path, device, inode, size, mtime_ns, ctime_ns"
                " FROM files WHERE state = 'new' AND taken_by IS NULL AND not_before <= ?"
                " AND missing_since IS NULL ORDER BY not_before, sequence LIMIT ?",
                (time.time(), limit),
            ).fetchall()
            connection.executemany(
                "UPDATE files SET taken_by = ? WHERE sequence = ?",
                [(self._owner, row[0]) for row in rows],
            )
        return [FileStat(path_of(row[1]), *row[2:]) for row in rows]

    def attach(self, file: FileStat, sha256: str) -> None:
        """Say what a file's content is: of a known document, of a new version, or of a new one."""
        key = path_key(file.path)
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT document FROM files WHERE path = ? AND state = 'new' AND taken_by = ?",
                (key, self._owner),
            ).fetchone()
            if row is None:
                return  # moved, changed or removed meanwhile
            former = row[0]
            document = self._document_for(connection, file, former, sha256)
            connection.execute(
                "UPDATE files SET state = 'known', document = ?, taken_by = NULL, kind = '',"
                " reason = '' WHERE path = ?",
                (document, key),
            )
            if former and former != document:
                carry(connection, former, document, self._correct)
                orphan(connection, [former])
            connection.execute("UPDATE documents SET orphaned = NULL WHERE id = ?", (document,))
            if former != document:
                mark_dirty(connection, document)
                read_again_if_served_otherwise(connection, document)
        self.forget_orphans()

    def postpone(self, file: FileStat, found: FileStat | None) -> None:
        """A file that did not stand still: look again later (None: it is gone)."""
        key = path_key(file.path)
        now = time.time()
        wait_seconds = max(self._settle_seconds, SHORTEST_WAIT_SECONDS)
        with self._database.transaction() as connection:
            if found is None:
                connection.execute(
                    "UPDATE files SET taken_by = NULL, missing_since = coalesce(missing_since, ?)"
                    " WHERE path = ? AND taken_by = ?",
                    (now, key, self._owner),
                )
                return
            connection.execute(
                "UPDATE files SET taken_by = NULL, device = ?, inode = ?, size = ?, mtime_ns = ?,"
                " ctime_ns = ?, not_before = ? WHERE path = ? AND taken_by = ?",
                (*found.identity, found.ctime_ns, now + wait_seconds, key, self._owner),
            )

    def fail(self, file: FileStat, kind: str, reason: str) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE files SET state = 'failed', taken_by = NULL, kind = ?, reason = ?"
                " WHERE path = ? AND taken_by = ?",
                (kind, reason, path_key(file.path), self._owner),
            )

    def forget_orphans(self) -> bool:
        """Remove documents that lost their last path.

        Only once every file that was known to be new by then has been hashed: it may hold the very
        content that went missing elsewhere, and the document then lives on there. One that has not
        stood still for ten minutes is not waited for.

        Returns:
            Whether none is left.
        """
        connection = self._database.connection
        (waiting,) = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM documents WHERE orphaned IS NOT NULL)"
        ).fetchone()
        if not waiting:
            return True
        with self._database.transaction():
            (unhashed,) = connection.execute(
                "SELECT coalesce(min(sequence), 9e18) FROM files"
                " WHERE state = 'new' AND missing_since IS NULL"
                " AND NOT (not_before > ? AND noticed_at <= ? AND taken_by IS NULL)",
                (time.time(), time.time() - _ON_ITS_WAY_SECONDS),
            ).fetchone()
            rows = connection.execute(
                "SELECT id FROM documents WHERE orphaned < ?", (unhashed,)
            ).fetchall()
            for (document,) in rows:
                mark_dirty(connection, document)
                connection.execute("DELETE FROM documents WHERE top = ?", (document,))
            settle(connection)
            (left,) = connection.execute(
                "SELECT EXISTS (SELECT 1 FROM documents WHERE orphaned IS NOT NULL)"
            ).fetchone()
        return not left

    def _document_for(
        self, connection: sqlite3.Connection, file: FileStat, former: str | None, sha256: str
    ) -> str:
        same = connection.execute(
            "SELECT id FROM documents WHERE sha256 = ? AND member = ''", (sha256,)
        ).fetchone()
        if same is not None:
            return str(same[0])
        if former is not None:
            (others,) = connection.execute(
                "SELECT EXISTS (SELECT 1 FROM files WHERE document = ? AND path != ?)",
                (former, path_key(file.path)),
            ).fetchone()
            if not others:
                new_version(connection, former, sha256)
                return former
        return new_document(connection, file.path, sha256)


def orphan(connection: sqlite3.Connection, documents: Sequence[str]) -> None:
    """Note which of some documents that lost a path have none left, and since which file."""
    for document in documents:
        connection.execute(
            "UPDATE documents SET orphaned = (SELECT coalesce(max(sequence), 0) FROM files)"
            " WHERE id = ? AND NOT EXISTS (SELECT 1 FROM files WHERE document = documents.id)",
            (document,),
        )
        mark_dirty(connection, document)
        read_again_if_served_otherwise(connection, document)
