"""What an audit changes in the findings of the ledger: they come, change, and are resolved.

outbox --trigger--> audit_owed --(policies are asked)--> findings --tell_index--> outbox, audit 0

A write that `tell_index` asks for owes no audit: the way ends there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from connectors.ledger.audit_log import log_audits
from enricher.policies.findings import Audited, AuditedText, Found
from enricher.policies.severity import is_raised


def record_audit(
    connection: sqlite3.Connection,
    project: str,
    policies: Iterable[str],
    audited: Sequence[Audited],
    now: datetime,
    why: Mapping[str, Sequence[str]] = {},
) -> int:
    """Keep what policies say of documents; returns how many findings are others than before."""
    changed = 0
    asked = list(policies)
    current = _still_owed(connection, [(one.document, one.number) for one in audited])
    fresh = [one for one in audited if one.document in current]
    names = json.dumps([one.document for one in fresh])
    known = _known(connection, project, names, asked)
    moved: set[str] = set()
    for one in fresh:
        for policy in one.stopped:
            known.pop((one.document, policy), None)
        for found in one.found:
            before = known.pop((one.document, found.policy), None)
            reasons = _reasons(one, before, why.get(found.policy, ()))
            is_other, is_told = _keep(connection, project, one, found, before, now, reasons)
            changed += is_other
            if is_told:
                moved.add(one.document)
    said = {one.document: one for one in fresh}
    for (document, policy), row in known.items():
        if row.state != "resolved":
            reasons = _reasons(said[document], row, why.get(policy, ()))
            if policy in said[document].undecided:
                reasons.append("undecided")
            _resolve(connection, [row.number], now, reasons)
            changed += 1
            if row.state == "open":
                moved.add(document)
    _note_undecided(connection, project, asked, fresh, names)
    log_audits(connection, [one.document for one in fresh])
    tell_index(connection, moved)
    return changed


def settle_audit(
    connection: sqlite3.Connection, texts: Sequence[AuditedText], now: datetime
) -> None:
    """These texts owe no audit any more; findings of projects that read them no more go."""
    current = _still_owed(
        connection, [(one.document, one.number) for one in texts if not one.is_unread]
    )
    for one in texts:
        if one.document not in current:
            continue
        elsewhere = (one.document, json.dumps(one.projects))
        resolve_where(
            connection,
            "document = ? AND project NOT IN (SELECT value FROM json_each(?))",
            elsewhere,
            now,
            ["unread"],
        )
        connection.execute(
            "DELETE FROM undecided WHERE document = ?"
            " AND project NOT IN (SELECT value FROM json_each(?))",
            elsewhere,
        )
    log_audits(connection, current, is_done=True)
    connection.executemany(
        "DELETE FROM audit_owed WHERE number = ?", [(one.number,) for one in texts]
    )


def tell_index(connection: sqlite3.Connection, documents: Iterable[str]) -> None:
    """The index has to hear of these documents; what it hears is no reason for another audit."""
    connection.execute(
        "INSERT OR REPLACE INTO outbox (document, audit) SELECT document, 0 FROM bodies"
        " WHERE document IN (SELECT value FROM json_each(?))",
        (json.dumps(list(documents)),),
    )


def _still_owed(
    connection: sqlite3.Connection, pairs: Sequence[tuple[str, int | None]]
) -> set[str]:
    """The documents that owe what they owed when they were read: the others changed meanwhile."""
    rows = connection.execute(
        "SELECT document, number FROM audit_owed"
        " WHERE document IN (SELECT value FROM json_each(?))",
        (json.dumps([document for document, _ in pairs]),),
    )
    numbers: dict[str, int] = dict(rows.fetchall())
    return {document for document, number in pairs if numbers.get(document) == number}


class _Kept(NamedTuple):
    """A finding as it is kept, and what it is compared by."""

    number: int
    state: str
    kind: str
    severity: str
    facts: str
    accepted_facts: str | None
    accepted_until: str | None
    evidence: str
    sha256: str
    models: str


def _known(
    connection: sqlite3.Connection, project: str, documents: str, policies: Sequence[str]
) -> dict[tuple[str, str], _Kept]:
    rows = connection.execute(
        "SELECT document, policy, number, state, kind, severity, facts, accepted_facts,"
        " accepted_until, evidence, sha256, models FROM findings WHERE project = ?"
        " AND document IN (SELECT value FROM json_each(?))"
        " AND policy IN (SELECT value FROM json_each(?))",
        (project, documents, json.dumps(policies)),
    )
    return {(document, policy): _Kept(*rest) for document, policy, *rest in rows}


def _reasons(audited: Audited, before: _Kept | None, why: Sequence[str]) -> list[str]:
    """Why a policy says something else of a document than before (`Step.why`)."""
    if audited.number is None:
        return list(why)
    if before is None:
        return []
    if before.sha256 != audited.sha256:
        return ["content", *why]
    return ["models" if before.models != audited.models else "fields", *why]


def _ended(before: _Kept, found: Found, today: str) -> list[str]:
    """Why an acceptance stands no more; [] where it stands."""
    if is_raised(before.severity, found.severity):
        return ["raised"]
    if before.accepted_facts != found.facts:
        return ["facts"]
    return ["until"] if before.accepted_until and before.accepted_until < today else []


def _keep(
    connection: sqlite3.Connection,
    project: str,
    audited: Audited,
    found: Found,
    before: _Kept | None,
    now: datetime,
    why: Sequence[str],
) -> tuple[bool, bool]:
    """Write a finding down; whether it is another than before, and whether the index shows that."""
    at = now.timestamp()
    same = (found.kind, found.severity, found.message, found.confidence, found.facts, found.version)
    evidence = "{}" if found.proof is None else json.dumps(found.proof.as_json())
    if before is None:
        connection.execute(
            "INSERT INTO findings (document, project, policy, kind, severity, message, confidence,"
            " facts, version, evidence, sha256, models, state, first_seen, last_seen, changed, why)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?)",
            (
                *(audited.document, project, found.policy, *same),
                *(evidence, audited.sha256, audited.models, at, at, at, json.dumps(why)),
            ),
        )
        return True, True
    state = before.state
    ended = _ended(before, found, now.date().isoformat()) if state == "accepted" else []
    after = "accepted" if state == "accepted" and not ended else "open"
    is_other = (after, found.kind, found.severity, found.facts) != before[1:5]
    connection.execute(
        "UPDATE findings SET kind = ?, severity = ?, message = ?, confidence = ?, facts = ?,"
        " version = ?, evidence = ?, sha256 = ?, models = ?, state = ?, last_seen = ?,"
        " changed = iif(?, ?, changed), reopened = iif(?, ?, reopened), why = ?,"
        " accepted_facts = iif(?, accepted_facts, NULL) WHERE number = ?",
        (
            *(*same, before.evidence if found.proof is None else evidence),
            *(audited.sha256, audited.models, after, at, is_other, at),
            *(state != "open" and after == "open", at, json.dumps([*ended, *why])),
            *(after == "accepted", before.number),
        ),
    )
    shown = before.severity if state == "open" else "", found.severity if after == "open" else ""
    return is_other, shown[0] != shown[1]


def _note_undecided(
    connection: sqlite3.Connection,
    project: str,
    policies: Sequence[str],
    audited: Sequence[Audited],
    documents: str,
) -> None:
    connection.execute(
        "DELETE FROM undecided WHERE project = ? AND policy IN (SELECT value FROM json_each(?))"
        " AND document IN (SELECT value FROM json_each(?))",
        (project, json.dumps(policies), documents),
    )
    connection.executemany(
        "INSERT INTO undecided (project, policy, document, reason, stopped) VALUES (?, ?, ?, ?, ?)",
        (
            (project, policy, one.document, reason, is_stopped)
            for one in audited
            for is_stopped, reasons in enumerate((one.undecided, one.stopped))
            for policy, reason in reasons.items()
        ),
    )


def _resolve(
    connection: sqlite3.Connection, numbers: Sequence[int], now: datetime, why: Sequence[str]
) -> None:
    """What is found no more is accepted no more: found again, it waits for a decision."""
    connection.executemany(
        "UPDATE findings SET state = 'resolved', accepted_facts = NULL, changed = ?, why = ?"
        " WHERE number = ?",
        [(now.timestamp(), json.dumps(why), number) for number in numbers],
    )


def resolve_where(
    connection: sqlite3.Connection,
    where: str,
    values: tuple[str, ...],
    now: datetime,
    why: Sequence[str],
) -> int:
    rows = connection.execute(
        f"SELECT number, document FROM findings WHERE {where} AND state != 'resolved'", values
    ).fetchall()
    _resolve(connection, [number for number, _ in rows], now, why)
    tell_index(connection, [document for _, document in rows])
    return len(rows)
