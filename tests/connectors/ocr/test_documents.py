"""From files with pictures to texts, through Tika and Tesseract."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from PIL import Image

from connectors.ocr.reader import OcrPlan
from connectors.tika.embedded import EmbeddedTika
from connectors.tika.reading import Reading
from enricher.documents.notices import all_in_words, in_words
from tests.connectors.scanned import (
    DPI,
    ENGLISH,
    SIZE,
    page,
    pdf,
    photograph,
    white,
    with_invisible_layer,
)

pytestmark = pytest.mark.tesseract

# However busy the machine is.
PATIENT = OcrPlan(page_seconds=600, document_seconds=3600)
LINE = "Received on 3 May 2014"
SCANNED = "This Agreement is made between Acme"


@pytest.fixture(scope="module")
def ocr() -> EmbeddedTika:
    return EmbeddedTika(ocr=True, plan=PATIENT)


@pytest.fixture(scope="module")
def no_ocr() -> EmbeddedTika:
    return EmbeddedTika(ocr=False)


def read(tika: EmbeddedTika, path: Path) -> Reading:
    return tika.read(path, path.name)


def page_texts(reading: Reading) -> list[str]:
    ends = [*reading.pages[1:], len(reading.text)]
    return [reading.text[start:end] for start, end in zip(reading.pages, ends, strict=True)]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mixed") / "mixed.pdf"
    return pdf(
        path, ENGLISH, page(f"{ENGLISH}\n\n{LINE}."), white(), (LINE, page()), None, "The last page"
    )


def test_pages_of_every_kind_stand_in_their_order(ocr: EmbeddedTika, mixed: Path) -> None:
    reading = read(ocr, mixed)
    first, second, third, fourth, fifth, last = page_texts(reading)
    assert (third, fifth, last) == ("", "", "The last page\n")
    assert first == read(EmbeddedTika(ocr=False), mixed).text[: len(first)]
    assert second.startswith(SCANNED)
    assert second.endswith(f"\n\n{LINE}.\n")  # a paragraph
    assert fourth.startswith(f"{LINE}\n\n{SCANNED}")
    assert (reading.characters_unreadable, reading.warnings, reading.error) == (0, (), None)


def test_words_with_boxes_are_those_of_the_text(ocr: EmbeddedTika, mixed: Path) -> None:
    reading = read(ocr, mixed)
    (scanned,) = reading.scanned
    assert scanned.number == 1
    assert [word.text for word in scanned.words] == page_texts(reading)[1].split()
    across, down = SIZE[0] * 72 / DPI, SIZE[1] * 72 / DPI
    assert all(0 <= word.left < word.right <= across for word in scanned.words)
    assert all(0 <= word.top < word.bottom <= down for word in scanned.words)


def test_words_of_pictures_have_the_size_that_their_resolution_says(
    ocr: EmbeddedTika, tmp_path: Path
) -> None:
    page().save(tmp_path / "page.png", dpi=(DPI, DPI))
    reading = read(ocr, tmp_path / "page.png")
    (scanned,) = reading.scanned
    assert [word.text for word in scanned.words] == reading.text.split()
    assert scanned.words[0].left == pytest.approx(90 * 72 / DPI, abs=2)


def test_pages_that_stay_unread_count_as_average_ones(no_ocr: EmbeddedTika, mixed: Path) -> None:
    reading = read(no_ocr, mixed)
    (warning,) = all_in_words(reading.warnings)
    assert "pages 2, 4; to read pictures, install Tesseract" in warning
    assert reading.characters_unreadable == pytest.approx(len(reading.text), rel=0.01)


def test_a_page_without_letters_is_told_and_a_picture_beside_text_is_not(
    ocr: EmbeddedTika, tmp_path: Path
) -> None:
    reading = read(ocr, pdf(tmp_path / "a.pdf", ENGLISH, photograph(), (LINE, photograph())))
    (warning,) = all_in_words(reading.warnings)
    assert "page 2; no letters" in warning
    assert 0 < reading.characters_unreadable < len(reading.text)


def test_white_pages_are_no_scan(ocr: EmbeddedTika, no_ocr: EmbeddedTika, tmp_path: Path) -> None:
    for tika in (ocr, no_ocr):
        reading = read(tika, pdf(tmp_path / "a.pdf", white(), None))
        assert reading.error_kind == "unsupported"
        assert "the pages are empty" in (reading.error or "")


def test_a_layer_of_rubbish_gives_way_and_a_good_one_stays(
    ocr: EmbeddedTika, tmp_path: Path
) -> None:
    bad = with_invisible_layer(tmp_path / "bad.pdf", page(), "l|;e t~ fjk xcvb ]]i ;;ll t|t| " * 20)
    assert read(ocr, bad).text.startswith(SCANNED)
    good = with_invisible_layer(tmp_path / "good.pdf", page("Something else"), ENGLISH * 3)
    assert "Something else" not in read(ocr, good).text


def test_pages_of_a_tiff_are_pages(ocr: EmbeddedTika, tmp_path: Path) -> None:
    page().save(tmp_path / "a.tif", save_all=True, append_images=[white(), page()], dpi=(150, 150))
    reading = read(ocr, tmp_path / "a.tif")
    first, second, third = page_texts(reading)
    assert first == third
    assert (first.startswith(SCANNED), second) == (True, "")
    assert reading.media_type == "image/tiff"


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.bmp"])
def test_a_picture_is_a_text_without_pages(ocr: EmbeddedTika, tmp_path: Path, name: str) -> None:
    page().save(tmp_path / name)
    reading = read(ocr, tmp_path / name)
    assert reading.text.startswith(SCANNED)
    assert reading.pages == ()


def test_a_damaged_picture_says_so(ocr: EmbeddedTika, tmp_path: Path) -> None:
    page().save(tmp_path / "a.png")
    (tmp_path / "a.png").write_bytes((tmp_path / "a.png").read_bytes()[:20_000])
    assert "open it in the program that made it" in (read(ocr, tmp_path / "a.png").error or "")


def with_picture(path: Path, picture: Image.Image) -> Path:
    document = docx.Document()
    document.add_paragraph("See the scan.")
    content = BytesIO()
    picture.save(content, "PNG")
    document.add_picture(content)
    document.save(str(path))
    return path


def test_a_scan_in_a_docx_is_read_or_named(
    ocr: EmbeddedTika, no_ocr: EmbeddedTika, tmp_path: Path
) -> None:
    path = with_picture(tmp_path / "a.docx", page())
    assert f"See the scan.\n{SCANNED}" in read(ocr, path).text
    reading = read(no_ocr, path)
    assert "picture image1.png; to read pictures" in in_words(reading.warnings[0])
    assert reading.characters_unreadable > 0
    photographed = with_picture(tmp_path / "b.docx", photograph())
    assert read(no_ocr, photographed).warnings == ()


def test_a_page_that_takes_too_long_does_not_fail_its_document(mixed: Path) -> None:
    reading = read(EmbeddedTika(ocr=True, plan=OcrPlan(page_seconds=0.01)), mixed)
    (warning,) = all_in_words(reading.warnings)
    assert "pages 2, 4; reading it took longer than 0.01 s" in warning
    assert reading.error is None
    assert reading.characters_unreadable > 0
    assert reading.text.endswith("The last page\n")
