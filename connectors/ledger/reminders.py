"""Messages that remind people, and how far each place knows what came up.

What came up stands in `finding_log`, which the database itself writes whenever a finding opens, in
`deadlines` and in `search_matches`. A place knows the lines of each up to a number; a message and the
new numbers are written in one transaction, so that whatever process makes it, no line is in two and none in none.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from connectors.ledger.alerts import by_search, news
from connectors.ledger.database import Database
from connectors.ledger.history import note
from connectors.ledger.owners import this_process
from connectors.ledger.reminder_news import (
    deadline_json,
    finding_json,
    findings_and_deadlines,
)
from connectors.ledger.rows import last_line, moment
from enricher.errors import NotFoundError
from enricher.ledger.events import Act
from enricher.ledger.messages import (
    Content,
    Message,
    Selection,
    StoredMessage,
    Waiting,
    read_content,
)
from enricher.policies.severity import Severity

_KEPT = timedelta(days=90)  # long enough to ask what was sent last quarter

_FIRST_MATCHES = 10  # of a search, in a message; the link leads to all
_MESSAGE = "number, id, place, content, made_at, attempts, not_before, error, sent_at"


class ReminderTable:
    """Satisfies `enricher.ledger.messages.ReminderStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def welcome(self, places: Sequence[str]) -> None:
        connection = self._database.connection
        known = {one for (one,) in connection.execute("SELECT place FROM reminder_places")}
        new = [one for one in places if one not in known]
        if not new:
            return
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO reminder_places (place, matches)"
                " SELECT ?, coalesce(max(sequence), 0) FROM search_matches",
                [(one,) for one in new],
            )

    def note_near(self, steps: Sequence[tuple[str, str, date, int]], now: datetime) -> int:
        rows = [
            (document, category, day.isoformat(), ahead) for document, category, day, ahead in steps
        ]
        # Read first: most days all is known, and nothing is to be written.
        known = self._database.connection.execute(
            "SELECT document, category, day, ahead FROM deadlines"
            " WHERE document IN (SELECT value FROM json_each(?))",
            (json.dumps([row[0] for row in rows]),),
        )
        new = set(rows) - set(known.fetchall())
        if not new:
            return 0
        with self._database.transaction() as connection:
            return connection.executemany(
                "INSERT OR IGNORE INTO deadlines (document, category, day, ahead, at)"
                " VALUES (?, ?, ?, ?, ?)",
                [(*row, now.timestamp()) for row in rows if row in new],
            ).rowcount

    def waiting(self, place: str, asked: Selection, today: date) -> Waiting:
        connection = self._database.connection
        upto = _known(connection, place)
        findings, deadlines = findings_and_deadlines(connection, upto, asked, today, 1)
        matches = news(connection, upto[2], 1)
        times = [row[3] for row in findings] + [row[4] for row in deadlines]
        times += [row[0] for row in matches]
        return Waiting(
            moment(min(times)) if times else None, last_line(connection, "finding_log") - upto[0]
        )

    def make(
        self, place: str, asked: Selection, today: date, now: datetime
    ) -> StoredMessage | None:
        connection = self._database.connection
        # On the disk before it is sent: after a power cut it would be made anew, with another id.
        connection.execute("PRAGMA synchronous=FULL")
        try:
            return self._make(place, asked, today, now)
        finally:
            connection.execute("PRAGMA synchronous=NORMAL")

    def _make(
        self, place: str, asked: Selection, today: date, now: datetime
    ) -> StoredMessage | None:
        with self._database.transaction() as connection:
            upto = _known(connection, place)
            limit = -1 if asked.is_whole else asked.most + 1  # one more tells that there are more
            findings, deadlines = findings_and_deadlines(connection, upto, asked, today, limit)
            matches = news(connection, upto[2], -1)
            known_matches = last_line(connection, "search_matches")
            if not findings and not deadlines and not matches:
                last = last_line(connection, "finding_log"), last_line(connection, "deadlines")
                _note_place(connection, place, (*last, known_matches))
                return None
            named = findings[: asked.most], deadlines[: asked.most]
            totals = len(named[0]), len(named[1])
            if asked.is_whole:
                totals = len(findings), len(deadlines)
                by_severity = sorted(findings, key=lambda row: Severity(row[2]).rank)
                by_day = sorted(deadlines, key=lambda row: (row[3], row[0]))
                named = by_severity[: asked.most], by_day[: asked.most]
            content = Content(
                tuple(finding_json(self._database, row[1]) for row in named[0]),
                tuple(deadline_json(row) for row in named[1]),
                *totals,
                searches=tuple(by_search(matches, _FIRST_MATCHES)),
            )
            after = (
                _line_after(connection, "finding_log", findings, asked),
                _line_after(connection, "deadlines", deadlines, asked),
                known_matches,
            )
            _note_place(connection, place, after)
            row = connection.execute(
                "INSERT INTO reminder_messages (id, place, content, made_at) VALUES (?, ?, ?, ?)"
                f" RETURNING {_MESSAGE}",
                (str(uuid.uuid4()), place, json.dumps(content.as_json()), now.timestamp()),
            ).fetchone()
        return _message(row)

    def take(self, places: Sequence[str], now: datetime) -> StoredMessage | None:
        among = json.dumps(list(places))
        which = (
            "sent_at IS NULL AND taken_by IS NULL AND not_before <= ?"
            " AND place IN (SELECT value FROM json_each(?))"
        )
        query = f"SELECT number FROM reminder_messages WHERE {which} ORDER BY number LIMIT 1"
        at = now.timestamp()
        if self._database.connection.execute(query, (at, among)).fetchone() is None:
            return None
        with self._database.transaction() as connection:
            row = connection.execute(
                "UPDATE reminder_messages SET taken_by = ?, attempts = attempts + 1"
                f" WHERE number = ({query}) RETURNING {_MESSAGE}",
                (this_process(), at, among),
            ).fetchone()
        return None if row is None else _message(row)

    def note_sent(self, number: int, now: datetime) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE reminder_messages SET sent_at = ?, taken_by = NULL, error = ''"
                " WHERE number = ?",
                (now.timestamp(), number),
            )
            connection.execute(
                "DELETE FROM reminder_messages WHERE sent_at < ?", ((now - _KEPT).timestamp(),)
            )

    def note_failed(self, number: int, error: str, not_before: datetime) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE reminder_messages SET taken_by = NULL, error = ?, not_before = ?"
                " WHERE number = ?",
                (error, not_before.timestamp(), number),
            )

    def drop(self, number: int, who: str) -> None:
        with self._database.transaction() as connection:
            dropped = connection.execute(
                "DELETE FROM reminder_messages WHERE number = ? AND sent_at IS NULL"
                f" RETURNING {_MESSAGE}",
                (number,),
            ).fetchone()
            if dropped is None:
                raise NotFoundError(f"no message {number} is to be sent; `enricher reminders list`")
            message = _message(dropped).message
            said = message.content
            summary = f"{said.total_findings} findings, {said.total_deadlines} deadlines"
            if said.searches:
                summary += f", {said.total_matches} documents of saved searches"
            note(connection, who, Act.DROP_REMINDER, "place", message.place,
                 message=number, summary=summary)  # fmt: skip

    def hurry(self) -> None:
        with self._database.transaction() as connection:
            connection.execute("UPDATE reminder_messages SET not_before = 0 WHERE sent_at IS NULL")

    def messages(self, size: int, *, sent: bool = False) -> list[StoredMessage]:
        order = (
            "sent_at IS NOT NULL ORDER BY sent_at DESC, number DESC" if sent else "sent_at IS NULL"
        )
        rows = self._database.connection.execute(
            f"SELECT {_MESSAGE} FROM reminder_messages WHERE {order} LIMIT ?", (size,)
        )
        return [_message(row) for row in rows]

    def troubled(self) -> tuple[int, str]:
        rows = self._database.connection.execute(
            "SELECT error FROM reminder_messages WHERE sent_at IS NULL AND error != ''"
            " ORDER BY number DESC"
        ).fetchall()
        return len(rows), rows[0][0] if rows else ""


def _known(connection: sqlite3.Connection, place: str) -> tuple[int, int, int]:
    row = connection.execute(
        "SELECT findings, deadlines, matches FROM reminder_places WHERE place = ?", (place,)
    ).fetchone()
    return (row[0], row[1], row[2]) if row else (0, 0, 0)


def _line_after(
    connection: sqlite3.Connection, table: str, rows: Sequence[Any], asked: Selection
) -> int:
    """The last line that a place knows once it has the message."""
    if not asked.is_whole and len(rows) > asked.most:
        return int(rows[asked.most - 1][0])
    return last_line(connection, table)


def _note_place(connection: sqlite3.Connection, place: str, upto: tuple[int, int, int]) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO reminder_places (place, findings, deadlines, matches)"
        " VALUES (?, ?, ?, ?)",
        (place, *upto),
    )


def _message(row: Sequence[Any]) -> StoredMessage:
    number, id, place, content, made_at, attempts, not_before, error, sent_at = row
    return StoredMessage(
        number,
        Message(id, place, read_content(json.loads(content)), moment(made_at)),
        attempts,
        moment(not_before) if not_before else None,
        error,
        moment(sent_at) if sent_at else None,
    )
