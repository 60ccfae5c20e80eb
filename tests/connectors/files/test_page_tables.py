from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.files.page_tables import PageTableReader
from connectors.layout.text_boxes import MOST_CHARACTERS
from enricher.documents import Reading
from enricher.documents.boxes import READ_CHARACTERS
from enricher.documents.document_type import FORM
from enricher.documents.layout import Shape, Word, WordPage
from enricher.documents.notices import all_in_words
from enricher.documents.tables import Table

PDF = Reading("application/pdf", "Opening balance 1.00")


class Inner:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def read(self, path: Path, name: str) -> Reading:
        return self._reading


class Failing:
    document_type = FORM

    def __init__(self, error: Exception) -> None:
        self._error = error

    def looks_right(self, reading: Reading) -> bool:
        return bool(reading.text)

    def read(self, pages: Iterable[WordPage], reading: Reading) -> Reading:
        raise self._error


@pytest.mark.parametrize("error", [IndexError("x"), ValueError("x"), ZeroDivisionError("x")])
def test_a_page_that_nobody_thought_of_costs_its_tables_alone(error: Exception) -> None:
    reader = PageTableReader(Inner(PDF), [Failing(error)], lambda _: ())
    read = reader.read(Path("a.pdf"), "a.pdf")
    assert read.text == PDF.text
    (said,) = all_in_words(read.warnings)
    assert said == f"its text was read, but not its tables ({type(error).__name__})"


@pytest.mark.parametrize("other", [Reading("text/plain", "1.00"), Reading("application/pdf")])
def test_other_files_and_texts_are_left_alone(other: Reading) -> None:
    reader = PageTableReader(Inner(other), [Failing(ValueError("x"))], lambda _: ())
    assert reader.read(Path("a"), "a") == other


class Finding:
    """Finds what it is told to."""

    document_type = FORM

    def __init__(self, *names: str) -> None:
        self._tables = tuple(Table(name, (), ()) for name in names)

    def looks_right(self, reading: Reading) -> bool:
        return True

    def read(self, pages: Iterable[WordPage], reading: Reading) -> Reading:
        return replace(reading, tables=self._tables)


def test_the_first_reader_that_finds_something_is_believed() -> None:
    readers = [Finding(), Finding("lines"), Finding("form")]
    read = PageTableReader(Inner(PDF), readers, lambda _: ()).read(Path("a.pdf"), "a.pdf")
    assert [one.name for one in read.tables] == ["lines"]


class Looking(Finding):
    """Finds nothing; remembers the words that it was shown."""

    def read(self, pages: Iterable[WordPage], reading: Reading) -> Reading:
        self.seen = [[word.text for word in page.words] for page in pages]
        return reading


def words(number: int, text: str) -> WordPage:
    return WordPage(number, (Word(text, 0, 0, 10, 10),))


@pytest.mark.parametrize(
    ("media_type", "seen"),
    [("application/pdf", [["digital"], ["scanned"]]), ("image/png", [["scanned"]])],
)
def test_words_of_scanned_pages_are_those_of_ocr_and_leave_with_no_reading(
    media_type: str, seen: list[list[str]]
) -> None:
    reading = Reading(media_type, "text", scanned=(words(1, "scanned"),))
    pages = [words(0, "digital"), words(1, "layer")]
    looking = Looking()
    read = PageTableReader(Inner(reading), [looking], lambda _: pages).read(Path("a"), "a")
    assert (looking.seen, read) == (seen, replace(reading, scanned=()))


def test_readers_of_forms_are_asked_last_and_see_what_is_drawn() -> None:
    drawn = [WordPage(0, (), (Shape("line", 0, 0, 10, 0),))]
    seen: list[WordPage] = []

    class Drawn(Finding):
        def read(self, pages: Iterable[WordPage], reading: Reading) -> Reading:
            seen.extend(pages)
            return super().read(pages, reading)

    reader = PageTableReader(
        Inner(PDF), [Finding()], lambda _: (), [Drawn("form")], lambda _: drawn
    )
    read = reader.read(Path("a.pdf"), "a.pdf")
    assert [one.name for one in read.tables] == ["form"]
    assert seen == drawn


class Uninterested(Finding):
    def looks_right(self, reading: Reading) -> bool:
        return False


@pytest.mark.parametrize("interested", [Finding("form"), Finding(), Uninterested()])
def test_a_short_text_keeps_where_its_words_stand(interested: Finding) -> None:
    pages = [words(0, "Opening")]
    reading = PageTableReader(Inner(PDF), [interested], lambda _: pages).read(Path("a"), "a")
    assert reading.boxes is not None
    assert reading.boxes.rows[:, :2].tolist() == [[0, 7]]


@pytest.mark.parametrize(
    ("length", "interested", "is_kept"),
    [
        (READ_CHARACTERS + 1, Uninterested(), False),
        (READ_CHARACTERS + 1, Finding(), True),  # its words are read anyway
        (MOST_CHARACTERS + 1, Finding(), False),
    ],
)
def test_pages_of_long_texts_are_not_read_for_that(
    length: int, interested: Finding, is_kept: bool
) -> None:
    text = "Opening ".ljust(length, ".")
    inner = Inner(Reading("application/pdf", text))
    pages = [words(0, "Opening")]
    reading = PageTableReader(inner, [interested], lambda _: pages).read(Path("a"), "a")
    assert (reading.boxes is not None) == is_kept


def test_words_that_cannot_be_placed_cost_no_text() -> None:
    def fail(_: Path) -> list[WordPage]:
        raise ValueError("x")

    reading = PageTableReader(Inner(PDF), [Uninterested()], fail).read(Path("a"), "a")
    assert (reading.text, reading.boxes) == (PDF.text, None)
