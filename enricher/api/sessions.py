"""Keys and the sessions of browsers that stand for them.

A session is a random word that a browser keeps. The ledger keeps its digest, made with the key that
it was begun with: so a session outlives a restart of the server, ends when somebody signs out or
that key is changed, and nobody who sees the ledger can use it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from enricher.api.roles import Role
from enricher.errors import SettingsError
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


class OpenSessions(Protocol):
    """Where the digests of open sessions are kept.

    Raises:
        UnavailableError: they cannot be read or written.
    """

    def begin(self, digest: bytes, now: float, end: float) -> None: ...

    def is_open(self, digest: bytes, now: float) -> bool: ...

    def end(self, digests: Iterable[bytes]) -> None: ...


@dataclass(frozen=True, slots=True)
class Sessions:
    """Begins, knows and ends sessions."""

    keys: Keys
    kept: OpenSessions

    def begin(self, role: Role) -> str:
        """A session of a role, as the value of a cookie."""
        session, now = secrets.token_urlsafe(32), time.time()
        self.kept.begin(self._digest(session, role), now, now + HOURS * 3600)
        return session

    def role_of(self, session: str) -> Role | None:
        """The role of a session that is open."""
        if not session:
            return None
        now = time.time()
        roles = sorted(self.keys.by_role, reverse=True)
        return next(
            (one for one in roles if self.kept.is_open(self._digest(session, one), now)), None
        )

    def end(self, session: str) -> None:
        self.kept.end([self._digest(session, role) for role in self.keys.by_role])

    def _digest(self, session: str, role: Role) -> bytes:
        said = f"enricher session {role.value} {session}".encode()
        return hmac.digest(self.keys.by_role[role], said, "sha256")


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
