"""The history: what people did, kept for good, read as one list.

    comments      who said what about a document or finding, and who deleted it
    corrections   who said what of a document, and who took it back
    party_log     who merged and split which names
    history       every other act, which no other table keeps: the one that `note` writes

An act stands in one table only, the one that is written in the transaction of the act; the list is
their union, made when it is read, so that nothing can be told in two ways. Triggers of the database
refuse to change or delete what any of them says of who, when and what.

What lies outside the ledger (deployments, models, schemas, documents and labels of projects) is
changed within the transaction that notes it (`noting`): one that fails is not told, and none is done
that cannot be noted. Who is killed after a file was changed and before the transaction was committed,
a moment later, leaves a change that is not told; nothing is ever told that was not done.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from connectors.ledger.database import Database
from connectors.ledger.rows import moment
from enricher.ledger.actors import user
from enricher.ledger.events import Act, Event, EventPage, Kind, Note

_SAID = (
    "json_object('correction', min(id), 'act', act, 'category', category,"
    " 'text', json_extract(said, '$.words'), 'value', json_extract(said, '$.value[1]'),"
    " 'instead_of', json_extract(said, '$.instead_of'), 'table', json_extract(said, '$.change.table'),"
    " 'cells', json(json_extract(said, '$.change.cells')))"
)
_ABOUT = (
    "iif(document = '', 'words', 'document'),"
    " iif(document = '', json_extract(said, '$.words'), document)"
)
_COMMENT = (
    "json_object('comment', number, 'finding', finding, 'text', text, 'author', comments.who)"
)
# A correction that went along to another document is a row of its own there, and one act.
_SAME = "who, member, act, category, said"
_CHOSEN = "(:about IS NULL OR document IN (SELECT name FROM asked) OR document = '')"

_EVENTS = f"""
WITH asked (name) AS (SELECT value FROM json_each(:about)),
events (at, who, act, kind, subject, details, log, number) AS (
    SELECT at, who, act, kind, subject, details, 0, sequence FROM history WHERE act != 'label'
    UNION ALL
    SELECT max(at), who, act, kind, subject, json_object('documents',
        json_group_array(DISTINCT json_extract(details, '$.document')),
        'count', count(DISTINCT json_extract(details, '$.document')), 'saves', count(*)),
        0, max(sequence)
    FROM history WHERE act = 'label' GROUP BY who, act, kind, subject, date(at, 'unixepoch')
    UNION ALL
    SELECT at, who, act, {_ABOUT}, {_SAID}, 1, min(id)
    FROM corrections WHERE {_CHOSEN} GROUP BY at, {_SAME}
    UNION ALL
    SELECT undone_at, undone_by, 'undo', {_ABOUT}, {_SAID}, 2, min(id)
    FROM corrections WHERE undone_at IS NOT NULL AND {_CHOSEN} GROUP BY undone_at, undone_by, {_SAME}
    UNION ALL
    SELECT at, who, act, 'party', iif(shown = '', json_extract(names, '$[0]'), shown),
        json_object('names', json(names), 'shown', shown), 3, sequence FROM party_log
    UNION ALL
    SELECT at, who, 'comment', 'document', document, {_COMMENT}, 4, number FROM comments
    UNION ALL
    SELECT removed_at, removed_by, 'delete-comment', 'document', document, {_COMMENT}, 5, number
    FROM comments WHERE removed_at IS NOT NULL
)
SELECT {{columns}} FROM events
WHERE (:about IS NULL OR subject IN (SELECT name FROM asked) OR (kind = 'party' AND EXISTS
        (SELECT 1 FROM json_each(details, '$.names') WHERE value IN (SELECT name FROM asked))))
    AND (:act IS NULL OR act = :act) AND (:who IS NULL OR who = :who)
    AND (:since IS NULL OR at >= :since)
"""


class HistoryTable:
    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, who: str, act: Act, kind: Kind, subject: str, **details: Any) -> None:
        """Keep an act, in the transaction that is open where there is one.

        Args:
            who: "" is who runs this process.
            subject: the id of a document, the name of anything else.
            details: what else there is to say, as JSON can.
        """
        with self._database.transaction() as connection:
            note(connection, who, act, kind, subject, **details)

    @contextmanager
    def noting(self, who: str, kind: Kind, subject: str) -> Iterator[Note]:
        """Within, do something outside the ledger and then note it.

        What may take locks of files does so within: the ledger always comes first.
        """
        with self._database.transaction():

            def keep(act: Act, /, **details: Any) -> None:
                self.note(who, act, kind, subject, **details)

            yield keep

    def read(
        self,
        about: Sequence[str] | None = None,
        *,
        act: Act | None = None,
        who: str | None = None,
        since: datetime | None = None,
        size: int = 100,
        offset: int = 0,
    ) -> EventPage:
        """What was done, the latest first. What somebody tagged on one day is told as one.

        Args:
            about: ids of documents, or names of anything else; None means all.
        """
        asked = {
            "about": None if about is None else json.dumps(list(about)),
            "act": act,
            "who": who,
            "since": since and since.timestamp(),
        }
        connection = self._database.connection
        (total,) = connection.execute(_EVENTS.format(columns="count(*)"), asked).fetchone()
        rows = connection.execute(
            _EVENTS.format(columns="at, who, act, kind, subject, details")
            + " ORDER BY at DESC, log DESC, number DESC LIMIT :size OFFSET :offset",
            {**asked, "size": size, "offset": offset},
        )
        return EventPage(total, tuple(_event(row) for row in rows))

    def people(self) -> list[str]:
        """Who did anything, by name."""
        rows = self._database.connection.execute(
            "SELECT who FROM history UNION SELECT who FROM corrections UNION SELECT undone_by"
            " FROM corrections WHERE undone_at IS NOT NULL UNION SELECT who FROM party_log UNION SELECT who FROM comments"
            " UNION SELECT removed_by FROM comments WHERE removed_at IS NOT NULL ORDER BY 1"
        )
        return [who for (who,) in rows]


def note(
    connection: sqlite3.Connection, who: str, act: Act, kind: Kind, subject: str, **details: Any
) -> None:
    """Keep an act, within a transaction."""
    connection.execute(
        "INSERT INTO history (at, who, act, kind, subject, details) VALUES (?, ?, ?, ?, ?, ?)",
        (time.time(), who or user(), act.value, kind, subject, json.dumps(details)),
    )


def _event(row: tuple[Any, ...]) -> Event:
    at, who, act, kind, subject, details = row
    return Event(moment(at), who, Act(act), kind, subject, json.loads(details))
