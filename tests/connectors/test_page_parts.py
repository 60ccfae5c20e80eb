"""Parts of pages, drawn from the PDFs that ship."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from connectors.page_parts import MAX_HEIGHT_PIXELS, WIDTH_PIXELS, draw_part
from enricher.errors import ExtractionError
from enricher.ports import PartOfPage
from enricher.samples import documents_folder


@pytest.fixture
def loan() -> Path:
    return Path(documents_folder()) / "loans" / "term-loan.pdf"


def words_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return document[0].get_textpage().get_text_range().split()


def marked(png: bytes) -> list[tuple[int, int]]:
    """Where the mark's line is."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    assert picture.width == WIDTH_PIXELS
    assert picture.height <= MAX_HEIGHT_PIXELS
    found = []
    for y in range(picture.height):
        for x in range(picture.width):
            red, green, blue = picture.getpixel((x, y))  # type: ignore[misc]
            if red > 150 and 70 < green < 130 and blue < 50:
                found.append((x, y))
    return found


def test_words_are_marked_however_they_are_broken(loan: Path) -> None:
    words = words_of(loan)[20:26]
    png = draw_part(PartOfPage(loan, 0, "\n".join(words), 0))
    assert png is not None
    assert marked(png)


def test_each_of_several_equal_words_has_its_place(loan: Path) -> None:
    text = "".join(words_of(loan)).casefold()
    assert text.count("the") > 2
    pictures = [draw_part(PartOfPage(loan, 0, "the", number)) for number in (0, 2)]
    assert pictures[0] != pictures[1]
    assert None not in pictures


def test_what_is_not_there_gives_no_picture(loan: Path) -> None:
    assert draw_part(PartOfPage(loan, 0, "quite another text", 0)) is None
    assert draw_part(PartOfPage(loan, 0, "the", 5_000)) is None
    assert draw_part(PartOfPage(loan, 99, "the", 0)) is None


def test_a_damaged_file_is_an_error_and_no_crash(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4\nnothing of a document")
    with pytest.raises(ExtractionError):
        draw_part(PartOfPage(broken, 0, "the", 0))
