"""How findings stand in the ledger: the columns that are read, and what a filter asks for."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from connectors.ledger.rows import moment, shown_path
from enricher.documents import MEMBER_MARK
from enricher.policies.finding_order import FindingColumn
from enricher.policies.findings import Acceptance, Finding, FindingFilter, State, read_proof

PLACE = (
    "(SELECT path FROM files WHERE document = documents.top ORDER BY path LIMIT 1),"
    " documents.member"
)
ASSIGNEE = (
    "(SELECT assignee FROM assignments"
    " WHERE assignments.document = findings.document AND finding = findings.number)"
)
_COMMENTS = (
    "(SELECT json_group_array(json_array(who, at, text)) FROM comments"
    " WHERE finding = findings.number AND removed_at IS NULL)"
)
COLUMNS = (
    "number, findings.document, project, policy, findings.kind, findings.state, severity, message,"
    " confidence, facts, evidence, version, findings.sha256, findings.models, first_seen, last_seen,"
    f" reopened, accepted_by, accepted_at, accepted_until, findings.reason, {PLACE}, {ASSIGNEE}, {_COMMENTS}"
)
FROM = " FROM findings LEFT JOIN documents ON documents.id = findings.document WHERE "
_RANK = "CASE severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END"
_OPENED = "max(findings.first_seen, coalesce(findings.reopened, 0))"
PARTIES = (
    "SELECT DISTINCT shown FROM party_mentions JOIN party_names USING (name)"
    " JOIN parties USING (key) WHERE party_mentions.document = {document}"
)
COLLECTIONS = "SELECT DISTINCT collection FROM files WHERE files.document = {top}"
_KEYS = {
    FindingColumn.SEVERITY: _RANK,
    FindingColumn.POLICY: "policy",
    FindingColumn.DOCUMENT: (
        "(SELECT lower(CAST(path AS TEXT)) FROM files WHERE document = documents.top"
        " ORDER BY path LIMIT 1)"
    ),
    FindingColumn.PARTY: f"(SELECT min(lower(shown)) FROM ({PARTIES.format(document='findings.document')}))",
    FindingColumn.COLLECTION: f"(SELECT min(collection) FROM ({COLLECTIONS.format(top='documents.top')}))",
    FindingColumn.AGE: f"-{_OPENED}",
    FindingColumn.STATE: "findings.state",
    FindingColumn.UNTIL: "iif(findings.state = 'accepted', accepted_until, NULL)",
    FindingColumn.ASSIGNEE: ASSIGNEE,
}

# Names as documents write them stand for their parties, with all other names of these.
_OF_PARTIES = (
    "SELECT document FROM party_mentions JOIN party_names USING (name) JOIN parties USING (key)"
    " WHERE shown IN (SELECT shown FROM parties JOIN party_names USING (key)"
    " WHERE name IN (SELECT value FROM json_each(?)))"
)

_OF_COLLECTIONS = (
    "SELECT documents.id FROM documents JOIN files ON files.document = documents.top"
    " WHERE files.collection IN (SELECT value FROM json_each(?))"
)
_AT_PATH = (
    "SELECT documents.id FROM documents JOIN files ON files.document = documents.top"
    f" WHERE CAST(path AS TEXT) || iif(coalesce(member, '') = '', '', '{MEMBER_MARK}' || member)"
    " LIKE ? ESCAPE '!'"
)
_PROVED = (
    "EXISTS (SELECT 1 FROM json_tree(findings.evidence) AS said"
    " WHERE said.type = 'text' AND said.atom LIKE ? ESCAPE '!')"
)


def where_of(
    asked: FindingFilter, *, undecided: bool = False
) -> tuple[str, tuple[str | float, ...]]:
    """A condition and its values; for texts that are undecided, or for findings."""
    chosen = {"policy": asked.policies, "document": asked.documents}
    if not undecided:
        chosen |= {"severity": asked.severities, "state": asked.states, "kind": asked.kinds}
    if asked.project is not None:
        chosen["project"] = (asked.project,)
    table = "undecided" if undecided else "findings"
    chosen = {column: names for column, names in chosen.items() if names}
    where = [f"{table}.{one} IN (SELECT value FROM json_each(?))" for one in chosen]
    values: list[str | float] = [json.dumps(names) for names in chosen.values()]
    for documents, wanted in (
        (_OF_PARTIES, json.dumps(asked.parties) if asked.parties else ""),
        (_OF_COLLECTIONS, json.dumps(asked.collections) if asked.collections else ""),
        (_AT_PATH, _holding(asked.path) if asked.path else ""),
    ):
        if wanted:
            where.append(f"{table}.document IN ({documents})")
            values.append(wanted)
    for word in asked.words:
        columns = ("policy", "reason") if undecided else ("policy", "message", "reason")
        texts = [f"{table}.{column} LIKE ? ESCAPE '!'" for column in columns]
        texts += [f"{table}.document IN ({_AT_PATH})", *([] if undecided else [_PROVED])]
        where.append(f"({' OR '.join(texts)})")
        values += [_holding(word)] * len(texts)
    if asked.assignees and not undecided:
        where.append(f"coalesce({ASSIGNEE}, '') IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(asked.assignees))
    for sign, bound in ((">=", asked.since), ("<", asked.before)):
        if bound is not None and not undecided:
            where.append(f"{_OPENED} {sign} ?")
            values.append(bound.timestamp())
    return " AND ".join(where) or "1", tuple(values)


def order_of(asked: FindingFilter) -> str:
    """How what is asked for is sorted; what is alike in that comes with the worst first."""
    key = _KEYS[asked.order.column]
    direction = " DESC" if asked.order.is_descending else ""
    return f" ORDER BY {key}{direction} NULLS LAST, {_RANK}, policy, number"


def _holding(words: str) -> str:
    """The pattern of texts that hold some words, whose signs mean themselves."""
    signs = re.sub("([!%_])", r"!\1", words)
    return f"%{signs}%"


def read_finding(row: tuple[Any, ...]) -> Finding:
    """A row of `COLUMNS`."""
    *most, evidence, version, sha256, models, first, last, reopened = row[:17]
    by, at, until, reason, path, member, assignee, comments = row[17:]
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
        first_seen=moment(first),
        last_seen=moment(last),
        reopened=None if reopened is None else moment(reopened),
        acceptance=None
        if at is None
        else Acceptance(reason, by, moment(at), date.fromisoformat(until) if until else None),
        assignee=assignee or "",
        comments=tuple(
            f"{who}, {moment(said_at):%Y-%m-%d}: {text}"
            for who, said_at, text in json.loads(comments)
        ),
    )
