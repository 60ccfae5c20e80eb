"""Notes what saved searches find, so that each person sees what is new since they looked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from enricher.errors import InputError, QueryError
from enricher.ledger.looks import LookStore
from enricher.ledger.searches import SavedSearch
from enricher.search.address import read_address
from enricher.search.service import Search

MOST_NOTED = 50_000
"""Documents of one search: of one that finds more, nobody looks through what is new."""
_AGAIN = timedelta(hours=1)  # though no document changed: conditions may be on the day


@dataclass(frozen=True, slots=True)
class SearchLooks:
    """Saved searches that people look at.

    Attributes:
        noted: at which change of the index and when each search was asked last, in this process.
    """

    store: LookStore
    saved: Callable[[], list[SavedSearch]]
    search: Search
    noted: dict[int, tuple[int, datetime]] = field(default_factory=dict)

    def note_all(self, now: datetime, most: int = MOST_NOTED) -> None:
        """Ask the searches that anybody has looked at and whose answers may be others now.

        Args:
            most: what finds more documents is left for another time.

        Raises:
            UnavailableError: the index does not answer.
        """
        looked_at = set(self.store.looked_at())
        for saved in self.saved():
            if saved.id in looked_at:
                self._note(saved, now, most)

    def _note(self, saved: SavedSearch, now: datetime, most: int) -> None:
        change = self.store.change()  # before the search: what comes meanwhile is asked for again
        before, at = self.noted.get(saved.id, (None, now))
        if before == change and now - at < _AGAIN:
            return
        asked = read_address(saved.address)
        try:
            ids, total = self.search.ids(asked.words, [*asked.where(), *saved.conditions], most)
        except (InputError, QueryError):  # a category went from the schema, say
            return
        if total > most:
            return
        self.store.note(saved.id, ids, before, change)
        self.noted[saved.id] = (change, now)
