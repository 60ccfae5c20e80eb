"""The first page of a statement by its words alone: what stands above four movements that add up.

All names and numbers are invented.
"""

from __future__ import annotations

from collections.abc import Sequence

from enricher.documents import Reading
from enricher.documents.layout import Word, WordPage

Text = tuple[float, float, str] | tuple[float, float, str, float]
"""Left edge, top, the words, and how tall they are where that is not usual."""

_TALL = 10.0  # points, of a usual line
_WIDE = 0.5  # of the height: a letter
_BLANK = 0.3  # of the height, between words
_TABLE: tuple[Text, ...] = (
    (40, 400, "Date"), (120, 400, "Description"), (400, 400, "Amount"), (500, 400, "Balance"),
    (40, 420, "03/02/2025"), (120, 420, "Rent"), (400, 420, "-100.00"), (500, 420, "900.00"),
    (40, 435, "14/02/2025"), (120, 435, "Wages"), (400, 435, "250.00"), (500, 435, "1,150.00"),
    (40, 450, "20/02/2025"), (120, 450, "Water"), (400, 450, "-80.00"), (500, 450, "1,070.00"),
    (40, 465, "24/02/2025"), (120, 465, "Refund"), (400, 465, "30.00"), (500, 465, "1,100.00"),
)  # fmt: skip


def page_below(*head: Text) -> WordPage:
    """A page whose movements lead from 1,000.00 to 1,100.00, below what is given."""
    return WordPage(0, tuple(word for text in (*head, *_TABLE) for word in _words(text)))


def as_reading(page: WordPage) -> Reading:
    return Reading("application/pdf", " ".join(word.text for word in page.words), pages=(0,))


def _words(text: Text) -> Sequence[Word]:
    left, top, words = text[:3]
    tall = text[3] if len(text) > 3 else _TALL
    made = []
    for word in words.split():
        right = left + _WIDE * tall * len(word)
        made.append(Word(word, left, top, right, top + tall))
        left = right + _BLANK * tall
    return made
