"""What a row of a table is recognised by in another reading of its document.

    ReadRows --anchor--> RowAnchor, and of another reading: ReadRows, RowAnchor --find--> the row, or none

In the same text it is the row whose cells stand where they stood, whatever else a newer reader found in
it. In another text it is the row of the same words. A row that only looks like it is another row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

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


class ReadRows:
    """The rows of all tables of one name, as they were read from one text.

    A long table has many corrections, each of which looks for its row: what a row says and where it
    stands leads to it without a look at all others.

    Args:
        rows: what each is recognised by.
        digest: of the text that they stand in.
    """

    def __init__(self, rows: Sequence[Sequence[AnchorCell]], digest: str) -> None:
        self._rows = rows
        self._digest = digest

    def anchor(self, at: int) -> RowAnchor:
        """What one of the rows is recognised by."""
        same = self._by_words[row_words(self._rows[at])]
        return RowAnchor(tuple(self._rows[at]), self._digest, same.index(at), len(same))

    def find(self, anchor: RowAnchor, column: str = "") -> int | None:
        """Which of the rows is the one that was meant; None where none is, or several may be.

        Args:
            column: that was read wrongly: a newer reader may have it from elsewhere.
        """
        if self._digest != anchor.digest or not any(one.is_placed for one in anchor.cells):
            words = row_words(anchor.cells)
            same = self._by_words.get(words, [])
            return same[anchor.occurrence] if words and len(same) == anchor.of else None
        others = [one for one in anchor.cells if one.column != column]
        for cells, least in ((anchor.cells, 1), (others, 2)):
            near = {at for cell in cells for at in self._standing_at(cell)}
            there = [at for at in near if _shared_places(cells, self._rows[at]) >= least]
            if there:
                return there[0] if len(there) == 1 else None
        return None

    def _standing_at(self, cell: AnchorCell) -> Iterator[int]:
        """The rows whose cell in the same column stands, in part at least, where this one does."""
        places = self._by_place.get(cell.column)
        if places is None or not cell.is_placed:
            return
        first = bisect_left(places.starts, cell.start - places.longest)
        for number in range(first, bisect_left(places.starts, cell.end)):
            yield places.rows[number]

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], list[int]]:
        rows = defaultdict[tuple[str, ...], list[int]](list)
        for at, cells in enumerate(self._rows):
            rows[row_words(cells)].append(at)
        return dict(rows)

    @cached_property
    def _by_place(self) -> dict[str, _Places]:
        placed = defaultdict[str, list[tuple[int, int, int]]](list)
        for at, cells in enumerate(self._rows):
            for cell in cells:
                if cell.is_placed:
                    placed[cell.column].append((cell.start, at, cell.end - cell.start))
        return {
            column: _Places(
                [start for start, _, _ in cells],
                [at for _, at, _ in cells],
                max(length for _, _, length in cells),
            )
            for column, cells in ((column, sorted(cells)) for column, cells in placed.items())
        }


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the cells of a column stand, the first in the text first.

    Attributes:
        rows: of each of the starts.
        longest: characters of the longest cell.
    """

    starts: list[int]
    rows: list[int]
    longest: int


def _shared_places(before: Sequence[AnchorCell], now: Sequence[AnchorCell]) -> int:
    """How many columns have a place in both, 0 where one of them has it elsewhere."""
    places = {one.column: one for one in now if one.is_placed}
    pairs = [(one, places[one.column]) for one in before if one.is_placed and one.column in places]
    if all(one.start < other.end and other.start < one.end for one, other in pairs):
        return len(pairs)
    return 0
