"""Figures that one reading of a page has left out, from another one that looks for words alone.

Tesseract takes a page apart into blocks before it reads, and loses a figure that stands alone in its column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from connectors.ocr.text import PageText, PictureWord, page_of

_FEWEST = 5  # amounts on a page of figures, ...
_MOST_LETTERS = (
    200  # ... and letters to each: agreements have numbers of clauses that look like some
)
_AMOUNT = re.compile(r"\d[.,]\d{2}(?!\d)")
_SURE = 60.0  # of a word that is put in
_SURER = 20.0  # than what stands in its place
_OVERLAP = 0.3  # of the smaller of two boxes
_WHOLE = 0.8  # of the width of what it stands for


def has_figures(page: PageText) -> bool:
    """Whether a page holds so many amounts that some may be left out."""
    count = sum(1 for _ in _AMOUNT.finditer(page.text))
    return count >= max(_FEWEST, sum(map(str.isalpha, page.text)) / _MOST_LETTERS)


def with_missed(page: PageText, sparse: PageText) -> PageText:
    """The page with words of another reading where it has none, or none that it is sure of."""
    words = list(page.words)
    for word in sparse.words:
        if word.confidence < _SURE or not any(map(str.isalnum, word.text)):
            continue
        there = [other for other in words if _overlap(word, other) > _OVERLAP]
        if not there:
            _put_in(word, words)
        elif _is_surer(word, there):
            at = words.index(there[0])
            words[at] = replace(word, line=there[0].line)
            for other in there[1:]:
                words.remove(other)
    # How sure the first reading was of all that it saw decides whether the page counts as read.
    return replace(page_of(words), confidence=page.confidence)


def _is_surer(word: PictureWord, there: Sequence[PictureWord]) -> bool:
    """Whether a figure is read better than what one line has in its place, and is all of that."""
    if not any(map(str.isdigit, word.text)) or len({other.line for other in there}) > 1:
        return False
    width = max(other.left + other.width for other in there) - min(other.left for other in there)
    return word.width >= _WHOLE * width and all(
        other.confidence < min(_SURE, word.confidence - _SURER) for other in there
    )


def _put_in(word: PictureWord, words: list[PictureWord]) -> None:
    """Add a word to the line that it is level with; to one of its own where there is none."""
    level = [other for other in words if _is_level(word, other)]
    before = [other for other in level if other.left < word.left]
    if before:
        near = max(before, key=lambda other: other.left + other.width)
        words.insert(words.index(near) + 1, replace(word, line=near.line))
    elif level:
        near = min(level, key=lambda other: other.left)
        words.insert(words.index(near), replace(word, line=near.line))
    else:
        words.append(replace(word, line=(1 << 20, 0, len(words))))


def _is_level(word: PictureWord, other: PictureWord) -> bool:
    apart = abs((word.top + word.height / 2) - (other.top + other.height / 2))
    return apart < 0.4 * min(word.height, other.height)


def _overlap(word: PictureWord, other: PictureWord) -> float:
    across = min(word.left + word.width, other.left + other.width) - max(word.left, other.left)
    down = min(word.top + word.height, other.top + other.height) - max(word.top, other.top)
    smaller = min(word.width * word.height, other.width * other.height)
    return across * down / smaller if across > 0 and down > 0 and smaller else 0.0
