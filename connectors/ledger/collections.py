"""Collections: names for what lies below folders, what reads it, and whether its rows are searched."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.ledger.database import Database
from connectors.ledger.document_rows import read_again_if_served_otherwise
from connectors.ledger.roots import RootTable
from enricher.ledger.accounts import Collection
from enricher.ledger.routes import Route, read_routes, write_routes


class CollectionTable:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Collection]:
        connection = self._database.connection
        roots = RootTable(self._database).all()
        return [
            Collection(
                name=name,
                roots=tuple(root.path for root in roots if root.collection == name),
                serve=read_routes(serve),
                rows=bool(rows),
            )
            for name, serve, rows in connection.execute(
                "SELECT name, serve, rows FROM collections ORDER BY name"
            )
        ]

    def serve(self, name: str, serve: Sequence[Route]) -> int:
        """Say which deployments read a collection; its documents are read again when that changes.

        Returns:
            How many documents will be read again.
        """
        joined = write_routes(serve)
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT serve FROM collections WHERE name = ?", (name,)
            ).fetchone()
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
            return sum(
                read_again_if_served_otherwise(connection, document) for (document,) in documents
            )

    def have_rows(self) -> bool:
        """Whether any collection asks for the rows of its documents."""
        (have,) = self._database.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM collections WHERE rows)"
        ).fetchone()
        return bool(have)

    def search_rows(self, name: str, rows: bool) -> int:
        """Say whether the rows of a collection's documents are searched, as far as it is known.

        Returns:
            How many documents the index has to hear of.
        """
        with self._database.transaction() as connection:
            changed = connection.execute(
                "UPDATE collections SET rows = ? WHERE name = ? AND rows != ?", (rows, name, rows)
            ).rowcount
            if not changed:
                return 0
            return connection.execute(
                "INSERT OR REPLACE INTO outbox (document, audit) SELECT bodies.document, 0"
                " FROM bodies JOIN documents ON documents.id = bodies.document"
                " WHERE documents.top IN (SELECT document FROM files WHERE collection = ?)",
                (name,),
            ).rowcount
