"""Whose documents and findings are; what was assigned before is in the history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.ledger.database import Database
from connectors.ledger.history import note
from connectors.ledger.rows import moment
from enricher.ledger.events import Act
from enricher.people.assignments import Assignment, Subject

_COLUMNS = "document, finding, assignee, who, at"


class AssignmentTable:
    """Satisfies `enricher.people.assignments.KeptAssignments`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def subjects(self, documents: Sequence[str], findings: Sequence[int]) -> list[Subject]:
        rows = self._database.connection.execute(
            "SELECT id, 0 FROM documents WHERE id IN (SELECT value FROM json_each(?)) UNION ALL"
            " SELECT document, number FROM findings"
            " WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(documents)), json.dumps(list(findings))),
        )
        return [Subject(document, finding) for document, finding in rows]

    def assign(
        self,
        subjects: Sequence[Subject],
        assignee: str,
        who: str,
        at: datetime,
        seen: Mapping[str, str] | None,
    ) -> tuple[dict[Subject, str], dict[Subject, str]]:
        before: dict[Subject, str] = {}
        others: dict[Subject, str] = {}
        # Read and written in one transaction: of two who assign at once one sees what the other did.
        with self._database.transaction() as connection:
            present = self.of(subjects)
            for subject in subjects:
                now = present[subject].assignee if subject in present else ""
                if now == assignee or (seen is not None and seen.get(subject.id, now) != now):
                    others[subject] = now
                    continue
                before[subject] = now
                key = (subject.document, subject.finding)
                connection.execute(
                    "DELETE FROM assignments WHERE document = ? AND finding = ?", key
                )
                if assignee:
                    connection.execute(
                        f"INSERT INTO assignments ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
                        (*key, assignee, who, at.timestamp()),
                    )
                details = {"finding": subject.finding, "assignee": assignee, "before": now}
                note(connection, who, Act.ASSIGN, "document", subject.document, **details)
        return before, others

    def of(self, subjects: Iterable[Subject]) -> Mapping[Subject, Assignment]:
        keys = [[one.document, one.finding] for one in subjects]
        rows = self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM assignments WHERE (document, finding) IN"
            " (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))",
            (json.dumps(keys),),
        )
        return {one.subject: one for one in map(_assignment, rows)}

    def to(self, assignee: str) -> list[Assignment]:
        rows = self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM assignments WHERE assignee = ?"
            " ORDER BY at DESC, document, finding",
            (assignee,),
        )
        return [_assignment(row) for row in rows]

    def documents(self) -> dict[str, str]:
        """The assignee of each document that has one."""
        rows = self._database.connection.execute(
            "SELECT document, assignee FROM assignments WHERE finding = 0"
        )
        return dict(rows.fetchall())


def _assignment(row: Any) -> Assignment:
    document, finding, assignee, who, at = row
    return Assignment(Subject(document, finding), assignee, who, moment(at))
