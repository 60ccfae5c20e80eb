"""Words of a document by their places on its pages, and what makes tables of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from enricher.documents.text import Reading


@dataclass(frozen=True, slots=True)
class Word:
    """A word without blanks, and its box: in points from the upper left corner of its page.

    The box is as tall as the line, whatever letters are in it. Red is how some banks print what is owed.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    is_red: bool = False

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


class TableReader(Protocol):
    """Finds tables, and what else a document states, by where its words stand."""

    def looks_right(self, reading: Reading) -> bool:
        """Whether a text may have such tables at all: asked first, because words with boxes cost time."""

    def read(self, pages: Iterable[WordPage], reading: Reading) -> Reading:
        """The reading with its tables and stated spans, as it is where there are none.

        Args:
            pages: are taken one by one.
        """
