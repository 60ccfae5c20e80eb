"""Lines of a receipt as text, and where in it the words stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from connectors.layout.lines import Line, PlacedWord
from enricher.documents.layout import WordPage

_LEVEL = 0.5  # of the height of a line that the middles of its words may lie apart
_OVERLAP = 0.4  # of it that words of one line may overlap
_OUTLIERS = 30  # of so many words one may stand beside the paper
_OPEN = 4  # lines that a word may belong to


@dataclass(frozen=True, slots=True)
class Row:
    """A line.

    Attributes:
        number: among all lines of the receipt.
        size: how tall it is beside the others, 1 for most.
    """

    number: int
    line: Line
    text: str
    size: float

    def words(self, start: int, end: int) -> tuple[PlacedWord, ...]:
        """The words in which a stretch of the text lies."""
        found = []
        at = 0
        for one in self.line.words:
            if at < end and at + len(one.text) > start:
                found.append(one)
            at += len(one.text) + 1
        return tuple(found)


def rows_of(pages: Iterable[WordPage]) -> list[Row]:
    """The lines of all pages from above."""
    lines = [line for page in pages for line in _lines(page)]
    usual = median([_height(line.words) for line in lines]) if lines else 1.0
    return [
        Row(number, line, line.text, _height(line.words) / max(usual, 1e-6))
        for number, line in enumerate(lines)
    ]


def _lines(page: WordPage) -> list[Line]:
    """Lines of a paper that is crumpled, whose print is dense: what is in one never stands above each other."""
    placed = [PlacedWord(word, page.number, at) for at, word in enumerate(page.words)]
    lines: list[list[PlacedWord]] = []
    for one in sorted(placed, key=_middle):
        near = [line for line in lines[-_OPEN:] if all(_is_beside(other, one) for other in line)]
        best = min(near, key=lambda line: _distance(line, one), default=None)
        if best is None:
            lines.append([one])
        else:
            best.append(one)
    return [
        Line(
            page.number,
            tuple(sorted(line, key=lambda one: one.left)),
            min(one.word.top for one in line),
            max(one.word.bottom for one in line),
        )
        for line in sorted(lines, key=lambda line: median([_middle(one) for one in line]))
    ]


def _middle(one: PlacedWord) -> float:
    return (one.word.top + one.word.bottom) / 2


def _distance(line: Sequence[PlacedWord], one: PlacedWord) -> float:
    """From the word of a line that stands nearest."""
    near = min(line, key=lambda other: max(other.left - one.right, one.left - other.right))
    return abs(_middle(near) - _middle(one))


def _is_beside(one: PlacedWord, other: PlacedWord) -> bool:
    height = min(one.word.height, other.word.height)
    overlap = min(one.right, other.right) - max(one.left, other.left)
    return abs(_middle(one) - _middle(other)) < _LEVEL * height and overlap < _OVERLAP * height


def _height(words: Sequence[PlacedWord]) -> float:
    return median(one.word.height for one in words)


def columns_across(rows: Sequence[Row]) -> float:
    """How many letters of a receipt's own width go across what is printed."""
    words = [one for row in rows for one in row.line.words if len(one.text) > 1]
    if not words:
        return 0.0
    letter = median([(one.right - one.left) / len(one.text) for one in words])
    lefts, rights = sorted(one.left for one in words), sorted(one.right for one in words)
    few = len(words) // _OUTLIERS
    return (rights[-1 - few] - lefts[few]) / max(letter, 1e-6)
