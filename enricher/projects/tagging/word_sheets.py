"""Pages of a document of a project as its words stand on them: a project keeps no files."""

from __future__ import annotations

from dataclasses import dataclass

from enricher.documents.boxes import COLUMNS, PER_POINT, Rows, WordBoxes
from enricher.text.page_places import Rectangle
from enricher.text.page_words import PlacedWord

_MARGIN_POINTS = 36.0


@dataclass(frozen=True, slots=True)
class WordSheet:
    """A page by its words, in the order of the text; as wide and high, in points, as they reach."""

    number: int
    width: float
    height: float
    words: tuple[PlacedWord, ...]


def word_sheets(boxes: WordBoxes | None) -> tuple[WordSheet, ...]:
    """The pages on which words stand, counted from 1; none where nothing is known of that.

    Raises:
        DamagedError: the places are damaged.
    """
    if boxes is None:
        return ()
    rows = boxes.rows
    of_page = rows[:, COLUMNS.index("page")]
    return tuple(
        _sheet(int(number), rows[of_page == number]) for number in sorted({*of_page.tolist()})
    )


def _sheet(number: int, rows: Rows) -> WordSheet:
    edge = COLUMNS.index("left")
    corners = rows[:, edge : edge + 4] / PER_POINT
    left, top = (min(0.0, float(corners[:, at].min()) - _MARGIN_POINTS) for at in (0, 1))
    width, height = (
        float(corners[:, at].max()) + _MARGIN_POINTS - low for at, low in ((2, left), (3, top))
    )
    words = tuple(
        PlacedWord(
            start,
            end,
            (
                Rectangle(
                    (box[0] - left) / width,
                    (box[1] - top) / height,
                    (box[2] - left) / width,
                    (box[3] - top) / height,
                ),
            ),
        )
        for (start, end, *_), box in zip(rows.tolist(), corners.tolist(), strict=True)
    )
    return WordSheet(number + 1, width, height, words)
