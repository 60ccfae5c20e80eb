"""Words of a PDF, with their boxes."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.colors import red
from reportlab.pdfgen.canvas import Canvas

from connectors.files.pdf_words import read_words
from enricher.documents.layout import Word


def words(path: Path) -> list[Word]:
    return [word for page in read_words(path) for word in page.words]


def test_words_stand_where_they_are_drawn(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path), pagesize=(400, 600))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, 500, "Balance brought")
    canvas.drawRightString(350, 500, "12.50")
    canvas.save()

    first, second, amount = words(path)

    assert [first.text, second.text, amount.text] == ["Balance", "brought", "12.50"]
    assert abs(first.left - 50) < 1
    assert abs(amount.right - 350) < 1
    assert first.right < second.left
    assert first.top < 100 < first.bottom
    assert first.top == amount.top


def test_page_that_is_drawn_sideways_is_turned(tmp_path: Path) -> None:
    for quarter in (1, 2, 3):
        path = tmp_path / f"{quarter}.pdf"
        canvas = Canvas(str(path), pagesize=(500, 500))
        canvas.translate(250, 250)
        canvas.rotate(90 * quarter)
        canvas.drawString(-200, 100, "first second")
        canvas.drawString(-200, 0, "third")
        canvas.save()

        at = {word.text: word for word in words(path)}
        first, second, third = at["first"], at["second"], at["third"]

        assert first.right < second.left, quarter
        assert first.bottom < third.top, quarter
        assert abs(first.left - third.left) < 2, quarter


def test_red_amounts_are_told(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(50, 500, "12.50")
    canvas.setFillColor(red)
    canvas.drawString(150, 500, "13.50")
    canvas.save()

    assert [word.is_red for word in words(path)] == [False, True]


def test_file_that_is_no_pdf_has_no_words(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(b"no PDF at all")

    assert words(path) == []
