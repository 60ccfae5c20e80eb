"""What a model is told of where words stand: their boxes become features of tokens.

    WordBoxes -> phrases, lines -> what stands left of and above each word, where on its page it is
        -> Layout of the tokens -> the same of a window

The text of a form has its words in an order that another form has otherwise; the label of a value is
what stands left of it or above. One function makes all of it, for training and for reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enricher.documents.boxes import BOLD, COLUMNS, WordBoxes

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

LAYOUT_INPUTS = ("marks", "left", "above")
"""What a model with layout is given of a window beside what all are."""

NEIGHBOURS = frozenset({"left", "above"})
"""Those of them that are tokens, counted from 1; 0 is none."""

LAYOUT_VERSION = 1
"""Of what is told; a model that learned from another is not read."""

NEAR = 4  # words of a neighbour that are told: "date of first entry"
_MOST_WORDS = 1500  # of a page that have neighbours: each is held against each

_ACROSS, _DOWN = 24, 32  # parts of the width and height of what a page has
_SIZES = (0.7, 0.9, 1.15, 1.6)  # of the usual height of the page's words
_GAPS = (0.0, 0.6, 1.5, 4.0, 12.0)  # to the word before in its line, in heights
_OF_PHRASE = 0.75  # of a height between words that belong together
_LEVEL = 0.5  # of the lower one's height, that two words of a line share
_UPWARD = 8.0  # heights within which a label is looked for

_WIDTHS = (_ACROSS, _DOWN, len(_SIZES) + 1, len(_GAPS) + 2, 2, 2)
MARKS = len(_WIDTHS)
"""Across, down, size, gap to the left, bold, and whether a phrase begins: each a range of its own."""
KINDS = 1 + sum(_WIDTHS)
"""Of marks in all; 0 is of what has no place."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is told of tokens, each [tokens, ...].

    Attributes:
        marks: [tokens, `MARKS`], each below `KINDS`.
        left: [tokens, `NEAR`], the first tokens of the words that stand left of it, counted from 1;
            0 for none.
        above: the same of what stands above.
    """

    marks: IntArray
    left: IntArray
    above: IntArray

    def window(self, start: int, end: int, before: int, after: int) -> dict[str, IntArray]:
        """What a window of the tokens `[start, end)` is told, with special tokens around it."""
        around = ((before, after), (0, 0))
        told = {"marks": self.marks[start:end]}
        for name, tokens in (("left", self.left), ("above", self.above)):
            told[name] = shifted(tokens[start:end], start, end, before)
        return {name: np.pad(array, around) for name, array in told.items()}


def shifted(tokens: IntArray, start: int, end: int, before: int = 0) -> IntArray:
    """Tokens counted from 1, as they count in `[start, end)`; 0 for those outside of it."""
    inside = (tokens > start) & (tokens <= end)
    return np.where(inside, tokens - start + before, 0)


def layout_of(
    starts: IntArray, ends: IntArray, first: IntArray, count: int, boxes: WordBoxes | None
) -> Layout:
    """What is told of the tokens of a text.

    Args:
        starts, ends: [words], characters of the text.
        first: [words], the token with which each word begins.
        count: of tokens.
        boxes: None where nothing is known of where its words stand.
    """
    words = len(starts)
    marks = np.zeros((words, MARKS), dtype=np.int64)
    near = np.zeros((2, words, NEAR), dtype=np.int64)
    rows = None if boxes is None else boxes.rows
    if rows is not None and len(rows) and words:
        # A word of the text may be several of the model's: "12.03.2024".
        of = np.searchsorted(rows[:, 0], starts, "right") - 1
        placed = (of >= 0) & (ends <= rows[of, 1])
        told = _Pages(rows.astype(np.int64))
        marks[placed] = told.marks[of[placed]]
        heads = np.searchsorted(starts, rows[:, 0])
        is_known = (heads < words) & (starts[np.minimum(heads, words - 1)] < rows[:, 1])
        tokens = np.append(np.where(is_known, first[np.minimum(heads, words - 1)] + 1, 0), 0)
        near[:, placed] = tokens[told.near[:, of[placed]]]
    lengths = np.diff(first, append=count)
    left, above = (np.repeat(one, lengths, axis=0) for one in near)
    return Layout(np.repeat(marks, lengths, axis=0), left, above)


class _Pages:
    """Marks and neighbours of the words of all pages, by the number of their row; -1 for no word."""

    def __init__(self, rows: IntArray) -> None:
        self.marks = np.zeros((len(rows), MARKS), dtype=np.int64)
        self.near = np.full((2, len(rows), NEAR), -1, dtype=np.int64)
        for number in np.unique(rows[:, COLUMNS.index("page")]).tolist():
            own = np.flatnonzero(rows[:, COLUMNS.index("page")] == number)
            if len(own) <= _MOST_WORDS:
                page = _Page(rows[own])
                self.marks[own] = page.marks()
                for side, words in ((0, page.left()), (1, page.above())):
                    for word, near in words:
                        self.near[side, own[word], : len(near)] = own[near]


class _Page:
    """The words of a page, in phrases: words of a line that stand close together."""

    def __init__(self, rows: IntArray) -> None:
        boxes = rows[:, COLUMNS.index("left") : COLUMNS.index("bottom") + 1].astype(np.float64)
        self._left, self._top, self._right, self._bottom = boxes.T
        self._height = np.maximum(self._bottom - self._top, 1.0)
        self._bold = rows[:, COLUMNS.index("weight")] == BOLD
        self._before, self._gap = self._words_before()
        self._phrases = self._divide()

    def marks(self) -> IntArray:
        """[words, `MARKS`]."""
        across = _part(self._left, self._right, _ACROSS)
        down = _part(self._top, self._bottom, _DOWN)
        size = np.digitize(self._height / np.median(self._height), _SIZES)
        gap = np.where(self._before < 0, 0, 1 + np.digitize(self._gap, _GAPS))
        begins = np.zeros(len(gap), dtype=np.int64)
        begins[[words[0] for words in self._phrases]] = 1
        parts = (across, down, size, gap, self._bold.astype(np.int64), begins)
        from_ = 1 + np.cumsum((0, *_WIDTHS[:-1]))
        marks: IntArray = np.stack(parts, axis=1).astype(np.int64) + from_
        return marks

    def left(self) -> Iterator[tuple[list[int], list[int]]]:
        """Phrases with the last words of the phrase that stands left of each."""
        of = {word: words for words in self._phrases for word in words}
        for words in self._phrases:
            before = int(self._before[words[0]])
            if before >= 0:
                phrase = of[before]
                yield words, phrase[: phrase.index(before) + 1][-NEAR:]

    def above(self) -> Iterator[tuple[list[int], list[int]]]:
        """Phrases with the words of the nearest one above, those straight above first."""
        left = np.array([self._left[words].min() for words in self._phrases])
        right = np.array([self._right[words].max() for words in self._phrases])
        top = np.array([self._top[words].min() for words in self._phrases])
        middle = np.array(
            [(self._top[words] + self._bottom[words]).mean() / 2 for words in self._phrases]
        )
        bottom = np.array([self._bottom[words].max() for words in self._phrases])
        for number, words in enumerate(self._phrases):
            height = float(self._height[words].max())
            over = (left < right[number]) & (right > left[number]) & (bottom < middle[number])
            over &= bottom > top[number] - _UPWARD * height
            if not over.any():
                continue
            nearest = int(np.where(over, bottom, -np.inf).argmax())
            phrase = self._phrases[nearest]
            straight = [
                word
                for word in phrase
                if self._left[word] < right[number] and self._right[word] > left[number]
            ]
            yield words, (phrase if len(phrase) <= NEAR else straight)[:NEAR]

    def _words_before(self) -> tuple[IntArray, FloatArray]:
        """The nearest word left of each in its line, -1 for none, and how far it is in heights."""
        shared = np.minimum.outer(self._bottom, self._bottom) - np.maximum.outer(
            self._top, self._top
        )
        level = shared > _LEVEL * np.minimum.outer(self._height, self._height)
        middle = (self._left + self._right) / 2
        level &= middle[np.newaxis, :] < middle[:, np.newaxis]
        reach = np.where(level, self._right[np.newaxis, :], -np.inf)
        before = np.where(level.any(axis=1), reach.argmax(axis=1), -1)
        gap = np.where(before < 0, 0.0, (self._left - self._right[before]) / self._height)
        return before.astype(np.int64), gap

    def _divide(self) -> list[list[int]]:
        phrases: list[list[int]] = []
        of: dict[int, list[int]] = {}
        for word in np.argsort(self._left, kind="stable").tolist():
            before = int(self._before[word])
            phrase = of.get(before) if self._gap[word] <= _OF_PHRASE else None
            if before < 0 or phrase is None or phrase[-1] != before:
                phrase = []
                phrases.append(phrase)
            phrase.append(word)
            of[word] = phrase
        return phrases


def _part(low: FloatArray, high: FloatArray, parts: int) -> IntArray:
    """In which part of all that there is each begins."""
    least, most = float(low.min()), float(high.max())
    shares = (low - least) / max(most - least, 1.0)
    found: IntArray = np.minimum((shares * parts).astype(np.int64), parts - 1)
    return found
