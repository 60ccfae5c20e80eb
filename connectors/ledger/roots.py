"""The folders (and single files) that are read, and the collection each belongs to."""

from __future__ import annotations

from pathlib import Path

from connectors.ledger.database import Database
from connectors.ledger.document_rows import mark_dirty, read_again_if_served_otherwise
from connectors.ledger.rows import path_key, path_of
from enricher.ledger.accounts import DEFAULT_ROUTES, Root
from enricher.ledger.routes import write_routes


class RootTable:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Root]:
        rows = self._database.connection.execute(
            "SELECT path, collection, held FROM roots ORDER BY path"
        )
        return [Root(path_of(path), collection, held or "") for path, collection, held in rows]

    def above(self, path: Path) -> Root | None:
        """The deepest root that a path is or lies below."""
        above = [root for root in self.all() if root.path == path or root.path in path.parents]
        return max(above, key=lambda root: len(root.path.parts), default=None)

    def add(self, path: Path, collection: str | None) -> Root:
        """Remember a folder or file that is read.

        Args:
            collection: None leaves a known root where it is, and puts a new one into the collection
                of the root above it, or into `default`.
        """
        key = path_key(path)
        with self._database.transaction() as connection:
            above = self.above(path)
            name = collection or (above.collection if above else "default")
            connection.execute(
                "INSERT INTO collections (name, serve) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (name, write_routes(DEFAULT_ROUTES)),
            )
            connection.execute(
                "INSERT INTO roots (path, collection) VALUES (?, ?)"
                " ON CONFLICT (path) DO UPDATE SET collection = excluded.collection",
                (key, name),
            )
            below = "root <= ? AND (path = ? OR (path >= ? AND path < ?))"
            places = (key, key, key + b"/", key + b"0")
            moved = connection.execute(
                f"SELECT document FROM files WHERE {below} AND collection != ?", (*places, name)
            ).fetchall()
            for document in {document for (document,) in moved if document}:
                mark_dirty(connection, document)
            rows = connection.execute(
                # Files of a root above are this one's now; those of a root further below are not.
                f"UPDATE files SET collection = ?, root = ? WHERE {below} RETURNING document",
                (name, key, *places),
            ).fetchall()
            for document in {document for (document,) in rows if document}:
                read_again_if_served_otherwise(connection, document)
        return Root(path, name)
