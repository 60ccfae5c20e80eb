"""Which of several wordings comes nearest to a standard one, and how near it comes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from enricher.text.wordings import Wording, likeness, nearness


class State(StrEnum):
    """How a document compares with the standard wording of a clause; its closest passage counts."""

    SAME = "same"
    CLOSE = "close"
    OTHER = "other"
    MISSING = "missing"


class Held(NamedTuple):
    """A document held against a standard wording.

    Attributes:
        at: the place of the nearest passage among those that were given; None where there is none.
        wording: of that passage.
    """

    state: State
    at: int | None = None
    wording: Wording | None = None


def hold(passages: Sequence[Wording], standard: Wording) -> Held:
    """Compare the passages of a document with a standard wording."""
    if not passages:
        return Held(State.MISSING)
    at = nearest_first(passages, standard)[0]
    return Held(State(nearness(standard, passages[at])), at, passages[at])


def nearest_first(passages: Sequence[Wording], standard: Wording) -> list[int]:
    """The places of passages in their order, the nearest one's first."""
    return sorted(range(len(passages)), key=lambda at: -likeness(standard, passages[at]))
