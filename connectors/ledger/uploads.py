"""Takes files that a server received into the ledger at once, so that they have their ids."""

from __future__ import annotations

from pathlib import Path

from connectors.files.sweep import Sweeper
from connectors.files.walk import FileStat
from connectors.ledger.database import Database
from connectors.ledger.files import FileTable, SeenFile
from connectors.ledger.owners import this_process
from connectors.ledger.rows import path_key
from enricher.ingestion.accounts import Root


def admit(
    database: Database, sweeper: Sweeper, files: FileTable, path: Path, root: Root, sha256: str
) -> str | None:
    """Say what document a file is that was just written whole; its reading then waits in line.

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
            files.attach(SeenFile(FileStat(path, *row)), sha256)
        (document,) = connection.execute(
            "SELECT document FROM files WHERE path = ?", (key,)
        ).fetchone() or (None,)
    return str(document) if document else None
