from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from connectors.ocr.photographs import PhotographReader
from connectors.ocr.picture import turn
from connectors.ocr.reader import DocumentOcr, OcrPlan, PictureText
from connectors.ocr.tesseract import Orientation, Tesseract, TesseractError, TesseractTimeoutError
from connectors.ocr.text import PageText, PictureWord
from enricher.documents.notices import all_in_words, in_words
from enricher.text.language import detect_language
from tests.clocks import wall_at_most
from tests.connectors.scanned import DPI, FONT, GERMAN, page, photograph, white

SENTENCE = "information which is disclosed"
# However busy the machine is.
PLAN = OcrPlan(page_seconds=600, document_seconds=3600, detect_language=detect_language)


def why(found: PictureText) -> str:
    """Why a picture is not read, in words."""
    assert found.problem is not None
    return in_words(found.problem)


class Known(Tesseract):
    """Tesseract with some of its data only; counts its work."""

    def __init__(self, *installed: str) -> None:
        self.__dict__["installed"] = installed
        self.passes: list[tuple[str, ...]] = []

    def read(
        self, picture: Image.Image, languages: Sequence[str], dpi: int, seconds: float
    ) -> PageText:
        self.passes.append(tuple(languages))
        return super().read(picture, languages, dpi, seconds)


def program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program called tesseract before all others."""
    path = folder / "tesseract"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.tesseract
def test_words_of_a_page_on_its_side_are_found_on_it() -> None:
    upright = DocumentOcr(Tesseract(), PLAN).read(page(), DPI)
    lying = DocumentOcr(Tesseract(), PLAN).read(turn(page(), 90), DPI)
    assert upright.scan is not None
    assert lying.scan is not None
    assert (upright.scan.turn, lying.scan.turn) == (0, 270)
    first, other = upright.words[0], lying.words[0]
    assert first.text == other.text
    straight = upright.scan.rectangle(first.left, first.top, first.right, first.bottom)
    turned = lying.scan.rectangle(other.left, other.top, other.right, other.bottom)
    expected = (1 - straight.bottom, straight.left, 1 - straight.top, straight.right)
    found = (turned.left, turned.top, turned.right, turned.bottom)
    assert found == pytest.approx(expected, abs=0.01)


@pytest.mark.tesseract
def test_crooked_pages_are_read() -> None:
    found = DocumentOcr(Tesseract(), PLAN).read(turn(page(), 1.5), DPI)
    assert SENTENCE in squeezed(found.text)
    assert not found.problem


@pytest.mark.tesseract
@pytest.mark.parametrize(
    "data", [pytest.param(("eng", "osd"), marks=pytest.mark.tesseract_data), ("eng",)]
)
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages_are_read_and_tell_how_the_next_lies(
    data: tuple[str, ...], degrees: int
) -> None:
    tesseract = Known(*data)
    ocr = DocumentOcr(tesseract, PLAN)
    assert SENTENCE in squeezed(ocr.read(turn(page(), degrees), DPI).text)
    before = len(tesseract.passes)
    assert SENTENCE in squeezed(ocr.read(turn(page(), degrees), DPI).text)
    assert len(tesseract.passes) == before + 1


@pytest.mark.tesseract_data
def test_the_language_of_a_page_is_found_and_kept() -> None:
    tesseract = Known("eng", "deu", "osd")
    ocr = DocumentOcr(tesseract, PLAN)
    for _ in range(2):
        assert "Müller Größe GmbH" in squeezed(ocr.read(page(GERMAN), DPI).text)
    assert tesseract.passes == [("eng",), ("deu",), ("deu",)]
    assert ocr.warnings == []


@pytest.mark.tesseract
def test_a_language_that_is_not_installed_is_named_once_with_its_package() -> None:
    ocr = DocumentOcr(Known("eng", "osd"), PLAN)
    for _ in range(2):
        assert not ocr.read(page(GERMAN), DPI).problem
    (warning,) = all_in_words(ocr.warnings)
    assert "sudo apt-get install tesseract-ocr-deu" in warning


@pytest.mark.tesseract
def test_languages_of_the_setting_hold_as_far_as_they_are_there() -> None:
    tesseract = Known("eng", "osd")
    ocr = DocumentOcr(tesseract, replace(PLAN, languages="eng+chi_sim"))
    assert SENTENCE in squeezed(ocr.read(page(), DPI).text)
    assert tesseract.passes == [("eng",)]
    assert "tesseract-ocr-chi-sim" in in_words(ocr.warnings[0])
    none = DocumentOcr(tesseract, OcrPlan("fra")).read(page(), DPI)
    assert "tesseract-ocr-fra" in why(none)


@pytest.mark.tesseract
def test_white_pages_are_read_and_photographs_are_not() -> None:
    ocr = DocumentOcr(Tesseract(), PLAN)
    assert ocr.read(white(), DPI).is_white
    found = ocr.read(photograph(), DPI)
    assert (found.text, bool(found.problem)) == ("", True)


class Unsure(Tesseract):
    """Reads everything with one confidence."""

    def __init__(self, confidence: float, words: int = 3) -> None:
        self.__dict__["installed"] = ("eng",)
        self._page = PageText(
            "some read text" if words else "",
            confidence,
            words * (PictureWord("text", confidence, (1, 1, 1), 0, 0, 40, 20),),
        )

    def read(self, *_: object) -> PageText:
        return self._page

    def orientation(self, *_: object) -> Orientation:
        return Orientation()


class Reads(PhotographReader):
    """Reads the same of everything."""

    def __init__(self, page: PageText) -> None:
        self._page = page

    def read(self, picture: Image.Image) -> PageText:
        return self._page


BLIND = Reads(PageText())
SHARP = Reads(
    PageText("every word", 97.0, 2 * (PictureWord("word", 97.0, (1, 1, 1), 0, 0, 40, 20),))
)


@pytest.mark.parametrize(
    ("confidence", "is_kept", "is_read"),
    [(95, True, True), (60, True, True), (59, True, False), (40, True, False), (39, False, False)],
)
def test_confidence_decides_what_counts_as_read(
    confidence: float, is_kept: bool, is_read: bool
) -> None:
    found = DocumentOcr(Unsure(confidence), PLAN, BLIND).read(page(), DPI)
    assert bool(found.text) is is_kept
    assert (found.problem is None) is is_read
    assert is_read or f"{confidence:.0f} %" in why(found)


@pytest.mark.parametrize(("confidence", "text"), [(95, "some read text"), (80, "every word")])
def test_what_tesseract_is_unsure_of_is_read_as_a_photograph(confidence: float, text: str) -> None:
    found = DocumentOcr(Unsure(confidence), PLAN, SHARP).read(page(), DPI)
    assert found.text == text
    assert found.problem is None


class Slow(Unsure):
    """Takes most of the time that its document has."""

    def read(self, *_: object) -> PageText:
        time.sleep(1.5)
        return super().read()


def test_pages_are_read_once_where_time_runs_short() -> None:
    plan = OcrPlan(page_seconds=600, document_seconds=2)
    assert DocumentOcr(Slow(80), plan, SHARP).read(page(), DPI).text == "some read text"


def test_pages_on_which_tesseract_finds_no_words_are_read_as_photographs() -> None:
    found = DocumentOcr(Unsure(0, words=0), PLAN, SHARP).read(page(), DPI)
    assert (found.text, found.problem) == ("every word", None)


def test_guesses_of_the_second_reading_are_dropped() -> None:
    guess = PageText("gu ess", 70.0, (PictureWord("gu", 70.0, (1, 1, 1), 0, 0, 40, 20),))
    found = DocumentOcr(Unsure(0, words=0), PLAN, Reads(guess)).read(page(), DPI)
    assert found.text == ""


def test_dust_without_letters_is_read() -> None:
    ocr = DocumentOcr(Unsure(0, words=0), PLAN, BLIND)
    assert ocr.read(page("A line"), DPI).problem is None
    assert ocr.read(page(), DPI).problem


def test_a_page_that_hangs_is_given_up_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(
        tmp_path, 'case "$*" in *list*) echo l; echo eng;; *) exec sleep 30;; esac', monkeypatch
    )
    ocr = DocumentOcr(Tesseract(), OcrPlan(page_seconds=0.2))
    with wall_at_most(25):  # the program sleeps 30
        assert "ocr_page_seconds" in why(ocr.read(page(), DPI))
    ocr = DocumentOcr(Tesseract(), OcrPlan(document_seconds=0.3))
    assert "file_seconds" in why(ocr.read(page(), DPI))
    assert "file_seconds" in why(ocr.read(page(), DPI))


def test_failures_of_the_program_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "cat >/dev/null; echo 'Image too big' >&2; exit 1", monkeypatch)
    assert Tesseract().installed == ()
    with pytest.raises(TesseractError, match="Image too big"):
        Tesseract().read(page(), ("eng",), DPI, 10)
    program(tmp_path, "exec sleep 30", monkeypatch)
    with pytest.raises(TesseractTimeoutError):
        Tesseract().read(page(), ("eng",), DPI, 0.1)
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    with pytest.raises(TesseractError, match="does not run"):
        Tesseract().read(page(), ("eng",), DPI, 10)


def table(rows: int = 24) -> Image.Image:
    """A page of figures, whose columns are straighter than its lines."""
    picture = white()
    draw = ImageDraw.Draw(picture)
    for row in range(rows):
        down = 100 + 44 * row
        for left, text in ((60, f"{row + 1:02}.03."), (420, "1.234,50"), (660, "9.876,10")):
            draw.text((left, down), text, fill=0, font=FONT)
        draw.text((200 + 7 * (row % 5), down), "Lastschrift"[: 5 + row % 7], fill=0, font=FONT)
    return picture


@pytest.mark.tesseract
@pytest.mark.parametrize("degrees", [0, 90, 180])
def test_tables_are_read_along_their_lines(degrees: int) -> None:
    found = DocumentOcr(Tesseract(), PLAN).read(turn(table(), degrees), DPI)
    figures = [word for word in found.words if word.text == "9.876,10"]
    assert len(figures) > 20
    assert all(word.right - word.left > word.height for word in figures)
