"""What is drawn on the pages of a PDF beside its words: lines, boxes, ticks."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from connectors.files.pdf_words import turned
from enricher.documents.layout import Shape

_MOST_OBJECTS = 20_000  # of one page; a form has some hundreds
_MOST_SHAPES = 6_000
_DEPTH = 4  # of drawings within drawings
_THIN = 2.0  # points: a box that is thinner is a line
_ALIGNED = 0.6  # points that the corners of a box may be off

_Point = tuple[float, float]


def shapes_of(page: Any, turn: int) -> Iterator[Shape]:
    """The shapes of a page that pdfium has opened.

    Args:
        turn: how its words are turned, in quarters.
    """
    across, down = page.get_mediabox()[2:]
    count = 0
    for number, drawn in enumerate(page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=_DEPTH)):
        if number >= _MOST_OBJECTS:
            return
        mode, is_stroked = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(drawn, ctypes.byref(mode), ctypes.byref(is_stroked)):
            continue
        fill = _fill(drawn) if mode.value else None
        if not is_stroked.value and (fill is None or fill == 0xFFFFFF):
            continue
        for points, is_round in _parts(drawn):
            shape = _shape(points, fill, turn, across, down, is_round=is_round)
            if shape is not None:
                count += 1
                if count > _MOST_SHAPES:
                    return
                yield shape


def _shape(
    points: Sequence[_Point],
    fill: int | None,
    turn: int,
    across: float,
    down: float,
    *,
    is_round: bool,
) -> Shape | None:
    if len(points) < 2:
        return None
    xs, ys = [one[0] for one in points], [one[1] for one in points]
    box = turned((min(xs), max(ys), max(xs), min(ys)), turn, across, down)
    wide, high = box[2] - box[0], box[3] - box[1]
    if min(wide, high) <= _THIN and max(wide, high) > _THIN:
        return Shape("line", *box)
    if is_round:
        return Shape("round", *box, fill)
    at_corners = all(
        min(abs(x - min(xs)), abs(x - max(xs))) < _ALIGNED
        and min(abs(y - min(ys)), abs(y - max(ys))) < _ALIGNED
        for x, y in points
    )
    if at_corners and len(points) >= 4:
        return Shape("box", *box, fill)
    return Shape("mark", *box, fill)


def _fill(drawn: Any) -> int | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(drawn, *map(ctypes.byref, parts)):
        return None
    red, green, blue, opacity = (one.value for one in parts)
    return red << 16 | green << 8 | blue if opacity else None


def _parts(drawn: Any) -> Iterator[tuple[list[_Point], bool]]:
    """The strokes of a path as points of the page, each with whether it is bent."""
    matrices = _matrices(drawn)
    points: list[_Point] = []
    is_round = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(drawn)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if points:
                yield points, is_round
            points, is_round = [], False
        is_round = is_round or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        at = x.value, y.value
        for matrix in matrices:
            at = matrix.on_point(*at)
        points.append(at)
    if points:
        yield points, is_round


def _matrices(drawn: Any) -> list[Any]:
    """From a path's own points to those of the page, through the drawings that it is in."""
    found = []
    one = drawn
    while one is not None:
        found.append(one.get_matrix())
        one = one.container
    return found
