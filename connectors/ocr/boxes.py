"""From the words of a picture, with their places in pixels, to words with boxes in points.

Tesseract draws a box around the ink of a word, so that `on` has a lower one than `(10)`. A box of a line is
as tall as its letters may be: it is made from the line's capitals and the word's baseline, which the
letters of a word tell.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Sequence
from statistics import median

from connectors.ocr.text import PictureWord
from enricher.documents.layout import Word

POINTS_PER_INCH = 72
# In heights of a capital, as in most fonts: how far a line reaches above and below the baseline, ...
_ABOVE = 1.25
_BELOW = 0.3
# ... how tall a small letter is, and how far letters reach below.
_SMALL = 0.73
_DEPTHS = dict.fromkeys("gjpqy()[]{}|/Q@", 0.3) | dict.fromkeys(",;", 0.2)
_SMALL_LETTERS = frozenset("acegmnopqrsuvwxyz")
# Of a picture that does not say its resolution: what letters of 10 points have.
_CAPITAL_POINTS = 7.2


def to_boxes(words: Sequence[PictureWord], dpi: int) -> tuple[Word, ...]:
    """The words in points, in their order.

    Args:
        dpi: the picture's resolution; 0 where it is not known: then its letters are taken for those of
            common print.
    """
    if not words:
        return ()
    lines = [list(line) for _, line in itertools.groupby(words, lambda word: word.line)]
    usual, scale = _usual_capital(words), points_per_pixel(words, dpi)
    return tuple(box for line in lines for box in _boxes(line, usual, scale))


def points_per_pixel(words: Sequence[PictureWord], dpi: int) -> float:
    """How large the words of a picture are, of which there are some; `dpi` as of `to_boxes`."""
    return POINTS_PER_INCH / dpi if dpi else _CAPITAL_POINTS / max(1.0, _usual_capital(words))


def _usual_capital(words: Sequence[PictureWord]) -> float:
    heights = [height for word in words if (height := _capital(word))]
    return median(heights) if heights else median(word.height for word in words)


def _boxes(line: Sequence[PictureWord], usual: float, scale: float) -> list[Word]:
    heights = [height for word in line if (height := _capital(word))]
    capital = median(heights) if heights else usual
    told = [word for word in line if _capital(word)]
    boxes = []
    for word in line:
        near = min(told, key=lambda other: abs(other.left - word.left), default=word)
        baseline = near.top + near.height - _depth(near.text) * capital
        boxes.append(
            Word(
                word.text,
                word.left * scale,
                (baseline - _ABOVE * capital) * scale,
                (word.left + word.width) * scale,
                (baseline + _BELOW * capital) * scale,
                confidence=word.confidence / 100,
            )
        )
    return boxes


def ink_of(text: str) -> tuple[float, float]:
    """How far the ink of a word reaches above its baseline and below it, in heights of a capital."""
    is_small = all(one in _SMALL_LETTERS or not one.isalnum() for one in _bare(text))
    return (_SMALL if is_small and any(map(str.isalnum, text)) else 1.0), _depth(text)


def _capital(word: PictureWord) -> float:
    """How tall a capital is beside a word's letters; 0 for what has none."""
    if not any(map(str.isalnum, word.text)):
        return 0.0
    return word.height / sum(ink_of(word.text))


def _depth(text: str) -> float:
    return max((_DEPTHS.get(one, 0.0) for one in text), default=0.0)


def _bare(text: str) -> str:
    """A text whose accents, which make small letters tall, stand as capitals."""
    return "".join(
        one if unicodedata.decomposition(one) == "" else "A" for one in text if not one.isspace()
    )
