"""The findings of policies: kept by document and policy, with what people decided about them.

`finding_log` gets a line by triggers of the database whenever a finding comes, or its state, kind,
severity or facts change. What people decide stands in the history as well (`_note`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from connectors.ledger.audit_log import log_audits
from connectors.ledger.database import Database
from connectors.ledger.history import note
from connectors.ledger.rows import shown_path
from enricher.audit.findings import (
    Acceptance,
    Audited,
    AuditedText,
    Finding,
    FindingFilter,
    FindingPage,
    Found,
    State,
    Undecided,
    read_proof,
    stopped_words,
)
from enricher.errors import ConflictError, NotFoundError
from enricher.history.events import Act
from enricher.policies.severity import is_raised

_PLACE = (
    "(SELECT path FROM files WHERE document = documents.top ORDER BY path LIMIT 1),"
    " documents.member"
)
_COLUMNS = (
    "number, findings.document, project, policy, findings.kind, findings.state, severity, message,"
    " confidence, facts, evidence, version, findings.sha256, findings.models, first_seen, last_seen,"
    f" reopened, accepted_by, accepted_at, accepted_until, findings.reason, {_PLACE}"
)
_FROM = " FROM findings LEFT JOIN documents ON documents.id = findings.document WHERE "
_WORST_FIRST = (
    " ORDER BY CASE severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2"
    " ELSE 3 END, policy, number"
)


class FindingTable:
    """Satisfies `enricher.audit.findings.FindingStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, asked: FindingFilter, size: int, offset: int) -> FindingPage:
        connection = self._database.connection
        where, values = _where(asked)
        (total,) = connection.execute(
            f"SELECT count(*) FROM findings WHERE {where}", values
        ).fetchone()
        rows = connection.execute(
            f"SELECT {_COLUMNS}{_FROM}{where}{_WORST_FIRST} LIMIT ? OFFSET ?",
            (*values, size, offset),
        )
        (waiting,) = connection.execute(
            "SELECT count(*) FROM audit_owed"
            " WHERE NOT ? OR document IN (SELECT value FROM json_each(?))",
            (bool(asked.documents), json.dumps(asked.documents)),
        ).fetchone()
        without_state, some = _where(asked, undecided=True)
        counted = connection.execute(
            f"SELECT policy, count(*) FROM undecided WHERE {without_state} GROUP BY policy", some
        )
        stopped = connection.execute(
            "SELECT policy, count(*) FROM undecided WHERE stopped GROUP BY policy"
        )
        return FindingPage(
            total,
            tuple(map(_finding, rows)),
            dict(counted),
            waiting,
            {policy: stopped_words(count) for policy, count in stopped},
        )

    def get(self, number: int) -> Finding:
        row = self._database.connection.execute(
            f"SELECT {_COLUMNS}{_FROM} number = ?", (number,)
        ).fetchone()
        if row is None:
            raise NotFoundError(f"there is no finding {number}; `enricher audit list` has them all")
        return _finding(row)

    def numbers(self, asked: FindingFilter) -> list[int]:
        where, values = _where(asked)
        rows = self._database.connection.execute(
            f"SELECT number FROM findings WHERE {where}{_WORST_FIRST}", values
        )
        return [number for (number,) in rows]

    def some(self, numbers: Sequence[int]) -> list[Finding]:
        rows = self._database.connection.execute(
            f"SELECT {_COLUMNS}{_FROM} number IN (SELECT value FROM json_each(?)){_WORST_FIRST}",
            (json.dumps(list(numbers)),),
        )
        return [_finding(row) for row in rows]

    def undecided(self, asked: FindingFilter, size: int, offset: int = 0) -> list[Undecided]:
        where, values = _where(asked, undecided=True)
        rows = self._database.connection.execute(
            f"SELECT document, project, policy, undecided.reason, stopped, {_PLACE} FROM undecided"
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
        until = acceptance.until.isoformat() if acceptance.until else None
        with self._deciding(number) as (connection, known):
            if known.state is State.RESOLVED:
                raise ConflictError(f"finding {number} is resolved: there is nothing to accept")
            details = {"reason": acceptance.reason, "until": until}
            _note(connection, acceptance.who, Act.ACCEPT, known, details)
            connection.execute(
                "UPDATE findings SET state = 'accepted', accepted_facts = facts, accepted_by = ?,"
                " accepted_at = ?, accepted_until = ?, reason = ?, changed = ?, why = '[]'"
                " WHERE number = ?",
                (
                    acceptance.who,
                    acceptance.at.timestamp(),
                    until,
                    acceptance.reason,
                    acceptance.at.timestamp(),
                    number,
                ),
            )
        return self.get(number)

    def reopen(self, number: int, who: str, at: datetime) -> Finding:
        with self._deciding(number) as (connection, known):
            if known.state is not State.ACCEPTED:
                raise ConflictError(f"finding {number} is {known.state.value}, not accepted")
            _note(connection, who, Act.REOPEN, known, {})
            # The log shows who reopened it; nothing of the acceptance is left in force.
            connection.execute(
                "UPDATE findings SET state = 'open', accepted_facts = NULL, accepted_by = ?,"
                " reason = '', reopened = ?, changed = ?, why = '[\"person\"]'"
                " WHERE number = ?",
                (who, at.timestamp(), at.timestamp(), number),
            )
            connection.execute(
                "UPDATE findings SET accepted_by = '', accepted_at = NULL, accepted_until = NULL"
                " WHERE number = ?",
                (number,),
            )
        return self.get(number)

    @contextmanager
    def _deciding(self, number: int) -> Iterator[tuple[sqlite3.Connection, Finding]]:
        """The transaction of a decision; the index is told in it."""
        with self._database.transaction() as connection:
            known = self.get(number)
            yield connection, known
            _tell_index(connection, [known.document])

    def record(
        self,
        project: str,
        policies: Iterable[str],
        audited: Sequence[Audited],
        now: datetime,
        why: Mapping[str, Sequence[str]] = {},
    ) -> int:
        changed = 0
        asked = list(policies)
        with self._database.transaction() as connection:
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
            _tell_index(connection, moved)
        return changed

    def settle(self, texts: Sequence[AuditedText], now: datetime) -> None:
        with self._database.transaction() as connection:
            current = _still_owed(
                connection, [(one.document, one.number) for one in texts if not one.is_unread]
            )
            for one in texts:
                if one.document not in current:
                    continue
                elsewhere = (one.document, json.dumps(one.projects))
                _resolve_where(
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

    def resolve_policy(self, project: str, policy: str, now: datetime, why: Sequence[str]) -> int:
        which = (project, policy)
        with self._database.transaction() as connection:
            rows = connection.execute(
                "DELETE FROM undecided WHERE project = ? AND policy = ? RETURNING document", which
            ).fetchall()
            log_audits(connection, [document for (document,) in rows])
            connection.execute("DELETE FROM audited WHERE project = ? AND policy = ?", which)
            return _resolve_where(connection, "project = ? AND policy = ?", which, now, why)

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
            _tell_index(connection, [document for _, document in rows])
        return len(rows)


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


def _resolve_where(
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
    _tell_index(connection, [document for _, document in rows])
    return len(rows)


def _tell_index(connection: sqlite3.Connection, documents: Iterable[str]) -> None:
    """The index has to hear of these documents; what it hears is no reason for another audit."""
    names = (json.dumps(list(documents)),)
    among = "document IN (SELECT value FROM json_each(?))"
    owed = connection.execute(f"SELECT number, document FROM audit_owed WHERE {among}", names)
    before = owed.fetchall()
    connection.execute(
        f"INSERT OR REPLACE INTO outbox (document) SELECT document FROM bodies WHERE {among}", names
    )
    connection.execute(f"DELETE FROM audit_owed WHERE {among}", names)
    connection.executemany("INSERT INTO audit_owed (number, document) VALUES (?, ?)", before)


def _where(asked: FindingFilter, *, undecided: bool = False) -> tuple[str, tuple[str | float, ...]]:
    chosen = {"policy": asked.policies, "document": asked.documents}
    if not undecided:
        chosen |= {"severity": asked.severities, "state": asked.states, "kind": asked.kinds}
    if asked.project is not None:
        chosen["project"] = (asked.project,)
    table = "undecided" if undecided else "findings"
    chosen = {column: names for column, names in chosen.items() if names}
    where = [f"{table}.{one} IN (SELECT value FROM json_each(?))" for one in chosen]
    values: list[str | float] = [json.dumps(names) for names in chosen.values()]
    for sign, moment in ((">=", asked.since), ("<", asked.before)):
        if moment is not None and not undecided:
            where.append(f"max(findings.first_seen, coalesce(findings.reopened, 0)) {sign} ?")
            values.append(moment.timestamp())
    return " AND ".join(where) or "1", tuple(values)


def _finding(row: tuple[Any, ...]) -> Finding:
    *most, evidence, version, sha256, models, first, last, reopened = row[:17]
    by, at, until, reason, path, member = row[17:]
    number, document, project, policy, kind, state, severity, message, confidence, facts = most
    return Finding(
        id=number,
        document=document,
        path=shown_path(path, member),
        project=project,
        policy=policy,
        kind=kind,
        state=State(state),
        severity=severity,
        message=message,
        confidence=confidence,
        facts=facts,
        proof=read_proof(evidence),
        version=version,
        sha256=sha256,
        models=models,
        first_seen=_moment(first),
        last_seen=_moment(last),
        reopened=None if reopened is None else _moment(reopened),
        acceptance=None
        if at is None
        else Acceptance(reason, by, _moment(at), date.fromisoformat(until) if until else None),
    )


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)
