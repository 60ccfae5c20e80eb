"""What is told of a page: its words, cells of tables among them, or why there are none."""

from __future__ import annotations

from typing import Any, cast

import pytest

from enricher.documents import ExtractedText, Reading
from enricher.documents.boxes import READ_CHARACTERS, WordBoxes
from enricher.documents.layout import Scan, Word
from enricher.documents.tables import FORM, Cell, Column, Table
from enricher.errors import NotFoundError
from enricher.review.page_pictures import Pages, SeenPdf
from enricher.review.page_words import PageWords, read_page_words
from enricher.text.page_places import DrawnPage, Rectangle

TEXT = "Name: Anna\nTotal 12\n"
UNDRAWN = DrawnPage("", ())


def drawn(text: str) -> DrawnPage:
    boxes = [
        None if one.isspace() else Rectangle(at / 100, 0.1, (at + 1) / 100, 0.2)
        for at, one in enumerate(text)
    ]
    return DrawnPage(text, tuple(boxes))


class OneFile:
    """A PDF whose pages are 100 by 100 points."""

    def __init__(self, page: DrawnPage = UNDRAWN, count: int = 1, **reading: Any) -> None:
        own = Reading("application/pdf", **({"text": TEXT, "pages": (0,)} | reading))
        extracted = ExtractedText.of(own, "", "0" * 64, 9)
        self._seen = SeenPdf(extracted, ((100.0, 100.0),) * count, lambda _: page)

    def look(self, _identity: str) -> SeenPdf:
        return self._seen


def read(file: OneFile, number: int = 1) -> PageWords:
    return read_page_words(cast(Pages, file), "a", number)


def test_words_count_in_the_text_of_the_document() -> None:
    found = read(OneFile(drawn("Total 12"), 2, pages=(0, 11)), 2)
    assert [TEXT[one.start : one.end] for one in found.words] == ["Total", "12"]
    assert found.lack is None


def test_cells_are_named_by_their_column_and_answers_by_their_label() -> None:
    columns = (Column("label"), Column("value"))
    form = Table(FORM, columns, ((Cell("Name", 0, 5), Cell("Anna", 6, 10)),))
    lines = Table(
        "lines",
        (Column("description"), Column("amount", "number"), Column("date", "date")),
        ((None, Cell("12", 17, 19), Cell("2024-01-01", 0, 0)),),
    )
    found = read(OneFile(drawn(TEXT), tables=(form, lines)))
    assert [(one.table, one.name, TEXT[one.start : one.end]) for one in found.cells] == [
        ("form", "Name", "Anna"),
        ("lines", "amount", "12"),
    ]


def test_words_of_a_scan_stand_where_ocr_saw_them() -> None:
    boxes = WordBoxes.of([((6, 10), 0, Word("Anna", 20, 30, 40, 50))], {0: Scan(100, 100, 0, 180)})
    (word,) = read(OneFile(boxes=boxes)).words
    assert (word.start, word.end) == (6, 10)
    assert word.rectangles == (Rectangle(0.6, 0.5, 0.8, 0.7),)


@pytest.mark.parametrize(
    ("file", "lack"),
    [
        (OneFile(text=" \n"), "no_words"),
        (OneFile(count=3), "unmatched"),
        (OneFile(), "unread"),
        (OneFile(text="word " * READ_CHARACTERS), "unplaced"),
    ],
    ids=["empty", "other pages", "read before places were kept", "long"],
)
def test_a_page_without_places_says_why(file: OneFile, lack: str) -> None:
    assert read(file) == PageWords(lack=cast(Any, lack))


def test_pages_that_there_are_not() -> None:
    for number in (0, 2):
        with pytest.raises(NotFoundError, match="no page"):
            read(OneFile(), number)
