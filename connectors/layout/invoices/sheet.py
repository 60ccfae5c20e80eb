"""An invoice by its lines, and what stands in each: dates, numbers, and words in runs.

words ─► lines ─► decimal mark of the document ─► levels
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from connectors.layout.cells import content_of
from connectors.layout.days import Day
from connectors.layout.invoices.figures import Figure, decimal_mark, figures_of, is_unit
from connectors.layout.lines import Line, PlacedWord, gap, lines_of, segments, written
from enricher.documents.layout import WordPage

_LEAST_SPACE = 0.45  # heights; between words of a sentence it is 0.27 as a rule
APART = 1.0  # heights of a blank between runs of words
_GLUED = re.compile(r"([^\W\d_][^\s:]*:|#)([^\s/:].*)")
MOST_PAGES = 60
_FEWEST_LETTERS = 4  # of a word whose letters are set apart


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together in a line.

    Attributes:
        at: the number of the line in the document.
    """

    words: tuple[PlacedWord, ...]
    at: int

    @property
    def text(self) -> str:
        return written(self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return min(one.word.top for one in self.words)

    @property
    def bottom(self) -> float:
        return max(one.word.bottom for one in self.words)

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def page(self) -> int:
        return self.words[0].page


@dataclass(frozen=True, slots=True)
class Level:
    """A line by what stands in it.

    Attributes:
        figures: amounts, quantities and rates; numbers of dates are none.
        runs: all words, parted where they stand apart.
    """

    at: int
    line: Line
    days: tuple[Day, ...]
    figures: tuple[Figure, ...]
    runs: tuple[Run, ...]

    @property
    def page(self) -> int:
        return self.line.page

    @property
    def money(self) -> list[Figure]:
        return [one for one in self.figures if one.is_money]

    def words_between(self, left: float, right: float) -> list[PlacedWord]:
        """The words in a stretch of the line that are no numbers."""
        used = {word for one in self.figures for word in one.words}
        return [
            one
            for one in self.line.words
            if one.left >= left - 0.1 and one.right <= right + 0.1 and one not in used
            and not is_unit(one.text)
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document.

    Attributes:
        mark: stands before its decimals.
        space: the widest blank between words of one name, in heights; columns stand farther apart.
    """

    levels: tuple[Level, ...]
    mark: str
    space: float

    @property
    def runs(self) -> list[Run]:
        return [run for level in self.levels for run in level.runs]

    @property
    def text(self) -> str:
        return "\n".join(one.line.text for one in self.levels)

    def below(self, at: int, reach: float) -> Sequence[Level]:
        """The lines below one on its page, as far as some heights."""
        above = self.levels[at].line
        found = []
        for level in self.levels[at + 1 : at + 12]:
            if level.page != above.page or level.line.top - above.bottom > reach * above.height:
                break
            found.append(level)
        return found


def sheet_of(pages: Iterable[WordPage]) -> Sheet:
    """The lines of a document's pages; those behind the first sixty are left out."""
    lines = []
    for number, page in enumerate(pages):
        if number >= MOST_PAGES:
            break
        lines += [_joined(_parted(one)) for one in lines_of(page)]
    mark = decimal_mark([word.text for line in lines for word in line.words])
    levels = []
    space = _space(lines)
    for at, line in enumerate(lines):
        days = content_of(line).days
        taken = frozenset(
            word for day in days if day.year is not None or day.is_named for word in day.words
        )
        figures = figures_of(line.words, mark, taken, space)
        runs = tuple(Run(words, at) for words in segments(line.words, APART))
        levels.append(Level(at, line, days, tuple(figures), runs))
    return Sheet(tuple(levels), mark, space)


def _joined(line: Line) -> Line:
    """The line with words whose letters are set apart, `I N V O I C E`, each in one piece."""
    words: list[PlacedWord] = []
    for is_letter, run in itertools.groupby(
        line.words, lambda one: len(one.text) == 1 and one.text.isalpha()
    ):
        letters = list(run)
        words += _spelled(letters) if is_letter and len(letters) >= _FEWEST_LETTERS else letters
    return replace(line, words=tuple(words))


def _spelled(letters: Sequence[PlacedWord]) -> list[PlacedWord]:
    usual = min(gap(a, b) for a, b in itertools.pairwise(letters))
    words = [letters[0]]
    for before, letter in itertools.pairwise(letters):
        last = words[-1]
        if gap(before, letter) > 1.6 * usual + 0.1:
            words.append(letter)
            continue
        whole = replace(last.word, text=last.text + letter.text, right=letter.right)
        words[-1] = replace(last, word=whole)
    return words


def _space(lines: Sequence[Line]) -> float:
    """By the usual blank, which is wider where all letters are of one width."""
    blanks = [
        one for line in lines for a, b in itertools.pairwise(line.words) if 0.1 < (one := gap(a, b)) < 1
    ]  # fmt: skip
    return max(_LEAST_SPACE, 1.45 * median(blanks)) if blanks else _LEAST_SPACE


def _parted(line: Line) -> Line:
    """The line with labels and values that are written together, `No.:17`, as words of their own."""
    if not any(_GLUED.fullmatch(one.text) for one in line.words):
        return line
    words: list[PlacedWord] = []
    for one in line.words:
        found = _GLUED.fullmatch(one.text)
        if found is None:
            words.append(one)
            continue
        middle = one.left + (one.right - one.left) * len(found[1]) / len(one.text)
        words.append(replace(one, word=replace(one.word, text=found[1], right=middle)))
        words.append(replace(one, word=replace(one.word, text=found[2], left=middle)))
    return replace(line, words=tuple(words))
