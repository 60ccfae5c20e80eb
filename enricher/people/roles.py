"""What somebody may do, in the order of power: each role may do what the ones before it may."""

from __future__ import annotations

from enum import IntEnum

from enricher.errors import InputError


class Role(IntEnum):
    """What a key, or a user, is allowed."""

    READER = 1
    TAGGER = 2
    ADMINISTRATOR = 3

    @property
    def title(self) -> str:
        return self.name.lower()


ROLES = tuple(role.title for role in Role)


def role_of(title: str) -> Role:
    """Raises InputError where no role has this name."""
    try:
        return Role[title.upper()]
    except KeyError as error:
        raise InputError(f"there is no role {title!r}; choose {', '.join(ROLES)}") from error
