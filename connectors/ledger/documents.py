"""The documents of the ledger: jobs to do, what came of them, and what the index is to be told.

pending --take--> (a worker) --record--> enriched --outbox, settle--> indexed
   ^                   |---- fail -----> failed
   '---- postpone -----'

A long text is recorded without its entities, which are then owed (`connectors.ledger.owed`).
"""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from connectors.ledger.bodies import keep_body
from connectors.ledger.corrections import take_up
from connectors.ledger.database import Database
from connectors.ledger.findings import open_findings
from connectors.ledger.index_log import (
    log_entry,
    logged_and_gone,
    make_entry,
)
from connectors.ledger.owed import forgive, owe
from connectors.ledger.owners import this_process
from connectors.ledger.parties import forget_parties, settle_parties, shown_in
from connectors.ledger.rows import path_key, path_of
from enricher.documents import (
    MEMBER_MARK,
    EnrichedText,
    IndexedDocument,
    display_path,
    document_id,
    member_id,
    member_parents,
)
from enricher.enrichment.corrections import Correct
from enricher.enrichment.records import Record, StoredDocument, damaged, from_record
from enricher.errors import DamagedError
from enricher.ingestion.backlog import IndexBatch, Job
from enricher.ingestion.jobs import Failure, Retry, failure
from enricher.parties.identities import rename_parties

logger = logging.getLogger(__name__)

# Whoever looks at a document asks for it several times in a row; a long one takes a second to load.
_recent = lru_cache(2)(from_record)


def _load(identity: str, body: bytes) -> EnrichedText:
    try:
        return _recent(body)
    except DamagedError as error:
        raise damaged(identity) from error


def new_document(connection: sqlite3.Connection, path: Path, sha256: str) -> str:
    """Add a document that waits to be read.

    The id comes from the first path and content. A document that was edited since keeps the id it
    got from the same two; the newcomer's then comes from its successors in a chain.
    """
    identity = document_id(path, sha256)
    while connection.execute("SELECT 1 FROM documents WHERE id = ?", (identity,)).fetchone():
        identity = document_id(path, identity)
    connection.execute(
        "INSERT INTO documents (id, sha256, top) VALUES (?, ?, ?)", (identity, sha256, identity)
    )
    _note_version(connection, identity, sha256)
    take_up(connection, identity, path_key(path), sha256)
    return identity


def new_version(connection: sqlite3.Connection, document: str, sha256: str) -> None:
    """A document's content changed: it is read again and stays who it is."""
    connection.execute(
        "UPDATE documents SET sha256 = ?, state = 'pending', attempts = 0, not_before = 0,"
        " taken_by = NULL, kind = '', reason = '' WHERE id = ?",
        (sha256, document),
    )
    forgive(connection, document)
    _note_version(connection, document, sha256)


def mark_dirty(connection: sqlite3.Connection, document: str) -> None:
    """The index has to hear of a document and its members."""
    connection.execute(
        "INSERT OR REPLACE INTO outbox (document) SELECT id FROM documents WHERE top = ?",
        (document,),
    )


def _fail_members(connection: sqlite3.Connection, top: str, why: Failure) -> None:
    """The file that holds them cannot be read: those with findings are kept, as the findings are."""
    connection.execute(
        "DELETE FROM documents WHERE top = ? AND id != ? AND id NOT IN (SELECT document FROM findings)",
        (top, top),
    )
    connection.execute(
        "DELETE FROM bodies WHERE document IN (SELECT id FROM documents WHERE top = ? AND id != ?)",
        (top, top),
    )
    connection.execute(
        "UPDATE documents SET state = 'failed', kind = ?, reason = ? WHERE top = ? AND id != ?",
        (why.kind, f"the file that holds it cannot be read: {why.reason}", top, top),
    )


def read_again_if_served_otherwise(connection: sqlite3.Connection, document: str) -> None:
    """A document that other deployments serve than those that read it is read again."""
    changed = connection.execute(
        "UPDATE documents SET state = 'pending', attempts = 0, not_before = 0"
        " WHERE id = ? AND state IN ('enriched', 'indexed') AND orphaned IS NULL AND served != ?",
        (document, ",".join(served_by(connection, document))),
    ).rowcount
    if changed:
        forgive(connection, document)


def served_by(connection: sqlite3.Connection, document: str) -> tuple[str, ...]:
    """The deployments of all collections that a document is in."""
    rows = connection.execute(
        "SELECT DISTINCT serve FROM collections WHERE name IN"
        " (SELECT collection FROM files WHERE document = ?)",
        (document,),
    )
    return tuple(sorted({one for (serve,) in rows for one in serve.split(",") if one}))


def _note_version(connection: sqlite3.Connection, document: str, sha256: str) -> None:
    connection.execute(
        "INSERT INTO versions (document, sha256, seen_at) VALUES (?, ?, ?)",
        (document, sha256, time.time()),
    )


class DocumentTable:
    """Jobs, results and pending index writes; satisfies `enricher.ingestion.backlog`'s protocols."""

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
                    (self._owner, ",".join(served), identity),
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
                _fail_members(connection, job.document, failure(own.error_kind, own.error))
            forgive(connection, job.document)
            self._keep(connection, job.document, own)
            known = {member.member for member in members}
            for member in members:
                self._add_member(connection, job, member, known)
            mark_dirty(connection, job.document)
            settle_parties(connection)

    def fail(self, job: Job, why: Failure) -> None:
        """A document that cannot be read leaves the index, if an earlier version was there."""
        with self._database.transaction() as connection:
            mark_dirty(connection, job.document)
            _fail_members(connection, job.document, why)
            connection.execute("DELETE FROM bodies WHERE document = ?", (job.document,))
            forgive(connection, job.document)
            connection.execute(
                "UPDATE documents SET state = 'failed', kind = ?, reason = ?, taken_by = NULL,"
                " attempts = ? WHERE id = ? AND taken_by = ?",
                (why.kind, why.reason, job.attempt, job.document, self._owner),
            )
            settle_parties(connection)

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
                self._read_again(identity)
                continue
            if document is None:
                removed.append(identity)
            else:
                documents.append(document)
                entries[identity] = make_entry(connection, document)
        return IndexBatch(tuple(sequences), tuple(documents), tuple(removed), entries)

    def _read_again(self, identity: str) -> None:
        """What is kept of it is damaged; until it is read the index has what it had."""
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
            settle_parties(connection)
            now = time.time()
            for identity, entry in batch.entries.items():
                log_entry(connection, identity, None if identity in refused else entry, now)
            for identity in batch.removed:
                log_entry(connection, identity, None, now)

    def last_write(self) -> int:
        """The latest index write that waits, 0 when none does; later ones have higher numbers."""
        (last,) = self._database.connection.execute(
            "SELECT coalesce(max(sequence), 0) FROM outbox"
        ).fetchone()
        return int(last)

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
        stored = self.stored(identity)
        if stored is None:
            return None
        enriched = _load(identity, stored.body)
        return IndexedDocument(
            id=identity,
            paths=stored.paths,
            collections=stored.collections,
            enriched=replace(enriched, fields=rename_parties(enriched.fields, stored.shown)),
            parents=stored.parents,
            findings=open_findings(self._database.connection, identity),
        )

    def text(self, identity: str) -> EnrichedText | None:
        """What is kept of a document's text, parties under the names that it has for them."""
        row = self._database.connection.execute(
            "SELECT coalesce(corrected, body) FROM bodies WHERE document = ?", (identity,)
        ).fetchone()
        return None if row is None else _load(identity, row[0])

    def stored(self, identity: str) -> StoredDocument | None:
        """What `read` makes a document of; None where there is none for the index."""
        connection = self._database.connection
        row = connection.execute(
            "SELECT documents.top, documents.parents, documents.member, documents.state,"
            " coalesce(corrected, body) FROM documents JOIN bodies ON bodies.document = documents.id"
            " WHERE documents.id = ?",
            (identity,),
        ).fetchone()
        if row is None or row[3] == "failed":
            return None
        top, parents, member, _, body = row
        places = connection.execute(
            "SELECT path, collection FROM files WHERE document = ? ORDER BY path", (top,)
        ).fetchall()
        if not places:
            return None
        suffix = MEMBER_MARK + member if member else ""
        return StoredDocument(
            id=identity,
            paths=tuple(display_path(path_of(path)) + suffix for path, _ in places),
            collections=tuple(sorted({collection for _, collection in places})),
            parents=tuple(json.loads(parents)),
            shown=shown_in(connection, identity),
            body=body,
        )

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
