"""What came up that a place does not know yet: findings and deadlines, as messages have them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from connectors.ledger.database import Database
from connectors.ledger.findings import FindingTable
from connectors.ledger.rows import shown_path
from enricher.ledger.messages import Selection

# Of a finding that is open the latest line counts: what it was before is over.
_FINDINGS = """
    SELECT log.sequence, findings.number, findings.severity, log.at
    FROM finding_log AS log JOIN findings ON findings.number = log.finding
    WHERE log.sequence > ? AND log.state = 'open' AND findings.state = 'open'
        AND findings.severity IN (SELECT value FROM json_each(?))
        AND NOT EXISTS (SELECT 1 FROM finding_log AS later
            WHERE later.finding = log.finding AND later.sequence > log.sequence)
    ORDER BY log.sequence LIMIT ?
"""
# A date that the document has no more, or that is over, is no deadline any more.
_DEADLINES = """
    SELECT deadlines.sequence, deadlines.document, deadlines.category, deadlines.day, deadlines.at,
        (SELECT path FROM files WHERE document = text.top ORDER BY path LIMIT 1), text.member
    FROM deadlines JOIN documents AS text ON text.id = deadlines.document
        JOIN documents AS top ON top.id = text.top
        JOIN facts ON facts.document = text.id
    WHERE deadlines.sequence > ? AND deadlines.day >= ? AND top.orphaned IS NULL AND EXISTS (
        SELECT 1 FROM json_each(iif(facts.facts = '', '[]', facts.facts), '$[1]') AS field,
            json_each(field.value) AS found
        WHERE field.key = deadlines.category AND json_extract(found.value, '$[0]') = deadlines.day
    ) AND NOT EXISTS (SELECT 1 FROM deadlines AS later
        WHERE (later.document, later.category, later.day)
            = (deadlines.document, deadlines.category, deadlines.day)
            AND later.sequence > deadlines.sequence)
    ORDER BY deadlines.sequence LIMIT ?
"""


def findings_and_deadlines(
    connection: sqlite3.Connection,
    upto: tuple[int, int, int],
    asked: Selection,
    today: date,
    limit: int,
) -> tuple[list[Any], list[Any]]:
    """The first lines that a place does not know; of findings (line, number, severity, at)."""
    severities = json.dumps(list(asked.severities))
    findings = connection.execute(_FINDINGS, (upto[0], severities, limit)).fetchall()
    deadlines = connection.execute(_DEADLINES, (upto[1], today.isoformat(), limit)).fetchall()
    return findings, deadlines


def finding_json(database: Database, number: int) -> dict[str, Any]:
    finding = FindingTable(database).get(number)
    return {
        "id": finding.id,
        "document": finding.document,
        "path": finding.path,
        "project": finding.project,
        "policy": finding.policy,
        "kind": finding.kind,
        "severity": finding.severity,
        "message": finding.message,
        "first_seen": finding.first_seen.isoformat(timespec="seconds"),
        "reopened": finding.reopened.isoformat(timespec="seconds") if finding.reopened else None,
    }


def deadline_json(row: Sequence[Any]) -> dict[str, Any]:
    _, document, category, day, _, path, member = row
    return {
        "document": document,
        "path": shown_path(path, member),
        "category": category,
        "day": day,
    }
