"""Where passages of one text stand in another reading of the same document.

    both texts -> their letters and digits alone -> the place nearest to where it should be

Two readers of a PDF agree on letters and digits, and on little else: blanks, line ends, hyphens and
quotation marks differ, and so do offsets. What lies between the lines of a passage in one of them (the
foot of a page) may part it in the other, so that a long one is also found by its beginning and its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from enricher.recognizer.windows import IntArray

_LETTERS = re.compile(r"[^\W_]")
ANCHOR = 40  # letters at either end, by which a passage is found that something parts
STRETCH = 1.5  # as many times its own length, and `SLACK`, what parts it may make of a passage
SLACK = 300


@dataclass(frozen=True, slots=True)
class Letters:
    """A text's letters and digits without case, and where each stands in it."""

    squeezed: str
    places: IntArray

    @classmethod
    def of(cls, text: str) -> Letters:
        places = [match.start() for match in _LETTERS.finditer(text) if len(match[0].lower()) == 1]
        squeezed = "".join(text[place].lower() for place in places)
        return cls(squeezed, np.array(places, dtype=np.int64))

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The letters that stand in a stretch of the text: first, behind the last."""
        first, last = np.searchsorted(self.places, [start, end]).tolist()
        return first, last


def align(one: Letters, start: int, end: int, other: Letters) -> tuple[int, int] | None:
    """The place of a passage of one text in the other; None where it does not stand there."""
    first, last = one.between(start, end)
    wanted = one.squeezed[first:last]
    if not wanted:
        return None
    expected = first * len(other.squeezed) / len(one.squeezed)
    whole = [(at, at + len(wanted)) for at in _places(wanted, other.squeezed)]
    found = whole or list(_parted(wanted, other.squeezed))
    if not found:
        return None
    begin, behind = min(found, key=lambda place: abs(place[0] - expected))
    return int(other.places[begin]), int(other.places[behind - 1]) + 1


def _parted(wanted: str, squeezed: str) -> Iterator[tuple[int, int]]:
    if len(wanted) < 2 * ANCHOR:
        return
    most = len(wanted) * STRETCH + SLACK
    for at in _places(wanted[:ANCHOR], squeezed):
        end = squeezed.find(wanted[-ANCHOR:], at + ANCHOR, at + int(most))
        if end >= 0:
            yield at, end + ANCHOR


def _places(wanted: str, squeezed: str) -> Iterator[int]:
    at = squeezed.find(wanted)
    while at >= 0:
        yield at
        at = squeezed.find(wanted, at + 1)
