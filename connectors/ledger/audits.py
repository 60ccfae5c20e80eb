"""What policies are to be asked about: texts that owe an audit, and all of a project."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from connectors.ledger.database import Database
from enricher.policies.findings import Asked, AuditedText

_TEXT = (
    " LEFT JOIN documents AS top ON top.id = text.top LEFT JOIN facts ON facts.document = text.id"
)
_COLUMNS = (
    "text.sha256, text.models, text.state, top.served, top.orphaned IS NOT NULL, facts.facts,"
    " EXISTS (SELECT 1 FROM owed WHERE owed.document = text.id AND NOT again)"
)


class AuditTable:
    """Satisfies `enricher.audit.run.AuditLedger`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def owed(self, limit: int) -> list[AuditedText]:
        rows = self._database.connection.execute(
            f"SELECT audit_owed.number, audit_owed.document, {_COLUMNS} FROM audit_owed"
            f" LEFT JOIN documents AS text ON text.id = audit_owed.document{_TEXT}"
            " WHERE audit_owed.document NOT IN (SELECT document FROM outbox)"
            " ORDER BY audit_owed.number LIMIT ?",
            (limit,),
        )
        return [_text(number, document, *rest) for number, document, *rest in rows]

    def waiting(self) -> int:
        query = "SELECT count(*) FROM audit_owed"
        return int(self._database.connection.execute(query).fetchone()[0])

    def texts(self, project: str, after: int, limit: int) -> tuple[list[AuditedText], int]:
        rows = self._database.connection.execute(
            f"SELECT text.sequence, text.id, {_COLUMNS} FROM documents AS text{_TEXT}"
            " WHERE text.sequence > ? AND facts.facts != ''"
            " AND text.id NOT IN (SELECT document FROM audit_owed)"
            " AND instr(',' || text.models, ',' || ? || '/') ORDER BY text.sequence LIMIT ?",
            (after, project, limit),
        ).fetchall()
        texts = [_text(None, document, *rest) for _, document, *rest in rows]
        return texts, rows[-1][0] if rows else after

    def unread(self, documents: Sequence[str]) -> Mapping[str, str]:
        rows = self._database.connection.execute(
            "SELECT id, reason FROM documents WHERE state = 'failed' AND orphaned IS NULL"
            " AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(documents)),),
        )
        return dict(rows.fetchall())

    def documents(self, project: str) -> int:
        row = self._database.connection.execute(
            f"SELECT count(*) FROM documents AS text{_TEXT} WHERE facts.facts != ''"
            " AND text.state != 'failed' AND top.orphaned IS NULL"
            " AND text.id NOT IN (SELECT document FROM audit_owed)"
            " AND instr(',' || text.models, ',' || ? || '/')",
            (project,),
        ).fetchone()
        return int(row[0])

    def asked(self, project: str | None = None) -> Mapping[tuple[str, str], Asked]:
        rows = self._database.connection.execute(
            "SELECT project, policy, version, day, parts FROM audited"
            " WHERE ? IS NULL OR project = ?",
            (project, project),
        )
        return {
            (project, policy): Asked(version, day, json.loads(parts))
            for project, policy, version, day, parts in rows
        }

    def stopped(self) -> Mapping[tuple[str, str], int]:
        rows = self._database.connection.execute(
            "SELECT project, policy, count(*) FROM undecided WHERE stopped GROUP BY project, policy"
        )
        return {(project, policy): count for project, policy, count in rows}

    def note(self, project: str, policy: str, asked: Asked, now: datetime) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO audited (project, policy, version, day, parts, at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(project, policy, asked.version, asked.day),
                    *(json.dumps(dict(asked.parts)), now.timestamp()),
                ),
            )


def _text(
    number: int | None,
    document: str,
    sha256: str | None,
    models: str | None,
    state: str | None,
    served: str | None,
    orphaned: bool,
    facts: str | None,
    late: bool,
) -> AuditedText:
    is_gone = sha256 is None or state == "failed" or orphaned or not (facts or late)
    # What was read belongs to those that read it; what will be, to all that may.
    readers = () if is_gone else ((models if facts else served) or "").split(",")
    projects = tuple(dict.fromkeys(one.partition("/")[0] for one in readers if one))
    is_unread = sha256 is not None and state == "failed" and not orphaned
    return AuditedText(
        document, sha256 or "", models or "", projects, facts or None, number, is_unread
    )
