"""Questions of auditors under a name: those that people saved, and those that ship with a project."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from enricher.audit.queries.shipped import read_shipped
from enricher.audit.snapshots import AUDIT_ATTRIBUTES
from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.search.address import read_address
from enricher.search.grammar import parse_query, parse_where
from enricher.search.nodes import ATTRIBUTES, Node
from enricher.search.saved_searches import SavedSearch, new_name
from enricher.wiring.home import Home

_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """A question.

    Attributes:
        title: it in words, "" where nobody gave any.
        words: a QUERY, "" for none.
        where: conditions, which all must hold.
        is_shipped: it comes with a project.
    """

    name: str
    title: str
    words: str
    where: tuple[str, ...]
    is_shipped: bool = False

    @property
    def text(self) -> str:
        """All that it asks, in a line."""
        return " · ".join([*([self.words] if self.words else []), *self.where])

    def read(self, home: Home, today: date) -> tuple[Node | None, Node | None]:
        """Its words and its conditions, as of a day.

        Raises:
            QueryError: one of them cannot be read.
        """
        types = {one.name: one.type for one in home.schema().categories}
        attributes = (*ATTRIBUTES, *AUDIT_ATTRIBUTES)
        return (
            parse_query(self.words, types, today),
            parse_where(self.where, types, today, attributes),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "title": self.title,
            "q": self.words,
            "where": list(self.where),
            "shipped": self.is_shipped,
        }


def list_queries(home: Home) -> list[AuditQuery]:
    """All there are, by name."""
    known = [
        *(
            AuditQuery(one.name, one.title, "", one.where, is_shipped=True)
            for one in read_shipped(home).values()
        ),
        *(replace(_of(saved), name=name) for name, saved in _saved(home).items()),
    ]
    return sorted(known, key=lambda one: one.name.casefold())


def find_query(home: Home, name: str) -> AuditQuery:
    """Raises NotFoundError when there is none of that name."""
    known = {one.name: one for one in list_queries(home)}
    if name not in known:
        there = ", ".join(known) or "none"
        raise NotFoundError(f"there is no audit query {name!r}; there are: {there}")
    return known[name]


def save_query(
    home: Home, name: str, words: str, where: Sequence[str], title: str, today: date
) -> AuditQuery:
    """Keep a question under a name, for everybody.

    Raises:
        InputError: the name will not do, the title is too long, or nothing is asked.
        QueryError: it cannot be read.
        ConflictError: one of that name was saved, or ships.
    """
    title = " ".join(title.split())
    if len(title) > _LONGEST_TITLE:
        raise InputError(f"the title of an audit query has at most {_LONGEST_TITLE} characters")
    query = AuditQuery(new_name(name, read_shipped(home)), title, words.strip(), tuple(where))
    if not (query.words or query.where):
        raise InputError("the audit query asks for nothing: give it words or a --where")
    query.read(home, today)
    pairs = [("q", query.words)] if query.words else []
    address = urlencode([*pairs, *(("where", one) for one in query.where)])
    return _of(home.ledger.searches.add(query.name, address, title))


def drop_query(home: Home, name: str) -> None:
    """Forget a saved question.

    Raises:
        NotFoundError: there is none of that name.
        ConflictError: it ships.
    """
    saved = _saved(home)
    if name in saved:
        home.ledger.searches.remove(saved[name].id)
    elif find_query(home, name).is_shipped:
        raise ConflictError(
            f"the audit query {name!r} comes with a project and stays; save one under another"
            " name to ask otherwise"
        )


def _saved(home: Home) -> dict[str, SavedSearch]:
    """Saved searches by what they are called as questions.

    One whose name a project took later, with a question of its own, is told apart.
    """
    shipped, searches = read_shipped(home), home.ledger.searches.all()
    taken = {*shipped, *(one.name for one in searches)}
    return {_apart(one.name, taken) if one.name in shipped else one.name: one for one in searches}


def _apart(name: str, taken: Set[str]) -> str:
    """A free name that begins like one that is taken."""
    while name in taken:
        name += " (saved)"
    return name


def _of(saved: SavedSearch) -> AuditQuery:
    """A saved search as a question: the filters of the search page are conditions."""
    typed = [value for name, value in parse_qsl(saved.address) if name == "where"]
    asked = read_address(saved.address)
    return AuditQuery(saved.name, saved.title, asked.words, (*asked.where(), *typed))
