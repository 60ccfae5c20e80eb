"""What a row of a table is recognised by in another reading of its document.

    text, row --anchor_row--> RowAnchor --finds--> the same row, or none

In the same text it is the row whose cells stand where they stood, whatever else a newer reader found in
it. In another text it is the row of the same words. A row that only looks like it is another row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from enricher.documents.tables import Cell, Column


@dataclass(frozen=True, slots=True)
class AnchorCell:
    """What stood in a column of a row.

    Attributes:
        words: as the text has them; the cell's value where it stands nowhere.
        start: [start, end) in the text.
    """

    column: str
    words: str
    start: int
    end: int

    @property
    def is_placed(self) -> bool:
        return self.end > self.start


@dataclass(frozen=True, slots=True)
class RowAnchor:
    """A row, said so that it is found again.

    Attributes:
        cells: as they were read.
        digest: of the text that their places are in.
        occurrence: which row of these words it was, from 0, and `of` how many.
        mark: of a row that a person added, which was read nowhere; "" of any other.
    """

    cells: tuple[AnchorCell, ...] = ()
    digest: str = ""
    occurrence: int = 0
    of: int = 1
    mark: str = ""

    @property
    def words(self) -> str:
        return " ".join(one.words for one in self.cells)


def read_cells(
    text: str, columns: Sequence[Column], row: Sequence[Cell | None]
) -> tuple[AnchorCell, ...]:
    """What of a row it is recognised by."""
    return tuple(
        AnchorCell(
            column.name,
            " ".join(text[cell.start : cell.end].split()) or cell.value,
            cell.start,
            cell.end,
        )
        for column, cell in zip(columns, row, strict=True)
        if cell is not None
    )


def row_words(cells: Sequence[AnchorCell]) -> tuple[str, ...]:
    """The words of a row, whatever its columns are called; () where it has none."""
    placed = [one.words for one in cells if one.is_placed]
    return tuple(sorted(placed or [one.words for one in cells]))


def find_row(
    anchor: RowAnchor, rows: Sequence[Sequence[AnchorCell]], digest: str, column: str = ""
) -> int | None:
    """Which of some rows is the one that was meant; None where none is, or several may be.

    Args:
        rows: of all tables of one name.
        digest: of the text that they stand in.
        column: that was read wrongly: a newer reader may have it from elsewhere.
    """
    if digest != anchor.digest or not any(one.is_placed for one in anchor.cells):
        words = row_words(anchor.cells)
        same = [at for at, cells in enumerate(rows) if row_words(cells) == words]
        return same[anchor.occurrence] if words and len(same) == anchor.of else None
    others = [one for one in anchor.cells if one.column != column]
    for cells, least in ((anchor.cells, 1), (others, 2)):
        there = [at for at, row in enumerate(rows) if _shared_places(cells, row) >= least]
        if there:
            return there[0] if len(there) == 1 else None
    return None


def _shared_places(before: Sequence[AnchorCell], now: Sequence[AnchorCell]) -> int:
    """How many columns have a place in both, 0 where one of them has it elsewhere."""
    places = {one.column: one for one in now if one.is_placed}
    pairs = [(one, places[one.column]) for one in before if one.is_placed and one.column in places]
    if all(one.start < other.end and other.start < one.end for one, other in pairs):
        return len(pairs)
    return 0
