"""Looks for documents that saved searches find and did not find before."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from enricher.errors import InputError, NotFoundError, QueryError
from enricher.ledger.alerts import AlertStore, Match
from enricher.ledger.searches import SavedSearch
from enricher.search.address import BEST, read_address
from enricher.search.hybrid import is_asked
from enricher.search.service import Search

logger = logging.getLogger(__name__)

_LONGEST = timedelta(hours=1)
"""A search is asked again after so long though no document changed: conditions may be on the day."""


@dataclass(frozen=True, slots=True)
class SearchAlerts:
    """Alerts of one home.

    Attributes:
        saved: all saved searches.
        has_recipients: whether the settings name anybody who is reminded.
    """

    store: AlertStore
    saved: Callable[[], list[SavedSearch]]
    search: Search
    has_recipients: bool

    def begin(self, number: int, who: str, now: datetime) -> None:
        """Turn the alert of a saved search on; what it finds now is no news.

        Raises:
            NotFoundError: there is no such search.
            InputError: nobody is reminded, or nothing can be new to this search.
            QueryError: the search cannot be read any more.
        """
        search = next((one for one in self.saved() if one.id == number), None)
        if search is None:
            raise NotFoundError(f"there is no saved search {number}")
        if not self.has_recipients:
            raise InputError(
                "nobody would be told: set reminder_mail_to or reminder_webhook (docs/reminders.md)"
            )
        upto = self.store.change()  # before the search: what comes meanwhile is asked for again
        self.store.begin(number, who, find(self.search, search), upto, now)

    def look(self, now: datetime) -> int:
        """Ask the searches whose answers may be others now; returns how many documents are new.

        Raises:
            UnavailableError: the index does not answer; what is new is found the next time.
        """
        new = 0
        for alert in self.store.all():
            upto = self.store.change()
            if alert.upto == upto and now - alert.looked_at < _LONGEST:
                continue
            try:
                found = find(self.search, alert.search)
            except (InputError, QueryError) as error:  # a category went from the schema, say
                self.store.note_fault(alert.search.id, str(error), now)
                continue
            count = self.store.note(alert.search.id, found, upto, now)
            if count:
                logger.info(
                    "a saved search found more search=%d documents=%d", alert.search.id, count
                )
            new += count
        return new


def find(search: Search, saved: SavedSearch) -> list[Match]:
    """All documents that a saved search finds.

    Raises:
        InputError: it finds whatever is nearest, so that nothing comes to match it.
        QueryError: it cannot be read.
    """
    asked = read_address(saved.address)
    if asked.similar:
        raise InputError(
            "a search for similar documents always finds the nearest ones, so nothing is new to it;"
            " save a search with words or filters"
        )
    is_question = asked.mode != "words" and is_asked(asked.words, "auto")
    if asked.sort == BEST and (is_question or asked.mode == "hybrid"):
        raise InputError(
            "a question always finds the nearest documents, so nothing is new to it; search for words"
            " (“all words”) or with filters, and save that"
        )
    hits = search.unordered(asked.words, [*asked.where(), *saved.conditions])
    return [Match(hit.id, hit.title) for hit in hits]
