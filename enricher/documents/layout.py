"""Words of a document by their places on its pages."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from enricher.text.page_places import Rectangle


@dataclass(frozen=True, slots=True)
class Ink:
    """How a word is set.

    Attributes:
        font: its name in the file, "" where it has none.
        size: in points.
        color: 0xRRGGBB.
    """

    font: str
    size: float
    color: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What is drawn on a page: a line, a box, something round, or any other stroke.

    Attributes:
        kind: a `line` is level or upright; a `mark` is anything that is neither of the other three.
        fill: 0xRRGGBB of what it is filled with, None where it has an outline alone.
    """

    kind: Literal["line", "box", "round", "mark"]
    left: float
    top: float
    right: float
    bottom: float
    fill: int | None = None


@dataclass(frozen=True, slots=True)
class FormField:
    """A place of a fillable form, and what was filled in.

    Attributes:
        kind: `text`, `list` (of which one or more are chosen), `check` or `radio`.
        name: inside the file; the buttons of one question share it.
        hint: what is shown when one points at it.
        value: as it is shown; of a button "" .
        is_on: whether a button is pressed.
    """

    kind: Literal["text", "list", "check", "radio"]
    name: str
    hint: str
    value: str
    is_on: bool
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word without blanks, and its box: in points from the upper left corner of its page.

    The box is as tall as the line, whatever letters are in it. Red is how some banks print what is owed.

    Attributes:
        confidence: how sure OCR is of it, from 0 to 1.
        ink: how it is set, where that was asked for.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    is_red: bool = False
    confidence: float = 1.0
    ink: Ink | None = None

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page was turned before OCR read it, so that its words are found on its picture.

    Attributes:
        width, height: of the page as it is shown, in points.
        skew: by how many degrees it was turned clockwise to have its lines straight.
        turn: by how many it was turned after that: 0, 90, 180 or 270.
    """

    width: float
    height: float
    skew: float
    turn: int

    def __post_init__(self) -> None:
        if self.turn not in (0, 90, 180, 270) or min(self.width, self.height) <= 0:
            raise ValueError(f"a page of {self.width} x {self.height} is not turned by {self.turn}")

    def rectangle(self, left: float, top: float, right: float, bottom: float) -> Rectangle:
        """Where a box, in points of the turned page, is on the page as it is shown."""
        x, y = (left + right) / 2, (top + bottom) / 2
        across, down = right - left, bottom - top
        if self.turn == 90:
            x, y = y, self.height - x
        elif self.turn == 180:
            x, y = self.width - x, self.height - y
        elif self.turn == 270:
            x, y = self.width - y, x
        if self.turn % 180:
            across, down = down, across
        dx, dy = x - self.width / 2, y - self.height / 2
        angle = math.radians(-self.skew)
        x = self.width / 2 + dx * math.cos(angle) - dy * math.sin(angle)
        y = self.height / 2 + dx * math.sin(angle) + dy * math.cos(angle)
        return Rectangle(
            _share(x - across / 2, self.width),
            _share(y - down / 2, self.height),
            _share(x + across / 2, self.width),
            _share(y + down / 2, self.height),
        )


def _share(part: float, whole: float) -> float:
    return max(0.0, min(1.0, part / whole))


@dataclass(frozen=True, slots=True)
class WordPage:
    """A page by its words, in the order in which whatever read them has them.

    Words that are drawn sideways have their boxes as on a page that is turned to be read.

    Attributes:
        shapes, fields: where they were asked for.
        scan: of a page that was read by OCR, if its size is known.
    """

    number: int
    words: tuple[Word, ...]
    shapes: tuple[Shape, ...] = ()
    fields: tuple[FormField, ...] = ()
    scan: Scan | None = None
