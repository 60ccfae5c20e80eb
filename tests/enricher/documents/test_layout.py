from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from connectors.ocr.picture import turn
from enricher.documents.layout import Scan

SIZE = (400, 600)  # of a page, a pixel a point
MARK = (60, 100, 120, 130)


@pytest.mark.parametrize("skew", [0, 2.0, -3.5])
@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_a_word_is_found_where_it_was_before_the_page_was_turned(quarter: int, skew: float) -> None:
    picture = Image.new("L", SIZE, "white")
    ImageDraw.Draw(picture).rectangle(MARK, fill="black")
    read = turn(turn(picture, skew), quarter)
    box = read.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert box is not None
    place = Scan(*SIZE, skew, quarter).rectangle(*box)
    found = (
        place.left * SIZE[0],
        place.top * SIZE[1],
        place.right * SIZE[0],
        place.bottom * SIZE[1],
    )
    assert found == pytest.approx(MARK, abs=1 if not skew else 4)


def test_what_lies_beyond_a_page_ends_at_its_edge() -> None:
    place = Scan(100, 100, 0, 0).rectangle(-10, 50, 20, 120)
    assert (place.left, place.bottom) == (0, 1)


@pytest.mark.parametrize(("width", "quarter"), [(0, 0), (100, 45)])
def test_pages_without_size_and_turns_by_less_are_refused(width: float, quarter: int) -> None:
    with pytest.raises(ValueError, match="is not turned"):
        Scan(width, 100, 0, quarter)
