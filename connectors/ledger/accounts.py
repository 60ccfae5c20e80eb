"""The account of every file: what is indexed, what failed and why, and trying again."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from connectors.ledger.database import Database
from connectors.ledger.files import SHORTEST_WAIT_SECONDS
from connectors.ledger.passages import try_again
from connectors.ledger.routing import readers_of
from connectors.ledger.rows import FOLDER_INODE, path_key, path_of, shown_path
from enricher.documents.records import is_whole
from enricher.errors import NotFoundError
from enricher.ledger.accounts import Account, Status
from enricher.ledger.jobs import NEXT_STEPS

_FILE_STATE = """
    CASE WHEN files.state IN ('ignored', 'failed') THEN files.state
         WHEN files.state = 'new' THEN 'pending'
         WHEN documents.state = 'failed' THEN 'failed'
         WHEN documents.state = 'indexed' AND documents.id NOT IN
              (SELECT top FROM documents WHERE id IN (SELECT document FROM outbox)
               UNION ALL SELECT top FROM owed WHERE NOT again)
              THEN 'indexed'
         ELSE 'pending' END"""


_KEPT = "body, corrected, places, rows FROM bodies LEFT JOIN passages USING (document)"
_MOST_NAMED = 20  # of folders and files that a status names; `failed` lists all
# A file that did not stand still for this many times as long as it has to is growing, not just new.
_GROWING = 10


class Accounts:
    """`settle_seconds`: how long a file must stand still before it is read."""

    def __init__(self, database: Database, *, settle_seconds: float) -> None:
        self._database = database
        self.growing_seconds = _GROWING * max(settle_seconds, SHORTEST_WAIT_SECONDS)
        """For how long a file must not have stood still to be called growing."""

    def status(self, below: Sequence[bytes] = ()) -> Status:
        """Count everything, or only the files at and below some paths."""
        connection = self._database.connection
        where, values = _below(below)
        rows = connection.execute(
            f"SELECT {_FILE_STATE} AS what, CASE WHEN files.kind != '' THEN files.kind"
            " ELSE documents.kind END, count(*),"
            # A document in the index that is only written anew has not been waiting since then.
            " min(CASE WHEN files.state = 'new' OR documents.state != 'indexed'"
            " OR documents.id IN (SELECT top FROM owed WHERE NOT again) THEN files.noticed_at END)"
            " FROM files LEFT JOIN documents ON documents.id = files.document"
            f" WHERE files.missing_since IS NULL AND {where} GROUP BY 1, 2",
            values,
        ).fetchall()
        count = dict.fromkeys(("indexed", "failed", "ignored", "pending"), 0)
        kinds: dict[str, int] = {}
        oldest = None
        for state, kind, number, noticed in rows:
            count[state] += number
            if state == "failed":
                kinds[kind or "failed"] = kinds.get(kind or "failed", 0) + number
            if state == "pending" and noticed is not None:
                oldest = noticed if oldest is None else min(oldest, noticed)
        (missing,) = connection.execute(
            f"SELECT count(*) FROM files WHERE missing_since IS NOT NULL AND {where}", values
        ).fetchone()
        documents, members, members_failed = connection.execute(
            "SELECT coalesce(sum(state = 'indexed'), 0),"
            " coalesce(sum(member != '' AND state = 'indexed'), 0),"
            " coalesce(sum(member != '' AND state = 'failed'), 0) FROM documents"
        ).fetchone()
        embedded, unembedded, given_up = connection.execute(
            "SELECT (SELECT count(*) FROM passages"
            "  WHERE document NOT IN (SELECT document FROM passages_owed)),"
            " (SELECT count(*) FROM passages_owed WHERE reason = ''),"
            " (SELECT count(*) FROM passages_owed WHERE reason != '')"
        ).fetchone()
        held = connection.execute("SELECT held FROM roots WHERE held IS NOT NULL").fetchall()
        return Status(
            seen=sum(count.values()),
            **count,
            kinds=kinds,
            missing=missing,
            documents=documents,
            members=members,
            members_failed=members_failed,
            backlog_seconds=max(0.0, time.time() - oldest) if oldest is not None else 0.0,
            held=tuple(sentence for (sentence,) in held),
            folders=self.unread_folders(),
            growing=self._growing(below),
            embedded=embedded,
            unembedded=unembedded,
            unembeddable=given_up,
        )

    def unread_folders(self) -> tuple[str, ...]:
        """Which folders cannot be read, and why: one sentence each, of the first of them."""
        rows = self._database.connection.execute(
            "SELECT path, reason FROM files WHERE state = 'failed' AND inode = ?"
            " AND missing_since IS NULL ORDER BY path LIMIT ?",
            (FOLDER_INODE, _MOST_NAMED),
        )
        return tuple(f"{shown_path(path, None)}: {reason}" for path, reason in rows)

    def _growing(self, below: Sequence[bytes]) -> tuple[str, ...]:
        where, values = _below(below)
        growing, times = self._growing_condition()
        rows = self._database.connection.execute(
            f"SELECT path FROM files WHERE {growing} AND {where} ORDER BY path LIMIT ?",
            (*times, *values, _MOST_NAMED),
        )
        return tuple(shown_path(path, None) for (path,) in rows)

    def _growing_condition(self) -> tuple[str, tuple[float, ...]]:
        """An SQL condition for files that were looked at again and again and never stood still."""
        now = time.time()
        condition = (
            "(files.state = 'new' AND files.missing_since IS NULL AND files.taken_by IS NULL"
            " AND files.not_before > ? AND files.noticed_at <= ?)"
        )
        return condition, (now, now - self.growing_seconds)

    def is_settled(self, below: Sequence[bytes] = (), *, but_growing: bool = False) -> bool:
        """Whether nothing below some paths is pending and no index write waits.

        Args:
            but_growing: files that do not stand still are not waited for.
        """
        where, values = _below(below)
        growing, times = self._growing_condition() if but_growing else ("0", ())
        # Asked between any two documents, so each part is answered by an index of its own.
        (unsettled,) = self._database.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM outbox)"
            " OR EXISTS (SELECT 1 FROM files WHERE state = 'new' AND missing_since IS NULL"
            f"  AND NOT {growing} AND {where})"
            " OR EXISTS (SELECT 1 FROM documents JOIN files ON files.document = documents.id"
            "  WHERE documents.state IN ('pending', 'enriched') AND files.missing_since IS NULL"
            f"  AND NOT {growing} AND {where})"
            " OR EXISTS (SELECT 1 FROM owed JOIN files ON files.document = owed.top"
            f"  WHERE NOT again AND files.missing_since IS NULL AND {where})",
            (*times, *values, *times, *values, *values),
        ).fetchone()
        return not unsettled

    def failed(self, *, ignored: bool = False) -> list[Account]:
        """Every file and member that failed (or every file that is ignored), by path."""
        connection = self._database.connection
        state = "ignored" if ignored else "failed"
        rows = connection.execute(
            "SELECT coalesce(files.document, 'file-' || files.sequence), files.path, '',"
            " CASE WHEN files.state = 'known' THEN documents.kind ELSE files.kind END,"
            " CASE WHEN files.state = 'known' THEN documents.reason ELSE files.reason END,"
            " coalesce(documents.attempts, 0)"
            " FROM files LEFT JOIN documents ON documents.id = files.document"
            f" WHERE files.missing_since IS NULL AND {_FILE_STATE} = ?"
            " UNION ALL SELECT documents.id, files.path, documents.member, documents.kind,"
            " documents.reason, documents.attempts FROM documents"
            " JOIN files ON files.document = documents.top"
            " WHERE documents.member != '' AND documents.state = ? ORDER BY 2, 3",
            (state, state),
        ).fetchall()
        return [
            Account(
                id=identity,
                path=shown_path(path, member),
                state=state,
                kind=kind,
                reason=reason,
                next_step=NEXT_STEPS.get(kind, "change the setting ignore to read it"),
                attempts=attempts,
            )
            for identity, path, member, kind, reason, attempts in rows
        ]

    def retry(self, ids: Sequence[str] = (), *, everything: bool = False) -> int:
        """Make failed documents pending again; a member is retried with the file that holds it.

        A document of which damaged is what is kept is read again as well, where it is named.

        Raises:
            NotFoundError: an id is not that of something that failed; nothing is changed.
        """
        with self._database.transaction() as connection:
            failed = {account.id for account in self.failed()}
            given_up = self._given_up()
            for identity in ids:
                if identity not in failed | given_up and not self._is_damaged(identity):
                    raise NotFoundError(f"{identity} is not among what failed (`enricher failed`)")
            chosen = failed | given_up if everything else set(ids)
            for identity in chosen:
                try_again(connection, identity)
                if identity not in failed and not self._is_damaged(identity):
                    continue
                connection.execute(
                    "UPDATE documents SET state = 'pending', attempts = 0, not_before = 0"
                    " WHERE id = (SELECT top FROM documents WHERE id = ?)",
                    (identity,),
                )
                connection.execute(
                    # A folder is looked at again by itself, and is no file that could be hashed.
                    "UPDATE files SET state = 'new', kind = '', reason = '', not_before = 0,"
                    " noticed_at = ? WHERE state = 'failed' AND inode != ?"
                    " AND (document = ? OR 'file-' || sequence = ?)",
                    (time.time(), FOLDER_INODE, identity, identity),
                )
            return len(chosen)

    def _given_up(self) -> set[str]:
        """The documents whose passages could not be embedded."""
        rows = self._database.connection.execute(
            "SELECT document FROM passages_owed WHERE reason != ''"
        )
        return {document for (document,) in rows}

    def damaged(self) -> list[str]:
        """The documents of which what is kept is damaged; reads all of it."""
        rows = self._database.connection.execute(f"SELECT document, {_KEPT} ORDER BY document")
        return [document for document, *bodies in rows if not _are_whole(bodies)]

    def _is_damaged(self, identity: str) -> bool:
        bodies = self._database.connection.execute(
            f"SELECT {_KEPT} WHERE document = ?", (identity,)
        ).fetchone()
        return bodies is not None and not _are_whole(bodies)

    def ids_from(self, start: str, limit: int = 3) -> list[str]:
        """Some of the ids of documents that begin with these characters, in their order."""
        rows = self._database.connection.execute(
            "SELECT id FROM documents WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (start, start + "\U0010ffff", limit),
        )
        return [identity for (identity,) in rows]

    def id_at(self, path: Path, member: str = "") -> str | None:
        """The document that lies at a path, or its member."""
        row = self._database.connection.execute(
            "SELECT documents.id FROM files JOIN documents ON documents.top = files.document"
            " WHERE files.path = ? AND documents.member = ?",
            (path_key(path), member),
        ).fetchone()
        return str(row[0]) if row else None

    def documents_below(self, path: Path) -> list[str]:
        """The documents of the files at and below a path that are there."""
        where, values = _below([path_key(path)])
        rows = self._database.connection.execute(
            f"SELECT DISTINCT document FROM files WHERE {where} AND missing_since IS NULL"
            " AND document IS NOT NULL ORDER BY path",
            values,
        )
        return [document for (document,) in rows]

    def has_file(self, document: str) -> bool:
        """Whether a document, or what holds it, can be read from a file."""
        row = self._database.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM documents JOIN files ON files.document = documents.top"
            " WHERE documents.id = ? AND files.missing_since IS NULL)",
            (document,),
        ).fetchone()
        return bool(row[0])

    def place_of(self, identity: str) -> str:
        """One of the places of a document, "" where it has none."""
        row = self._database.connection.execute(
            "SELECT files.path, documents.member FROM documents"
            " JOIN files ON files.document = documents.top WHERE documents.id = ?"
            " ORDER BY files.path LIMIT 1",
            (identity,),
        ).fetchone()
        return shown_path(*row) if row else ""

    def inside_of(self, identity: str) -> tuple[str, str]:
        """The document that a document's file is, and the way to it inside, "" where it is that."""
        row = self._database.connection.execute(
            "SELECT top, member FROM documents WHERE id = ?", (identity,)
        ).fetchone()
        return (row[0], row[1] or "") if row else (identity, "")

    def files_of(self, identity: str) -> list[Path]:
        """The files that hold a document's content, members of archives having none."""
        rows = self._database.connection.execute(
            "SELECT path FROM files WHERE document = ? AND missing_since IS NULL ORDER BY path",
            (identity,),
        )
        return [path_of(path) for (path,) in rows]

    def explain(self, identity: str) -> dict[str, Any] | None:
        """State, places, versions and members of a document, whether or not it is in the index."""
        connection = self._database.connection
        row = connection.execute(
            "SELECT id, sha256, CASE WHEN state = 'indexed' AND EXISTS"
            " (SELECT 1 FROM owed WHERE document = id AND NOT again) THEN 'searchable' ELSE state END,"
            " kind, reason, top, parents, member FROM documents WHERE id = ?",
            (identity,),
        ).fetchone()
        if row is None:
            return None
        versions = connection.execute(
            "SELECT sha256, seen_at FROM versions WHERE document = ? ORDER BY seen_at, rowid",
            (identity,),
        ).fetchall()
        members = connection.execute(
            "SELECT id FROM documents WHERE top = ? AND id != ? ORDER BY sequence",
            (identity, identity),
        ).fetchall()
        places = connection.execute(
            "SELECT path FROM files WHERE document = ? ORDER BY path", (row[5],)
        ).fetchall()
        return {
            "id": row[0],
            "sha256": row[1],
            "state": row[2],
            "kind": row[3],
            "reason": row[4],
            "paths": [shown_path(path, row[7]) for (path,) in places],
            "parents": json.loads(row[6]),
            "versions": [{"sha256": sha256, "seen_at": seen} for sha256, seen in versions],
            "members": [member for (member,) in members],
            "readers": readers_of(connection, identity),
        }


def _are_whole(bodies: Sequence[bytes | None]) -> bool:
    return all(is_whole(body) for body in bodies if body is not None)


def _below(paths: Sequence[bytes]) -> tuple[str, tuple[bytes, ...]]:
    """An SQL condition for files at or below some paths ('/' is followed by '0' in bytes)."""
    if not paths:
        return "1", ()
    one = "(files.path = ? OR (files.path >= ? AND files.path < ?))"
    values = tuple(value for path in paths for value in (path, path + b"/", path + b"0"))
    return "(" + " OR ".join([one] * len(paths)) + ")", values
