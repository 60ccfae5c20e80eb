"""Questions of auditors under a name: those that people saved, and those that ship with a project."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from enricher.errors import ConflictError, InputError, NotFoundError, SettingsError
from enricher.ledger.accounts import DEFAULT_ROUTES, Collection
from enricher.ledger.searches import SavedSearch
from enricher.ledger.snapshots import AUDIT_ATTRIBUTES
from enricher.query.grammar import parse_query, parse_where
from enricher.query.nodes import ATTRIBUTES, Node
from enricher.schema import EntitySchema
from enricher.search.address import read_address
from enricher.search.saved_searches import new_name
from enricher.values import ValueType

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

    def read(self, types: Mapping[str, ValueType], today: date) -> tuple[Node | None, Node | None]:
        """Its words and its conditions, as of a day.

        Args:
            types: of all categories.

        Raises:
            QueryError: one of them cannot be read.
        """
        attributes = (*ATTRIBUTES, *AUDIT_ATTRIBUTES)
        return (
            parse_query(self.words, types, today),
            parse_where(self.where, types, today, attributes),
        )


class Projects(Protocol):
    """Where the projects of a home keep the questions that they ship."""

    def projects(self) -> list[str]: ...

    def project_schema(self, project: str) -> EntitySchema: ...

    def queries_path(self, project: str) -> Path | None: ...


class SavedSearches(Protocol):
    def all(self) -> list[SavedSearch]: ...

    def add(self, name: str, address: str, title: str = "") -> SavedSearch:
        """Raises ConflictError when there is one of that name."""

    def remove(self, number: int) -> None: ...


class AuditQueries:
    """The questions there are.

    Args:
        schema: the categories of all that reads documents.
    """

    def __init__(
        self,
        searches: SavedSearches,
        projects: Projects,
        collections: Callable[[], Sequence[Collection]],
        schema: Callable[[], EntitySchema],
    ) -> None:
        self._searches = searches
        self._projects = projects
        self._collections = collections
        self._schema = schema

    def all(self) -> list[AuditQuery]:
        """By name."""
        saved = (replace(_of(one), name=name) for name, one in self._saved().items())
        known = [*self.shipped().values(), *saved]
        return sorted(known, key=lambda one: one.name.casefold())

    def get(self, name: str) -> AuditQuery:
        """Raises NotFoundError when there is none of that name."""
        known = {one.name: one for one in self.all()}
        if name not in known:
            there = ", ".join(known) or "none"
            raise NotFoundError(f"there is no audit query {name!r}; there are: {there}")
        return known[name]

    def shipped(self) -> dict[str, AuditQuery]:
        """Those that come with the projects that read documents; in a new home, that would.

        Raises:
            SettingsError: one of them is without a title or conditions.
        """
        routes = [one for known in self._collections() for one in known.serve]
        served = {one.project for one in routes or DEFAULT_ROUTES}
        known = sorted(served & set(self._projects.projects()))
        # What ships asks for categories: one whose schema was emptied has no use for it.
        asked = [one for one in known if self._projects.project_schema(one).categories]
        paths = map(self._projects.queries_path, asked)
        return {one.name: one for path in paths if path is not None for one in _read(path)}

    def save(
        self, name: str, words: str, where: Sequence[str], title: str, today: date
    ) -> AuditQuery:
        """Save a question under a name, for everybody.

        Raises:
            InputError: the name will not do, the title is too long, or nothing is asked.
            QueryError: it cannot be read.
            ConflictError: one of that name was saved, or ships.
        """
        title = " ".join(title.split())
        if len(title) > _LONGEST_TITLE:
            raise InputError(f"the title of an audit query has at most {_LONGEST_TITLE} characters")
        name = new_name(name, self.shipped())
        query = AuditQuery(name, title, words.strip(), tuple(where))
        if not (query.words or query.where):
            raise InputError("the audit query is empty: give it words or a --where")
        query.read({one.name: one.type for one in self._schema().categories}, today)
        pairs = [("q", query.words)] if query.words else []
        address = urlencode([*pairs, *(("where", one) for one in query.where)])
        return _of(self._searches.add(query.name, address, title))

    def drop(self, name: str) -> None:
        """Delete a saved question.

        Raises:
            NotFoundError: there is none of that name.
            ConflictError: it ships.
        """
        saved = self._saved()
        if name in saved:
            self._searches.remove(saved[name].id)
        elif self.get(name).is_shipped:
            raise ConflictError(
                f"the audit query {name!r} ships with a project and cannot be changed; save yours"
                " under another name"
            )

    def _saved(self) -> dict[str, SavedSearch]:
        """Saved searches by what they are called as questions.

        One whose name a project took later, with a question of its own, is told apart.
        """
        shipped, searches = self.shipped(), self._searches.all()
        taken = {*shipped, *(one.name for one in searches)}
        return {
            _apart(one.name, taken) if one.name in shipped else one.name: one for one in searches
        }


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


def _read(path: Path) -> Iterator[AuditQuery]:
    for name, said in tomllib.loads(path.read_text(encoding="utf-8")).items():
        try:
            yield AuditQuery(name, said["title"], "", tuple(said["where"]), is_shipped=True)
        except (KeyError, TypeError) as error:
            raise SettingsError(f"{path}: {name}: needs a title and a list where") from error
