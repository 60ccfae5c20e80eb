"""The files of the ledger as they lie on the disk: seen, changed, moved, and folders nobody can read."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.files.walk import FileStat, Folder, stat_file
from connectors.ledger.database import Database
from connectors.ledger.document_rows import mark_dirty, read_again_if_served_otherwise
from connectors.ledger.files import orphan
from connectors.ledger.rows import FOLDER_INODE, path_key, path_of
from enricher.ledger.accounts import FOLDER_KIND, Root


@dataclass(frozen=True, slots=True)
class Move:
    """A file that the ledger knows at `origin` and that lies elsewhere now."""

    origin: bytes
    found: FileStat


class FileTree:
    """Writes down what one file or folder shows.

    Args:
        settle_seconds: a file younger than this is not taken yet.
        ignore: patterns of names.
    """

    def __init__(self, database: Database, *, settle_seconds: float, ignore: Sequence[str]) -> None:
        self._database = database
        self._settle_seconds = settle_seconds
        self._ignore = ignore

    def compare(self, connection: sqlite3.Connection, found: FileStat, root: Root) -> Move | bool:
        """Record what one file shows: True when it is new or changed, False when not, or a move."""
        key = path_key(found.path)
        row = connection.execute(
            "SELECT device, inode, size, mtime_ns, ctime_ns, missing_since, state"
            " FROM files WHERE path = ?",
            (key,),
        ).fetchone()
        if row is not None and row[:4] == found.identity:
            is_as_before = row[4] == found.ctime_ns and (row[6] == "ignored") == bool(found.ignored)
            if is_as_before:
                if row[5] is not None:
                    connection.execute(
                        "UPDATE files SET missing_since = NULL WHERE path = ?", (key,)
                    )
                return False
        elif not found.ignored:
            origin = self._moved_from(connection, found)
            if origin is not None:
                return Move(origin, found)
        self._record(connection, found, root)
        return True

    def move(self, connection: sqlite3.Connection, moves: Sequence[Move], root: Root) -> None:
        """Give rows their new paths; two files that changed places keep their documents."""
        rows = []
        for move in moves:
            row = connection.execute(
                "SELECT sequence, document FROM files WHERE path = ?", (move.origin,)
            ).fetchone()
            if row is not None:
                rows.append((*row, move.found))
        for sequence, _, _ in rows:
            connection.execute(
                "UPDATE files SET path = ? WHERE sequence = ?",
                (b"\0moving/%d" % sequence, sequence),
            )
        for sequence, document, found in rows:
            key = path_key(found.path)
            over = connection.execute(
                "DELETE FROM files WHERE path = ? RETURNING document", (key,)
            ).fetchone()
            connection.execute(
                "UPDATE files SET path = ?, folder = ?, root = ?, collection = ?, ctime_ns = ?,"
                " missing_since = NULL WHERE sequence = ?",
                (
                    key,
                    path_key(found.path.parent),
                    path_key(root.path),
                    root.collection,
                    found.ctime_ns,
                    sequence,
                ),
            )
            if document:
                mark_dirty(connection, document)
                read_again_if_served_otherwise(connection, document)
            if over and over[0]:
                orphan(connection, [over[0]])

    def fail_folder(self, folder: Folder, root: Root) -> None:
        """A folder that cannot be read is accounted for like a file that cannot be."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO files (path, folder, root, collection, device, inode, size, mtime_ns,"
                " ctime_ns, state, kind, reason, noticed_at)"
                " VALUES (?,?,?,?,0,?,0,0,0,'failed',?,?,?)"
                " ON CONFLICT (path) DO UPDATE SET state = 'failed', kind = excluded.kind,"
                " reason = excluded.reason, taken_by = NULL, missing_since = NULL"
                " WHERE inode = excluded.inode",
                (
                    path_key(folder.path),
                    path_key(folder.path.parent),
                    path_key(root.path),
                    root.collection,
                    FOLDER_INODE,
                    FOLDER_KIND,
                    f"the folder {folder.error}",
                    time.time(),
                ),
            )

    def clear_failed_folder(self, folder: bytes) -> None:
        """A folder can be read: what said otherwise of it goes."""
        query = "FROM files WHERE path = ? AND inode = ?"
        connection = self._database.connection
        if connection.execute(f"SELECT 1 {query}", (folder, FOLDER_INODE)).fetchone():
            with self._database.transaction():
                connection.execute(f"DELETE {query}", (folder, FOLDER_INODE))

    def _moved_from(self, connection: sqlite3.Connection, found: FileStat) -> bytes | None:
        """The path at which the ledger knows this very file, if it is there no more."""
        rows = connection.execute(
            "SELECT path FROM files WHERE inode = ? AND device = ? AND size = ? AND mtime_ns = ?"
            " AND state IN ('known', 'failed') AND path != ?",
            (found.inode, found.device, found.size, found.mtime_ns, path_key(found.path)),
        ).fetchall()
        for (path,) in rows:
            try:
                there = stat_file(path_of(path), self._ignore)
            except OSError:
                continue  # out of reach, and so perhaps still there
            if there is None or there.identity != found.identity:
                return bytes(path)
        return None

    def _record(self, connection: sqlite3.Connection, found: FileStat, root: Root) -> None:
        now = time.time()
        is_settled = now - found.mtime_ns / 1e9 >= self._settle_seconds
        key = path_key(found.path)
        (former,) = connection.execute(
            "SELECT document FROM files WHERE path = ?", (key,)
        ).fetchone() or (None,)
        connection.execute(
            "INSERT INTO files (path, folder, root, collection, device, inode, size, mtime_ns,"
            " ctime_ns, state, kind, reason, document, noticed_at, not_before)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
            " ON CONFLICT (path) DO UPDATE SET root = excluded.root,"
            " collection = excluded.collection, device = excluded.device, inode = excluded.inode,"
            " size = excluded.size, mtime_ns = excluded.mtime_ns, ctime_ns = excluded.ctime_ns,"
            " state = excluded.state, kind = excluded.kind, reason = excluded.reason,"
            # Since it was new: one that grows tells how long it has been waiting.
            " document = excluded.document, noticed_at = CASE files.state"
            "  WHEN 'new' THEN files.noticed_at ELSE excluded.noticed_at END,"
            " not_before = excluded.not_before, missing_since = NULL, taken_by = NULL",
            (
                key,
                path_key(found.path.parent),
                path_key(root.path),
                root.collection,
                *found.identity,
                found.ctime_ns,
                "ignored" if found.ignored else "new",
                "ignored" if found.ignored else "",
                found.ignored,
                None if found.ignored else former,
                now,
                0.0 if is_settled else now + self._settle_seconds,
            ),
        )
        if found.ignored and former:
            orphan(connection, [former])
