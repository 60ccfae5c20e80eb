"""Lines of words: what stands level on a page, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from connectors.layout.misreadings import printed
from enricher.documents.layout import Word, WordPage

_LEVEL = 0.5  # of a line's height that centres of its words may lie apart
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_PERIOD = re.compile(rf"({_DATE})(--?|[\u2013\u2014/])({_DATE})")
WIDE = 0.75  # of a line's height: a gap between columns, where one between words has half of it


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word, its page, and its number among the words there."""

    word: Word
    page: int
    number: int

    @property
    def text(self) -> str:
        return self.word.text

    @property
    def left(self) -> float:
        return self.word.left

    @property
    def right(self) -> float:
        return self.word.right


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one level.

    Attributes:
        words: from left to right; never none.
    """

    page: int
    words: tuple[PlacedWord, ...]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.words)


def lines_of(page: WordPage) -> list[Line]:
    """The lines of a page from above, the words of each from the left."""
    placed = [
        PlacedWord(part, page.number, at)
        for at, word in enumerate(page.words)
        for part in _parts(word)
    ]
    placed.sort(key=lambda one: (one.word.top + one.word.bottom, one.left))
    lines: list[list[PlacedWord]] = []
    for one in placed:
        if lines and _is_level(lines[-1], one) and not _is_over(lines[-1], one):
            lines[-1].append(one)
        else:
            lines.append([one])
    return [_line(page.number, words) for words in lines]


def _parts(word: Word) -> list[Word]:
    """What a word is read as: both dates of a period that is written without blanks, and what joins them."""
    return [part for one in printed(word) for part in _between_dates(one)]


def _between_dates(word: Word) -> list[Word]:
    found = _PERIOD.fullmatch(word.text)
    if found is None:
        return [word]
    width = (word.right - word.left) / len(word.text)
    return [
        replace(
            word,
            text=found[number],
            left=word.left + width * found.start(number),
            right=word.left + width * found.end(number),
        )
        for number in range(1, 4)
    ]


def _is_level(line: Sequence[PlacedWord], one: PlacedWord) -> bool:
    last = line[-1].word
    reach = _LEVEL * min(last.height, one.word.height)
    return (one.word.top + one.word.bottom) / 2 - (last.top + last.bottom) / 2 < reach


def _is_over(line: Sequence[PlacedWord], one: PlacedWord) -> bool:
    """Whether a word stands above or below one of a line: beside large letters there are two lines."""
    return any(
        min(other.right, one.right) - max(other.left, one.left)
        > 0.5 * min(other.right - other.left, one.right - one.left)
        for other in line
    )


def _line(page: int, words: list[PlacedWord]) -> Line:
    words.sort(key=lambda one: one.left)
    return Line(
        page,
        tuple(words),
        min(one.word.top for one in words),
        max(one.word.bottom for one in words),
    )


def gap(before: PlacedWord, then: PlacedWord) -> float:
    """The blank between two words of a line, in heights of the line."""
    height = max(1.0, min(before.word.height, then.word.height))
    return (then.left - before.right) / height


def segments(words: Sequence[PlacedWord], wide: float = WIDE) -> Iterator[tuple[PlacedWord, ...]]:
    """Words of a line that stand together, as those of one column do."""
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or gap(words[at - 1], words[at]) > wide:
            if at > start:
                yield tuple(words[start:at])
            start = at


def written(words: Sequence[PlacedWord]) -> str:
    return " ".join(one.text for one in words)
