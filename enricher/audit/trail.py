"""Who did what and when, for people: of all, or of a document, a project, a collection or a party."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from enricher.errors import NotFoundError
from enricher.ledger.days import begin_of
from enricher.ledger.events import Act, EventPage
from enricher.values.names.identities import Party, read_name


class History(Protocol):
    def read(
        self,
        about: Sequence[str] | None = None,
        *,
        act: Act | None = None,
        who: str | None = None,
        since: datetime | None = None,
        size: int = 100,
        offset: int = 0,
    ) -> EventPage:
        """What was done, the latest first.

        Args:
            about: ids of documents, or names of anything else; None means all.
        """


class Parties(Protocol):
    def shown(self, key: str) -> str | None:
        """The name that is shown for a party's key; None where no document has it."""

    def named(self, shown: str) -> Party:
        """The party that is shown under a name."""


class Trail:
    """Finds what was done by what it was about.

    Args:
        names: of the projects and collections that there are.
        find_document: the id of a document, by the start of it or by its path.
    """

    def __init__(
        self,
        history: History,
        parties: Parties,
        names: Callable[[], Collection[str]],
        find_document: Callable[[str], str],
    ) -> None:
        self._history = history
        self._parties = parties
        self._names = names
        self._find_document = find_document

    def read(
        self,
        about: str = "",
        *,
        act: Act | None = None,
        who: str | None = None,
        since: date | None = None,
        size: int = 100,
        offset: int = 0,
    ) -> EventPage:
        """What was done, the latest first.

        Args:
            about: the id of a document, the start of it or its path; the name of a project, of a
                collection or of a party, in any of its writings; "" is everything.
            since: from the beginning of this day on, as this machine has it.

        Raises:
            NotFoundError: nothing is or was called `about`.
            InputError: the ids of several documents start so.
        """
        return self._history.read(
            self._names_of(about) if about else None,
            act=act,
            who=who or None,
            since=begin_of(since) if since else None,
            size=size,
            offset=offset,
        )

    def _names_of(self, about: str) -> list[str]:
        """The ids and names that the history has of it."""
        is_told = bool(self._history.read([about], size=0).total)  # also what is gone by now
        if not is_told and about in self._names():
            return [about]
        shown = self._parties.shown(read_name(about)[1])
        if shown is not None:
            return [about, *(one.name for one in self._parties.named(shown).names)]
        if is_told:
            return [about]
        try:
            return [self._find_document(about)]
        except NotFoundError as error:
            raise NotFoundError(
                f"no document, project, collection or party has the name {about!r}; `enricher"
                f" history`"
                " lists everything"
            ) from error
