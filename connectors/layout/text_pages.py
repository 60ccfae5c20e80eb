"""Pages for texts without any: words at places that show which cells of a table stand below each other.

A line of the text is a line of a page, its cells are parted by tabs, as Tika writes the tables of Word and
HTML. What stands in one column begins at one place, or ends there where it is numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enricher.documents.layout import Word, WordPage

_LETTER = 5.0  # points, as all others
_HEIGHT = 10.0
_PITCH = 14.0  # from one line to the next
_GAP = 20.0  # between columns
_LONGEST = 100  # letters of a line; what is longer goes on in the next
_MOST_LINES = 200  # of a page
_MOST_OF_ROW = 6  # lines
_WORD = re.compile(r"\S+")
_NUMBER = re.compile(
    r"[^\w]*(?:[A-Za-z]{1,3}\.? ?)?\d[\d.,'\u2019 \u00a0\u202f]*(?: ?[^\d\s]{1,4})?"
)
_MOSTLY = 0.6  # of a column's cells


@dataclass(frozen=True, slots=True)
class TextPages:
    """Pages, and where each begins in the text."""

    pages: tuple[WordPage, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table, or a line of a paragraph.

    Attributes:
        start: of it in the text.
        lines: of its cells; a cell with several lines goes on where the next line begins.
    """

    start: int
    lines: tuple[str, ...]

    @property
    def cells(self) -> list[list[str]]:
        """The lines of each cell."""
        found: list[list[str]] = [[]]
        for line in self.lines:
            first, *others = line.split("\t")
            found[-1].append(first)
            found += [[one] for one in others]
        return found


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with its words: their left edges, and how far below the first line of the row they stand."""

    start: int
    words: list[tuple[float, int, str]]

    @property
    def height(self) -> int:
        return 1 + max((level for _, level, _ in self.words), default=0)


def pages_of(text: str) -> TextPages:
    """The pages of a text, so many lines each."""
    pages: list[WordPage] = []
    starts: list[int] = []
    words: list[Word] = []
    level = 0
    for row in (placed for block in _blocks(text) for placed in _placed(block)):
        if not starts or level >= _MOST_LINES:
            if starts:
                pages.append(WordPage(len(pages), tuple(words)))
            starts.append(row.start if starts else 0)
            words, level = [], 0
        for left, below, shown in row.words:
            top = (level + below) * _PITCH
            words.append(Word(shown, left, top, left + _LETTER * len(shown), top + _HEIGHT))
        level += row.height
    if starts:
        pages.append(WordPage(len(pages), tuple(words)))
    return TextPages(tuple(pages), tuple(starts))


def _blocks(text: str) -> Iterator[list[_Row]]:
    """Rows that follow each other, and other lines by themselves."""
    lines = text.split("\n")
    block: list[_Row] = []
    at = number = widest = 0
    while number < len(lines):
        count = 1
        tabs = lines[number].count("\t")
        if 0 < tabs < widest:
            count = _lines_of_row(lines, number, widest)
        row = _Row(at, tuple(lines[number : number + count]))
        at += sum(len(one) + 1 for one in row.lines)
        number += count
        if tabs:
            block.append(row)
            widest = max(widest, tabs)
            continue
        if block:
            yield block
            block, widest = [], 0
        yield [row]
    if block:
        yield block


def _lines_of_row(lines: Sequence[str], first: int, widest: int) -> int:
    """How many lines a row has that ends before all cells of those above it: one of its cells goes on."""
    tabs = lines[first].count("\t")
    for at in range(first + 1, min(first + _MOST_OF_ROW, len(lines))):
        if not lines[at].strip():
            break
        if more := lines[at].count("\t"):
            return at - first + 1 if tabs + more == widest else 1
    return 1


def _placed(block: Sequence[_Row]) -> Iterator[_Placed]:
    rows = [row.cells for row in block]
    if len(rows) == 1 and len(rows[0]) == 1:
        for start, words in _wrapped(block[0].lines[0], block[0].start):
            yield _Placed(start, [(left, 0, shown) for left, shown in words])
        return
    lefts, rights, are_numbers = _columns(rows)
    for row, cells in zip(block, rows, strict=True):
        placed = []
        for at, cell in enumerate(cells):
            for below, line in enumerate(cell):
                shown = line.strip()
                left = rights[at] - _LETTER * len(shown) if are_numbers[at] else lefts[at]
                placed += [
                    (left + _LETTER * one.start(), below, one[0]) for one in _WORD.finditer(shown)
                ]
        yield _Placed(row.start, placed)


def _wrapped(line: str, start: int) -> Iterator[tuple[int, list[tuple[float, str]]]]:
    begin = 0
    placed: list[tuple[float, str]] = []
    for one in _WORD.finditer(line):
        if placed and one.end() - begin > _LONGEST:
            yield start + begin, placed
            placed, begin = [], one.start()
        placed.append((_LETTER * (one.start() - begin), one[0]))
    yield start + begin, placed


def _columns(
    rows: Sequence[Sequence[Sequence[str]]],
) -> tuple[list[float], list[float], list[bool]]:
    """The left and right edges of columns, and which of them hold numbers."""
    count = max(map(len, rows))
    lefts, rights, are_numbers = [], [], []
    left = 0.0
    for at in range(count):
        cells = [line.strip() for row in rows if at < len(row) for line in row[at]]
        filled = [one for one in cells if one]
        width = _LETTER * max(map(len, cells), default=0)
        lefts.append(left)
        rights.append(left + width)
        numbers = sum(_NUMBER.fullmatch(one) is not None for one in filled)
        are_numbers.append(bool(filled) and numbers >= _MOSTLY * len(filled))
        left += width + _GAP
    return lefts, rights, are_numbers
