"""Who may sign in to the server of a home, and what is assigned and said to them."""

from __future__ import annotations

from functools import cache

from enricher.people.assignments import Assignments
from enricher.people.comments import Comments
from enricher.people.directory import Hashes, Users
from enricher.people.roles import Role
from enricher.wiring.home import Home


def build_users(home: Home) -> Users:
    ledger = home.ledger
    return Users(ledger.users, _hashes(), ledger.history, has_key=home.settings.key is not None)


def tagger_names(home: Home) -> list[str]:
    """The users who may tag."""
    return [
        one.name for one in home.ledger.users.all() if one.role >= Role.TAGGER and not one.is_locked
    ]


def build_assignments(home: Home) -> Assignments:
    return Assignments(home.ledger.assignments, home.ledger.users)


def build_comments(home: Home) -> Comments:
    ledger = home.ledger
    return Comments(ledger.comments, ledger.assignments, ledger.users)


@cache
def _hashes() -> Hashes:
    """One for the process: it bounds the memory that checks take."""
    from connectors.passwords.hashes import PasswordHashes

    return PasswordHashes()
