"""From the words that Tesseract found on a page, with their places, to readable text."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

# A gap between two words of a line, in heights of their letters, from which a column begins; what
# blocked text puts between words stays below 1.5.
COLUMN_GAP = 2.5
# What Tesseract is so unsure of is dust, a line or a photograph. Words of a page that lies upside
# down have 29 on average, those of a clean page 93.
MIN_WORD_CONFIDENCE = 10.0
_WORD_LEVEL = "5"
_COLUMNS = 12
_LONG = 4  # characters of a word that is surely wider than a line is tall


@dataclass(frozen=True, slots=True)
class PictureWord:
    """A word and the box of its ink in pixels; `line` is Tesseract's block, paragraph and line."""

    text: str
    confidence: float
    line: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page.

    Attributes:
        confidence: Tesseract's own, 0 to 100, the mean over all letters; 0 without any.
        words: those of the text, in its order.
    """

    text: str = ""
    confidence: float = 0.0
    words: tuple[PictureWord, ...] = ()


def to_page_text(tsv: str) -> PageText:
    """Turn a table of Tesseract's into text.

    Lines end lines, an empty line parts paragraphs, a tab parts the columns of a line.
    """
    return page_of(list(read_words(tsv)))


def page_of(words: Sequence[PictureWord]) -> PageText:
    """The text of words in reading order."""
    letters = sum(len(word.text) for word in words)
    if not letters:
        return PageText()
    confidence = sum(len(word.text) * word.confidence for word in words) / letters
    kept = [word for word in words if word.confidence >= MIN_WORD_CONFIDENCE]
    return PageText(join_words(kept), confidence, tuple(kept))


def join_words(words: Sequence[PictureWord]) -> str:
    """Words in reading order as text."""
    pieces: list[str] = []
    before: tuple[int, int, int] | None = None
    for line in _lines(words):
        place = line[0].line
        if before is not None:
            pieces.append("\n" if place[:2] == before[:2] else "\n\n")
        pieces.append(_join(line))
        before = place
    return "".join(pieces)


def read_words(tsv: str) -> Iterable[PictureWord]:
    """The words in a table of Tesseract's, in reading order.

    Source: `tessedit_create_tsv` of Tesseract 4 and 5; a row per word has level 5.
    """
    for row in csv.reader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) == _COLUMNS and row[0] == _WORD_LEVEL and (text := row[11].strip()):
            yield PictureWord(
                text=text,
                confidence=max(0.0, float(row[10])),
                line=(int(row[2]), int(row[3]), int(row[4])),
                left=int(row[6]),
                top=int(row[7]),
                width=int(row[8]),
                height=int(row[9]),
            )


def lie_sideways(words: Iterable[PictureWord]) -> bool:
    """Whether words run from top to bottom, which Tesseract reads as well as others."""
    long = [word.height > word.width for word in words if len(word.text) >= _LONG]
    return sum(long) > len(long) / 2


def _lines(words: Sequence[PictureWord]) -> Iterable[list[PictureWord]]:
    line: list[PictureWord] = []
    for word in words:
        if line and word.line != line[0].line:
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _join(line: Sequence[PictureWord]) -> str:
    height = median(word.height for word in line)
    pieces = [line[0].text]
    for word, following in itertools.pairwise(line):
        gap = following.left - (word.left + word.width)
        pieces.append("\t" if gap > COLUMN_GAP * height else " ")
        pieces.append(following.text)
    return "".join(pieces)
