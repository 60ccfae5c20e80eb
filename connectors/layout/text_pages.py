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
class _Line:
    """[start, end) of the text."""

    start: int
    end: int


def pages_of(text: str) -> TextPages:
    """The pages of a text, so many lines each."""
    pages: list[WordPage] = []
    starts: list[int] = []
    words: list[Word] = []
    level = 0
    for block in _blocks(text):
        lines = list(_placed(text, block))
        for start, line in lines:
            if level % _MOST_LINES == 0 or not starts:
                if starts:
                    pages.append(WordPage(len(pages), tuple(words)))
                starts.append(start if starts else 0)
                words, level = [], 0
            top = level * _PITCH
            words += [
                Word(shown, left, top, left + _LETTER * len(shown), top + _HEIGHT)
                for left, shown in line
            ]
            level += 1
    if starts:
        pages.append(WordPage(len(pages), tuple(words)))
    return TextPages(tuple(pages), tuple(starts))


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Lines with tabs that follow each other, and other lines by themselves."""
    block: list[_Line] = []
    at = 0
    for shown in text.split("\n"):
        line = _Line(at, at + len(shown))
        at = line.end + 1
        if "\t" in shown:
            block.append(line)
            continue
        if block:
            yield block
            block = []
        yield [line]
    if block:
        yield block


def _placed(text: str, block: Sequence[_Line]) -> Iterator[tuple[int, list[tuple[float, str]]]]:
    """Where each line begins, and the words of it with their left edges."""
    rows = [text[one.start : one.end].split("\t") for one in block]
    if len(rows) == 1 and len(rows[0]) == 1:
        yield from _wrapped(rows[0][0], block[0].start)
        return
    lefts, rights, are_numbers = _columns(rows)
    for line, row in zip(block, rows, strict=True):
        placed = []
        for at, cell in enumerate(row):
            shown = cell.strip()
            left = rights[at] - _LETTER * len(shown) if are_numbers[at] else lefts[at]
            placed += [(left + _LETTER * one.start(), one[0]) for one in _WORD.finditer(shown)]
        yield line.start, placed


def _wrapped(line: str, start: int) -> Iterator[tuple[int, list[tuple[float, str]]]]:
    begin = 0
    placed: list[tuple[float, str]] = []
    for one in _WORD.finditer(line):
        if placed and one.end() - begin > _LONGEST:
            yield start + begin, placed
            placed, begin = [], one.start()
        placed.append((_LETTER * (one.start() - begin), one[0]))
    yield start + begin, placed


def _columns(rows: Sequence[Sequence[str]]) -> tuple[list[float], list[float], list[bool]]:
    """The left and right edges of columns, and which of them hold numbers."""
    count = max(map(len, rows))
    lefts, rights, are_numbers = [], [], []
    left = 0.0
    for at in range(count):
        cells = [row[at].strip() for row in rows if at < len(row)]
        filled = [one for one in cells if one]
        width = _LETTER * max(map(len, cells), default=0)
        lefts.append(left)
        rights.append(left + width)
        numbers = sum(_NUMBER.fullmatch(one) is not None for one in filled)
        are_numbers.append(bool(filled) and numbers >= _MOSTLY * len(filled))
        left += width + _GAP
    return lefts, rights, are_numbers
