"""Lines, boxes and ticks on the picture of a scanned page, by its dark pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enricher.documents.layout import Shape

_DARK = 140  # of 255
_LINE = 26.0  # points: what is shorter is a letter's
_UPRIGHT = 13.0
_THICK = 2.6  # points: what is thicker is filled
_TICK = (6.5, 17.0)  # points: how wide a box to be ticked is
_SIDES = 0.8  # of a box's sides that are dark
_MARKED = 0.06  # of what is inside it
_FILLED = 0.6
_MOST_RUNS = 400_000  # of a page: a photograph has more, and no lines
_BLACK = 0x000000

_Dark = npt.NDArray[np.bool_]
_Runs = npt.NDArray[np.int64]


@dataclass
class _Stripe:
    """Runs of dark pixels in rows that follow each other."""

    first: int
    last: int
    left: int
    right: int


def picture_shapes(gray: npt.NDArray[np.uint8], scale: float) -> Iterator[Shape]:
    """What is drawn on a picture.

    Args:
        gray: [rows, columns], 0 is black.
        scale: pixels to a point.
    """
    dark = gray < _DARK
    level, upright = _runs(dark), _runs(dark.T)
    if max(len(level), len(upright)) > _MOST_RUNS:
        return
    for one in _stripes(level, _LINE * scale):
        box = (one.left / scale, one.first / scale, one.right / scale, (one.last + 1) / scale)
        is_thick = one.last - one.first > _THICK * scale + 0.02 * (one.right - one.left)
        yield Shape("box", *box, _BLACK) if is_thick else Shape("line", *box)
    for one in _stripes(upright, _UPRIGHT * scale):
        if one.last - one.first <= _THICK * scale:
            yield Shape(
                "line",
                one.first / scale,
                one.left / scale,
                (one.last + 1) / scale,
                one.right / scale,
            )
    yield from _ticks(dark, level, scale)


def _runs(dark: _Dark) -> _Runs:
    """[runs, 3]: the row, the first column, and that behind the last, from above."""
    edges = np.diff(np.pad(dark.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    return np.stack([rows, starts, ends], axis=1)


def _stripes(runs: _Runs, shortest: float) -> list[_Stripe]:
    """Long runs with those right below them: lines, a little crooked perhaps, and what is filled."""
    found: list[_Stripe] = []
    recent: list[_Stripe] = []
    for row, start, end in runs[runs[:, 2] - runs[:, 1] >= shortest].tolist():
        recent = [one for one in recent if row - one.last <= 1]
        home = next((one for one in recent if start <= one.right + 2 and end >= one.left - 2), None)
        if home is None:
            home = _Stripe(row, row, start, end)
            found.append(home)
            recent.append(home)
        home.last = row
        home.left, home.right = min(home.left, start), max(home.right, end)
    return found


def _ticks(dark: _Dark, runs: _Runs, scale: float) -> Iterator[Shape]:
    """Squares of the size of a tick box; a mark in those that are not empty."""
    length = runs[:, 2] - runs[:, 1]
    small = runs[(length >= _TICK[0] * scale) & (length <= _TICK[1] * scale)].tolist()
    taken: list[tuple[int, int]] = []
    for row, start, end in small:
        if any(abs(row - y) < 0.8 * (end - start) and abs(start - x) < 6 for y, x in taken):
            continue
        side = end - start
        for bottom in range(row + int(0.8 * side), min(row + int(1.25 * side), len(dark))):
            if not _is_square(dark, row, bottom, start, end):
                continue
            rim = max(2, side // 6)
            inside = dark[row + rim : bottom - rim + 1, start + rim : end - rim]
            if not inside.size or _is_letter(inside):
                break
            taken.append((row, start))
            box = start / scale, row / scale, end / scale, (bottom + 1) / scale
            yield Shape("box", *box)
            if inside.mean() > _MARKED:
                inner = box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2
                yield Shape("mark", *inner, _BLACK)
            break


def _is_letter(inside: _Dark) -> bool:
    """Whether a stroke goes all the way through, as in B, which no tick does."""
    return bool(inside.mean() < _FILLED and inside.mean(axis=1).max() > _SIDES)


def _is_square(dark: _Dark, top: int, bottom: int, start: int, end: int) -> bool:
    edges = (
        dark[bottom, start:end],
        dark[top : bottom + 1, start : start + 2].any(axis=1),
        dark[top : bottom + 1, end - 2 : end].any(axis=1),
    )
    is_open = bottom + 3 >= len(dark) or dark[bottom + 3, start:end].mean() < _SIDES
    return is_open and all(one.mean() >= _SIDES for one in edges)
