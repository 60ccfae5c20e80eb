"""Deadlines: dates of documents that people are to be reminded of.

facts ─ categories of `deadline_fields` ─► Deadline ─ how near ─► step (90, 30, 7 days) ─► reminder
                                              └─► calendar
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date of a document.

    Attributes:
        number: of those that a document has of the category, from 0.
    """

    document: str
    path: str
    category: str
    day: date
    confidence: float
    number: int = 0

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1] or self.document

    def as_json(self) -> dict[str, Any]:
        return {
            "document": self.document,
            "path": self.path,
            "category": self.category,
            "day": self.day.isoformat(),
            "confidence": round(self.confidence, 4),
        }


class DeadlineSource(Protocol):
    """The dates that documents have."""

    def all(self, categories: Sequence[str], since: date) -> list[Deadline]:
        """Those on a day or after it, the first one first. Of a date without a day there is none."""


def step_of(deadline: Deadline, today: date, steps: Iterable[int]) -> int | None:
    """How many days ahead the latest reminder of it is due; None where none is yet, or it is over."""
    left = (deadline.day - today).days
    return min((one for one in steps if 0 <= left <= one), default=None)
