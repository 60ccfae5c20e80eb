"""Searches that people keep under a name, for everybody who may search."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from enricher.errors import ConflictError, InputError
from enricher.ledger.alerts import Alert
from enricher.ledger.looks import Look
from enricher.ledger.searches import SavedSearch
from enricher.search.address import read_address
from enricher.search.service import Search

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class SavedSearches:
    """Keeps searches.

    Attributes:
        add: keeps a search under a name.
        taken: names of questions that ship with projects.
    """

    add: Callable[[str, str], SavedSearch]
    search: Search
    taken: Callable[[], Collection[str]]

    def save(self, name: str, address: str) -> SavedSearch:
        """Keep a search under a name.

        Raises:
            InputError: the name will not do, or the search asks for nothing.
            QueryError: the search cannot be read.
            ConflictError: one of that name was saved, or is a question that ships.
        """
        name = new_name(name, self.taken())
        asked = read_address(address).with_page(1).with_since("")
        if not asked.pairs():
            raise InputError("the search is empty: give it words or a filter first")
        self.search.question(asked)
        return self.add(name, asked.address())


def new_name(name: str, taken: Collection[str]) -> str:
    """A name as it is kept.

    Args:
        taken: names of questions that ship with projects.

    Raises:
        InputError: it is empty or long, has control characters, or no address can hold it.
        ConflictError: it is taken.
    """
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise InputError(f"the name of a search has 1 to {_LONGEST_NAME} characters")
    if any(unicodedata.category(one) in ("Cc", "Cs") for one in name):
        raise InputError("the name of a search has control characters; remove them")
    if not _fits_address(name):
        raise InputError(
            f"the name {name!r} cannot be used in an address; its parts between slashes must not"
            " be empty, . or .., nor the last one csv"
        )
    if name in taken:
        raise ConflictError(
            f"{name!r} is the name of an audit question that ships with a project; choose another"
        )
    return name


def _fits_address(name: str) -> bool:
    """Whether `/api/audit/queries/NAME` leads to a question: a browser takes dots away."""
    steps = name.split("/")
    return not {"", ".", ".."} & set(steps) and (len(steps) == 1 or steps[-1] != "csv")


def describe(
    saved: SavedSearch, alert: Alert | None = None, new: int = 0, look: Look | None = None
) -> dict[str, Any]:
    """A saved search with its words, filters and order as the API takes them.

    Args:
        new: how many documents its alert found in the last week.
        look: when who asks looked at it.
    """
    asked = read_address(saved.address)
    return {
        "id": saved.id,
        "name": saved.name,
        "title": saved.title,
        "address": saved.address,
        "q": asked.words,
        "where": [*asked.where(), *saved.conditions],
        "sort": asked.sort,
        "made_at": saved.made_at.isoformat(timespec="seconds"),
        "looked_at": look and look.at.isoformat(timespec="seconds"),
        "new": look and look.new,
        "alert": None if alert is None else _describe_alert(alert, new),
    }


def _describe_alert(alert: Alert, new: int) -> dict[str, Any]:
    since = alert.since.isoformat(timespec="seconds")
    return {"who": alert.who, "since": since, "new": new, "fault": alert.fault}
