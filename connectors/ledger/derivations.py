"""Which texts of the ledger have derived fields by which expressions, and those derived anew.

    schema changed --> texts whose `derived_by` is another --derive--> body, corrections over it, outbox

Nothing is read again: what is derived comes from the fields that a text has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from connectors.ledger.bodies import derive_body
from connectors.ledger.database import Database
from connectors.ledger.reenrichment import TEXTS
from connectors.ledger.settlement import settle
from enricher.documents.corrections import Correct
from enricher.documents.records import Record

Derive = Callable[[bytes], tuple[Record, bool]]
"""Gives a stored text the derived fields of its schemas, and tells whether a field is another."""


class DerivationTable:
    def __init__(self, database: Database, derive: Derive, correct: Correct) -> None:
        self._database = database
        self._derive = derive
        self._correct = correct

    def known(self) -> dict[tuple[str, str], int]:
        """How many texts there are by the models that read them and what they are derived by."""
        rows = self._database.connection.execute(
            f"SELECT text.models, text.derived_by, count(*) {TEXTS} GROUP BY 1, 2"
        )
        return {(models, derived_by): count for models, derived_by, count in rows}

    def texts(self, such: Collection[tuple[str, str]]) -> list[str]:
        """The ids of texts of some keys of `known`, in the order in which they came."""
        rows = self._database.connection.execute(
            f"SELECT text.id, text.models, text.derived_by {TEXTS} ORDER BY text.sequence"
        )
        return [identity for identity, models, derived_by in rows if (models, derived_by) in such]

    def derive(self, documents: Sequence[str]) -> int:
        """Derive the fields of some texts anew, all or none; returns how many are others now."""
        changed = 0
        with self._database.transaction() as connection:
            for document in documents:
                if derive_body(connection, document, self._derive, self._correct):
                    changed += 1
                    connection.execute(
                        "INSERT OR REPLACE INTO outbox (document) VALUES (?)", (document,)
                    )
            settle(connection)
        return changed
