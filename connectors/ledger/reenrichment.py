"""Which texts of the ledger have the entities of which models, and those that are to be read again.

What is to be read again is owed (`connectors.ledger.debts`): whoever works on the home reads it, this
command or a watcher, and whatever stops them, it is still owed afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from connectors.ledger.database import Database
from connectors.ledger.debts import owe_again, owed_text
from enricher.ledger.backlog import OwedText
from enricher.ledger.routes import categories_of, read_routes, readers

# Of members the file says by what it is served. What is pending is read by what is deployed anyway.
TEXTS = (
    "FROM documents AS text JOIN documents AS top ON top.id = text.top"
    " WHERE text.state IN ('enriched', 'indexed') AND top.state != 'pending'"
    " AND text.id NOT IN (SELECT document FROM owed WHERE NOT again)"
)


_WITH_FACTS = TEXTS.replace(" WHERE", " LEFT JOIN facts ON facts.document = text.id WHERE", 1)

ReadBy = tuple[str, str]
"""The deployments that are to read a text, and the models that did, each joined by commas."""


class ReenrichmentTable:
    def __init__(self, database: Database) -> None:
        self._database = database

    def models(self) -> dict[ReadBy, int]:
        """How many texts there are by what is to read them, by what they are, and the models that did."""
        categories = self._categories()
        columns = ", ".join(["top.served", "text.models", *map(_choice, categories)])
        groups = ", ".join(str(number + 1) for number in range(len(categories) + 2))
        counts: Counter[ReadBy] = Counter()
        for *row, count in self._database.connection.execute(
            f"SELECT {columns}, count(*) {_WITH_FACTS} GROUP BY {groups}"
        ):
            counts[_read_by(row, categories)] += count
        return dict(counts)

    def texts(self, read_by: Collection[ReadBy], among: Collection[str] | None = None) -> list[str]:
        """The ids of the texts that such models read, in the order in which they came.

        Args:
            read_by: some keys of `models`.
            among: only these.
        """
        categories = self._categories()
        columns = ", ".join(["text.id", "top.served", "text.models", *map(_choice, categories)])
        rows = self._database.connection.execute(
            f"SELECT {columns} {_WITH_FACTS} ORDER BY text.sequence"
        )
        return [
            identity
            for identity, *row in rows
            if _read_by(row, categories) in read_by and (among is None or identity in among)
        ]

    def _categories(self) -> list[str]:
        """What decides of some documents who reads them."""
        rows = self._database.connection.execute("SELECT DISTINCT served FROM documents")
        return categories_of(route for (served,) in rows for route in read_routes(served))

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
        return owed_text(self._database.connection, 0, document, body, served, 1), now

    def unread(self) -> Mapping[str, str]:
        """Texts that the deployed models could not read, with the reason; they keep what they had."""
        return dict(
            self._database.connection.execute(
                "SELECT id, unread FROM documents WHERE unread != '' ORDER BY sequence"
            )
        )


def _choice(category: str) -> str:
    """What a text is by a category, of its facts; no name of one holds a quote."""
    return f"""json_extract(nullif(facts.facts, ''), '$[1]."{category}"[0][0]')"""


def _read_by(row: Sequence[Any], categories: Sequence[str]) -> ReadBy:
    served, models, *choices = row
    by = dict(zip(categories, choices, strict=True))
    return ",".join(readers(read_routes(served), by)), models
