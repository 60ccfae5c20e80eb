"""Who asks: by a key, or by the session of a browser.

A session is a random word that a browser keeps. The ledger keeps its digest: so a session outlives a
restart of the server, and nobody who sees the ledger can use it. That of a user ends when somebody
signs out, or the user is locked, removed or gets another password. That of a key which everybody of
a role has is made with this key, and ends when it is changed.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from enricher.errors import SettingsError
from enricher.people.directory import key_digest
from enricher.people.roles import Role
from enricher.people.users import User
from enricher.settings import Settings

COOKIE = "enricher_session"
CALENDAR_PATH = "/api/calendar.ics"
HOURS = 12  # a working day


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that are configured; without any the server is for the person at its machine."""

    by_role: Mapping[Role, bytes]

    def __bool__(self) -> bool:
        return bool(self.by_role)

    def role_of(self, key: bytes) -> Role | None:
        """The greatest role that a key has, compared in constant time."""
        fitting = [role for role, one in self.by_role.items() if secrets.compare_digest(one, key)]
        return max(fitting, default=None)

    def calendar_token(self) -> str:
        """What opens the calendar, and nothing else, to programs that send no headers."""
        said = b"enricher calendar"
        return hmac.new(self.by_role[min(self.by_role)], said, hashlib.sha256).hexdigest()[:43]

    def opens_calendar(self, token: bytes) -> bool:
        return bool(self) and hmac.compare_digest(self.calendar_token().encode(), token)


@dataclass(frozen=True, slots=True)
class Person:
    """Whose request it is.

    Attributes:
        name: for the history: that of a user, or the role of a key that many have.
        is_user: signs in by name.
    """

    name: str
    role: Role
    is_user: bool = False

    @property
    def identity(self) -> Role | str:
        return self.name if self.is_user else self.role


class SignedIn(Protocol):
    """Who is a user, by what was kept when they signed in or got a key.

    Raises:
        UnavailableError: it cannot be read.
    """

    def is_any(self) -> bool: ...

    def of_key(self, digest: bytes, now: float) -> User | None: ...

    def of_session(self, digest: bytes, now: float) -> User | None: ...


class OpenSessions(Protocol):
    """Where the digests of open sessions are kept.

    Raises:
        UnavailableError: they cannot be read or written.
    """

    def begin(self, digest: bytes, now: float, end: float, user: str | None = None) -> None: ...

    def is_open(self, digest: bytes, now: float) -> bool: ...

    def end(self, digests: Iterable[bytes]) -> None: ...


@dataclass(frozen=True, slots=True)
class Sessions:
    """Knows who asks; begins and ends sessions."""

    keys: Keys
    kept: OpenSessions
    users: SignedIn

    def are_demanded(self) -> bool:
        """Whether somebody has to say who they are; else the server is for this machine alone."""
        return bool(self.keys) or self.users.is_any()

    def of_key(self, key: bytes) -> Person | None:
        """Whose key it is, of those that everybody of a role has and those of users."""
        if role := self.keys.role_of(key):
            return Person(role.title, role)
        return _person(self.users.of_key(key_digest(key), time.time()))

    def of_session(self, session: str) -> Person | None:
        """Who began a session that is open."""
        if not session:
            return None
        now = time.time()
        for role in sorted(self.keys.by_role, reverse=True):
            if self.kept.is_open(self._digest(session, role), now):
                return Person(role.title, role)
        return _person(self.users.of_session(_user_digest(session), now))

    def begin(self, person: Person) -> str:
        """A session of somebody, as the value of a cookie."""
        session, now = secrets.token_urlsafe(32), time.time()
        end = now + HOURS * 3600
        if person.is_user:
            self.kept.begin(_user_digest(session), now, end, person.name)
        else:
            self.kept.begin(self._digest(session, person.role), now, end)
        return session

    def end(self, session: str) -> None:
        shared = [self._digest(session, role) for role in self.keys.by_role]
        self.kept.end([*shared, _user_digest(session)])

    def _digest(self, session: str, role: Role) -> bytes:
        said = f"enricher session {role.value} {session}".encode()
        return hmac.digest(self.keys.by_role[role], said, "sha256")


def _user_digest(session: str) -> bytes:
    return hashlib.sha256(f"enricher session of a user {session}".encode()).digest()


def _person(user: User | None) -> Person | None:
    return None if user is None else Person(user.name, user.role, is_user=True)


def read_keys(settings: Settings) -> Keys:
    """Raises SettingsError where only some people have a key: nobody could administrate."""
    given = {
        Role.ADMINISTRATOR: settings.api_key,
        Role.TAGGER: settings.tagger_key,
        Role.READER: settings.reader_key,
    }
    keys = {
        role: key.get_secret_value().encode()
        for role, key in given.items()
        if key and key.get_secret_value()
    }
    if keys and Role.ADMINISTRATOR not in keys:
        raise SettingsError(
            "reader_key and tagger_key need an api_key, the administrator's: set ENRICHER_API_KEY"
        )
    return Keys(keys)


def calendar_address(settings: Settings, asked_at: str = "http://localhost:8000") -> str:
    """Where calendar programs find the deadlines.

    Args:
        asked_at: where somebody reached the server; the setting `portal_url` goes before it.
    """
    keys = read_keys(settings)
    base = (settings.portal_url or asked_at).rstrip("/")
    return f"{base}{CALENDAR_PATH}" + (f"?token={keys.calendar_token()}" if keys else "")
