"""What is new in saved searches since somebody looked at them.

opened: search_looks, up to a line of index_log      found: search_hits, since a line of index_log
'---- since > upto: new ----'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Look:
    """When somebody looked at a saved search last.

    Attributes:
        new: how many documents it finds that it did not find then.
    """

    at: datetime
    new: int


class LookStore(Protocol):
    """Satisfied by `connectors.ledger.looks`. As `who`, None is everybody who does not sign in by name."""

    def look(self, search: int, who: str | None, now: datetime) -> int | None:
        """Somebody looks at a search; returns the line up to which they had seen it, None at first.

        Raises:
            NotFoundError: there is no such search.
        """

    def of(self, who: str | None) -> Mapping[int, Look]:
        """By the number of each search that somebody has looked at."""

    def new_among(self, search: int, documents: Sequence[str], since: int) -> frozenset[str]:
        """Which of some documents that a search finds it has found only after a line."""

    def looked_at(self) -> Sequence[int]:
        """The numbers of searches that anybody has looked at."""

    def change(self) -> int:
        """Counts the changes of what the index says of documents."""

    def note(self, search: int, documents: Sequence[str], noted: int | None, change: int) -> None:
        """Keep what a search finds now.

        Args:
            noted: the change at which it was noted the time before, if that is known: what has not
                changed since and is found now matches by the day, and is new.
        """
