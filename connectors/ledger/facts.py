"""What there is to review in each text of the ledger."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from connectors.ledger.database import Database
from enricher.documents.facts import StoredFacts

_TEXTS = (
    " FROM facts JOIN documents AS text ON text.id = facts.document"
    " JOIN documents AS top ON top.id = text.top"
    " WHERE text.state IN ('enriched', 'indexed') AND top.orphaned IS NULL AND facts.facts != ''"
)


class FactTable:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(
        self, among: Sequence[str] | None = None, collections: Collection[str] = ()
    ) -> Iterator[StoredFacts]:
        """The facts of all texts, in the order in which these came.

        Args:
            among: only those of these documents.
            collections: only of documents in one of these.
        """
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
            "SELECT facts.document, text.sha256, text.models, facts.facts"
            f"{_TEXTS}{where} ORDER BY text.sequence",
            values,
        )
        return (StoredFacts(*row) for row in rows)
