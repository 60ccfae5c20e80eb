"""Boxes on a page, and what the lines drawn on it make of it: cells, rows of boxes for letters."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from enricher.documents.layout import Shape

_NEAR = 1.5  # points that edges which meet lie apart
_SIDE = (4.5, 19.0)  # points: of a box to be ticked
_LETTER = (7.0, 26.0)  # points: how wide a box for one letter is
_LETTER_HEIGHT = (6.0, 32.0)
_FEWEST_LETTERS = 4
TALLEST_CELL = 90.0  # points: what is taller frames a page, or a part of it
_SHORTEST = 4.0  # points: shorter lines are dots of a pattern
_COLUMNS_APART = 24.0  # points
_MOST_EDGES = 1_500  # of a page: a drawing has more, and no cells


@dataclass(frozen=True, slots=True)
class Box:
    """In points from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def center(self) -> float:
        return (self.left + self.right) / 2

    def holds(self, other: Box, slack: float = _NEAR) -> bool:
        """Whether the middle of another box is in this one."""
        return (
            self.left - slack <= other.center <= self.right + slack
            and self.top - slack <= other.middle <= self.bottom + slack
        )

    def is_level(self, other: Box) -> bool:
        """Whether two stand beside each other, by the lower of them."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > 0.45 * min(self.height, other.height)

    def shares_width(self, other: Box) -> float:
        """How many points across the page two have in common; negative where they lie apart."""
        return min(self.right, other.right) - max(self.left, other.left)


def is_small_square(box: Box) -> bool:
    """Whether a box is one to be ticked, by its size."""
    low, high = sorted((box.width, box.height))
    return low >= _SIDE[0] and high <= _SIDE[1] and high <= 1.5 * low


def around(boxes: Iterable[Box]) -> Box:
    every = list(boxes)
    return Box(
        min(one.left for one in every),
        min(one.top for one in every),
        max(one.right for one in every),
        max(one.bottom for one in every),
    )


def box_of(one: Shape) -> Box:
    return Box(one.left, one.top, one.right, one.bottom)


class Rulings:
    """The level and upright lines of a page, those of its boxes among them.

    Attributes:
        level, upright: as thin boxes.
        lines: the level ones that belong to no box: on such values stand.
        boxes: as they are drawn.
        combs: rows of boxes for one letter each.
        shades: what is filled with a dark colour.
    """

    def __init__(self, shapes: Iterable[Shape], extra: Iterable[Box] = ()) -> None:
        self.upright: list[Box] = []
        self.lines: list[Box] = list(extra)
        self.shades: list[Box] = []
        self.boxes: list[Box] = []
        for shape in shapes:
            one = box_of(shape)
            if shape.kind == "line" and max(one.width, one.height) < _SHORTEST:
                continue
            if shape.kind == "line" and one.width > one.height:
                self.lines.append(one)
            elif shape.kind == "line":
                self.upright.append(one)
            elif shape.kind == "box":
                self.boxes.append(one)
                if shape.fill is not None and _lightness(shape.fill) < 140:
                    self.shades.append(one)
        lines = self.upright[:_MOST_EDGES]
        self.lines = self.lines[:_MOST_EDGES]
        self.combs = list(_combs([*lines, *_sides(self.boxes)]))
        larger = [
            one
            for one in self.boxes[:_MOST_EDGES]
            if not is_small_square(one) or any(comb.holds(one) for comb in self.combs)
        ]
        self.upright = [*lines, *_sides(larger)][:_MOST_EDGES]
        self.level = [*self.lines, *_ends(larger)][:_MOST_EDGES]
        self.lines = [one for one in self.lines if not self._is_edge(one)]
        self._cells: dict[tuple[float, float], Box | None] = {}

    def _is_edge(self, line: Box) -> bool:
        """Whether an upright line meets one of the ends of a level one, as in a table."""
        return any(
            min(abs(edge.center - line.left), abs(edge.center - line.right)) < _NEAR + 1
            and edge.top - _NEAR <= line.middle <= edge.bottom + _NEAR
            for edge in self.upright
        )

    def leave_out_separators(self, boxes: Iterable[Box]) -> None:
        """Keep no line among those to be filled in that parts the rows of a table.

        Over such a line several things stand apart; the others of its length are like it.
        """
        over: dict[int, list[Box]] = defaultdict(list)
        for box in boxes:
            for number, line in enumerate(self.lines):
                if line.shares_width(box) > 0 and 0 <= line.middle - box.bottom + 3 < box.height:
                    over[number].append(box)
        spans = set()
        for number, found in over.items():
            found.sort(key=lambda box: box.left)
            if any(
                then.left - before.right > _COLUMNS_APART
                for before, then in itertools.pairwise(found)
            ):
                spans.add(_span(self.lines[number]))
        self.lines = [one for one in self.lines if _span(one) not in spans]

    def cell(self, one: Box) -> Box | None:
        """The cell that the middle of a box is in, where lines close it on all sides."""
        key = one.center, one.middle
        if key not in self._cells:
            self._cells[key] = self._cell(*key)
        found = self._cells[key]
        return found if found is not None and found.width > 0.9 * one.width else None

    def _cell(self, x: float, y: float) -> Box | None:
        tops = [e.bottom for e in self.level if e.left - 1 <= x <= e.right + 1 and e.bottom <= y]
        ends = [e.top for e in self.level if e.left - 1 <= x <= e.right + 1 and e.top >= y]
        lefts = [e.right for e in self.upright if e.top - 1 <= y <= e.bottom + 1 and e.right <= x]
        rights = [e.left for e in self.upright if e.top - 1 <= y <= e.bottom + 1 and e.left >= x]
        if not (tops and ends and lefts and rights):
            return None
        found = Box(max(lefts), max(tops), min(rights), min(ends))
        return found if found.height <= TALLEST_CELL else None

    def parts(self, upper: Box, lower: Box) -> bool:
        """Whether a level line goes between two boxes, one of which is above the other."""
        return any(
            upper.bottom - 2 <= edge.middle <= lower.top + 2
            and edge.shares_width(upper) > 1
            and edge.shares_width(lower) > 1
            for edge in self.level
        )

    def stands_between(self, before: Box, then: Box) -> bool:
        """Whether an upright line goes between two boxes on one level."""
        return any(
            before.right - 1 <= edge.center <= then.left + 1
            and edge.top <= before.middle <= edge.bottom
            for edge in self.upright
        )

    def line_below(self, one: Box) -> Box | None:
        """The line on which words stand, which no box has."""
        found = [
            line
            for line in self.lines
            if -0.35 * one.height <= line.middle - one.bottom <= 0.5 * one.height + 1
            and line.shares_width(one) > 0.6 * one.width
            and line.width > 18
        ]
        return min(found, key=lambda line: abs(line.middle - one.bottom), default=None)


def _sides(boxes: Iterable[Box]) -> Iterator[Box]:
    for one in boxes:
        yield Box(one.left, one.top, one.left, one.bottom)
        yield Box(one.right, one.top, one.right, one.bottom)


def _ends(boxes: Iterable[Box]) -> Iterator[Box]:
    for one in boxes:
        yield Box(one.left, one.top, one.right, one.top)
        yield Box(one.left, one.bottom, one.right, one.bottom)


def _span(line: Box) -> tuple[int, int]:
    return round(line.left / 2), round(line.right / 2)


def _lightness(color: int) -> float:
    return 0.3 * (color >> 16) + 0.6 * (color >> 8 & 255) + 0.1 * (color & 255)


def _combs(upright: Iterable[Box]) -> Iterator[Box]:
    levels: dict[tuple[int, int], set[float]] = defaultdict(set)
    for edge in upright:
        if _LETTER_HEIGHT[0] <= edge.height <= _LETTER_HEIGHT[1]:
            levels[round(edge.top), round(edge.bottom)].add(round(edge.center, 1))
    for (top, bottom), found in levels.items():
        xs: list[float] = []
        for x in sorted(found):
            if not xs or x - xs[-1] > _NEAR:
                xs.append(x)
        start = 0
        for at in range(1, len(xs) + 1):
            pitch = xs[start + 1] - xs[start] if start + 1 < len(xs) else 0.0
            if at < len(xs) and abs(xs[at] - xs[at - 1] - pitch) <= _NEAR:
                continue
            if at - start > _FEWEST_LETTERS and _LETTER[0] <= pitch <= _LETTER[1]:
                yield Box(xs[start], top, xs[at - 1], bottom)
            start = max(at - 1, start + 1) if at - start > 1 else at
