"""Collections: names for what lies below folders, and which deployments read it."""

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
            )
            for name, serve in connection.execute(
                "SELECT name, serve FROM collections ORDER BY name"
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
