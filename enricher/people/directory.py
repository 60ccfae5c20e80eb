"""Users: added, changed and removed by administrators; known by their passwords and keys.

A key is a random word of 256 bits: its digest needs no slow hash. It is told once, when it is made.
The name of a user who was removed is never given to somebody else, since acts stand under it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.ledger.actors import UNKNOWN
from enricher.ledger.events import Act, History, Kind
from enricher.people.roles import ROLES, Role
from enricher.people.users import User, UserKey

LEAST_CHARACTERS = 12
MOST_CHARACTERS = 500
MOST_DAYS = 3_660
_MOST_PURPOSE = 200
_MOST_KEYS = 100  # of a user
_KEY_PREFIX = "enricher_"  # so that a key which went astray is known as one
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}[a-z0-9]|[a-z0-9]")
_TAKEN = frozenset({*ROLES, UNKNOWN, "me", "nobody"})
_USER: Kind = "user"
_DAY_SECONDS = 86_400


class KeptUsers(Protocol):
    """Where users are kept; see `connectors.ledger.users`."""

    def all(self) -> list[User]: ...

    def find(self, name: str) -> User | None: ...

    def was_removed(self, name: str) -> bool: ...

    def add(self, name: str, role: Role, password: str, now: float) -> User: ...

    def change_role(self, name: str, role: Role) -> None: ...

    def lock(self, name: str, is_locked: bool) -> None: ...

    def remove(self, name: str, now: float) -> None: ...

    def password_of(self, name: str) -> str: ...

    def set_password(self, name: str, password: str) -> None: ...

    def keys(self, name: str) -> list[UserKey]: ...

    def add_key(
        self, name: str, purpose: str, digest: bytes, now: float, ends: float | None
    ) -> UserKey: ...

    def remove_key(self, number: int) -> None: ...


class Hashes(Protocol):
    """Makes and checks hashes of passwords, slowly."""

    def hash(self, password: str) -> str: ...

    def fits(self, hashed: str, password: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Users:
    """Who may sign in, and by what.

    Attributes:
        has_key: an administrator may also sign in with the key of the settings.
    """

    kept: KeptUsers
    hashes: Hashes
    history: History
    has_key: bool

    def all(self) -> list[User]:
        return self.kept.all()

    def find(self, name: str) -> User:
        """Raises NotFoundError: there is no user of this name."""
        found = self.kept.find(_plain(name))
        if found is None:
            raise NotFoundError(f"there is no user {name!r} (`enricher users list`)")
        return found

    def add(self, name: str, role: Role, who: str = "", password: str = "") -> User:
        """Add a user; one without a password signs in with a key.

        Args:
            who: adds; "" is who runs this process.

        Raises:
            InputError: the name or the password is none.
            ConflictError: the name is taken, or nobody could administrate.
        """
        name = _checked_name(name)
        hashed = self._hashed(password, name) if password else ""
        with self.history.noting(who, _USER, name) as note:
            if self.kept.find(name):
                raise ConflictError(f"there is a user {name} already")
            if self.kept.was_removed(name):
                raise ConflictError(
                    f"a user {name} was removed, whose acts stand under this name: choose another"
                )
            added = self.kept.add(name, role, hashed, time.time())
            self._check_administrator()
            note(Act.ADD_USER, role=role.title)
        return added

    def change_role(self, name: str, role: Role, who: str = "") -> User:
        """Raises ConflictError where nobody could administrate afterwards."""
        before = self.find(name)
        if before.role is role:
            return before
        with self.history.noting(who, _USER, before.name) as note:
            self.kept.change_role(before.name, role)
            self._check_administrator()
            note(Act.CHANGE_USER, role=role.title, before=before.role.title)
        return self.find(name)

    def lock(self, name: str, is_locked: bool, who: str = "") -> User:
        """Let a user in no more, with sessions ended at once, or let them in again.

        Raises ConflictError where nobody could administrate afterwards.
        """
        before = self.find(name)
        if before.is_locked is is_locked:
            return before
        with self.history.noting(who, _USER, before.name) as note:
            self.kept.lock(before.name, is_locked)
            self._check_administrator()
            note(Act.CHANGE_USER, locked=is_locked)
        return self.find(name)

    def remove(self, name: str, who: str = "") -> None:
        """Remove a user: sessions and keys end at once; what they did stays under their name.

        Raises ConflictError where nobody could administrate afterwards.
        """
        user = self.find(name)
        with self.history.noting(who, _USER, user.name) as note:
            self.kept.remove(user.name, time.time())
            self._check_administrator()
            note(Act.REMOVE_USER)

    def set_password(self, name: str, password: str, who: str = "") -> None:
        """Give a user another password; whoever is signed in as this user has to do so anew."""
        user = self.find(name)
        hashed = self._hashed(password, user.name)
        with self.history.noting(who, _USER, user.name) as note:
            self.kept.set_password(user.name, hashed)
            note(Act.CHANGE_USER)

    def verify(self, name: str, password: str) -> User | None:
        """The user whose name and password these are; it takes as long where there is none."""
        name = _plain(name)
        hashed = self.kept.password_of(name)
        if not self.hashes.fits(hashed, password[: MOST_CHARACTERS + 1]):
            return None
        return self.kept.find(name)

    def keys(self, name: str) -> Sequence[UserKey]:
        return self.kept.keys(self.find(name).name)

    def add_key(
        self, name: str, who: str = "", purpose: str = "", days: int | None = None
    ) -> tuple[UserKey, str]:
        """Make a key of a user's own, which is told now and never again.

        Args:
            days: after which it opens nothing; None is never.
        """
        user, purpose = self.find(name), " ".join(purpose.split())
        if len(purpose) > _MOST_PURPOSE:
            raise InputError(f"what a key is for takes up to {_MOST_PURPOSE} characters")
        if days is not None and not 1 <= days <= MOST_DAYS:
            raise InputError(f"a key is good for 1 to {MOST_DAYS:,} days")
        if len(self.kept.keys(user.name)) >= _MOST_KEYS:
            raise InputError(f"{user.name} has {_MOST_KEYS} keys; remove those of no use any more")
        key, now = _KEY_PREFIX + secrets.token_urlsafe(32), time.time()
        ends = None if days is None else now + days * _DAY_SECONDS
        with self.history.noting(who, _USER, user.name) as note:
            made = self.kept.add_key(user.name, purpose, key_digest(key.encode()), now, ends)
            note(Act.ADD_KEY, number=made.number, purpose=purpose)
        return made, key

    def remove_key(self, name: str, number: int, who: str = "") -> None:
        """Raises NotFoundError: the user has no key of this number."""
        user = self.find(name)
        with self.history.noting(who, _USER, user.name) as note:
            found = [one for one in self.kept.keys(user.name) if one.number == number]
            if not found:
                raise NotFoundError(f"{user.name} has no key {number}")
            self.kept.remove_key(number)
            note(Act.REMOVE_KEY, number=number, purpose=found[0].purpose)

    def _hashed(self, password: str, name: str) -> str:
        if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
            raise InputError(f"a password has {LEAST_CHARACTERS} to {MOST_CHARACTERS} characters")
        if len(set(password)) < 4 or password.lower() in (name, name * 2):
            raise InputError("this password is too easy to guess; a few words make a good one")
        return self.hashes.hash(password)

    def _check_administrator(self) -> None:
        """Over HTTP somebody has to be able to change what people may do."""
        users = self.kept.all()
        able = [one for one in users if one.role is Role.ADMINISTRATOR and not one.is_locked]
        if users and not able and not self.has_key:
            raise ConflictError(
                "nobody could administrate: an administrator who is not locked has to be among the"
                " users, or the setting api_key given"
            )


def key_digest(key: bytes) -> bytes:
    return hashlib.sha256(b"enricher user key " + key).digest()


def _plain(name: str) -> str:
    return name.strip().lower()


def _checked_name(name: str) -> str:
    plain = _plain(name)
    if not _NAME.fullmatch(plain):
        raise InputError(
            f"user name {name!r}: up to 64 letters from a to z, digits, '.', '-' and '_', beginning"
            " and ending with a letter or digit"
        )
    if plain in _TAKEN:
        raise InputError(f"{plain!r} is no name of a user: the history means something else by it")
    return plain
