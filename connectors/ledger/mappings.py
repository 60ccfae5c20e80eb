"""Mappings as they were last seen; the documents that another one is for are read again."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping, Sequence

from connectors.ledger.database import Database
from connectors.ledger.debts import forgive
from connectors.ledger.history import note
from enricher.documents import MEMBER_MARK
from enricher.ledger.events import Act
from enricher.ledger.mappings import MappingChange, SeenMapping

_KEY = "mappings"
_UNKNOWN = "unknown"  # nobody is asked who edits a file


class MappingTable:
    """Satisfies `enricher.ingestion.mappings.MappingTable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def see(self, seen: Sequence[SeenMapping]) -> list[MappingChange]:
        """Note which mappings there are, and have the documents read again that a changed one is for.

        A file that a mapping was for and is not any more is read again as well.
        """
        now = {one.name: one for one in seen}
        if now == self._known(self._database.connection):
            return []
        changes = []
        with self._database.transaction() as connection:
            before = self._known(connection)
            for name in sorted({*before, *now}):
                if before.get(name) == now.get(name):
                    continue
                two = [one for one in (before.get(name), now.get(name)) if one is not None]
                count = _read_again(connection, two)
                changes.append(MappingChange(name, name in before, name in now, count))
                details = {"before": name in before, "after": name in now, "documents": count}
                note(connection, _UNKNOWN, Act.MAPPING, "mapping", name, **details)
            connection.execute(
                "INSERT INTO meta (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (_KEY, json.dumps([[one.name, one.digest, one.files] for one in seen])),
            )
        return changes

    def _known(self, connection: sqlite3.Connection) -> Mapping[str, SeenMapping]:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
        rows = json.loads(row[0]) if row else []
        return {name: SeenMapping(name, digest, tuple(files)) for name, digest, files in rows}


def _read_again(connection: sqlite3.Connection, mappings: Sequence[SeenMapping]) -> int:
    """Have documents read again that a mapping is for, and those with a member that it is for."""
    documents = {
        document
        for path, document in connection.execute(
            "SELECT path, document FROM files WHERE document IS NOT NULL AND state = 'known'"
        )
        if _is_for(mappings, os.fsdecode(path))
    }
    documents.update(
        top
        for member, top in connection.execute(
            "SELECT member, top FROM documents WHERE member != ''"
        )
        if _is_for(mappings, member.rsplit(MEMBER_MARK, 1)[-1])
    )
    for document in documents:
        connection.execute(
            "UPDATE documents SET state = 'pending', attempts = 0, not_before = 0,"
            " taken_by = NULL WHERE id = ?",
            (document,),
        )
        forgive(connection, document)
    return len(documents)


def _is_for(mappings: Sequence[SeenMapping], path: str) -> bool:
    name = path.rsplit(os.sep, 1)[-1].rsplit("/", 1)[-1]
    return any(one.covers(path, name) for one in mappings)
