"""What there is to review in each text of the ledger."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from connectors.ledger.bodies import note_facts_of
from connectors.ledger.database import Database
from enricher.enrichment.corrections import Correct
from enricher.enrichment.facts import StoredFacts

_BATCH = 100
_TEXTS = (
    " FROM facts JOIN documents AS text ON text.id = facts.document"
    " JOIN documents AS top ON top.id = text.top"
    " WHERE text.state IN ('enriched', 'indexed') AND top.orphaned IS NULL AND facts.facts != ''"
)


class FactTable:
    def __init__(self, database: Database, correct: Correct) -> None:
        self._database = database
        self._correct = correct

    def all(
        self, among: Sequence[str] | None = None, collections: Collection[str] = ()
    ) -> Iterator[StoredFacts]:
        """The facts of all texts, in the order in which these came.

        Args:
            among: only those of these documents.
            collections: only of documents in one of these.
        """
        self.note_older()
        where, values = "", []
        if among is not None:
            where += " AND facts.document IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(list(among)))
        if collections:
            where += (
                " AND text.top IN (SELECT document FROM files WHERE collection IN"
                " (SELECT value FROM json_each(?)))"
            )
            values.append(json.dumps(list(collections)))
        rows = self._database.connection.execute(
            "SELECT facts.document, text.sha256, coalesce(text.models, ''), facts.facts"
            f"{_TEXTS}{where} ORDER BY text.sequence",
            values,
        )
        return (StoredFacts(*row) for row in rows)

    def note_older(self) -> None:
        """Note the facts of texts that are older than this table."""
        connection = self._database.connection
        query = (
            "SELECT id FROM documents WHERE state IN ('enriched', 'indexed')"
            " AND id NOT IN (SELECT document FROM facts)"
            " AND id NOT IN (SELECT document FROM owed WHERE NOT again)"
        )
        rows = connection.execute(query).fetchall()
        for first in range(0, len(rows), _BATCH):
            with self._database.transaction():
                for (document,) in rows[first : first + _BATCH]:
                    note_facts_of(connection, document, self._correct)
