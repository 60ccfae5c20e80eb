"""Documents that came in: when each was first read, or read with another content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document that came in, or that changed.

    Attributes:
        is_new: it was not there before; else its content is another one.
    """

    document: str
    path: str
    at: datetime
    is_new: bool

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1] or self.document


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came in since a moment.

    Attributes:
        new: how many documents.
        changed: how many documents that were there before.
        latest: some of both, the latest first.
    """

    new: int
    changed: int
    latest: tuple[Arrival, ...]


class ArrivalLog(Protocol):
    """When documents came in."""

    def after(self, since: datetime, size: int) -> Arrivals:
        """Documents that can be searched, and still exist."""
