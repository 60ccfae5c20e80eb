"""Files of the ledger that are on the disk no more: noted at once, forgotten with care.

known, not on the disk -> missing --grace, guard--> forgotten
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence, Set
from pathlib import Path

from connectors.files.walk import FileStat, stat_file
from connectors.ledger.database import Database
from connectors.ledger.files import FileTable, orphan
from connectors.ledger.history import note
from connectors.ledger.rows import FOLDER_INODE, path_key, path_of
from enricher.documents import display_path
from enricher.ledger.accounts import Root
from enricher.ledger.events import Act


class MissingFiles:
    """Marks and forgets.

    Args:
        guard: the share of a root's files above which vanished ones are kept until confirmed.
        ignore: patterns of names.
    """

    def __init__(
        self, database: Database, files: FileTable, *, guard: float, ignore: Sequence[str]
    ) -> None:
        self._database = database
        self._files = files
        self._guard = guard
        self._ignore = ignore

    def is_any_in(self, root: Root) -> bool:
        (missing,) = self._database.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM files WHERE root = ? AND missing_since IS NOT NULL)",
            (path_key(root.path),),
        ).fetchone()
        return bool(missing)

    def mark_gone_from(self, folder: bytes, files: Sequence[FileStat]) -> None:
        """Mark the known files of one folder that it does not hold any more."""
        present = {path_key(found.path) for found in files}
        rows = self._database.connection.execute(
            "SELECT path FROM files WHERE folder = ? AND missing_since IS NULL AND inode != ?",
            (folder, FOLDER_INODE),
        )
        self._mark([path for (path,) in rows.fetchall() if path not in present])

    def mark_below(
        self,
        start: Path,
        root: Root,
        visited: Set[bytes] = frozenset(),
        unlisted: Sequence[bytes] = (),
    ) -> None:
        """Mark the files of folders that are not there any more.

        Args:
            visited: folders that were listed; `mark_gone_from` has seen to their files.
            unlisted: of the files below these nobody knows.
        """
        key = path_key(start)
        rows = self._database.connection.execute(
            "SELECT path, folder, inode FROM files WHERE missing_since IS NULL AND root = ?"
            " AND (path = ? OR (path >= ? AND path < ?))",
            (path_key(root.path), key, key + b"/", key + b"0"),
        ).fetchall()
        unknown = tuple(one + b"/" for one in unlisted)
        gone = [
            path
            for path, folder, inode in rows
            if (folder not in visited or inode == FOLDER_INODE)
            and path not in unlisted
            and not path.startswith(unknown)
            and self._is_gone(path_of(path), is_folder=inode == FOLDER_INODE)
        ]
        self._mark(gone)

    def _is_gone(self, path: Path, *, is_folder: bool) -> bool:
        """Whether what a row tells of is not at its path any more, for sure."""
        try:
            found = stat_file(path, self._ignore)
        except OSError:  # out of reach: nobody knows
            return False
        if is_folder:
            return found is not None or not os.path.lexists(path)
        return found is None

    def _mark(self, paths: Sequence[bytes]) -> None:
        if paths:
            now = time.time()
            with self._database.transaction() as connection:
                connection.executemany(
                    "UPDATE files SET missing_since = ? WHERE path = ?",
                    [(now, path) for path in paths],
                )

    def forget(
        self, root: Root, grace_seconds: float, *, confirmed: bool, who: str = ""
    ) -> tuple[int, str]:
        """Forget what has been missing for so long, unless it is too much at once.

        Returns:
            How many files were forgotten, and why none was.
        """
        key = path_key(root.path)
        with self._database.transaction() as connection:
            known, missing = connection.execute(
                "SELECT count(*), count(missing_since) FROM files"
                " WHERE root = ? AND state != 'ignored'",
                (key,),
            ).fetchone()
            # One file is a person who deleted a file; more than one can be a mount that is empty.
            is_much = missing > 1 and missing > self._guard * known
            if is_much and not confirmed:
                held = (
                    f"{missing} of {known} files below {display_path(root.path)} vanished at once;"
                    " their documents stay until you confirm:"
                    f" enricher ingest --confirm-removed {display_path(root.path)}"
                )
                self.hold(root, held)
                return 0, held
            was_held = connection.execute(
                "UPDATE roots SET held = NULL WHERE path = ? AND held IS NOT NULL", (key,)
            ).rowcount
            rows = connection.execute(
                "DELETE FROM files WHERE root = ? AND missing_since <= ? RETURNING document",
                (key, time.time() - grace_seconds),
            ).fetchall()
            orphan(connection, [document for (document,) in rows if document])
            if confirmed and rows and (is_much or was_held):
                folder = display_path(root.path)
                note(connection, who, Act.CONFIRM_REMOVED, "folder", folder, removed=len(rows))
        self._files.forget_orphans()
        return len(rows), ""

    def hold(self, root: Root, reason: str) -> None:
        """Say why nothing is forgotten below a root."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE roots SET held = ? WHERE path = ?", (reason, path_key(root.path))
            )

    def fault(self, root: Root) -> str:
        """Why a root cannot be compared: it is gone, or another disk is mounted there."""
        key = path_key(root.path)
        connection = self._database.connection
        known, is_file = connection.execute(
            "SELECT count(*), coalesce(max(path = root), 0) FROM files"
            " WHERE root = ? AND state != 'ignored'",
            (key,),
        ).fetchone()
        name = display_path(root.path)
        advice = f"bring it back, or confirm: enricher ingest --confirm-removed {name}"
        try:
            device = root.path.stat().st_dev
        except OSError as error:
            # A single file that was named as a root may go like any other file.
            return "" if is_file else f"{name} cannot be read ({error.strerror}); {advice}"
        (before,) = connection.execute(
            "SELECT device FROM roots WHERE path = ?", (key,)
        ).fetchone() or (None,)
        if before is not None and before != device and known:
            return f"{name} is on another disk than before; {advice}"
        if before != device:
            with self._database.transaction():
                connection.execute("UPDATE roots SET device = ? WHERE path = ?", (device, key))
        return ""
