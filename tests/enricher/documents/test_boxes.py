from __future__ import annotations

import zlib

import numpy as np
import pytest

from enricher.documents import ExtractedText, Reading
from enricher.documents.boxes import BOLD, COLUMNS, REGULAR, UNKNOWN, WordBoxes
from enricher.documents.document import EnrichedText
from enricher.documents.layout import Ink, Scan, Word
from enricher.documents.records import from_record, to_body
from enricher.errors import DamagedError


def word(text: str, left: float, top: float, font: str | None = None) -> Word:
    ink = None if font is None else Ink(font, 10, 0)
    return Word(text, left, top, left + 6.0 * len(text), top + 12.0, ink=ink)


def test_boxes_come_back_in_the_order_of_the_text_in_halves_of_a_point() -> None:
    boxes = WordBoxes.of(
        [((6, 9), 1, word("two", 80.26, 0)), ((0, 5), 0, word("first", 10.5, 700))]
    )
    assert boxes.rows.tolist() == [
        [0, 5, 0, 21, 1400, 81, 1424, UNKNOWN],
        [6, 9, 1, 161, 0, 197, 24, UNKNOWN],
    ]


@pytest.mark.parametrize(
    ("font", "weight"),
    [
        (None, UNKNOWN),
        ("", UNKNOWN),
        ("Helvetica", REGULAR),
        ("ABCDEF+Helvetica-Bold", BOLD),
        ("Inter-SemiBold", BOLD),
        ("Roboto-Black", BOLD),
    ],
)
def test_how_bold_a_word_is_says_the_name_of_its_font(font: str | None, weight: int) -> None:
    (row,) = WordBoxes.of([((0, 4), 0, word("word", 0, 0, font))]).rows.tolist()
    assert row[COLUMNS.index("weight")] == weight


def test_a_box_at_the_end_of_the_world_is_packed_too() -> None:
    (row,) = WordBoxes.of([((0, 4), 0, word("far!", 1e30, -1e30))]).rows.tolist()
    assert row[COLUMNS.index("left")] == 2_000_000


def test_a_page_of_words_takes_few_bytes() -> None:
    words = [
        ((8 * number, 8 * number + 7), 0, word("a word.", 50 + 60 * (number % 8), 14 * number // 8))
        for number in range(400)
    ]
    assert len(WordBoxes.of(words).packed) < 4 * len(words)


def test_no_words_are_no_rows() -> None:
    assert WordBoxes.of([]).rows.shape == (0, len(COLUMNS))


@pytest.mark.parametrize("packed", [b"", b"garbage", zlib.compress(b"123")])
def test_damaged_ones_say_so(packed: bytes) -> None:
    with pytest.raises(DamagedError, match="places of a text's words"):
        _ = WordBoxes(packed).rows


def test_a_stored_text_keeps_them() -> None:
    words = [((0, 4), 0, word("Name", 10, 20, "Helvetica"))]
    boxes = WordBoxes.of(words, {0: Scan(595, 842, 0.5, 90)})
    reading = Reading("application/pdf", "Name", pages=(0,), boxes=boxes)
    stored = EnrichedText(ExtractedText.of(reading, "", "0" * 64, 4), "en")
    read = from_record(to_body(stored)).extracted
    assert read.boxes == boxes
    assert read.boxes is not None
    assert np.array_equal(read.boxes.rows, boxes.rows)


def test_words_of_scans_alone_are_told_where_the_page_shows_them() -> None:
    words = [((0, 5), 0, word("drawn", 10, 20)), ((6, 10), 1, word("read", 10, 20))]
    boxes = WordBoxes.of(words, {1: Scan(100, 200, 0, 0)})
    assert boxes.scanned_words(0) == []
    (read,) = boxes.scanned_words(1)
    assert (read.start, read.end) == (6, 10)
    assert read.rectangles[0].left == 0.1
    assert read.rectangles[0].top == 0.1
