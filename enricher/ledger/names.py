"""Names that people give to collections, projects, models and deployments."""

from __future__ import annotations

from enricher.errors import InputError

MAX_CHARACTERS = 64
LARGEST_NUMBER = 2**53 - 1
"""Of things that are numbered: exact in JSON, and some way below what SQLite takes."""

PRODUCTION = "production"
"""The deployment that is meant where none is named."""


def check_name(name: str, of: str) -> None:
    """Raises InputError for a name that cannot be a folder's on every system.

    Args:
        of: what is named so, for the message.
    """
    is_plain = name.strip() == name and not name.startswith(".") and 0 < len(name) <= MAX_CHARACTERS
    if not is_plain or not all(one.isalnum() or one in " ._-" for one in name):
        raise InputError(
            f"{of} name {name!r}: up to {MAX_CHARACTERS} letters, digits, blanks, '.', '-' and '_',"
            " not beginning with a dot or a blank"
        )
