"""What people said about entities and tables: kept, undone, carried from version to version.

    say, undo --> corrections --correct_body--> bodies, outbox        (at once, one transaction)
    suppress  --> corrections, not followed yet --follow--> bodies    (document by document)

A correction belongs to a document, and a document to its first path and content. When a path gets
another document, what was said goes along (`carry`); when the last path of a document goes, what
was said stays behind with that path and content, and is taken up where either comes again
(`take_up`).
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterable, Sequence

from connectors.ledger.bodies import COLUMNS, correct_body, read_correction, standing, write_said
from connectors.ledger.database import Database
from connectors.ledger.debts import owe_again
from connectors.ledger.routing import facts_of, is_read_otherwise
from connectors.ledger.settlement import settle
from enricher.documents import member_id
from enricher.documents.corrections import Correct, Correction, Said
from enricher.documents.records import dump_notice, mentions
from enricher.entities import Notice
from enricher.errors import NotFoundError

logger = logging.getLogger(__name__)

_BATCH = 100  # documents a transaction, while a word is taken out of all of them
_NO_DOCUMENT = dump_notice(Notice("document_gone"))
_UNREAD = dump_notice(Notice("document_unread"))


class CorrectionTable:
    def __init__(self, database: Database, correct: Correct) -> None:
        self._database = database
        self._correct = correct

    def say(self, document: str, said: Said, who: str) -> Correction:
        """Keep what a person says about a document, lay it over what is there, tell the index.

        Said again, it is what was said before, unless another word was said in between.

        Raises:
            NotFoundError: the document went meanwhile.
        """
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT top, member FROM documents WHERE id = ?", (document,)
            ).fetchone()
            if row is None:
                raise NotFoundError(f"there is no document {document} any more")
            top, member = row
            before = [one for one in standing(connection, document) if one.document]
            for number, known in enumerate(before):
                later = before[number + 1 :]
                if known.said == said and not any(one.said.revokes(said) for one in later):
                    return known
            identity = _insert(connection, document, top, member, said, who)
            correct_documents(connection, [document], self._correct)
            return _read(connection, identity)

    def say_all(self, document: str, said: Sequence[Said], who: str) -> Sequence[Correction]:
        """Keep several things that a person says of a document, all or none."""
        with self._database.transaction():
            return [self.say(document, one, who) for one in said]

    def suppress(self, said: Said, who: str) -> Correction:
        """Keep what a person says about all documents; `follow` brings it into them."""
        with self._database.transaction() as connection:
            for known in standing(connection, ""):
                if known.said == said:
                    return known
            identity = _insert(connection, "", "", "", said, who)
            connection.execute("UPDATE corrections SET followed = 0 WHERE id = ?", (identity,))
            return _read(connection, identity)

    def undo(self, identity: int, who: str) -> Correction:
        """Take a correction back; one of all documents needs `follow` behind it.

        Raises:
            NotFoundError: there is none of that id, or it was undone before.
        """
        with self._database.transaction() as connection:
            changed = connection.execute(
                "UPDATE corrections SET undone_at = ?, undone_by = ?, unmet = '',"
                " followed = document != '' WHERE id = ? AND undone_at IS NULL",
                (time.time(), who, identity),
            ).rowcount
            if not changed:
                raise NotFoundError(
                    f"there is no correction {identity} in force; `enricher corrections list` shows"
                    " those there are"
                )
            correction = _read(connection, identity)
            if correction.document:
                correct_documents(connection, [correction.document], self._correct)
            return correction

    def undo_all(self, identities: Sequence[int], who: str) -> Sequence[Correction]:
        """Take several corrections back, all or none; raises what `undo` raises."""
        with self._database.transaction():
            return [self.undo(one, who) for one in identities]

    def list(self, document: str | None = None, *, undone: bool = False) -> list[Correction]:
        """Corrections of a document, or all there are, the latest first."""
        where = [] if undone else ["undone_at IS NULL"]
        where += [] if document is None else ["corrections.document = :document"]
        names = ", ".join(f"corrections.{name.strip()}" for name in COLUMNS.split(",")[:-1])
        rows = self._database.connection.execute(
            f"SELECT {names}, CASE WHEN undone_at IS NOT NULL OR corrections.document = '' THEN ''"
            f" WHEN documents.id IS NULL THEN '{_NO_DOCUMENT}'"
            f" WHEN documents.state = 'failed' THEN '{_UNREAD}' ELSE unmet END"
            " FROM corrections LEFT JOIN documents ON documents.id = corrections.document"
            f" {'WHERE ' if where else ''}{' AND '.join(where)} ORDER BY corrections.id DESC",
            {"document": document},
        )
        return [read_correction(row) for row in rows]

    def standing(self, document: str) -> Sequence[Correction]:
        """What holds in a document now, by id."""
        return standing(self._database.connection, document)

    def as_read(self, document: str) -> bytes | None:
        """A stored text without what people said about it."""
        row = self._database.connection.execute(
            "SELECT body FROM bodies WHERE document = ?", (document,)
        ).fetchone()
        return row[0] if row else None

    def follow(self) -> int:
        """Bring into all documents what was said of all, or undone, since the last time.

        Killed on the way, it begins anew the next time; what is read meanwhile follows by itself.

        Returns:
            In how many documents something changed.
        """
        connection = self._database.connection
        rows = connection.execute(
            f"SELECT {COLUMNS} FROM corrections WHERE NOT followed ORDER BY id"
        ).fetchall()
        if not rows:
            return 0
        said = [one for one in map(read_correction, rows) if not one.undone_at]
        words = [one.said.anchor.words for one in said]
        changed = 0
        ids = [one for (one,) in connection.execute("SELECT document FROM bodies").fetchall()]
        for first in range(0, len(ids), _BATCH):
            batch = ids[first : first + _BATCH]
            concerned = [one for one in batch if self._is_about(one, words)]
            if concerned:
                with self._database.transaction():
                    changed += correct_documents(connection, concerned, self._correct)
        with self._database.transaction():
            connection.executemany(
                "UPDATE corrections SET followed = 1 WHERE id = ? AND undone_at IS ?",
                [(row[0], row[8]) for row in rows],
            )
        logger.info("followed corrections=%d documents=%d", len(rows), changed)
        return changed

    def _is_about(self, document: str, words: Iterable[str]) -> bool:
        row = self._database.connection.execute(
            "SELECT body, corrected IS NOT NULL FROM bodies WHERE document = ?", (document,)
        ).fetchone()
        return row is not None and (bool(row[1]) or any(mentions(row[0], one) for one in words))


def correct_documents(
    connection: sqlite3.Connection, documents: Iterable[str], correct: Correct
) -> int:
    """Lay over these what people say about them now; returns how many are others than before.

    What is of another type now is read again, where other deployments read that.
    """
    changed = 0
    for document in documents:
        before = facts_of(connection, document)
        if correct_body(connection, document, correct):
            changed += 1
            connection.execute("INSERT OR REPLACE INTO outbox (document) VALUES (?)", (document,))
            if is_read_otherwise(connection, document, before, {}):
                owe_again(connection, [document])
    settle(connection)
    return changed


def carry(connection: sqlite3.Connection, former: str, document: str, correct: Correct) -> None:
    """A path that had one document has another now: what was said of the one goes along.

    It stays with the former as well where that lies elsewhere too.
    """
    rows = _said_of(connection, former)
    if not rows:
        return
    (stays,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM files WHERE document = ?)", (former,)
    ).fetchone()
    if not stays:
        _hand_over(connection, former, document)
    else:
        known = {row[1:] for row in _said_of(connection, document)}
        connection.executemany(
            "INSERT INTO corrections (document, top, member, act, category, said, who, at)"
            " SELECT ?, ?, member, act, category, said, who, at FROM corrections WHERE id = ?",
            [
                (_text_of(document, row[1]), document, row[0])
                for row in rows
                if row[1:] not in known
            ],
        )
    texts = connection.execute("SELECT id FROM documents WHERE top = ?", (document,)).fetchall()
    correct_documents(connection, [text for (text,) in texts], correct)


def take_up(connection: sqlite3.Connection, document: str, path: bytes, sha256: str) -> None:
    """A document is new: what was said of one that went from here, or had its content, is of it."""
    row = connection.execute(
        "SELECT top FROM (SELECT top, id, 0 AS by_path FROM corrections WHERE sha256 = ?"
        " UNION ALL SELECT top, id, 1 FROM corrections WHERE path = ?) AS said WHERE NOT EXISTS"
        " (SELECT 1 FROM documents WHERE documents.id = said.top AND documents.id != ?)"
        " ORDER BY by_path, id DESC LIMIT 1",
        (sha256, path, document),
    ).fetchone()
    if row is not None:
        _hand_over(connection, row[0], document)


def _hand_over(connection: sqlite3.Connection, former: str, document: str) -> None:
    for identity, member in connection.execute(
        "SELECT id, member FROM corrections WHERE top = ?", (former,)
    ).fetchall():
        connection.execute(
            "UPDATE corrections SET document = ?, top = ?, path = NULL, sha256 = NULL WHERE id = ?",
            (_text_of(document, member), document, identity),
        )


def _said_of(connection: sqlite3.Connection, top: str) -> list[tuple[int, str, str, str, str]]:
    return connection.execute(
        "SELECT id, member, act, category, said FROM corrections"
        " WHERE top = ? AND undone_at IS NULL ORDER BY id",
        (top,),
    ).fetchall()


def _text_of(document: str, member: str) -> str:
    return member_id(document, member) if member else document


def _insert(
    connection: sqlite3.Connection, document: str, top: str, member: str, said: Said, who: str
) -> int:
    row = connection.execute(
        "INSERT INTO corrections (document, top, member, act, category, said, who, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (document, top, member, said.act.value, said.category, write_said(said), who, time.time()),
    ).fetchone()
    return int(row[0])


def _read(connection: sqlite3.Connection, identity: int) -> Correction:
    row = connection.execute(
        f"SELECT {COLUMNS} FROM corrections WHERE id = ?", (identity,)
    ).fetchone()
    return read_correction(row)
