"""Which texts of the ledger have the entities of which models, and those that are to be read again.

What is to be read again is owed (`connectors.ledger.owed`): whoever works on the home reads it, this
command or a watcher, and whatever stops them, it is still owed afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from connectors.ledger.database import Database
from connectors.ledger.owed import owe_again
from enricher.ledger.backlog import OwedText

# Of members the file says by what it is served. What is pending is read by what is deployed anyway.
TEXTS = (
    "FROM documents AS text JOIN documents AS top ON top.id = text.top"
    " WHERE text.state IN ('enriched', 'indexed') AND top.state != 'pending'"
    " AND text.id NOT IN (SELECT document FROM owed WHERE NOT again)"
)


class ReenrichmentTable:
    def __init__(self, database: Database) -> None:
        self._database = database

    def models(self) -> dict[tuple[str, str], int]:
        """How many texts there are by what serves them and which models read them, joined by commas."""
        rows = self._database.connection.execute(
            f"SELECT top.served, text.models, count(*) {TEXTS} GROUP BY 1, 2"
        )
        return {(served, models): count for served, models, count in rows}

    def texts(
        self, read_by: Collection[tuple[str, str]], among: Collection[str] | None = None
    ) -> list[str]:
        """The ids of the texts that such models read, in the order in which they came.

        Args:
            read_by: some keys of `models`.
            among: only these.
        """
        rows = self._database.connection.execute(
            f"SELECT text.id, top.served, text.models {TEXTS} ORDER BY text.sequence"
        )
        return [
            identity
            for identity, served, models in rows
            if (served, models) in read_by and (among is None or identity in among)
        ]

    def owe(self, documents: Iterable[str]) -> int:
        """Let texts be read again from what is stored; returns how many did not owe that yet."""
        with self._database.transaction() as connection:
            return owe_again(connection, documents)

    def is_owed(self) -> bool:
        """Whether a text is still to be read again."""
        (owed,) = self._database.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM owed WHERE again)"
        ).fetchone()
        return bool(owed)

    def owed(self) -> int:
        (count,) = self._database.connection.execute(
            "SELECT count(*) FROM owed WHERE again"
        ).fetchone()
        return int(count)

    def stored(self, document: str) -> tuple[OwedText, bytes] | None:
        """A text to read on trial, and as it is now with what people said about it."""
        row = self._database.connection.execute(
            "SELECT body, top.served, coalesce(corrected, body) FROM documents AS text"
            " JOIN bodies ON bodies.document = text.id"
            " JOIN documents AS top ON top.id = text.top"
            " WHERE text.id = ?",
            (document,),
        ).fetchone()
        if row is None:
            return None
        body, served, now = row
        return OwedText(0, document, body, tuple(filter(None, served.split(","))), 1), now

    def unread(self) -> Mapping[str, str]:
        """Texts that the deployed models could not read, with the reason; they keep what they had."""
        return dict(
            self._database.connection.execute(
                "SELECT id, unread FROM documents WHERE unread != '' ORDER BY sequence"
            )
        )
