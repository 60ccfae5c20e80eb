"""Who did what and when, for people: of all, or of a document, a project, a collection or a party."""

from __future__ import annotations

from datetime import date

from enricher.errors import NotFoundError
from enricher.history.days import begin_of
from enricher.history.events import Act, EventPage
from enricher.parties.identities import read_name
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home


def recount(
    home: Home,
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
    return home.ledger.history.read(
        _names(home, about) if about else None,
        act=act,
        who=who or None,
        since=begin_of(since) if since else None,
        size=size,
        offset=offset,
    )


def _names(home: Home, about: str) -> list[str]:
    """The ids and names that the history has of it."""
    if home.ledger.history.read([about], size=0).total:  # also what is gone by now
        names = [about]
    elif about in home.registry.projects() or about in {
        one.name for one in home.ledger.collections.all()
    }:
        return [about]
    else:
        names = []
    shown = home.ledger.parties.shown(read_name(about)[1])
    if shown is not None:
        return [about, *(one.name for one in home.ledger.parties.named(shown).names)]
    if names:
        return names
    try:
        return [catalog(home).find(about)]
    except NotFoundError as error:
        raise NotFoundError(
            f"no document, project, collection or party is called {about!r}; `enricher history`"
            " tells of all"
        ) from error
