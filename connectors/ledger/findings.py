"""The findings of policies: kept by document and policy, with what people decided about them.

`finding_log` gets a line by triggers of the database whenever a finding comes, or its state, kind,
severity or facts change. What people decide stands in the history as well (`_note`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from connectors.ledger.audit_log import log_audits
from connectors.ledger.database import Database
from connectors.ledger.finding_changes import record_audit, resolve_where, settle_audit, tell_index
from connectors.ledger.finding_rows import (
    COLLECTIONS,
    COLUMNS,
    FROM,
    PARTIES,
    PLACE,
    order_of,
    read_finding,
    where_of,
)
from connectors.ledger.history import note
from connectors.ledger.rows import shown_path
from enricher.errors import ConflictError, NotFoundError
from enricher.ledger.events import Act
from enricher.policies.findings import (
    Acceptance,
    Audited,
    AuditedText,
    Finding,
    FindingFilter,
    FindingPage,
    State,
    Surroundings,
    Undecided,
)


class FindingTable:
    """Satisfies `enricher.audit.service.FindingStore` and `enricher.audit.run.FindingRecords`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, asked: FindingFilter, size: int, offset: int) -> FindingPage:
        connection = self._database.connection
        where, values = where_of(asked)
        (total,) = connection.execute(
            f"SELECT count(*) FROM findings WHERE {where}", values
        ).fetchone()
        rows = connection.execute(
            f"SELECT {COLUMNS}{FROM}{where}{order_of(asked)} LIMIT ? OFFSET ?",
            (*values, size, offset),
        )
        (waiting,) = connection.execute(
            "SELECT count(*) FROM audit_owed"
            " WHERE NOT ? OR document IN (SELECT value FROM json_each(?))",
            (bool(asked.documents), json.dumps(asked.documents)),
        ).fetchone()
        without_state, some = where_of(asked, undecided=True)
        counted = connection.execute(
            f"SELECT policy, count(*) FROM undecided WHERE {without_state} GROUP BY policy", some
        )
        stopped = connection.execute(
            "SELECT policy, count(*) FROM undecided WHERE stopped GROUP BY policy"
        )
        return FindingPage(
            total, tuple(map(read_finding, rows)), dict(counted), waiting, dict(stopped.fetchall())
        )

    def get(self, number: int) -> Finding:
        row = self._database.connection.execute(
            f"SELECT {COLUMNS}{FROM} number = ?", (number,)
        ).fetchone()
        if row is None:
            raise NotFoundError(f"there is no finding {number}; `enricher audit list` has them all")
        return read_finding(row)

    def numbers(self, asked: FindingFilter) -> list[int]:
        where, values = where_of(asked)
        rows = self._database.connection.execute(
            f"SELECT number{FROM}{where}{order_of(asked)}", values
        )
        return [number for (number,) in rows]

    def some(self, numbers: Sequence[int]) -> list[Finding]:
        rows = self._database.connection.execute(
            f"SELECT {COLUMNS}{FROM} number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        )
        known = {one.id: one for one in map(read_finding, rows)}
        return [known[number] for number in dict.fromkeys(numbers) if number in known]

    def surroundings(self, documents: Sequence[str]) -> dict[str, Surroundings]:
        chosen = (
            "SELECT id, (SELECT json_group_array(shown) FROM"
            f" ({PARTIES.format(document='documents.id')} ORDER BY shown)),"
            " (SELECT json_group_array(collection) FROM"
            f" ({COLLECTIONS.format(top='documents.top')} ORDER BY collection))"
            " FROM documents WHERE id IN (SELECT value FROM json_each(?))"
        )
        rows = self._database.connection.execute(chosen, (json.dumps(list(documents)),))
        return {
            document: Surroundings(tuple(json.loads(parties)), tuple(json.loads(collections)))
            for document, parties, collections in rows
        }

    def open_by_party(self) -> dict[str, int]:
        """Of parties by the name they are shown under, how many findings are open in their documents."""
        rows = self._database.connection.execute(
            "SELECT shown, count(DISTINCT number) FROM findings JOIN party_mentions USING (document)"
            " JOIN party_names USING (name) JOIN parties USING (key) WHERE state = 'open'"
            " GROUP BY shown"
        )
        return dict(rows.fetchall())

    def undecided(self, asked: FindingFilter, size: int, offset: int = 0) -> list[Undecided]:
        where, values = where_of(asked, undecided=True)
        rows = self._database.connection.execute(
            f"SELECT document, project, policy, undecided.reason, stopped, {PLACE} FROM undecided"
            f" JOIN documents ON documents.id = undecided.document WHERE {where}"
            " ORDER BY policy, documents.sequence LIMIT ? OFFSET ?",
            (*values, size, offset),
        )
        return [
            Undecided(document, shown_path(*place), project, policy, reason, bool(stopped))
            for document, project, policy, reason, stopped, *place in rows
        ]

    def proved(
        self, project: str, documents: Sequence[str], policies: Sequence[str]
    ) -> Mapping[tuple[str, str], list[Any]]:
        # The proof of one that is resolved may be of an earlier version of the document.
        rows = self._database.connection.execute(
            "SELECT document, policy, json_extract(evidence, '$.values', '$.notes', '$.near')"
            " FROM findings WHERE project = ? AND document IN (SELECT value FROM json_each(?))"
            " AND policy IN (SELECT value FROM json_each(?)) AND state != 'resolved'",
            (project, json.dumps(list(documents)), json.dumps(list(policies))),
        )
        return {(document, policy): json.loads(told) for document, policy, told in rows}

    def accept(self, number: int, acceptance: Acceptance) -> Finding:
        with self._deciding(number) as (connection, known):
            if known.state is State.RESOLVED:
                raise ConflictError(f"finding {number} is resolved: there is nothing to accept")
            _accept(connection, known, acceptance)
        return self.get(number)

    def accept_open(self, numbers: Sequence[int], acceptance: Acceptance) -> list[int]:
        with self._database.transaction() as connection:
            chosen = [one for one in self.some(numbers) if one.state is State.OPEN]
            for one in chosen:
                _accept(connection, one, acceptance)
            tell_index(connection, [one.document for one in chosen])
        return [one.id for one in chosen]

    def reopen(self, number: int, who: str, at: datetime) -> Finding:
        with self._deciding(number) as (connection, known):
            if known.state is not State.ACCEPTED:
                raise ConflictError(f"finding {number} is {known.state.value}, not accepted")
            _reopen(connection, known, who, at)
        return self.get(number)

    def reopen_accepted(self, numbers: Sequence[int], who: str, at: datetime) -> list[int]:
        with self._database.transaction() as connection:
            chosen = [one for one in self.some(numbers) if one.state is State.ACCEPTED]
            for one in chosen:
                _reopen(connection, one, who, at)
            tell_index(connection, [one.document for one in chosen])
        return [one.id for one in chosen]

    @contextmanager
    def _deciding(self, number: int) -> Iterator[tuple[sqlite3.Connection, Finding]]:
        """The transaction of a decision; the index is told in it."""
        with self._database.transaction() as connection:
            known = self.get(number)
            yield connection, known
            tell_index(connection, [known.document])

    def record(
        self,
        project: str,
        policies: Iterable[str],
        audited: Sequence[Audited],
        now: datetime,
        why: Mapping[str, Sequence[str]] = {},
    ) -> int:
        with self._database.transaction() as connection:
            return record_audit(connection, project, policies, audited, now, why)

    def settle(self, texts: Sequence[AuditedText], now: datetime) -> None:
        with self._database.transaction() as connection:
            settle_audit(connection, texts, now)

    def resolve_policy(self, project: str, policy: str, now: datetime, why: Sequence[str]) -> int:
        which = (project, policy)
        with self._database.transaction() as connection:
            rows = connection.execute(
                "DELETE FROM undecided WHERE project = ? AND policy = ? RETURNING document", which
            ).fetchall()
            log_audits(connection, [document for (document,) in rows])
            connection.execute("DELETE FROM audited WHERE project = ? AND policy = ?", which)
            return resolve_where(connection, "project = ? AND policy = ?", which, now, why)

    def expire(self, today: date, now: datetime) -> int:
        over = "state = 'accepted' AND accepted_until < ?"
        connection = self._database.connection
        query = f"SELECT number, document FROM findings WHERE {over}"
        if not connection.execute(query, (today.isoformat(),)).fetchone():
            return 0
        with self._database.transaction():
            rows = connection.execute(query, (today.isoformat(),)).fetchall()
            connection.execute(
                "UPDATE findings SET state = 'open', accepted_facts = NULL, reopened = ?,"
                f" changed = ?, why = '[\"until\"]' WHERE {over}",
                (now.timestamp(), now.timestamp(), today.isoformat()),
            )
            tell_index(connection, [document for _, document in rows])
        return len(rows)


def _accept(connection: sqlite3.Connection, known: Finding, acceptance: Acceptance) -> None:
    until = acceptance.until.isoformat() if acceptance.until else None
    at = acceptance.at.timestamp()
    details = {"reason": acceptance.reason, "until": until}
    _note(connection, acceptance.who, Act.ACCEPT, known, details)
    connection.execute(
        "UPDATE findings SET state = 'accepted', accepted_facts = facts, accepted_by = ?,"
        " accepted_at = ?, accepted_until = ?, reason = ?, changed = ?, why = '[]'"
        " WHERE number = ?",
        (acceptance.who, at, until, acceptance.reason, at, known.id),
    )


def _reopen(connection: sqlite3.Connection, known: Finding, who: str, at: datetime) -> None:
    _note(connection, who, Act.REOPEN, known, {})
    # The log shows who reopened it; nothing of the acceptance is left in force.
    connection.execute(
        "UPDATE findings SET state = 'open', accepted_facts = NULL, accepted_by = ?,"
        " reason = '', reopened = ?, changed = ?, why = '[\"person\"]' WHERE number = ?",
        (who, at.timestamp(), at.timestamp(), known.id),
    )
    connection.execute(
        "UPDATE findings SET accepted_by = '', accepted_at = NULL, accepted_until = NULL"
        " WHERE number = ?",
        (known.id,),
    )


def _note(
    connection: sqlite3.Connection, who: str, act: Act, finding: Finding, details: dict[str, Any]
) -> None:
    """Who decided what stands in the history of the document."""
    named = {"finding": finding.id, "policy": finding.policy, "project": finding.project}
    note(connection, who, act, "document", finding.document, **named, **details)


def open_findings(connection: sqlite3.Connection, document: str) -> tuple[tuple[str, str], ...]:
    """The policies that have an open finding in a document, each with its severity."""
    # By the document: the index of states has most findings of a home under one of them ("+").
    rows = connection.execute(
        "SELECT DISTINCT policy, severity FROM findings WHERE document = ? AND +state = 'open'"
        " ORDER BY policy",
        (document,),
    )
    return tuple(rows)
