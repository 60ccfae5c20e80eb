"""The documents of the ledger: jobs to do, what came of them, and what the index is to be told.

pending --take--> (a worker) --record--> enriched --outbox, settle--> indexed
   ^                   |---- fail -----> failed
   '---- postpone -----'

A long text is recorded without its entities, which are then owed (`connectors.ledger.debts`).
"""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from collections.abc import Mapping, Sequence

from connectors.ledger.bodies import keep_body
from connectors.ledger.database import Database
from connectors.ledger.debts import forgive, owe, owe_again
from connectors.ledger.document_rows import fail_members, mark_dirty, served_by
from connectors.ledger.index_log import log_entry, logged_and_gone, make_entry
from connectors.ledger.owners import this_process
from connectors.ledger.parties import forget_parties
from connectors.ledger.routing import is_read_otherwise
from connectors.ledger.rows import last_line, path_key, path_of
from connectors.ledger.settlement import settle
from connectors.ledger.stored_documents import read_document, read_stored, read_text
from enricher.documents import EnrichedText, IndexedDocument, member_id, member_parents
from enricher.documents.corrections import Correct
from enricher.documents.records import Record, StoredDocument
from enricher.errors import DamagedError
from enricher.ledger.backlog import IndexBatch, Job
from enricher.ledger.jobs import Failure, Retry, failure
from enricher.ledger.routes import write_routes

logger = logging.getLogger(__name__)


class DocumentTable:
    """Jobs, results and pending index writes; satisfies `enricher.ledger.backlog`'s protocols."""

    def __init__(self, database: Database, correct: Correct) -> None:
        self._database = database
        self._correct = correct
        self._owner = this_process()

    def take(self, limit: int) -> list[Job]:
        """Documents to read, taken for this process, oldest first."""
        with self._database.transaction() as connection:
            # In the order of the index `documents_state`: by sequence alone, each call would sort
            # all that waits, and take 10 ms where 10,000 documents do.
            rows = connection.execute(
                "SELECT id, sha256, attempts,"
                " (SELECT path FROM files WHERE document = documents.id"
                "  AND missing_since IS NULL AND state = 'known' ORDER BY sequence LIMIT 1) AS path"
                " FROM documents WHERE state = 'pending' AND taken_by IS NULL AND not_before <= ?"
                " AND member = '' AND path IS NOT NULL ORDER BY not_before, sequence LIMIT ?",
                (time.time(), limit),
            ).fetchall()
            jobs = []
            for identity, sha256, attempts, path in rows:
                served = served_by(connection, identity)
                connection.execute(
                    "UPDATE documents SET taken_by = ?, served = ? WHERE id = ?",
                    (self._owner, write_routes(served), identity),
                )
                job = Job(identity, path_of(path), sha256, served, attempts + 1, at_once=False)
                jobs.append(job)
        return jobs

    def record(self, job: Job, records: Sequence[Record]) -> None:
        """Keep what was read; replaces the document's members whole.

        A document that changed while it was read is left pending.
        """
        own, members = records[0], records[1:]
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT sha256 FROM documents WHERE id = ? AND taken_by = ?",
                (job.document, self._owner),
            ).fetchone()
            if row is None or row[0] != job.sha256:
                return
            if own.sha256 != job.sha256:
                self._changed_underneath(connection, job)
                return
            mark_dirty(connection, job.document)
            if own.error is None or members:
                connection.execute(
                    "DELETE FROM documents WHERE top = ? AND id != ?", (job.document, job.document)
                )
            else:
                fail_members(connection, job.document, failure(own.error_kind, own.error))
            forgive(connection, job.document)
            self._keep(connection, job.document, own)
            known = {member.member for member in members}
            for member in members:
                self._add_member(connection, job, member, known)
            for record in records:
                identity = member_id(job.document, record.member) if record.member else job.document
                if is_read_otherwise(connection, identity, record.facts, {}):
                    owe_again(connection, [identity])
            mark_dirty(connection, job.document)
            settle(connection)

    def fail(self, job: Job, why: Failure) -> None:
        """A document that cannot be read leaves the index, if an earlier version was there."""
        with self._database.transaction() as connection:
            mark_dirty(connection, job.document)
            fail_members(connection, job.document, why)
            connection.execute("DELETE FROM bodies WHERE document = ?", (job.document,))
            forgive(connection, job.document)
            connection.execute(
                "UPDATE documents SET state = 'failed', kind = ?, reason = ?, taken_by = NULL,"
                " attempts = ? WHERE id = ? AND taken_by = ?",
                (why.kind, why.reason, job.attempt, job.document, self._owner),
            )
            settle(connection)

    def postpone(self, job: Job, retry: Retry) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE documents SET taken_by = NULL, attempts = ?, not_before = ?, reason = ?"
                " WHERE id = ? AND taken_by = ?",
                (
                    job.attempt,
                    time.time() + retry.wait_seconds,
                    retry.reason,
                    job.document,
                    self._owner,
                ),
            )

    def look_again(self, job: Job) -> None:
        """The file is not what it was when it was hashed: hash it again first."""
        with self._database.transaction() as connection:
            self._changed_underneath(connection, job)

    def batch(self, limit: int, megabytes: int = 32) -> IndexBatch:
        """The oldest pending index writes, bounded in number and in stored bytes."""
        connection = self._database.connection
        rows = connection.execute(
            "SELECT outbox.sequence, outbox.document, length(bodies.body) FROM outbox"
            " LEFT JOIN bodies ON bodies.document = outbox.document"
            " ORDER BY outbox.sequence LIMIT ?",
            (limit,),
        ).fetchall()
        sequences: list[int] = []
        documents: list[IndexedDocument] = []
        entries: dict[str, str] = {}
        removed: list[str] = []
        size = 0
        for sequence, identity, length in rows:
            size += length or 0
            if size > megabytes << 20 and sequences:
                break
            sequences.append(sequence)
            try:
                document = self.read(identity)
            except DamagedError as error:
                logger.warning("document is read again from its file reason=%s", error)
                self.read_again(identity)
                continue
            if document is None:
                removed.append(identity)
            else:
                documents.append(document)
                entries[identity] = make_entry(connection, document)
        return IndexBatch(tuple(sequences), tuple(documents), tuple(removed), entries)

    def read_again(self, identity: str) -> None:
        """Read the file of a document once more; until then the index has what it had."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE documents SET state = 'pending', attempts = 0, not_before = 0"
                " WHERE id = (SELECT top FROM documents WHERE id = ?)",
                (identity,),
            )

    def settle(self, batch: IndexBatch, refused: Mapping[str, str]) -> None:
        """The index has a batch, less what it refused (id -> reason)."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM outbox WHERE sequence = ?", [(one,) for one in batch.sequences]
            )
            connection.executemany(
                "UPDATE documents SET state = 'indexed' WHERE id = ? AND state = 'enriched'"
                " AND NOT EXISTS (SELECT 1 FROM outbox WHERE document = documents.id)",
                [(document.id,) for document in batch.documents if document.id not in refused],
            )
            for identity, reason in refused.items():
                why = failure("refused", f"the index refused it: {reason}")
                connection.execute(
                    "UPDATE documents SET state = 'failed', kind = ?, reason = ? WHERE id = ?",
                    (why.kind, why.reason, identity),
                )
                connection.execute("DELETE FROM owed WHERE document = ?", (identity,))
                forget_parties(connection, identity)
            settle(connection)
            now = time.time()
            for identity, entry in batch.entries.items():
                log_entry(connection, identity, None if identity in refused else entry, now)
            for identity in batch.removed:
                log_entry(connection, identity, None, now)

    def last_write(self) -> int:
        """The latest index write that waits, 0 when none does; later ones have higher numbers."""
        return last_line(self._database.connection, "outbox")

    def is_written(self, last: int) -> bool:
        """Whether the index has every write up to this one."""
        (waits,) = self._database.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE sequence <= ?)", (last,)
        ).fetchone()
        return not waits

    def is_followed(self, generation: str) -> bool:
        """Whether all documents were queued for the index described by `generation`, or none is there."""
        (followed,) = self._database.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'index_generation' AND value = ?)"
            " OR NOT EXISTS (SELECT 1 FROM bodies)",
            (generation,),
        ).fetchone()
        return bool(followed)

    def documents_written(self) -> int | None:
        """How many documents the index was given; None while some wait to be written."""
        (count,) = self._database.connection.execute(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM outbox) THEN NULL ELSE"
            " (SELECT count(*) FROM documents JOIN bodies ON bodies.document = documents.id"
            "  WHERE state != 'failed'"
            "  AND EXISTS (SELECT 1 FROM files WHERE document = documents.top)) END"
        ).fetchone()
        return None if count is None else int(count)

    def follow_index(self, generation: str) -> int:
        """Make sure that the index described by `generation` will hold every document.

        Returns:
            How many documents have to be written because it is another index than before.
        """
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT value FROM meta WHERE key = 'index_generation'"
            ).fetchone()
            if row and row[0] == generation:
                return 0
            connection.execute(
                "INSERT INTO meta (key, value) VALUES ('index_generation', ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (generation,),
            )
            connection.execute("DELETE FROM outbox")
            connection.execute("UPDATE documents SET state = 'enriched' WHERE state = 'indexed'")
            # The log is to hear that they are gone, even though this index never had them.
            connection.executemany(
                "INSERT INTO outbox (document) VALUES (?)",
                [(one,) for one in logged_and_gone(connection)],
            )
            return connection.execute(
                "INSERT INTO outbox (document) SELECT document FROM bodies"
            ).rowcount

    def read(self, identity: str) -> IndexedDocument | None:
        """A document as the index should hold it; None when it should not."""
        return read_document(self._database.connection, identity)

    def text(self, identity: str) -> EnrichedText | None:
        """What is kept of a document's text, parties under the names that it has for them."""
        return read_text(self._database.connection, identity)

    def stored(self, identity: str) -> StoredDocument | None:
        """What `read` makes a document of; None where there is none for the index."""
        return read_stored(self._database.connection, identity)

    def _keep(self, connection: sqlite3.Connection, identity: str, record: Record) -> None:
        """Store a text that was read, or why it was not."""
        if record.error is not None:
            why = failure(record.error_kind, record.error)
            connection.execute("DELETE FROM bodies WHERE document = ?", (identity,))
            connection.execute(
                "UPDATE documents SET state = 'failed', kind = ?, reason = ?, taken_by = NULL"
                " WHERE id = ?",
                (why.kind, why.reason, identity),
            )
            return
        keep_body(connection, identity, record, self._correct)
        connection.execute(
            "UPDATE documents SET state = 'enriched', kind = '', reason = '', attempts = 0,"
            " taken_by = NULL WHERE id = ?",
            (identity,),
        )
        if record.owed:
            owe(connection, identity)

    def _add_member(
        self, connection: sqlite3.Connection, job: Job, member: Record, known: set[str]
    ) -> None:
        identity = member_id(job.document, member.member)
        parents = member_parents(job.document, member.member, known)
        connection.execute(
            "INSERT INTO documents (id, sha256, top, parents, member) VALUES (?, ?, ?, ?, ?)",
            (identity, member.sha256, job.document, json.dumps(parents), member.member),
        )
        self._keep(connection, identity, member)

    def _changed_underneath(self, connection: sqlite3.Connection, job: Job) -> None:
        connection.execute(
            "UPDATE documents SET taken_by = NULL WHERE id = ? AND taken_by = ?",
            (job.document, self._owner),
        )
        connection.execute(
            "UPDATE files SET state = 'new', not_before = ? WHERE path = ?",
            (time.time() + 0.5, path_key(job.path)),
        )
