"""The files of the ledger: what the disk shows is compared with what is known, and accounted for.

disk --walk--> observe: new | changed | moved | same      vanished --guard--> removed
new, changed --stands still, hashed--> attach: a copy, a new version, or a new document
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.documents import mark_dirty, new_document, new_version
from connectors.ledger import path_key, this_process
from connectors.sqlite import Database
from connectors.walk import FileStat, matching_pattern, stat_file, walk
from enricher.documents import display_path
from enricher.ports import DEFAULT_DEPLOYMENT

_BATCH = 500  # rows a transaction: long enough to be fast, short enough to let others write


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file that waits to be hashed."""

    stat: FileStat
    collection: str


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one comparison of a folder with the ledger found; `held` says why nothing was removed."""

    seen: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    held: str = ""


class FileTable:
    """Observing, hashing and forgetting files.

    Args:
        settle_seconds: a file younger than this is looked at again before it is taken.
        guard: the share of a root's files above which vanished ones are kept until confirmed.
        ignore: patterns of names.
    """

    def __init__(
        self, database: Database, *, settle_seconds: float, guard: float, ignore: Sequence[str]
    ) -> None:
        self._database = database
        self._settle_seconds = settle_seconds
        self._guard = guard
        self._ignore = ignore
        self._owner = this_process()

    def add_root(self, root: Path, collection: str | None) -> str:
        """Remember a folder (or single file) that is read, and return its collection.

        A root that is known keeps its collection unless another is given; then its files are read
        by that collection's models.
        """
        key = path_key(root)
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT collection FROM roots WHERE path = ?", (key,)
            ).fetchone()
            name = collection or (row[0] if row else self._collection_above(root) or "default")
            connection.execute(
                "INSERT INTO collections (name, serve) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (name, DEFAULT_DEPLOYMENT),
            )
            connection.execute(
                "INSERT INTO roots (path, collection) VALUES (?, ?)"
                " ON CONFLICT (path) DO UPDATE SET collection = excluded.collection",
                (key, name),
            )
            if row and row[0] != name:
                self._move_collection(connection, key, name)
        return name

    def roots(self) -> list[tuple[Path, str, str]]:
        """Every root with its collection and, when it is held, why."""
        rows = self._database.connection.execute(
            "SELECT path, collection, held FROM roots ORDER BY path"
        )
        return [(Path(_text(path)), collection, held or "") for path, collection, held in rows]

    def sweep(
        self,
        root: Path,
        *,
        below: Path | None = None,
        grace_seconds: float = 0.0,
        confirmed: bool = False,
    ) -> Sweep:
        """Compare what lies below a root (or one folder in it) with the ledger.

        Args:
            grace_seconds: how long a file must be missing before it is forgotten; a tree that is
                being deleted is then judged as one.
            confirmed: a person said that what vanished may be removed.
        """
        collection = self._root_collection(root)
        start = below or root
        others = [path for path, _, _ in self.roots() if path != root]
        held = self._root_fault(root)
        if held and not confirmed:
            return self._hold(root, held)
        if held:
            seen, changed, unlisted, moves, visited = 0, 0, [], [], set[bytes]()
        else:
            seen, changed, unlisted, moves, visited = self._compare(start, root, collection, others)
        with self._database.transaction() as connection:
            self._apply_moves(connection, moves, root, collection)
        self._mark_missing(root, start, visited, unlisted)
        removed, held = self._forget_missing(root, grace_seconds, confirmed)
        return Sweep(seen=seen, changed=changed, moved=len(moves), removed=removed, held=held)

    def observe(self, path: Path, root: Path, *, settled: bool = False) -> None:
        """Compare one path with the ledger, as an event tells that it was touched.

        Args:
            settled: its writer is done with it, so there is nothing to wait for.
        """
        found = stat_file(path, self._ignore)
        if found is None or self._in_ignored_folder(path, root):
            return
        root, collection = self._deepest_root(path, root)
        with self._database.transaction() as connection:
            move = self._compare_file(connection, found, root, collection)
            if move is not True and move is not False:
                self._apply_moves(connection, [move], root, collection)
            elif settled:
                connection.execute(
                    "UPDATE files SET not_before = 0 WHERE path = ? AND state = 'new'",
                    (path_key(path),),
                )

    def vanished(self, path: Path, root: Path) -> None:
        """An event tells that a file or folder is gone: note it, and what was below it."""
        self._mark_missing(root, path, set(), ())

    def forget(self, root: Path, *, grace_seconds: float) -> Sweep:
        """Remove what has been missing for so long, unless it is too much at once."""
        (missing,) = self._database.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM files WHERE root = ? AND missing_since IS NOT NULL)",
            (path_key(root),),
        ).fetchone()
        if not missing:
            return Sweep()
        removed, held = self._forget_missing(root, grace_seconds, confirmed=False)
        return Sweep(removed=removed, held=held)

    def take(self, limit: int) -> list[SeenFile]:
        """Files that may stand still by now, taken for this process to hash."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT sequence, path, device, inode, size, mtime_ns, ctime_ns, collection"
                " FROM files WHERE state = 'new' AND taken_by IS NULL AND not_before <= ?"
                " AND missing_since IS NULL ORDER BY sequence LIMIT ?",
                (time.time(), limit),
            ).fetchall()
            connection.executemany(
                "UPDATE files SET taken_by = ? WHERE sequence = ?",
                [(self._owner, row[0]) for row in rows],
            )
        return [SeenFile(FileStat(Path(_text(row[1])), *row[2:7]), row[7]) for row in rows]

    def next_due(self) -> float | None:
        """When the next unsettled file is to be looked at; None when there is none."""
        (due,) = self._database.connection.execute(
            "SELECT min(not_before) FROM files WHERE state = 'new' AND missing_since IS NULL"
        ).fetchone()
        return float(due) if due is not None else None

    def attach(self, file: SeenFile, sha256: str) -> None:
        """Say what a file's content is: of a known document, of a new version, or of a new one."""
        key = path_key(file.stat.path)
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT document FROM files WHERE path = ? AND state = 'new'", (key,)
            ).fetchone()
            if row is None:
                return  # moved or removed meanwhile
            former = row[0]
            document = self._document_for(connection, file, former, sha256)
            connection.execute(
                "UPDATE files SET state = 'known', document = ?, taken_by = NULL, kind = '',"
                " reason = '' WHERE path = ?",
                (document, key),
            )
            if former and former != document:
                _orphan(connection, [former])
            connection.execute("UPDATE documents SET orphaned = NULL WHERE id = ?", (document,))
        self.forget_orphans()

    def postpone(self, file: SeenFile, found: FileStat | None) -> None:
        """A file that did not stand still: look again later (None: it is gone)."""
        key = path_key(file.stat.path)
        with self._database.transaction() as connection:
            if found is None:
                connection.execute(
                    "UPDATE files SET taken_by = NULL, missing_since = coalesce(missing_since, ?)"
                    " WHERE path = ?",
                    (time.time(), key),
                )
                return
            connection.execute(
                "UPDATE files SET taken_by = NULL, device = ?, inode = ?, size = ?, mtime_ns = ?,"
                " ctime_ns = ?, not_before = ? WHERE path = ?",
                (*found.identity, found.ctime_ns, time.time() + self._settle_seconds, key),
            )

    def fail(self, file: SeenFile, kind: str, reason: str) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE files SET state = 'failed', taken_by = NULL, kind = ?, reason = ?"
                " WHERE path = ?",
                (kind, reason, path_key(file.stat.path)),
            )

    def forget_orphans(self) -> int:
        """Remove documents that lost their last path.

        Only once every file that was known to be new by then has been hashed: it may hold the very
        content that went missing elsewhere, and the document then lives on there.
        """
        with self._database.transaction() as connection:
            (unhashed,) = connection.execute(
                "SELECT coalesce(min(sequence), 9e18) FROM files"
                " WHERE state = 'new' AND missing_since IS NULL"
            ).fetchone()
            rows = connection.execute(
                "SELECT id FROM documents WHERE orphaned IS NOT NULL AND orphaned < ?", (unhashed,)
            ).fetchall()
            for (document,) in rows:
                mark_dirty(connection, document)
                connection.execute("DELETE FROM documents WHERE top = ?", (document,))
            return len(rows)

    def waiting_orphans(self) -> int:
        (count,) = self._database.connection.execute(
            "SELECT count(*) FROM documents WHERE orphaned IS NOT NULL"
        ).fetchone()
        return int(count)

    def _document_for(
        self, connection: sqlite3.Connection, file: SeenFile, former: str | None, sha256: str
    ) -> str:
        same = connection.execute(
            "SELECT id FROM documents WHERE sha256 = ? AND member = ''", (sha256,)
        ).fetchone()
        if same is not None:
            mark_dirty(connection, same[0])
            self._read_again_for(connection, same[0], file.collection)
            return str(same[0])
        if former is not None:
            (others,) = connection.execute(
                "SELECT count(*) FROM files WHERE document = ? AND path != ?"
                " AND missing_since IS NULL",
                (former, path_key(file.stat.path)),
            ).fetchone()
            if not others:
                new_version(connection, former, sha256)
                return former
        return new_document(connection, file.stat.path, sha256)

    def _read_again_for(
        self, connection: sqlite3.Connection, document: str, collection: str
    ) -> None:
        """A copy in a collection that other models serve: they have to read the document too."""
        (known,) = connection.execute(
            "SELECT count(*) FROM files WHERE document = ? AND collection = ?",
            (document, collection),
        ).fetchone()
        if not known:
            connection.execute(
                "UPDATE documents SET state = 'pending', attempts = 0, not_before = 0"
                " WHERE id = ? AND state IN ('enriched', 'indexed') AND"
                " (SELECT count(DISTINCT serve) FROM collections WHERE name = ? OR name IN"
                "  (SELECT collection FROM files WHERE document = ?)) > 1",
                (document, collection, document),
            )

    def _compare(
        self, start: Path, root: Path, collection: str, others: Sequence[Path]
    ) -> tuple[int, int, list[bytes], list[tuple[bytes, FileStat]], set[bytes]]:
        seen = changed = 0
        unlisted: list[bytes] = []
        moves: list[tuple[bytes, FileStat]] = []
        visited: set[bytes] = set()
        single = stat_file(start, self._ignore)
        folders: Iterable[tuple[Path, Sequence[FileStat], str]]
        if single is not None:
            folders = [(start.parent, [single], "")]
        else:
            folders = (
                (folder.path, folder.files, folder.error)
                for folder in walk(start, self._ignore, others)
            )
        for path, files, error in folders:
            key = path_key(path)
            if error:
                unlisted.append(key)
                self._fail_folder(path, root, collection, error)
                continue
            if single is None:
                visited.add(key)
                self._mark_gone_from(key, files)
            for first in range(0, len(files), _BATCH):
                with self._database.transaction() as connection:
                    for found in files[first : first + _BATCH]:
                        seen += 1
                        move = self._compare_file(connection, found, root, collection)
                        if move is True:
                            changed += 1
                        elif move is not False:
                            moves.append(move)
        return seen, changed, unlisted, moves, visited

    def _compare_file(
        self, connection: sqlite3.Connection, found: FileStat, root: Path, collection: str
    ) -> bool | tuple[bytes, FileStat]:
        """Record what one file shows: True when it is new or changed, False when not, or a move."""
        key = path_key(found.path)
        row = connection.execute(
            "SELECT device, inode, size, mtime_ns, ctime_ns, missing_since, state, reason"
            " FROM files WHERE path = ?",
            (key,),
        ).fetchone()
        if row is not None and row[:4] == found.identity:
            same_state = (row[6] == "ignored") == bool(found.ignored)
            if row[4] == found.ctime_ns and same_state:
                if row[5] is not None:
                    connection.execute(
                        "UPDATE files SET missing_since = NULL WHERE path = ?", (key,)
                    )
                return False
        elif not found.ignored:
            origin = self._moved_from(connection, found)
            if origin is not None:
                return origin, found
        self._record(connection, found, root, collection)
        return True

    def _moved_from(self, connection: sqlite3.Connection, found: FileStat) -> bytes | None:
        """The path at which the ledger knows this very file, if it is there no more."""
        rows = connection.execute(
            "SELECT path FROM files WHERE inode = ? AND device = ? AND size = ? AND mtime_ns = ?"
            " AND state IN ('known', 'failed') AND path != ?",
            (found.inode, found.device, found.size, found.mtime_ns, path_key(found.path)),
        ).fetchall()
        for (path,) in rows:
            there = stat_file(Path(_text(path)), self._ignore)
            if there is None or there.identity != found.identity:
                return bytes(path)
        return None

    def _record(
        self, connection: sqlite3.Connection, found: FileStat, root: Path, collection: str
    ) -> None:
        now = time.time()
        age = now - found.mtime_ns / 1e9
        settled = 0.0 if age >= self._settle_seconds else now + self._settle_seconds
        state = "ignored" if found.ignored else "new"
        connection.execute(
            "INSERT INTO files (path, folder, root, collection, device, inode, size, mtime_ns,"
            " ctime_ns, state, kind, reason, noticed_at, not_before)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
            " ON CONFLICT (path) DO UPDATE SET root = excluded.root,"
            " collection = excluded.collection, device = excluded.device, inode = excluded.inode,"
            " size = excluded.size, mtime_ns = excluded.mtime_ns, ctime_ns = excluded.ctime_ns,"
            " state = excluded.state, kind = excluded.kind, reason = excluded.reason,"
            " noticed_at = excluded.noticed_at, not_before = excluded.not_before,"
            " missing_since = NULL, taken_by = NULL",
            (
                path_key(found.path),
                path_key(found.path.parent),
                path_key(root),
                collection,
                *found.identity,
                found.ctime_ns,
                state,
                state if found.ignored else "",
                found.ignored,
                now,
                settled,
            ),
        )
        if found.ignored:
            row = connection.execute(
                "UPDATE files SET document = NULL WHERE path = ? AND document IS NOT NULL"
                " RETURNING (SELECT document FROM files AS before WHERE before.path = files.path)",
                (path_key(found.path),),
            ).fetchone()
            if row and row[0]:
                _orphan(connection, [row[0]])

    def _apply_moves(
        self,
        connection: sqlite3.Connection,
        moves: Sequence[tuple[bytes, FileStat]],
        root: Path,
        collection: str,
    ) -> None:
        """Give rows their new paths; two files that changed places keep their documents."""
        rows = []
        for origin, found in moves:
            row = connection.execute(
                "SELECT sequence, document FROM files WHERE path = ?", (origin,)
            ).fetchone()
            if row is not None:
                rows.append((row[0], row[1], found))
        for sequence, _, _ in rows:
            connection.execute(
                "UPDATE files SET path = ? WHERE sequence = ?",
                (b"\0moving/%d" % sequence, sequence),
            )
        for sequence, document, found in rows:
            key = path_key(found.path)
            over = connection.execute(
                "DELETE FROM files WHERE path = ? RETURNING document", (key,)
            ).fetchone()
            connection.execute(
                "UPDATE files SET path = ?, folder = ?, root = ?, collection = ?, ctime_ns = ?,"
                " missing_since = NULL WHERE sequence = ?",
                (
                    key,
                    path_key(found.path.parent),
                    path_key(root),
                    collection,
                    found.ctime_ns,
                    sequence,
                ),
            )
            if document:
                mark_dirty(connection, document)
                self._read_again_for(connection, document, collection)
            if over and over[0]:
                _orphan(connection, [over[0]])

    def _mark_gone_from(self, folder: bytes, files: Sequence[FileStat]) -> None:
        """Mark the known files of one folder that it does not hold any more."""
        present = {path_key(found.path) for found in files}
        rows = self._database.connection.execute(
            "SELECT path FROM files WHERE folder = ? AND missing_since IS NULL", (folder,)
        ).fetchall()
        gone = [path for (path,) in rows if path not in present]
        self._mark(gone)

    def _mark_missing(
        self, root: Path, start: Path, visited: set[bytes], unlisted: Sequence[bytes]
    ) -> None:
        """Mark the files of folders that are not there any more; of those unlisted nobody knows."""
        below = path_key(start) + b"/"
        rows = self._database.connection.execute(
            "SELECT path, folder FROM files WHERE missing_since IS NULL AND root = ?"
            " AND (path = ? OR path >= ? AND path < ?)",
            (path_key(root), path_key(start), below, path_key(start) + b"0"),
        )
        gone = []
        for path, folder in rows:
            if folder in visited or any(
                path == one or path.startswith(one + b"/") for one in unlisted
            ):
                continue
            if stat_file(Path(_text(path)), self._ignore) is None:
                gone.append(path)
        self._mark(gone)

    def _mark(self, paths: Sequence[bytes]) -> None:
        if paths:
            with self._database.transaction() as connection:
                connection.executemany(
                    "UPDATE files SET missing_since = ? WHERE path = ?",
                    [(time.time(), path) for path in paths],
                )

    def _forget_missing(self, root: Path, grace_seconds: float, confirmed: bool) -> tuple[int, str]:
        key = path_key(root)
        with self._database.transaction() as connection:
            known, missing = connection.execute(
                "SELECT count(*), count(missing_since) FROM files"
                " WHERE root = ? AND state != 'ignored'",
                (key,),
            ).fetchone()
            held = ""
            if missing > 1 and missing > self._guard * known and not confirmed:
                held = (
                    f"{missing} of {known} files below {display_path(root)} vanished at once; they"
                    " stay in the index until you run `enricher ingest --confirm-removed` on it"
                )
            connection.execute("UPDATE roots SET held = ? WHERE path = ?", (held or None, key))
            if held:
                return 0, held
            rows = connection.execute(
                "DELETE FROM files WHERE root = ? AND missing_since <= ? RETURNING document",
                (key, time.time() - grace_seconds),
            ).fetchall()
            _orphan(connection, [document for (document,) in rows if document])
        self.forget_orphans()
        return len(rows), ""

    def _hold(self, root: Path, reason: str) -> Sweep:
        with self._database.transaction() as connection:
            connection.execute("UPDATE roots SET held = ? WHERE path = ?", (reason, path_key(root)))
        return Sweep(held=reason)

    def _root_fault(self, root: Path) -> str:
        """Why a root cannot be compared: it is gone, or another disk is mounted there."""
        key = path_key(root)
        connection = self._database.connection
        (known,) = connection.execute(
            "SELECT count(*) FROM files WHERE root = ? AND state != 'ignored'", (key,)
        ).fetchone()
        advice = "bring it back, or run `enricher ingest --confirm-removed` on it"
        try:
            device = root.stat().st_dev
        except OSError as error:
            if known > 1 or root.parent.exists() is False:
                return f"{display_path(root)} is gone ({error.strerror}); nothing was removed: {advice}"
            return "" if known else f"{display_path(root)} is gone ({error.strerror})"
        (before,) = connection.execute(
            "SELECT device FROM roots WHERE path = ?", (key,)
        ).fetchone() or (None,)
        if before is not None and before != device and known > 1:
            return f"{display_path(root)} is on another disk than before; nothing was removed: {advice}"
        with self._database.transaction() as writing:
            writing.execute("UPDATE roots SET device = ? WHERE path = ?", (device, key))
        return ""

    def _fail_folder(self, path: Path, root: Path, collection: str, error: str) -> None:
        """An unreadable folder is accounted for like a file that cannot be read."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO files (path, folder, root, collection, device, inode, size, mtime_ns,"
                " ctime_ns, state, kind, reason, noticed_at)"
                " VALUES (?,?,?,?,0,0,0,0,0,'failed','unreadable',?,?)"
                " ON CONFLICT (path) DO UPDATE SET reason = excluded.reason, missing_since = NULL",
                (
                    path_key(path),
                    path_key(path.parent),
                    path_key(root),
                    collection,
                    f"the folder cannot be listed: {error}",
                    time.time(),
                ),
            )

    def _in_ignored_folder(self, path: Path, root: Path) -> bool:
        above = path.relative_to(root).parts[:-1] if path.is_relative_to(root) else ()
        return any(matching_pattern(name, self._ignore) for name in above)

    def _deepest_root(self, path: Path, root: Path) -> tuple[Path, str]:
        """The root that a path below `root` belongs to: a nested one has its own collection."""
        known = [
            (len(one.parts), one, collection)
            for one, collection, _ in self.roots()
            if one == root or (path.is_relative_to(one) and one.is_relative_to(root))
        ]
        if not known:
            return root, self._root_collection(root)
        _, deepest, collection = max(known)
        return deepest, collection

    def _root_collection(self, root: Path) -> str:
        row = self._database.connection.execute(
            "SELECT collection FROM roots WHERE path = ?", (path_key(root),)
        ).fetchone()
        return str(row[0]) if row else self.add_root(root, None)

    def _collection_above(self, path: Path) -> str | None:
        above = [(len(root.parts), name) for root, name, _ in self.roots() if root in path.parents]
        return max(above)[1] if above else None

    def _move_collection(self, connection: sqlite3.Connection, root: bytes, name: str) -> None:
        rows = connection.execute(
            "UPDATE files SET collection = ? WHERE root = ? RETURNING document", (name, root)
        ).fetchall()
        for document in {document for (document,) in rows if document}:
            mark_dirty(connection, document)
            connection.execute(
                "UPDATE documents SET state = 'pending', attempts = 0, not_before = 0"
                " WHERE id = ? AND state IN ('enriched', 'indexed')",
                (document,),
            )


def _orphan(connection: sqlite3.Connection, documents: Sequence[str]) -> None:
    """Note which of the documents have no path left, and how many files were known by then."""
    connection.executemany(
        "UPDATE documents SET orphaned = (SELECT coalesce(max(sequence), 0) FROM files)"
        " WHERE id = ? AND NOT EXISTS (SELECT 1 FROM files WHERE document = documents.id)",
        [(document,) for document in documents],
    )
    for document in documents:
        mark_dirty(connection, document)


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
