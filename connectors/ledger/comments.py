"""What people said about documents and findings; the history tells of it from here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.ledger.database import Database
from connectors.ledger.rows import moment
from enricher.ledger.actors import user as account
from enricher.people.assignments import Subject
from enricher.people.comments import Comment

_COLUMNS = (
    "number, document, finding, text, who, at,"
    " (SELECT json_group_array(user) FROM mentions WHERE comment = number)"
)


class CommentTable:
    """Satisfies `enricher.people.comments.KeptComments`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, subject: Subject, text: str, mentions: Sequence[str], who: str, at: datetime
    ) -> Comment:
        who = who or account()
        with self._database.transaction() as connection:
            number = connection.execute(
                "INSERT INTO comments (document, finding, text, who, at) VALUES (?, ?, ?, ?, ?)",
                (subject.document, subject.finding, text, who, at.timestamp()),
            ).lastrowid
            assert number is not None
            connection.executemany(
                "INSERT INTO mentions (user, comment) VALUES (?, ?)",
                [(name, number) for name in mentions],
            )
        return Comment(number, subject, text, who, at, tuple(mentions))

    def get(self, number: int) -> Comment | None:
        return next(self._select("number = ?", number), None)

    def remove(self, number: int, who: str, at: datetime) -> None:
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM mentions WHERE comment = ?", (number,))
            connection.execute(
                "UPDATE comments SET text = '', removed_by = ?, removed_at = ?"
                " WHERE number = ? AND removed_at IS NULL",
                (who or account(), at.timestamp(), number),
            )

    def of(self, subjects: Iterable[Subject]) -> Mapping[Subject, Sequence[Comment]]:
        keys = [[one.document, one.finding] for one in subjects]
        found: dict[Subject, list[Comment]] = {}
        for one in self._select(
            "(document, finding) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]')"
            " FROM json_each(?)) ORDER BY number",
            json.dumps(keys),
        ):
            found.setdefault(one.subject, []).append(one)
        return found

    def naming(self, user: str, size: int) -> list[Comment]:
        return list(
            self._select(
                "who != ? AND number IN (SELECT comment FROM mentions WHERE user = ?)"
                " ORDER BY number DESC LIMIT ?",
                *(user, user, size),
            )
        )

    def unseen(self, user: str) -> int:
        (count,) = self._database.connection.execute(
            "SELECT count(*) FROM mentions JOIN comments ON number = comment WHERE user = :user"
            " AND who != :user AND comment >"
            " coalesce((SELECT upto FROM mentions_seen WHERE user = :user), 0)",
            {"user": user},
        ).fetchone()
        return int(count)

    def see(self, user: str, upto: int) -> None:
        with self._database.transaction() as connection:
            # Not beyond what there is, and not back: another window may have shown more.
            connection.execute(
                "INSERT INTO mentions_seen (user, upto) VALUES"
                " (?, min(?, (SELECT coalesce(max(number), 0) FROM comments)))"
                " ON CONFLICT (user) DO UPDATE SET upto = max(upto, excluded.upto)",
                (user, upto),
            )

    def _select(self, where: str, *values: Any) -> Iterator[Comment]:
        rows = self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM comments WHERE removed_at IS NULL AND {where}", values
        )
        return map(_comment, rows)


def _comment(row: Any) -> Comment:
    number, document, finding, text, who, at, mentions = row
    subject = Subject(document, finding)
    return Comment(number, subject, text, who, moment(at), tuple(sorted(json.loads(mentions))))
