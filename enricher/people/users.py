"""People who sign in by name, and the keys of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from enricher.people.roles import Role


@dataclass(frozen=True, slots=True)
class User:
    """A person who signs in by name.

    Attributes:
        has_password: without one, somebody signs in with a key alone.
    """

    name: str
    role: Role
    is_locked: bool
    has_password: bool
    made_at: datetime


@dataclass(frozen=True, slots=True)
class UserKey:
    """A key of a user's own, without what opens it.

    Attributes:
        number: by which it is removed; none is given twice.
        purpose: what it is for, as its user calls it; may be empty.
        ends_at: from when on it opens nothing; None is never.
    """

    number: int
    user: str
    purpose: str
    made_at: datetime
    ends_at: datetime | None
