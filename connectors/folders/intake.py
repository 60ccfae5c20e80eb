"""Takes files that stand still, hashes them, and says which documents they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from connectors.files.walk import FileStat, stat_file
from connectors.folders.sweep import Sweeper
from connectors.ledger.database import Database
from connectors.ledger.files import FileTable
from connectors.ledger.owners import this_process
from connectors.ledger.rows import path_key
from enricher.files.content import hash_file
from enricher.ledger.accounts import Root
from enricher.ledger.jobs import failure


class FileIntake:
    """Satisfies `enricher.ledger.backlog.Intake` over the files of the ledger."""

    def __init__(self, files: FileTable, ignore: Sequence[str]) -> None:
        self._files = files
        self._ignore = ignore

    def step(self, limit: int) -> int:
        """Hash up to `limit` files; one that is still being written is put off."""
        taken = self._files.take(limit)
        for file in taken:
            self._hash(file)
        return len(taken)

    def _hash(self, file: FileStat) -> None:
        try:
            before = stat_file(file.path, self._ignore)
            if before != file:
                self._files.postpone(file, before)
                return
            sha256, _ = hash_file(file.path)
            after = stat_file(file.path, self._ignore)
        except FileNotFoundError:
            self._files.postpone(file, None)
            return
        except OSError as error:
            why = failure("unreadable", f"it cannot be read: {error.strerror or error}")
            self._files.fail(file, why.kind, why.reason)
            return
        if after != file:
            self._files.postpone(file, after)
        else:
            self._files.attach(file, sha256)


def admit(
    database: Database, sweeper: Sweeper, files: FileTable, path: Path, root: Root, sha256: str
) -> str | None:
    """Say what document a file is that a server just wrote whole; its reading then waits in line.

    Returns:
        The document's id: of a known one where the content is known. None when the setting
        `ignore` leaves the file out.
    """
    sweeper.observe(path, root, settled=True)
    key = path_key(path)
    with database.transaction() as connection:
        row = connection.execute(
            "UPDATE files SET taken_by = ? WHERE path = ? AND state = 'new'"
            " RETURNING device, inode, size, mtime_ns, ctime_ns",
            (this_process(), key),
        ).fetchone()
        # Where the intake has it already, both say the same and the first one counts.
        if row is not None:
            files.attach(FileStat(path, *row), sha256)
        (document,) = connection.execute(
            "SELECT document FROM files WHERE path = ?", (key,)
        ).fetchone() or (None,)
    return str(document) if document else None
