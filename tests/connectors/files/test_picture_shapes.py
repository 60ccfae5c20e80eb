"""Lines, boxes and ticks on pictures."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from connectors.files.picture_shapes import picture_shapes
from enricher.documents.layout import Shape

SCALE = 2.0


def shapes(picture: Image.Image) -> list[Shape]:
    return list(picture_shapes(np.asarray(picture, dtype=np.uint8), SCALE))


def page() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("L", (600, 400), 255)
    return picture, ImageDraw.Draw(picture)


def test_lines_are_found_though_they_are_a_little_crooked() -> None:
    picture, pen = page()
    pen.line((40, 100, 500, 103), fill=0, width=2)
    pen.line((40, 100, 40, 200), fill=0, width=2)
    found = shapes(picture)
    assert [one.kind for one in found] == ["line", "line"]
    level, upright = found
    assert abs(level.left - 20) < 2
    assert abs(level.right - 250) < 2
    assert abs(upright.bottom - 100) < 2


def test_boxes_to_be_ticked_are_found_with_their_marks() -> None:
    picture, pen = page()
    for x in (50, 150):
        pen.rectangle((x, 50, x + 18, 68), outline=0)
    pen.line((53, 53, 65, 65), fill=0, width=2)
    pen.line((53, 65, 65, 53), fill=0, width=2)
    found = shapes(picture)
    assert sorted(round(one.left) for one in found if one.kind == "box") == [25, 75]
    (mark,) = [one for one in found if one.kind == "mark"]
    assert 25 < mark.left < 34


def test_letters_are_no_boxes() -> None:
    picture, pen = page()
    pen.rectangle((50, 50, 66, 70), outline=0, width=3)
    pen.line((50, 60, 66, 60), fill=0, width=3)
    assert shapes(picture) == []


def test_bars_are_filled() -> None:
    picture, pen = page()
    pen.rectangle((50, 50, 400, 80), fill=60)
    (bar,) = shapes(picture)
    assert (bar.kind, bar.fill) == ("box", 0)
