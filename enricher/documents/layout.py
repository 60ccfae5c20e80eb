"""Words of a document by their places on its pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word without blanks, and its box: in points from the upper left corner of its page.

    The box is as tall as the line, whatever letters are in it. Red is how some banks print what is owed.

    Attributes:
        confidence: how sure OCR is of it, from 0 to 1.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    is_red: bool = False
    confidence: float = 1.0

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class WordPage:
    """A page by its words, in the order in which whatever read them has them.

    Words that are drawn sideways have their boxes as on a page that is turned to be read.
    """

    number: int
    words: tuple[Word, ...]
