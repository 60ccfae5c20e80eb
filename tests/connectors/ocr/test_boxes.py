from __future__ import annotations

import pytest

from connectors.ocr.boxes import to_boxes
from connectors.ocr.text import PictureWord


def ink(text: str, left: int, top: int, height: int, line: int = 1) -> PictureWord:
    return PictureWord(text, 90.0, (1, 1, line), left, top, 10 * len(text), height)


# A line of capitals that are 20 pixels tall and stand on 120.
LINE = (
    ink("Total", 0, 100, 20),
    ink("on", 60, 105, 15),
    ink("page", 90, 105, 21),
    ink("(10)", 140, 100, 26),
    ink("-", 190, 110, 3),
)


def test_words_of_a_line_have_boxes_of_one_height() -> None:
    boxes = to_boxes(LINE, 144)
    assert [box.text for box in boxes] == [word.text for word in LINE]
    for box in boxes:
        assert box.top == pytest.approx((120 - 25) / 2, abs=0.5)
        assert box.bottom == pytest.approx((120 + 6) / 2, abs=0.5)
    assert (boxes[1].left, boxes[1].right) == (30, 40)
    assert boxes[0].confidence == 0.9


def test_a_picture_without_resolution_is_sized_by_its_letters() -> None:
    small, large = (to_boxes([ink("TOTAL", 0, 100, height)], 0) for height in (10, 40))
    assert small[0].height == pytest.approx(large[0].height)
    assert small[0].height == pytest.approx(11.2, abs=0.1)


def test_signs_alone_have_a_size_and_no_words_no_boxes() -> None:
    assert to_boxes([ink("--", 0, 100, 4)], 0)[0].height > 0
    assert to_boxes([], 200) == ()
