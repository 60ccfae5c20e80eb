"""Collections: which folders belong to them, and which deployments read them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from enricher.documents import display_path
from enricher.errors import InputError, NotFoundError
from enricher.ingestion.routes import Deployments, understand
from enricher.ledger.accounts import DEFAULT_COLLECTION, Collection, Root
from enricher.ledger.events import Act, History
from enricher.ledger.names import check_name
from enricher.ledger.routes import Route, in_short


class Roots(Protocol):
    """The folders that are read."""

    def all(self) -> Sequence[Root]: ...

    def above(self, path: Path) -> Root | None: ...

    def add(self, path: Path, collection: str | None) -> Root: ...


class CollectionTable(Protocol):
    def all(self) -> Sequence[Collection]: ...

    def serve(self, name: str, serve: Sequence[Route]) -> int: ...

    def search_rows(self, name: str, rows: bool) -> int: ...


@dataclass(frozen=True, slots=True)
class Collections:
    """Puts folders into collections, and says what reads these."""

    home: Path
    roots: Roots
    table: CollectionTable
    deployments: Deployments
    history: History

    def add(
        self, name: str, path: Path, serve: Sequence[str] = (), who: str = ""
    ) -> tuple[Collection, int]:
        """Put a folder into a collection and say which deployments read it.

        Args:
            serve: as people write it (`enricher.ingestion.routes`); nothing leaves a known collection
                as it is.
            who: says so; "" is who runs this process.

        Returns:
            The collection, and how many of its documents will be read again.

        Raises:
            InputError: the name or the path will not do, or nothing tells such a choice.
            NotFoundError: there is no such deployment.
            SettingsError: two of the deployments give one category different types.
        """
        check_name(name, "collection")
        place = Path(os.path.realpath(path))
        check_there(place)
        read_again = self._serve(name, serve, who) if serve else 0
        self.place(place, name, who)
        return self._named(name), read_again

    def place(self, place: Path, name: str | None, who: str) -> None:
        """Read a folder or file from now on, in a collection; None is that of the folder above it.

        Raises:
            InputError: it is the home itself, whose files are no documents.
        """
        home = Path(os.path.realpath(self.home))
        if place == home:
            raise InputError(
                f"{display_path(place)} is the home, where enricher keeps its own files; name the"
                " folder with the documents"
            )
        above = self.roots.above(place)
        name = name or (above.collection if above else DEFAULT_COLLECTION)
        with self.history.noting(who, "collection", name) as note:
            before = {root.path: root.collection for root in self.roots.all()}
            self.roots.add(place, name)
            is_ours = place.is_relative_to(home)  # where uploads are kept
            if before.get(place) != name and not is_ours:
                note(Act.COLLECTION, folder=display_path(place))

    def serve(self, name: str, serve: Sequence[str], who: str) -> tuple[Collection, int]:
        """Say which deployments read a collection that there is.

        Returns:
            The collection, and how many of its documents will be read again.

        Raises:
            InputError: nothing would read it, or nothing tells such a choice.
            NotFoundError: there is no such collection or deployment.
            SettingsError: two of the deployments give one category different types.
        """
        self._check_known(name)
        if not serve:
            raise InputError(f"collection {name} needs at least one deployment")
        read_again = self._serve(name, serve, who)
        return self._named(name), read_again

    def search_rows(self, name: str, rows: bool, who: str) -> tuple[Collection, int]:
        """Say whether the rows of tables are searched of the documents of a collection that there is.

        Returns:
            The collection, and how many of its documents the index has to hear of.

        Raises:
            NotFoundError: there is no such collection.
        """
        self._check_known(name)
        with self.history.noting(who, "collection", name) as note:
            before = self._named(name).rows
            count = self.table.search_rows(name, rows)
            if before != rows:
                note(Act.COLLECTION, rows=rows)
        return self._named(name), count

    def _check_known(self, name: str) -> None:
        if name not in (known := [one.name for one in self.table.all()]):
            raise NotFoundError(f"there is no collection {name}; there are: {', '.join(known)}")

    def _serve(self, name: str, serve: Sequence[str], who: str) -> int:
        before = next((one.serve for one in self.table.all() if one.name == name), ())
        routes = understand(serve, self.deployments, before)
        with self.history.noting(who, "collection", name) as note:
            read_again = self.table.serve(name, routes)
            if list(before) != routes:
                note(Act.COLLECTION, serve=in_short(routes), before=in_short(before))
        return read_again

    def _named(self, name: str) -> Collection:
        return next(one for one in self.table.all() if one.name == name)


def check_there(path: Path) -> None:
    """Whether something lies at a path that somebody named.

    Raises:
        InputError: nothing does, or nobody can tell.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(f"{display_path(path)} does not exist") from error
    except OSError as error:
        raise InputError(
            f"{display_path(path)} cannot be reached: {error.strerror or error}; allow this user"
            " to enter the folders above it, or connect its drive"
        ) from error
