"""The words of a page's text, each with its place on the picture: for people who point at them.

    words of the text --find_rectangles--> those that are drawn --what is left between two--> PlacedWord

A word that the two readers of a page spell in two ways, or a dash, which is compared with nothing, has
the room between its neighbours where they stand in one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enricher.text.anchors import Place
from enricher.text.page_places import DrawnPage, Rectangle, find_rectangles

_WORD = re.compile(r"\S+")
_LEVEL = 0.5  # of the lower one's height, that two words of a line share
_WIDEST = 1.5  # of a line's height: a letter


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of a text, [start, end), and where it is drawn: more than one place if it is broken."""

    start: int
    end: int
    rectangles: tuple[Rectangle, ...]

    @property
    def length(self) -> int:
        return self.end - self.start


def place_words(text: str, drawn: DrawnPage, shape: float = 1.0) -> list[PlacedWord]:
    """The words of a page, in the order of its text, as far as their places are known.

    Args:
        text: of the page, as the document has it.
        shape: the page's height by its width.
    """
    words = [one.span() for one in _WORD.finditer(text)]
    places = find_rectangles(text, words, drawn)
    filled = _filled(words, places, shape)
    return [PlacedWord(*word, place) for word, place in zip(words, filled, strict=True) if place]


def rectangles_of(words: Sequence[PlacedWord], start: int, end: int) -> tuple[Rectangle, ...]:
    """Where [start, end) of a text is drawn, one rectangle a line."""
    lines: list[Rectangle] = []
    for word in words:
        if word.start < end and start < word.end:
            for one in word.rectangles:
                if lines and _are_level(lines[-1], one):
                    one = _around(lines.pop(), one)
                lines.append(one)
    return tuple(lines)


def _filled(
    words: Sequence[Place], places: Sequence[tuple[Rectangle, ...]], shape: float
) -> Iterator[tuple[Rectangle, ...]]:
    for at, place in enumerate(places):
        if place or at in (0, len(places) - 1) or not (places[at - 1] and places[at + 1]):
            yield place
            continue
        before, after = places[at - 1][-1], places[at + 1][0]
        start, end = words[at]
        widest = (end - start) * _WIDEST * (before.bottom - before.top) * shape
        fits = before.right < after.left < before.right + widest
        if _are_level(before, after) and fits:
            yield (Rectangle(before.right, before.top, after.left, before.bottom),)
        else:
            yield ()


def _are_level(one: Rectangle, other: Rectangle) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _LEVEL * min(one.bottom - one.top, other.bottom - other.top)


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    return Rectangle(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
