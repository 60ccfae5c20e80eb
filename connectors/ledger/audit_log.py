"""When policies were asked about what the index says of a document, and what they could not say."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping

_LATEST = "sequence IN (SELECT max(sequence) FROM audit_log WHERE {} GROUP BY document)"
_AMONG = "document IN (SELECT value FROM json_each(?))"


def log_audits(
    connection: sqlite3.Connection, documents: Iterable[str], *, is_done: bool = False
) -> None:
    """Keep what policies cannot say of some documents, where it is another than before.

    Args:
        is_done: all policies were asked about what the index says now; that is kept as well.
    """
    names = json.dumps(list(documents))
    undecided: dict[str, dict[str, str]] = defaultdict(dict)
    for document, project, policy, reason in connection.execute(
        f"SELECT document, project, policy, reason FROM undecided WHERE {_AMONG}", (names,)
    ):
        undecided[document][f"{project}/{policy}"] = reason
    last = {
        document: (at, text)
        for document, at, text in connection.execute(
            f"SELECT document, at, undecided FROM audit_log WHERE {_LATEST.format(_AMONG)}",
            (names,),
        )
    }
    said: dict[str, float] = dict(
        connection.execute(
            f"SELECT document, max(at) FROM index_log WHERE {_AMONG} GROUP BY document", (names,)
        ).fetchall()
    )
    now = time.time()
    lines = []
    for document in said:
        at, before = last.get(document, (0.0, "{}"))
        text = json.dumps(undecided[document], sort_keys=True, separators=(",", ":"))
        if text != before or (is_done and at < said[document]):
            lines.append((document, now, text))
    connection.executemany(
        "INSERT INTO audit_log (document, at, undecided) VALUES (?, ?, ?)", lines
    )


def audits_before(
    connection: sqlite3.Connection, end: float
) -> Mapping[str, tuple[float, Mapping[str, str]]]:
    """Of each document the last line before a moment: when it was asked about, what was undecided."""
    rows = connection.execute(
        f"SELECT document, at, undecided FROM audit_log WHERE {_LATEST.format('at < ?')}", (end,)
    )
    return {document: (at, json.loads(text)) for document, at, text in rows}
