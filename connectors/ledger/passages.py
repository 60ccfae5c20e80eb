"""The passages of the ledger's texts, with their vectors.

    keep_body --note_passages--> passages | passages_owed

They depend on the text alone: a correction leaves them, and so does a model that reads the text anew
and makes none.
"""

from __future__ import annotations

import sqlite3

from enricher.documents.passages import PackedPassages, PassageVectors, unpack_passages
from enricher.documents.records import Record, is_whole


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
    connection.execute("DELETE FROM passages_owed WHERE document = ?", (document,))


def read_passages(connection: sqlite3.Connection, document: str) -> PassageVectors | None:
    """Raises DamagedError."""
    row = connection.execute(
        "SELECT encoder, places, rows FROM passages WHERE document = ?", (document,)
    ).fetchone()
    return unpack_passages(PackedPassages(*row)) if row else None
