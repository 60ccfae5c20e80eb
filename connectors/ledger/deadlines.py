"""The dates that documents have, read from what the ledger keeps beside each text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from connectors.ledger.database import Database
from connectors.ledger.rows import shown_path
from enricher.ledger.deadlines import Deadline

# `enricher.documents.facts.dump_facts` writes [version, {category: [[value, confidence, …], …]}, …].
_DATES = """
    SELECT facts.document,
        (SELECT path FROM files WHERE document = text.top ORDER BY path LIMIT 1), text.member,
        field.key, json_extract(found.value, '$[0]'), json_extract(found.value, '$[1]'), found.key
    FROM facts JOIN documents AS text ON text.id = facts.document
        JOIN documents AS top ON top.id = text.top,
        json_each(iif(facts.facts = '', '[]', facts.facts), '$[1]') AS field, json_each(field.value) AS found
    WHERE text.state IN ('enriched', 'indexed') AND top.orphaned IS NULL AND facts.facts != ''
        AND field.key IN (SELECT value FROM json_each(?))
        AND json_extract(found.value, '$[0]') >= ?
        AND json_extract(found.value, '$[0]') GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
    ORDER BY 5, text.sequence, 4
"""


class DeadlineTable:
    """Satisfies `enricher.ledger.deadlines.DeadlineSource`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, categories: Sequence[str], since: date) -> list[Deadline]:
        rows = self._database.connection.execute(
            _DATES, (json.dumps(list(categories)), since.isoformat())
        )
        return [
            Deadline(
                document,
                shown_path(path, member),
                category,
                date.fromisoformat(day),
                confidence,
                number,
            )
            for document, path, member, category, day, confidence, number in rows
        ]
