"""Where the words of a text stand on its pages, packed: what a model sees of a form beside its words."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from enricher.documents.layout import Scan, Word
from enricher.errors import DamagedError
from enricher.text.anchors import Place
from enricher.text.page_words import PlacedWord

if TYPE_CHECKING:  # what only lists and counts does without NumPy
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int32]
else:
    Rows = Any
"""[words, columns], see `COLUMNS`."""

COLUMNS = ("start", "end", "page", "left", "top", "right", "bottom", "weight")
"""Of the rows: characters of the text, a page's number, halves of a point, and how bold a word is."""

READ_CHARACTERS = 8_000
"""Of a text whose pages are read for the places of its words alone, at 6 ms for a thousand characters."""

PER_POINT = 2  # columns of letters are told apart by less than a point
UNKNOWN, REGULAR, BOLD = range(3)  # weights

_BOLD = ("bold", "black", "heavy", "demi")  # in the names of fonts
_MOST_POINTS = 1_000_000  # a box that a damaged file puts farther away is at that place
_LEVEL = 6  # it is small, and read more often than written


@dataclass(frozen=True, slots=True)
class WordBoxes:
    """The boxes of a text's words, in the order of the text.

    Attributes:
        packed: rows, each as the difference to the one before, column by column, compressed.
        scans: of pages that were read by OCR, by their numbers from 0.
    """

    packed: bytes
    scans: tuple[tuple[int, Scan], ...] = ()

    @classmethod
    def of(
        cls, words: Iterable[tuple[Place, int, Word]], scans: Mapping[int, Scan] | None = None
    ) -> WordBoxes:
        """Pack words, each with its place in the text and the number of its page."""
        import numpy as np

        rows = sorted(_row(place, page, word) for place, page, word in words)
        array = np.array(rows, dtype="<i4").reshape(-1, len(COLUMNS))
        steps = np.diff(array, axis=0, prepend=np.zeros((1, len(COLUMNS)), dtype="<i4"))
        packed = zlib.compress(np.ascontiguousarray(steps.T).tobytes(), _LEVEL)
        return cls(packed, tuple((scans or {}).items()))

    @property
    def rows(self) -> Rows:
        """Unpack; raises DamagedError where they are damaged."""
        import numpy as np

        try:
            steps = np.frombuffer(zlib.decompress(self.packed), dtype="<i4")
            columns = steps.reshape(len(COLUMNS), -1)
        except (zlib.error, ValueError) as error:
            raise DamagedError(f"the places of a text's words are damaged: {error}") from error
        return np.cumsum(columns.T, axis=0, dtype=np.int32)

    def scanned_words(self, page: int) -> list[PlacedWord]:
        """The words of a page that was read by OCR, from 0; none of any other.

        Raises:
            DamagedError: they are damaged.
        """
        scan = dict(self.scans).get(page)
        if scan is None:
            return []
        return [PlacedWord(*place, (scan.rectangle(*box),)) for place, box in self.words_of(page)]

    def words_of(self, page: int) -> list[tuple[Place, tuple[float, float, float, float]]]:
        """The place of each word of a page in the text, and its box in points, as it was read.

        Raises:
            DamagedError: they are damaged.
        """
        return [
            (
                (start, end),
                (left / PER_POINT, top / PER_POINT, right / PER_POINT, bottom / PER_POINT),
            )
            for start, end, number, left, top, right, bottom, _ in self.rows.tolist()
            if number == page
        ]


KeepBoxes = Callable[[str, WordBoxes], None]
"""Is told the boxes of a text that was read from a file."""


def keep_none(_text: str, _boxes: WordBoxes) -> None:
    """For whoever only wants texts."""


def _row(place: Place, page: int, word: Word) -> tuple[int, ...]:
    box = (word.left, word.top, word.right, word.bottom)
    return (*place, page, *map(_units, box), _weight(word))


def _units(points: float) -> int:
    return round(max(-_MOST_POINTS, min(_MOST_POINTS, points)) * PER_POINT)


def _weight(word: Word) -> int:
    if word.ink is None or not word.ink.font:
        return UNKNOWN
    font = word.ink.font.casefold()
    return BOLD if any(one in font for one in _BOLD) else REGULAR
