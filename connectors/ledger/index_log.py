"""What the index said of each document, in the ledger: written when the index has it, never changed.

    batch --make_entry--> entries --index.write--> settle --log_entry--> index_log

A line is written in the transaction that takes a document out of the outbox, so that a crash loses
neither: what was not settled is written again. A document that the index has no more gets a line
without an entry.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from connectors.ledger.audit_log import audits_before
from connectors.ledger.bodies import standing
from connectors.ledger.database import Database
from connectors.ledger.log_query import LogQuery
from connectors.ledger.parties import shown_in
from connectors.ledger.rows import moment
from connectors.search.terms import clean
from enricher.documents import IndexedDocument
from enricher.ledger.snapshots import (
    IndexEntry,
    PastDocument,
    PastFinding,
    dump_entry,
    entry_of,
    load_entry,
)
from enricher.query.nodes import Node

_LATEST = (
    "sequence IN (SELECT max(sequence) FROM index_log WHERE at < ? GROUP BY document)"
    " AND entry IS NOT NULL"
)


def make_entry(connection: sqlite3.Connection, document: IndexedDocument) -> str:
    """What is to be logged of a document, as it is now."""
    (seen,) = connection.execute(
        "SELECT coalesce(max(seen_at), 0) FROM versions JOIN documents ON documents.top = document"
        " WHERE documents.id = ?",
        (document.id,),
    ).fetchone()
    said = [one for one in standing(connection, document.id) if one.document and not one.unmet]
    shown = shown_in(connection, document.id)
    entry = entry_of(document, said, shown, moment(seen))
    return clean(dump_entry(entry))


def log_entry(connection: sqlite3.Connection, document: str, entry: str | None, at: float) -> None:
    """Say what the index says of a document now, None where it has it no more."""
    last = connection.execute(
        "SELECT entry FROM index_log WHERE document = ? ORDER BY sequence DESC LIMIT 1", (document,)
    ).fetchone()
    if entry != (last[0] if last else None):
        connection.execute(
            "INSERT INTO index_log (document, at, entry) VALUES (?, ?, ?)", (document, at, entry)
        )


def logged_and_gone(connection: sqlite3.Connection) -> list[str]:
    """The documents that the index has by the log, and that the ledger has no text of."""
    rows = connection.execute(
        f"SELECT document FROM index_log WHERE {_LATEST}"
        " AND document NOT IN (SELECT document FROM bodies)",
        (float("inf"),),
    )
    return [document for (document,) in rows]


class IndexLogTable:
    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self) -> datetime:
        """From when on the log is whole: when the home was made."""
        (since,) = self._database.connection.execute(
            "SELECT value FROM meta WHERE key = 'index_log_since'"
        ).fetchone()
        return moment(float(since))

    def documents(self, before: datetime | None = None) -> Iterator[PastDocument]:
        """The documents as they were just before a moment, or as they are, by id."""
        connection = self._database.connection
        end = float("inf") if before is None else before.timestamp()
        findings = self._findings(end)
        audits = audits_before(connection, end)
        rows = connection.execute(
            f"SELECT document, at, entry FROM index_log WHERE {_LATEST} ORDER BY document", (end,)
        )
        for document, at, text in rows:
            entry: IndexEntry = load_entry(text)
            audited, undecided = audits.get(document, (None, {}))
            yield PastDocument(
                document,
                moment(at),
                entry,
                tuple(findings.get(document, ())),
                undecided,
                moment(audited) if audited is not None and audited >= at else None,
            )

    def find(
        self, node: Node | None, categories: Collection[str], before: datetime | None = None
    ) -> Iterator[PastDocument]:
        """The documents that met a search just before a moment, or that meet it, by id.

        Args:
            categories: of the schemas.

        Raises:
            QueryError: words are asked for.
        """
        query = LogQuery(categories, lambda name: self._has_category(name, before))
        meets = query.compile(node) if node is not None else lambda _: True
        return filter(meets, self.documents(before))

    def _has_category(self, name: str, before: datetime | None) -> bool:
        """Whether any document had a value of a category."""
        end = float("inf") if before is None else before.timestamp()
        (has,) = self._database.connection.execute(
            f"SELECT EXISTS (SELECT 1 FROM index_log, json_each(entry, '$.fields') AS field"
            f" WHERE {_LATEST} AND field.key = ?)",
            (end, name),
        ).fetchone()
        return bool(has)

    def shown_party(self, key: str, before: datetime) -> str | None:
        """The name that was shown for a party's key, None where nobody had it."""
        row = self._database.connection.execute(
            "SELECT shown FROM party_shown_log WHERE key = ? AND at < ?"
            " ORDER BY sequence DESC LIMIT 1",
            (key, before.timestamp()),
        ).fetchone()
        return str(row[0]) or None if row else None

    def _findings(self, end: float) -> Mapping[str, list[PastFinding]]:
        rows = self._database.connection.execute(
            "SELECT findings.document, finding, project, policy, log.state, log.kind, log.severity,"
            " log.message, log.at, log.version, log.sha256 FROM finding_log AS log"
            " JOIN findings ON findings.number = log.finding WHERE log.state != 'resolved'"
            " AND log.sequence IN (SELECT max(sequence) FROM finding_log WHERE at < ?"
            " GROUP BY finding) ORDER BY policy, finding",
            (end,),
        )
        found: dict[str, list[PastFinding]] = defaultdict(list)
        for document, number, project, policy, state, kind, severity, message, at, *of in rows:
            one = PastFinding(
                number, project, policy, state, kind, severity, message, moment(at), *of
            )
            found[document].append(one)
        return found
