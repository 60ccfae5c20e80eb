"""Users, their keys, and what signs them in; nothing here can be signed in with."""

from __future__ import annotations

import sqlite3
from typing import Any

from connectors.ledger.database import Database
from connectors.ledger.rows import moment
from enricher.errors import UnavailableError
from enricher.people.roles import Role, role_of
from enricher.people.users import User, UserKey

_USER = "name, role, locked, password != '', made_at"
_KEY = "number, user, purpose, made_at, ends"


class UserTable:
    """Satisfies `enricher.people.directory.KeptUsers` and `enricher.api.sessions.SignedIn`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[User]:
        rows = self._database.connection.execute(
            f"SELECT {_USER} FROM users WHERE removed_at IS NULL ORDER BY name"
        )
        return [_user(row) for row in rows]

    def is_any(self) -> bool:
        return self._row("SELECT 1 FROM users WHERE removed_at IS NULL LIMIT 1") is not None

    def find(self, name: str) -> User | None:
        row = self._row(f"SELECT {_USER} FROM users WHERE name = ? AND removed_at IS NULL", name)
        return row and _user(row)

    def was_removed(self, name: str) -> bool:
        asked = "SELECT 1 FROM users WHERE name = ? AND removed_at IS NOT NULL"
        return self._row(asked, name) is not None

    def add(self, name: str, role: Role, password: str, now: float) -> User:
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO users (name, role, password, made_at) VALUES (?, ?, ?, ?)",
                (name, role.title, password, now),
            )
        return User(name, role, False, bool(password), moment(now))

    def change_role(self, name: str, role: Role) -> None:
        with self._database.transaction() as connection:
            connection.execute("UPDATE users SET role = ? WHERE name = ?", (role.title, name))

    def lock(self, name: str, is_locked: bool) -> None:
        """A user who is locked has no session left."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE users SET locked = ? WHERE name = ?", (is_locked, name))
            if is_locked:
                _end_sessions(connection, name)

    def remove(self, name: str, now: float) -> None:
        """Remove a user with every key and session; the name stays taken."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE users SET removed_at = ?, password = '' WHERE name = ?", (now, name)
            )
            connection.execute("DELETE FROM user_keys WHERE user = ?", (name,))
            _end_sessions(connection, name)

    def password_of(self, name: str) -> str:
        """The hash of a password, "" where nobody who may sign in has one by this name."""
        asked = "SELECT password FROM users WHERE name = ? AND removed_at IS NULL AND NOT locked"
        row = self._row(asked, name)
        return row[0] if row else ""

    def set_password(self, name: str, password: str) -> None:
        """Whoever was signed in has to do so anew."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE users SET password = ? WHERE name = ?", (password, name))
            _end_sessions(connection, name)

    def keys(self, name: str) -> list[UserKey]:
        rows = self._database.connection.execute(
            f"SELECT {_KEY} FROM user_keys WHERE user = ? ORDER BY number", (name,)
        )
        return [_key(row) for row in rows]

    def add_key(
        self, name: str, purpose: str, digest: bytes, now: float, ends: float | None
    ) -> UserKey:
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO user_keys (user, purpose, digest, made_at, ends)"
                " VALUES (?, ?, ?, ?, ?)",
                (name, purpose, digest, now, ends),
            )
        number = cursor.lastrowid
        assert number is not None
        return _key((number, name, purpose, now, ends))

    def remove_key(self, number: int) -> None:
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM user_keys WHERE number = ?", (number,))

    def of_key(self, digest: bytes, now: float) -> User | None:
        row = self._row(
            f"SELECT {_USER} FROM users WHERE removed_at IS NULL AND NOT locked AND name ="
            " (SELECT user FROM user_keys WHERE digest = ? AND (ends IS NULL OR ends > ?))",
            *(digest, now),
        )
        return row and _user(row)

    def of_session(self, digest: bytes, now: float) -> User | None:
        row = self._row(
            f"SELECT {_USER} FROM users WHERE removed_at IS NULL AND NOT locked AND name ="
            " (SELECT user FROM sessions WHERE digest = ? AND ends > ?)",
            *(digest, now),
        )
        return row and _user(row)

    def _row(self, asked: str, *values: Any) -> Any:
        try:
            return self._database.connection.execute(asked, values).fetchone()
        except sqlite3.Error as error:
            raise UnavailableError("the ledger does not answer") from error


def _end_sessions(connection: sqlite3.Connection, name: str) -> None:
    connection.execute("DELETE FROM sessions WHERE user = ?", (name,))


def _user(row: Any) -> User:
    name, role, is_locked, has_password, made_at = row
    return User(name, role_of(role), bool(is_locked), bool(has_password), moment(made_at))


def _key(row: Any) -> UserKey:
    number, user, purpose, made_at, ends = row
    return UserKey(number, user, purpose, moment(made_at), None if ends is None else moment(ends))
