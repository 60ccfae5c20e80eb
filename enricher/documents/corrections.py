"""What people said about entities of their documents, against or beside the models.

A correction is kept apart from what a model found, and laid over it (`enricher.enrichment.assemble`): it
outlives every model, and taking it back gives what the model said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from enricher.entities import Notice, Value
from enricher.text.anchors import Anchor

WAITING = Notice("waiting")
"""Why a correction of a text that owes its entities is not in force yet."""


class Act(StrEnum):
    TAG = "tag"
    """There is an entity of this category here: a new one, a confirmed, mended or retagged one."""
    REJECT = "reject"
    """There is none of this category here."""
    NONE = "none"
    """The document has none of this category at all, but what a person tagged since."""
    SUPPRESS = "suppress"
    """These words are no entity of this category in any document."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a correction says.

    Attributes:
        anchor: where; of a `SUPPRESS` only its words count, of a `NONE` nothing does.
        value: the typed value that a person gave, None leaves it to the words.
        written: how that person wrote it.
        instead_of: the category that the model gave these words and that they are not of.
    """

    act: Act
    category: str
    anchor: Anchor
    value: Value | None = None
    written: str = ""
    instead_of: str | None = None

    def revokes(self, other: Said) -> bool:
        """Whether it was another word about the same, so that the other has to be said anew."""
        if self.category != other.category or self.act is other.act:
            return False
        return Act.NONE in (self.act, other.act) or self.anchor.words == other.anchor.words


NOWHERE = Anchor("")
"""What a `NONE` is about: no place, but the whole document."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Something a person said, when, and whether it is in force.

    Attributes:
        id: to take it back by.
        document: it is about; "" for a `SUPPRESS`.
        unmet: why it is not in force at present, None when it is.
    """

    id: int
    document: str
    said: Said
    who: str
    at: datetime
    undone_by: str = ""
    undone_at: datetime | None = None
    unmet: Notice | None = None

    @property
    def state(self) -> str:
        if self.undone_at is not None:
            return "undone"
        if self.unmet == WAITING:
            return "waiting"
        return "lost" if self.unmet else "in force"

    @property
    def occurrence(self) -> int | None:
        """Which place of its words it is about, from 1; None for all of them."""
        occurrence = self.said.anchor.occurrence
        if occurrence is None or self.said.act in (Act.SUPPRESS, Act.NONE):
            return None
        return occurrence + 1


@dataclass(frozen=True, slots=True)
class Corrected:
    """A stored text with corrections laid over it.

    Attributes:
        body: None where it is as the models left it.
        parties: the names of the parties among its fields, each with its key.
        unmet: of the corrections that are not in force, why.
        facts: what there is to review of it (`enricher.documents.facts`), None while its entities are owed.
        days: that it may be named by (`enricher.documents.families`).
    """

    body: bytes | None
    parties: Mapping[str, str]
    unmet: Mapping[int, Notice] = field(default_factory=dict)
    facts: str | None = None
    days: tuple[str, ...] = ()


class Correct(Protocol):
    """Lays corrections over a text as the ledger keeps it."""

    def __call__(self, body: bytes, corrections: Sequence[Correction]) -> Corrected: ...


def words_key(text: str) -> str:
    """What words are suppressed by: blanks and case do not count."""
    return " ".join(text.split()).casefold()
