"""Collections: names for what lies below folders, and which deployments read it."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.ledger.database import Database
from connectors.ledger.documents import read_again_if_served_otherwise
from connectors.ledger.roots import list_roots
from enricher.ingestion.accounts import Collection


def list_collections(database: Database) -> list[Collection]:
    connection = database.connection
    roots = list_roots(database)
    return [
        Collection(
            name=name,
            roots=tuple(root.path for root in roots if root.collection == name),
            serve=tuple(one for one in serve.split(",") if one),
        )
        for name, serve in connection.execute("SELECT name, serve FROM collections ORDER BY name")
    ]


def set_serving(database: Database, name: str, serve: Sequence[str]) -> int:
    """Say which deployments read a collection; its documents are read again when that changes.

    Returns:
        How many documents will be read again.
    """
    joined = ",".join(serve)
    with database.transaction() as connection:
        row = connection.execute("SELECT serve FROM collections WHERE name = ?", (name,)).fetchone()
        connection.execute(
            "INSERT INTO collections (name, serve) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET serve = excluded.serve",
            (name, joined),
        )
        if row is None or row[0] == joined:
            return 0
        documents = connection.execute(
            "SELECT DISTINCT document FROM files WHERE collection = ? AND document IS NOT NULL",
            (name,),
        ).fetchall()
        for (document,) in documents:
            read_again_if_served_otherwise(connection, document)
        return len(documents)
