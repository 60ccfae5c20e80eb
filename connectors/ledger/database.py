"""Opening an SQLite database: its schema, pragmas, transactions, one connection per thread."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from enricher.errors import DiskFullError, EnricherError, SettingsError, UnavailableError
from enricher.files.disk import has_room

BUSY_SECONDS = 60  # a writer of another process holds the lock for one batch, far shorter than this

_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_OF_THE_MACHINE = (*_LOCKED, *_UNWRITABLE, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


@dataclass(frozen=True, slots=True)
class Schema:
    """What one kind of database holds, and how to know it.

    Attributes:
        name: begins the names of the files of upgrades beside the script.
        script: the file of statements that makes it.
        application_id: tells it from any other SQLite database, and from those before 1.0.
        version: of the script; SQLite keeps it as user_version.
        damaged: what to do about a file that is damaged, or no database.
        unknown: what to do about one that this version does not know.
    """

    name: str
    script: Path
    application_id: int
    version: int
    damaged: str
    unknown: str

    def statements(self) -> Iterator[str]:
        """What makes a new one."""
        return _statements(self.script)

    def upgrades(self, version: int) -> Iterator[str]:
        """What takes one of an older version to this one."""
        for older in range(version, self.version):
            yield from _statements(self.script.parent / "upgrades" / f"{self.name}-{older}.sql")


def _statements(script: Path) -> Iterator[str]:
    """Those of a script; the ones of a trigger stay together."""
    statement = ""
    for piece in script.read_text(encoding="utf-8").split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""


class Database:
    """A database file that several threads and processes share; made by its schema where it is new.

    Raises:
        SettingsError: this user cannot write the file, it is damaged, or of an unknown version.
        DiskFullError: there is no room for it.
        UnavailableError: another process kept the file locked.
    """

    def __init__(self, path: Path, schema: Schema) -> None:
        self.path = path
        self._schema = schema
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _make_private(path)
            self._make_or_know()
        except sqlite3.DatabaseError as error:
            self.close()
            raise self._explained(error) from error
        except BaseException:
            self.close()
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's own connection."""
        connection: _Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path,
                timeout=BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
                factory=_Connection,
            )
            connection.explain = self._explained
            connection.execute("PRAGMA journal_mode=WAL")
            # WAL with NORMAL survives kill -9 whole; after a power cut the last transactions may
            # be missing, and are done again, since delivery is at least once.
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA foreign_keys=ON")
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: all or nothing; one inside another joins it.

        Raises:
            SettingsError: this user cannot write the file, or it is damaged.
            UnavailableError: the disk is full, or another process kept the database locked.
        """
        connection = self.connection
        if connection.in_transaction:
            yield connection
            return
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise self._explained(error) from error
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            if _kind(error) in _OF_THE_MACHINE:
                raise self._explained(error) from error
            raise

    def damage(self) -> str:
        """What is damaged in the file, "" when it is whole; reads all of it.

        Source: https://www.sqlite.org/pragma.html#pragma_integrity_check
        """
        try:
            rows = self.connection.execute("PRAGMA integrity_check(3)").fetchall()
        except SettingsError as error:
            return str(error)
        found = "; ".join(str(row[0]) for row in rows)
        return "" if found == "ok" else f"{self.path} is damaged ({found}); {self._schema.damaged}"

    def close(self) -> None:
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    def _explained(self, error: BaseException) -> EnricherError:
        """What an error of SQLite means for whoever owns the file, and what to do about it."""
        path, kind = self.path, _kind(error)
        is_blocked = kind in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)  # of a file beside it
        if kind == sqlite3.SQLITE_FULL or (is_blocked and not has_room(path.parent)):
            return DiskFullError(
                f"{path} cannot be written ({error}); make room on the disk of {path.parent},"
                " nothing is lost"
            )
        if kind in _LOCKED:
            return UnavailableError(
                f"{path} is locked ({error}): another process is writing it; try again once that"
                " is done"
            )
        if kind in _UNWRITABLE:
            return SettingsError(
                f"{path} cannot be written ({error}); let this user write {path.parent} and what"
                " is in it, nothing is lost"
            )
        if kind == sqlite3.SQLITE_IOERR:
            return UnavailableError(
                f"{path} cannot be read or written ({error}); see that the disk of {path.parent}"
                " has room and is in order, and leave the file where it is"
            )
        return SettingsError(f"{path} is not a usable database ({error}); {self._schema.damaged}")

    def _make_or_know(self) -> None:
        """Make what a new file is to hold, upgrade an older one; refuse what holds something else."""
        schema = self._schema
        with self.transaction() as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if (application, version) == (schema.application_id, schema.version):
                return
            if application == schema.application_id and version > schema.version:
                raise SettingsError(
                    f"{self.path} was written by a newer version of enricher (format {version},"
                    f" this one knows {schema.version}); upgrade enricher"
                )
            if application == schema.application_id and version:
                for statement in schema.upgrades(version):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={schema.version}")
                return
            (is_used,) = connection.execute(
                "SELECT EXISTS (SELECT 1 FROM sqlite_master)"
            ).fetchone()
            if application or version or is_used:
                raise SettingsError(
                    f"{self.path} is of a version of enricher before 1.0, or of another program;"
                    f" {schema.unknown}"
                )
            for statement in schema.statements():
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id={schema.application_id}")
            connection.execute(f"PRAGMA user_version={schema.version}")


def _make_private(path: Path) -> None:
    """Make a file that only its owner reads; what SQLite puts beside it is made like it.

    One that is there is not opened: closing it would drop the locks that other connections of this
    process hold on it, and another process would then write over them.
    Source: https://www.sqlite.org/howtocorrupt.html, 2.2
    """
    with suppress(OSError):  # it is there, or SQLite says what stands in the way
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


class _Connection(sqlite3.Connection):
    """Tells damage, which any statement may meet, as what it is."""

    explain: Callable[[BaseException], EnricherError]

    def execute(self, *args: Any) -> sqlite3.Cursor:
        return _Cursor(self).execute(*args)

    def executemany(self, *args: Any) -> sqlite3.Cursor:
        return _Cursor(self).executemany(*args)


class _Cursor(sqlite3.Cursor):
    """Of a `_Connection`; there are thousands of calls a second, hence no context manager."""

    def execute(self, *args: Any) -> Self:
        try:
            return super().execute(*args)
        except sqlite3.DatabaseError as error:
            self._tell(error)
            raise

    def executemany(self, *args: Any) -> Self:
        try:
            return super().executemany(*args)
        except sqlite3.DatabaseError as error:
            self._tell(error)
            raise

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except sqlite3.DatabaseError as error:
            self._tell(error)
            raise

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except sqlite3.DatabaseError as error:
            self._tell(error)
            raise

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.DatabaseError as error:
            self._tell(error)
            raise

    def _tell(self, error: sqlite3.DatabaseError) -> None:
        """Raise what damage means for whoever owns the file."""
        connection = self.connection
        if _kind(error) in _DAMAGED and isinstance(connection, _Connection):
            raise connection.explain(error) from error


def _kind(error: BaseException) -> int | None:
    """SQLite's primary result code of an error; None for those of others."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
