from __future__ import annotations

from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from connectors.files.pdf_words import read_words
from connectors.layout.text_boxes import boxes_of
from enricher.documents import Reading
from enricher.documents.boxes import BOLD, COLUMNS, REGULAR
from enricher.documents.layout import Word, WordPage

TEXT = "Name Town\nAnna Leeds\n"


def page(folder: Path) -> Path:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 300))
    for font, y, words in (
        ("Helvetica-Bold", 200, TEXT.split()[:2]),
        ("Helvetica", 180, TEXT.split()[2:]),
    ):
        canvas.setFont(font, 10)
        for x, word in zip((50, 250), words, strict=True):
            canvas.drawString(x, y, word)
    canvas.save()
    path = folder / "form.pdf"
    path.write_bytes(buffer.getvalue())
    return path


def test_each_word_of_a_text_has_its_box_and_how_it_is_set(tmp_path: Path) -> None:
    reading = Reading("application/pdf", TEXT, pages=(0,))
    boxes = boxes_of(read_words(page(tmp_path), ink_pages=1), reading)
    assert boxes is not None
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in boxes.rows.tolist()]
    assert [TEXT[row["start"] : row["end"]] for row in rows] == TEXT.split()
    assert [row["weight"] for row in rows] == [BOLD, BOLD, REGULAR, REGULAR]
    assert [row["left"] for row in rows] == [100, 500, 100, 500]
    assert rows[0]["top"] == rows[1]["top"] < rows[2]["top"]


def test_words_are_asked_how_they_are_set_on_the_first_pages_alone(tmp_path: Path) -> None:
    path = page(tmp_path)
    plain, asked = (list(read_words(path, ink_pages=count)) for count in (0, 1))
    assert all(word.ink is None for one in plain for word in one.words)
    assert all(word.ink is not None for one in asked for word in one.words)


def test_words_that_the_text_has_not_are_left_out() -> None:
    seen = WordPage(0, (Word("Name", 50, 90, 74, 100), Word("stamp", 200, 90, 230, 100)))
    boxes = boxes_of([seen], Reading("application/pdf", TEXT, pages=(0,)))
    assert boxes is not None
    assert boxes.rows[:, 0].tolist() == [0]


def test_a_text_without_a_word_of_its_pages_has_no_boxes() -> None:
    assert boxes_of([WordPage(0, ())], Reading("application/pdf", TEXT, pages=(0,))) is None
