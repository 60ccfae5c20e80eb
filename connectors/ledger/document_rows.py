"""What happens to the row of a document, whoever writes it: it comes, changes, is read again."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from connectors.ledger.corrections import take_up
from connectors.ledger.owed import forgive
from connectors.ledger.rows import path_key
from enricher.documents import document_id
from enricher.ledger.jobs import Failure


def new_document(connection: sqlite3.Connection, path: Path, sha256: str) -> str:
    """Add a document that waits to be read.

    The id comes from the first path and content. A document that was edited since keeps the id it
    got from the same two; the newcomer's then comes from its successors in a chain.
    """
    identity = document_id(path, sha256)
    while connection.execute("SELECT 1 FROM documents WHERE id = ?", (identity,)).fetchone():
        identity = document_id(path, identity)
    connection.execute(
        "INSERT INTO documents (id, sha256, top) VALUES (?, ?, ?)", (identity, sha256, identity)
    )
    _note_version(connection, identity, sha256)
    take_up(connection, identity, path_key(path), sha256)
    return identity


def new_version(connection: sqlite3.Connection, document: str, sha256: str) -> None:
    """A document's content changed: it is read again and stays who it is."""
    connection.execute(
        "UPDATE documents SET sha256 = ?, state = 'pending', attempts = 0, not_before = 0,"
        " taken_by = NULL, kind = '', reason = '' WHERE id = ?",
        (sha256, document),
    )
    forgive(connection, document)
    _note_version(connection, document, sha256)


def mark_dirty(connection: sqlite3.Connection, document: str) -> None:
    """The index has to hear of a document and its members."""
    connection.execute(
        "INSERT OR REPLACE INTO outbox (document) SELECT id FROM documents WHERE top = ?",
        (document,),
    )


def fail_members(connection: sqlite3.Connection, top: str, why: Failure) -> None:
    """The file that holds them cannot be read: those with findings are kept, as the findings are."""
    connection.execute(
        "DELETE FROM documents WHERE top = ? AND id != ? AND id NOT IN (SELECT document FROM findings)",
        (top, top),
    )
    connection.execute(
        "DELETE FROM bodies WHERE document IN (SELECT id FROM documents WHERE top = ? AND id != ?)",
        (top, top),
    )
    connection.execute(
        "UPDATE documents SET state = 'failed', kind = ?, reason = ? WHERE top = ? AND id != ?",
        (why.kind, f"the file that holds it cannot be read: {why.reason}", top, top),
    )


def read_again_if_served_otherwise(connection: sqlite3.Connection, document: str) -> None:
    """A document that other deployments serve than those that read it is read again."""
    changed = connection.execute(
        "UPDATE documents SET state = 'pending', attempts = 0, not_before = 0"
        " WHERE id = ? AND state IN ('enriched', 'indexed') AND orphaned IS NULL AND served != ?",
        (document, ",".join(served_by(connection, document))),
    ).rowcount
    if changed:
        forgive(connection, document)


def served_by(connection: sqlite3.Connection, document: str) -> tuple[str, ...]:
    """The deployments of all collections that a document is in."""
    rows = connection.execute(
        "SELECT DISTINCT serve FROM collections WHERE name IN"
        " (SELECT collection FROM files WHERE document = ?)",
        (document,),
    )
    return tuple(sorted({one for (serve,) in rows for one in serve.split(",") if one}))


def _note_version(connection: sqlite3.Connection, document: str, sha256: str) -> None:
    connection.execute(
        "INSERT INTO versions (document, sha256, seen_at) VALUES (?, ?, ?)",
        (document, sha256, time.time()),
    )
