"""Compares the disk with the ledger's files: what is new, changed, moved, gone.

walk -> compare each file: same | new or changed | moved here      (a move opens nothing)
                     known, not on the disk: `connectors.ledger.missing`
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from connectors.files.walk import (
    FileStat,
    Folder,
    is_out_of_reach,
    matching_pattern,
    stat_file,
    unreachable,
    walk,
)
from connectors.ledger.database import Database
from connectors.ledger.documents import mark_dirty, read_again_if_served_otherwise
from connectors.ledger.files import FileTable, orphan
from connectors.ledger.missing import FOLDER_INODE, MissingFiles
from connectors.ledger.roots import RootTable
from connectors.ledger.rows import path_key, path_of
from enricher.ingestion.accounts import FOLDER_KIND, Root

_BATCH = 500  # files a transaction: long enough to be fast, short enough to let others write


@dataclass(frozen=True, slots=True)
class Move:
    """A file that the ledger knows at `origin` and that lies elsewhere now."""

    origin: bytes
    found: FileStat


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one comparison of a folder with the ledger found; `held` says why nothing was removed."""

    seen: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    held: str = ""


@dataclass(slots=True)
class _Comparison:
    """`visited` folders were listed; of the files below `unlisted` ones nobody knows."""

    seen: int = 0
    changed: int = 0
    moves: list[Move] = field(default_factory=list)
    visited: set[bytes] = field(default_factory=set)
    unlisted: list[bytes] = field(default_factory=list)

    def add(self, outcome: Move | bool) -> None:
        self.seen += 1
        if isinstance(outcome, Move):
            self.moves.append(outcome)
        else:
            self.changed += outcome


class Sweeper:
    """Keeps the ledger's files like those on the disk.

    Args:
        settle_seconds: a file younger than this is not taken yet.
        guard: the share of a root's files above which vanished ones are kept until confirmed.
        ignore: patterns of names.
        home: what is kept there is ours, unless it is a root itself (uploads are).
    """

    def __init__(
        self,
        database: Database,
        files: FileTable,
        *,
        home: Path,
        settle_seconds: float,
        guard: float,
        ignore: Sequence[str],
    ) -> None:
        self._database = database
        self._settle_seconds = settle_seconds
        self._roots = RootTable(database)
        self._missing = MissingFiles(database, files, guard=guard, ignore=ignore)
        self._ignore = ignore
        self._home = home

    def sweep(
        self,
        root: Root,
        *,
        below: Path | None = None,
        grace_seconds: float = 0.0,
        confirmed: bool = False,
        who: str = "",
    ) -> Sweep:
        """Compare what lies below a root (or one folder in it) with the ledger.

        Args:
            grace_seconds: how long a file must be missing before it is forgotten; a tree that is
                being deleted is then judged as one.
            confirmed: a person said that what vanished may be removed.
            who: that person, for the history; "" is who runs this process.
        """
        start = below or root.path
        fault = self._missing.fault(root)
        if fault and (not confirmed or is_out_of_reach(root.path)):
            self._missing.hold(root, fault)
            return Sweep(held=fault)
        found = _Comparison() if fault else self._compare(start, root)
        with self._database.transaction() as connection:
            self._apply_moves(connection, found.moves, root)
        self._missing.mark_below(start, root, found.visited, found.unlisted)
        removed, held = self._missing.forget(root, grace_seconds, confirmed=confirmed, who=who)
        return Sweep(found.seen, found.changed, len(found.moves), removed, held)

    def observe(self, path: Path, root: Root, *, settled: bool = False) -> None:
        """Compare one path with the ledger, as an event tells that it was touched.

        Args:
            settled: its writer is done with it, so there is nothing to wait for.
        """
        try:
            found = stat_file(path, self._ignore)
        except OSError:
            return  # the next comparison of its folder says why it cannot be reached
        is_ours = path.is_relative_to(self._home) and not root.path.is_relative_to(self._home)
        if found is None or is_ours or self._in_ignored_folder(path, root):
            return
        owner = self._roots.above(path) or root
        with self._database.transaction() as connection:
            outcome = self._compare_file(connection, found, owner)
            if isinstance(outcome, Move):
                self._apply_moves(connection, [outcome], owner)
            elif settled:
                connection.execute(
                    "UPDATE files SET not_before = 0 WHERE path = ? AND state = 'new'",
                    (path_key(path),),
                )

    def vanished(self, path: Path, root: Root) -> None:
        """An event tells that a file or folder is gone: note it, and what was below it."""
        self._missing.mark_below(path, root)

    def forget(self, root: Root, *, grace_seconds: float) -> Sweep:
        """Remove what has been missing for so long, unless it is too much at once."""
        if not self._missing.is_any_in(root):
            return Sweep()
        fault = self._missing.fault(root)
        if fault:
            self._missing.hold(root, fault)
            return Sweep(held=fault)
        removed, held = self._missing.forget(root, grace_seconds, confirmed=False)
        return Sweep(removed=removed, held=held)

    def _compare(self, start: Path, root: Root) -> _Comparison:
        comparison = _Comparison()
        folders: Iterable[Folder]
        try:
            single = stat_file(start, self._ignore)
        except OSError as error:
            single, folders = None, [Folder(start, (), unreachable(error))]
        else:
            others = {one.path for one in self._roots.all()} - {root.path}
            folders = walk(start, self._ignore, others | {self._home})
            if single is not None:
                folders = [Folder(start.parent, (single,))]
        for folder in folders:
            key = path_key(folder.path)
            if folder.error:
                comparison.unlisted.append(key)
                self._fail_folder(folder, root)
            elif single is None:
                comparison.visited.add(key)
                self._clear_failed_folder(key)
                self._missing.mark_gone_from(key, folder.files)
            for first in range(0, len(folder.files), _BATCH):
                with self._database.transaction() as connection:
                    for found in folder.files[first : first + _BATCH]:
                        comparison.add(self._compare_file(connection, found, root))
        return comparison

    def _compare_file(
        self, connection: sqlite3.Connection, found: FileStat, root: Root
    ) -> Move | bool:
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

    def _apply_moves(
        self, connection: sqlite3.Connection, moves: Sequence[Move], root: Root
    ) -> None:
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

    def _fail_folder(self, folder: Folder, root: Root) -> None:
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

    def _clear_failed_folder(self, folder: bytes) -> None:
        query = "FROM files WHERE path = ? AND inode = ?"
        connection = self._database.connection
        if connection.execute(f"SELECT 1 {query}", (folder, FOLDER_INODE)).fetchone():
            with self._database.transaction():
                connection.execute(f"DELETE {query}", (folder, FOLDER_INODE))

    def _in_ignored_folder(self, path: Path, root: Root) -> bool:
        inside = path.relative_to(root.path).parts[:-1] if path != root.path else ()
        return any(matching_pattern(name, self._ignore) for name in inside)
