"""Alerts: saved searches of whose new documents people are reminded.

    saved search ─ what it finds ─► search_matches ─ what a place does not know yet ─► message

What a search has ever found since its alert was turned on is kept, so that a document is told of once,
however often it leaves the index and comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from enricher.ledger.searches import SavedSearch


class Match(NamedTuple):
    """A document that a search finds."""

    document: str
    title: str


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert of a saved search.

    Attributes:
        who: turned it on.
        looked_at: when the search was asked last.
        upto: the last change of the index that it has seen.
        fault: why it cannot be asked any more; "" where it can.
    """

    search: SavedSearch
    who: str
    since: datetime
    looked_at: datetime
    upto: int
    fault: str = ""


class AlertStore(Protocol):
    def all(self) -> list[Alert]:
        """By the name of their searches."""

    def change(self) -> int:
        """Counts the changes of what the index says of documents."""

    def begin(
        self, search: int, who: str, matches: Sequence[Match], upto: int, now: datetime
    ) -> None:
        """Turn one on, or do nothing where it is on.

        Args:
            matches: what it finds already, which is no news.

        Raises:
            NotFoundError: there is no such search.
        """

    def end(self, search: int, who: str) -> None:
        """Turn one off. Raises NotFoundError where it is not on."""

    def note(self, search: int, matches: Sequence[Match], upto: int, now: datetime) -> int:
        """Keep what a search finds; returns how much of it is new."""

    def note_fault(self, search: int, fault: str, now: datetime) -> None: ...

    def new_since(self, then: datetime) -> dict[int, int]:
        """How many documents are new since a moment, by the number of the search."""
