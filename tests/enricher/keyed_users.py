"""Users who ask with keys of their own: no password has to be hashed for them."""

from __future__ import annotations

from enricher.people.roles import Role
from enricher.wiring.home import Home
from enricher.wiring.people import build_users

ROLES = {
    "ada": Role.ADMINISTRATOR,
    "bob": Role.TAGGER,
    "cy": Role.READER,
    "dan": Role.TAGGER,
}


def add_users(home: Home) -> dict[str, dict[str, str]]:
    """Add the users of `ROLES`; gives the headers by which each asks."""
    users = build_users(home)
    for name, role in ROLES.items():
        users.add(name, role, "root")
    return {name: {"x-api-key": users.add_key(name, "root")[1]} for name in ROLES}
