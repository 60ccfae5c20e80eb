from __future__ import annotations

import pytest
from PIL import Image, ImageFilter

from connectors.ocr.photographs import PhotographReader
from tests.connectors.scanned import page, white

LINES = ("Müller Größe GmbH", "Hauptstraße 12", "SUMME EUR 12,50", "BAR 20,00", "Zurück 7,50")


@pytest.fixture(scope="module")
def reader() -> PhotographReader:
    return PhotographReader()


def blurred(text: str) -> Image.Image:
    """A small print out of focus."""
    picture = page(text, size=(460, 520), noise=14).reduce(2).resize((460, 520))
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def test_blurred_lines_are_read_word_by_word(reader: PhotographReader) -> None:
    found = reader.read(blurred("\n\n".join(LINES)))
    assert found.text.splitlines() == list(LINES)
    assert found.confidence > 85
    assert [one.text for one in found.words] == " ".join(LINES).split()


def test_words_have_the_boxes_of_their_ink(reader: PhotographReader) -> None:
    found = reader.read(blurred("Summe\n\n12,50"))
    total, amount = found.words
    assert abs(total.left - amount.left) < 12
    assert 80 < total.left < 100
    assert 15 < total.height < 30
    assert 60 < total.width < 130
    assert amount.top > total.top + total.height


def test_crooked_lines_stay_lines(reader: PhotographReader) -> None:
    picture = Image.new("L", (700, 300), 235)
    picture.paste(blurred("TOTAL").crop((60, 90, 260, 170)), (20, 40))
    picture.paste(blurred("12.50").crop((60, 90, 260, 170)), (450, 55))
    found = reader.read(picture.rotate(-1.5, fillcolor=235))
    assert found.text.split() == ["TOTAL", "12.50"]
    assert len(found.text.splitlines()) == 1


def test_nothing_is_read_of_white_pages(reader: PhotographReader) -> None:
    found = reader.read(white((400, 500)))
    assert (found.text, found.words, found.confidence) == ("", (), 0.0)


@pytest.mark.parametrize("size", [(1, 1), (3000, 1), (1, 3000), (7, 900)])
def test_pictures_of_any_shape_are_read(reader: PhotographReader, size: tuple[int, int]) -> None:
    assert reader.read(Image.new("L", size, 128)).text == ""


def test_a_failure_of_the_networks_leaves_a_picture_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = PhotographReader()

    def fail(picture: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setitem(broken.__dict__, "_engine", fail)
    assert broken.read(white((400, 500))).words == ()
