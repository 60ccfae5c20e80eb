"""Keys and the sessions of browsers that stand for them.

A session is a cookie that says a role and until when, signed with the key that it was given for:
nothing is stored, it outlives a restart of the server, and a key that is changed ends its sessions.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass

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

    def issue(self, role: Role, now: float | None = None) -> str:
        """A session for a role, as the value of a cookie."""
        end = int((time.time() if now is None else now) + HOURS * 3600)
        return f"{role.value}.{end}.{self._signature(role, end)}"

    def role_of_session(self, session: str, now: float | None = None) -> Role | None:
        """The role of a session that is genuine and not over."""
        number, _, rest = session.partition(".")
        end, _, signature = rest.partition(".")
        if not (number.isdecimal() and end.isdecimal() and len(end) < 12 and signature.isascii()):
            return None
        role = next((one for one in self.by_role if str(one.value) == number), None)
        if role is None or int(end) <= (time.time() if now is None else now):
            return None
        is_ours = hmac.compare_digest(signature, self._signature(role, int(end)))
        return role if is_ours else None

    def calendar_token(self) -> str:
        """What opens the calendar, and nothing else, to programs that send no headers."""
        said = b"enricher calendar"
        return hmac.new(self.by_role[min(self.by_role)], said, hashlib.sha256).hexdigest()[:43]

    def opens_calendar(self, token: bytes) -> bool:
        return bool(self) and hmac.compare_digest(self.calendar_token().encode(), token)

    def _signature(self, role: Role, end: int) -> str:
        said = f"enricher session {role.value} {end}".encode()
        return hmac.new(self.by_role[role], said, hashlib.sha256).hexdigest()


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
