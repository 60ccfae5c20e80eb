"""Words of a document by their places on its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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
class WordPage:
    """A page by its words, in the order in which whatever read them has them.

    Words that are drawn sideways have their boxes as on a page that is turned to be read.

    Attributes:
        shapes, fields: where they were asked for.
    """

    number: int
    words: tuple[Word, ...]
    shapes: tuple[Shape, ...] = ()
    fields: tuple[FormField, ...] = ()
