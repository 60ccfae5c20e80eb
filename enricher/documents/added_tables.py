"""A table that readers missed and a person added, by a box around it on the picture of its page.

What was read in the box is kept with the correction: a new reader or model changes nothing of it. In another
text of its document it is found again where all of its words stand as they did, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from enricher.documents.layout import WordPage
from enricher.documents.tables import FORM, LINES, TABLE, TRANSACTIONS, Cell, Column, Table
from enricher.text.anchors import Place

KINDS = (TABLE, TRANSACTIONS, LINES)
"""What a person can say that a box holds."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, as fractions of the page from its upper left corner."""

_MOST_SHARED = 0.5  # of the cells: what another table has at the same places is that table


@dataclass(frozen=True, slots=True)
class AddedTable:
    """What was read in a box.

    Attributes:
        page: counted from 1.
        columns, rows, facts: as `enricher.documents.tables.Table` has them.
        digest: of the text that the cells stand in.
        words: from the first to the last of them.
    """

    page: int
    box: Box
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    words: str = ""

    def in_text(self, text: str, digest: str) -> AddedTable | None:
        """The same with its places in another text; None where its words do not stand there once."""
        if digest == self.digest:
            return self
        place = _find_solid(self.words, text)
        if place is None:
            return None
        first = min(cell.start for cell in _placed(self.rows))
        before, now = _solid(self.words), _solid(text)
        where = {first + old: new for old, new in zip(before, now[place:], strict=False)}
        rows = tuple(tuple(_moved(cell, where) for cell in row) for row in self.rows)
        return replace(self, rows=rows, digest=digest, words="")

    def is_read(self, tables: Iterable[Table]) -> bool:
        """Whether readers have a table at the same places."""
        own = list(_placed(self.rows))
        for table in tables:
            taken = [] if table.name == FORM else list(_placed(table.rows))
            shared = sum(any(a.start < b.end and b.start < a.end for b in taken) for a in own)
            if shared > _MOST_SHARED * len(own):
                return True
        return False


def added_table(table: Table, page: int, box: Box, text: str, digest: str) -> AddedTable:
    """What is kept of a table that was read in a box.

    Args:
        page: counted from 1.
        text: that its cells stand in.
    """
    placed = list(_placed(table.rows))
    start = min((one.start for one in placed), default=0)
    end = max((one.end for one in placed), default=0)
    return AddedTable(page, box, table.columns, table.rows, table.facts, digest, text[start:end])


def _placed(rows: Iterable[Sequence[Cell | None]]) -> Iterator[Cell]:
    return (cell for row in rows for cell in row if cell is not None and cell.end > cell.start)


def _solid(text: str) -> list[int]:
    """The places of all characters but blanks, of which readers put more or fewer between words."""
    return [at for at, one in enumerate(text) if not one.isspace()]


def _find_solid(words: str, text: str) -> int | None:
    """Before how many characters some words begin, where they stand once; blanks do not count."""
    wanted, whole = "".join(words.split()), "".join(text.split())
    at = whole.find(wanted) if wanted else -1
    return at if at >= 0 and whole.find(wanted, at + 1) < 0 else None


def _moved(cell: Cell | None, where: Mapping[int, int]) -> Cell | None:
    if cell is None or cell.start == cell.end:
        return cell
    return Cell(cell.value, where[cell.start], where[cell.end - 1] + 1)


@dataclass(frozen=True, slots=True)
class BoxedWords:
    """The words of a page, some of which are in a box.

    Attributes:
        page: all words; its number counts from 0.
        places: of each word in the text.
        inside: of each word, whether it is in the box.
        text, pages: as of `enricher.documents.text.Reading`.
    """

    page: WordPage
    places: tuple[Place, ...]
    inside: tuple[bool, ...]
    text: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a cell and is no value of its column's type; the cell is empty then."""

    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class BoxReading:
    """The tables in a box; more than one where it holds several accounts."""

    tables: tuple[Table, ...]
    unread: tuple[Unread, ...] = ()


ReadBox = Callable[[str, BoxedWords, Sequence[str]], BoxReading]
"""Reads what is in a box as one of `KINDS`. The types of its columns may be given, () leaves them to their cells."""
