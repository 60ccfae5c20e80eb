"""What people said about entities and tables of their documents, against or beside what was read.

A correction is kept apart from what was read and found, and laid over it (`enricher.enrichment.assemble`):
it outlives every reader and model, and taking it back gives what they said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from enricher.documents.added_tables import AddedTable
from enricher.documents.row_anchors import RowAnchor
from enricher.documents.table_anchors import TableAnchor
from enricher.entities import Notice, Value
from enricher.text.anchors import Anchor

_MOST_WORDS = 200  # characters of a table that is added

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
    SET_CELL = "set-cell"
    """A cell of a table has this value, or none."""
    REMOVE_ROW = "remove-row"
    """What a table has as a row is none."""
    ADD_ROW = "add-row"
    """A table has a row more."""
    SET_FACT = "set-fact"
    """What holds for all rows of a table, such as its opening balance, is this, or is not said."""
    ADD_TABLE = "add-table"
    """The document has a table more."""


OF_TABLES = (Act.SET_CELL, Act.REMOVE_ROW, Act.ADD_ROW, Act.SET_FACT, Act.ADD_TABLE)


@dataclass(frozen=True, slots=True)
class TableChange:
    """What a correction says about a table.

    Attributes:
        table: its name.
        number: which of this name, from 0; counts where it has no row to be known by.
        row: of a cell, or to remove.
        cells: their values by column, as `Cell` has them; None is a cell with nothing in it. Of a
            fact, its value by its name.
        after, before: the rows between which one is added, None at an end of the table.
        mark: tells the row, or the table, that is added from all others.
        whole: the table itself, where a fact of it is set.
        added: the table that is added.
    """

    table: str
    number: int = 0
    row: RowAnchor | None = None
    cells: Mapping[str, str | None] = field(default_factory=dict)
    after: RowAnchor | None = None
    before: RowAnchor | None = None
    mark: str = ""
    whole: TableAnchor | None = None
    added: AddedTable | None = None

    @property
    def words(self) -> str:
        """What the row says that it is about; of what is added, what is in it; "" of a fact."""
        if self.added is not None:
            return self.added.words[:_MOST_WORDS]
        if self.whole is not None:
            return ""
        if self.row is None or self.row.mark:
            return " ".join(filter(None, self.cells.values()))
        return self.row.words


@dataclass(frozen=True, slots=True)
class Said:
    """What a correction says.

    Attributes:
        anchor: where; of a `SUPPRESS` only its words count, of a `NONE` nothing does.
        value: the typed value that a person gave, None leaves it to the words.
        written: how that person wrote it.
        instead_of: the category that the model gave these words and that they are not of.
        change: of a table; its anchor has the words of the row then, and there is no category.
    """

    act: Act
    category: str
    anchor: Anchor
    value: Value | None = None
    written: str = ""
    instead_of: str | None = None
    change: TableChange | None = None

    def __post_init__(self) -> None:
        if (self.change is not None) is not (self.act in OF_TABLES):
            raise ValueError(f"{self.act} is {'' if self.change else 'not '}said of a table")

    @property
    def subject(self) -> str:
        """The category or the table that it is about."""
        return self.change.table if self.change else self.category

    @property
    def given(self) -> str:
        """The value that a person gave, or the values of cells; "" where it was left to the words."""
        if self.change is None:
            return self.value.display if self.value else ""
        return ", ".join(
            f"{name} = {value or ''}".rstrip() for name, value in self.change.cells.items()
        )

    def revokes(self, other: Said) -> bool:
        """Whether it was another word about the same, so that the other has to be said anew."""
        if self.change is not None:
            return other.change is not None and _is_same_place(self.change, other.change)
        if self.category != other.category or self.act is other.act:
            return False
        return Act.NONE in (self.act, other.act) or self.anchor.words == other.anchor.words


def _is_same_place(one: TableChange, other: TableChange) -> bool:
    return _place(one) == _place(other)


def _place(change: TableChange) -> tuple[object, ...]:
    number = change.number if change.whole else 0
    return change.table, number, change.row, change.whole, [*change.cells]


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
    def table(self) -> str | None:
        """The name of the table that it is about."""
        return self.said.change.table if self.said.change else None

    @property
    def cells(self) -> Mapping[str, str | None]:
        """Of a table, the values that a person gave."""
        return self.said.change.cells if self.said.change else {}

    @property
    def occurrence(self) -> int | None:
        """Which place of its words it is about, from 1; None for all of them."""
        occurrence = self.said.anchor.occurrence
        if occurrence is None or self.said.act in (Act.SUPPRESS, Act.NONE) or self.said.change:
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
