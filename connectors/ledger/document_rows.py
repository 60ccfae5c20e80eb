"""What happens to the row of a document, whoever writes it: it comes, changes, is read again."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from connectors.ledger.corrections import take_up
from connectors.ledger.debts import forgive
from connectors.ledger.routing import are_read_alike
from connectors.ledger.rows import path_key
from enricher.documents import document_id
from enricher.ledger.accounts import reading_order
from enricher.ledger.jobs import Failure
from enricher.ledger.routes import Route, read_routes, write_routes


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


def read_again_if_served_otherwise(connection: sqlite3.Connection, document: str) -> bool:
    """A document that other deployments are to read than did is read again; whether it is."""
    row = connection.execute(
        "SELECT served FROM documents WHERE id = ?"
        " AND state IN ('enriched', 'indexed') AND orphaned IS NULL",
        (document,),
    ).fetchone()
    before = read_routes(row[0]) if row else ()
    now = served_by(connection, document)
    if row is None or before == now:
        return False
    connection.execute(
        "UPDATE documents SET served = ? WHERE id = ?", (write_routes(now), document)
    )
    texts = connection.execute("SELECT id FROM documents WHERE top = ?", (document,)).fetchall()
    if all(are_read_alike(connection, text, before, now) for (text,) in texts):
        return False  # others read a type that it is not
    connection.execute(
        "UPDATE documents SET state = 'pending', attempts = 0, not_before = 0 WHERE id = ?",
        (document,),
    )
    forgive(connection, document)
    return True


def served_by(connection: sqlite3.Connection, document: str) -> tuple[Route, ...]:
    """The deployments of all collections that a document is in, and what of it they read."""
    rows = connection.execute(
        "SELECT DISTINCT serve FROM collections WHERE name IN"
        " (SELECT collection FROM files WHERE document = ?)",
        (document,),
    )
    routes = {one for (serve,) in rows for one in read_routes(serve)}
    return tuple(sorted(routes, key=lambda one: (reading_order(one.deployment), str(one))))


def _note_version(connection: sqlite3.Connection, document: str, sha256: str) -> None:
    connection.execute(
        "INSERT INTO versions (document, sha256, seen_at) VALUES (?, ?, ?)",
        (document, sha256, time.time()),
    )
