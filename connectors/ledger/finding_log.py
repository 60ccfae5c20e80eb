"""The log of findings, which triggers write, and what the history has of decisions about them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from connectors.ledger.database import Database
from connectors.ledger.rows import moment
from enricher.policies.finding_log import Decision, Standing, Step, Unsaid
from enricher.policies.findings import State, read_proof

_BEFORE = (
    "(SELECT earlier.state FROM finding_log AS earlier WHERE earlier.finding = finding_log.finding"
    " AND earlier.sequence < finding_log.sequence ORDER BY earlier.sequence DESC LIMIT 1)"
)

_STEP = (
    "finding, at, lag(state) OVER (PARTITION BY finding ORDER BY sequence), state, kind, severity,"
    " message, evidence, version, sha256, why"
)
_DECISIONS = (
    "SELECT json_extract(details, '$.finding'), at, act, who,"
    " coalesce(json_extract(details, '$.reason'), ''), json_extract(details, '$.until')"
    " FROM history WHERE act IN ('accept', 'reopen')"
)


class FindingLogTable:
    """Satisfies `enricher.audit.report.FindingLog` and `enricher.audit.overview.StandingLog`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def standing(self, moments: Sequence[datetime]) -> list[Standing]:
        since = "max(first_seen, coalesce(reopened, 0)) >= ?"
        cases = "".join(f" WHEN {since} THEN {age}" for age in range(len(moments)))
        age = f"CASE{cases} ELSE {len(moments)} END" if cases else "0"
        rows = self._database.connection.execute(
            f"SELECT project, policy, severity, kind, state, {age} AS age, count(*) FROM findings"
            " GROUP BY project, policy, severity, kind, state, age",
            [one.timestamp() for one in moments],
        )
        return [
            Standing(project, policy, severity, kind, State(state), age, count)
            for project, policy, severity, kind, state, age, count in rows
        ]

    def unsaid(self) -> list[Unsaid]:
        rows = self._database.connection.execute(
            "SELECT project, policy, reason, count(*) AS documents FROM undecided"
            " GROUP BY project, policy, reason ORDER BY documents DESC, project, policy, reason"
        )
        return [Unsaid(*row) for row in rows]

    def moves(self, since: datetime) -> list[tuple[date, State, int]]:
        rows = self._database.connection.execute(
            "SELECT DISTINCT day, state, finding FROM (SELECT finding, state,"
            f" date(at, 'unixepoch', 'localtime') AS day, {_BEFORE} AS before"
            " FROM finding_log WHERE at >= ?) WHERE state IS NOT before ORDER BY day",
            (since.timestamp(),),
        )
        return [(date.fromisoformat(day), State(state), finding) for day, state, finding in rows]

    def steps(self, before: datetime) -> list[Step]:
        rows = self._database.connection.execute(
            f"SELECT {_STEP} FROM finding_log WHERE at < ? ORDER BY finding, sequence",
            (before.timestamp(),),
        )
        return [_step(row) for row in rows]

    def decisions(self, before: datetime) -> list[Decision]:
        rows = self._database.connection.execute(
            f"{_DECISIONS} AND at < ? ORDER BY sequence", (before.timestamp(),)
        )
        return [_decision(row) for row in rows]

    def story(self, finding: int, document: str) -> tuple[list[Step], list[Decision]]:
        connection = self._database.connection
        steps = connection.execute(
            f"SELECT {_STEP} FROM finding_log WHERE finding = ? ORDER BY sequence", (finding,)
        )
        decisions = connection.execute(
            f"{_DECISIONS} AND subject = ? AND json_extract(details, '$.finding') = ?"
            " ORDER BY sequence",
            (document, finding),
        )
        return [_step(row) for row in steps], [_decision(row) for row in decisions]


def _step(row: tuple[Any, ...]) -> Step:
    finding, at, was, state, kind, severity, message, evidence, version, sha256, why = row
    return Step(
        finding,
        moment(at),
        State(was) if was else None,
        State(state),
        kind,
        severity,
        message,
        read_proof(evidence),
        version,
        sha256,
        tuple(json.loads(why)),
    )


def _decision(row: tuple[Any, ...]) -> Decision:
    finding, at, act, who, reason, until = row
    day = date.fromisoformat(until) if until else None
    return Decision(finding, moment(at), act, who, reason, day)
