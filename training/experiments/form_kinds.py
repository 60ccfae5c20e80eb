"""Forms of four kinds, filled in at random, whose values are told apart by where their labels stand.

Labels stand above values or left of them, in two columns or three, and a file has its words in the order
in which they were drawn: some have all labels first, as a form that was printed before it was filled in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Final, Literal

PAGE: Final = (595, 842)  # points of A4
_EMPTY: Final = 0.12  # of the values, so that none is told by counting
_WORDS: Final = tomllib.loads(Path(__file__).with_name("form_kinds.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Question:
    """What a form asks; one without a category is filled in, and not learned.

    Attributes:
        value: what is made up for it: a list of words, `date`, `amount`, or digits for each 0.
    """

    label: str
    value: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class FormKind:
    """A form of somebody's own.

    Attributes:
        rows: of questions that stand beside each other.
        side: where labels stand.
        order: in which a file has its words: all labels first, those of a row first, or a column of
            the page after the other.
    """

    name: str
    title: str
    rows: tuple[tuple[Question, ...], ...]
    side: Literal["above", "left"]
    order: Literal["labels", "rows", "columns"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value of a category was drawn, in points from the upper left corner of the page."""

    category: str
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was filled in: its PDF, and where that stands which is to be found."""

    name: str
    pdf: bytes
    places: tuple[Place, ...]


def form_kinds() -> dict[str, FormKind]:
    """By name."""
    return {
        name: FormKind(
            name,
            kind["title"],
            tuple(tuple(Question(*question) for question in row) for row in kind["rows"]),
            kind["side"],
            kind["order"],
        )
        for name, kind in _WORDS["kinds"].items()
    }


def fill_in(kind: FormKind, count: int, seed: str) -> Iterator[Form]:
    """Forms of a kind; those of another seed are others."""
    for number in range(count):
        name = f"{kind.name}-{seed}-{number:02}.pdf"
        yield _drawn(name, kind, Random(name))


@dataclass(frozen=True, slots=True)
class _Writing:
    """A label or a value, at its place in the form and on the page."""

    row: int
    column: int
    is_value: bool
    x: float
    y: float
    text: str
    category: str = ""

    def order(self, by: str) -> tuple[int, ...]:
        return {
            "labels": (self.is_value, self.row, self.column),
            "rows": (self.row, self.is_value, self.column),
            "columns": (self.column, self.is_value, self.row),
        }[by]


def _drawn(name: str, kind: FormKind, rng: Random) -> Form:
    # Only who develops has it, and other experiments do without.
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=PAGE, invariant=1)
    size = rng.choice((8.5, 9.0, 9.5, 10.0))
    left, top = rng.uniform(40, 70), rng.uniform(70, 120)
    canvas.setFont("Helvetica-Bold", size + 5)
    canvas.drawString(left, PAGE[1] - top + 3 * size, kind.title)
    places = []
    for one in sorted(_writings(kind, rng, size, left, top), key=lambda one: one.order(kind.order)):
        is_bold = kind.side == "left" and not one.is_value
        font = "Helvetica-Bold" if is_bold else "Helvetica"
        points = size if one.is_value else size - 1.5
        canvas.setFont(font, points)
        canvas.drawString(one.x, PAGE[1] - one.y, one.text)
        if one.category and one.text:
            right = one.x + canvas.stringWidth(one.text, font, points)
            box = (one.x, one.y - size, right, one.y + 0.3 * size)
            places.append(Place(one.category, one.text, *box))
    canvas.save()
    return Form(name, buffer.getvalue(), tuple(places))


def _writings(
    kind: FormKind, rng: Random, size: float, left: float, top: float
) -> Iterator[_Writing]:
    step = size * (rng.uniform(2.9, 3.6) if kind.side == "above" else rng.uniform(1.7, 2.3))
    for row, questions in enumerate(kind.rows):
        width = (PAGE[0] - 2 * left) / len(questions)
        for column, question in enumerate(questions):
            x, y = left + column * width, top + row * step
            yield _Writing(row, column, False, x, y, question.label)
            value = "" if rng.random() < _EMPTY else _made_up(question.value, rng)
            across, down = (0.0, 1.2 * size) if kind.side == "above" else (0.45 * width, 0.0)
            place = (x + across + rng.uniform(0, 4), y + down)
            yield _Writing(row, column, True, *place, value, question.category)


def _made_up(value: str, rng: Random) -> str:
    if value == "date":
        return f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.{rng.randint(1960, 2025)}"
    if value == "amount":
        return f"{rng.randint(20, 9000):,}.{rng.randint(0, 99):02}"
    if value in _WORDS["parts"]:
        return " ".join(rng.choice(part) for part in _WORDS["parts"][value])
    return "".join(str(rng.randint(0, 9)) if one == "0" else one for one in value)
