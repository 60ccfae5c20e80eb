from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdf
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from connectors.ocr.pdf import DRAWN_DPI, MAX_DPI, Need, PdfError, PdfPages, reads_as_words
from connectors.ocr.picture import MAX_PIXELS, WHITE_SHARE, ink_share
from tests.connectors.scanned import DPI, ENGLISH, GERMAN, SIZE, page, pdf, with_invisible_layer

RUBBISH = "l|;e t~ fjk xcvbn qwrtz ]]i ;;ll t|t| " * 20


def needs(path: Path, *texts: str) -> list[Need]:
    with PdfPages(path) as pages:
        return [pages.need(number, text, 0) for number, text in enumerate(texts)]


def test_need_of_each_kind_of_page(tmp_path: Path) -> None:
    line = "Received 3 May 2014"
    path = pdf(tmp_path / "a.pdf", ENGLISH, page(), (line, page()), (ENGLISH * 3, page()))
    assert needs(path, ENGLISH, "", line, ENGLISH * 3) == [
        Need.NOTHING,
        Need.PAGE,
        Need.PICTURES,
        Need.NOTHING,
    ]


def test_a_logo_is_not_read(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(400, 600))
    canvas.drawString(30, 300, ENGLISH)
    canvas.drawImage(ImageReader(page()), 300, 500, 80, 80)
    canvas.save()
    assert needs(tmp_path / "a.pdf", ENGLISH) == [Need.NOTHING]


def test_a_picture_inside_a_form_is_measured_where_it_stands(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(400, 600))
    canvas.beginForm("scan")
    canvas.drawImage(ImageReader(page()), 0, 0, 1, 1)
    canvas.endForm()
    canvas.drawString(30, 300, ENGLISH)
    canvas.saveState()
    canvas.translate(0, 350)
    canvas.scale(400, 250)
    canvas.doForm("scan")
    canvas.restoreState()
    canvas.save()
    assert needs(tmp_path / "a.pdf", ENGLISH) == [Need.PICTURES]


def test_an_invisible_layer_is_believed_if_it_reads_as_words(tmp_path: Path) -> None:
    good = with_invisible_layer(tmp_path / "good.pdf", page(), ENGLISH * 3)
    bad = with_invisible_layer(tmp_path / "bad.pdf", page(), RUBBISH)
    assert needs(good, ENGLISH * 3) == [Need.NOTHING]
    assert needs(bad, RUBBISH) == [Need.PAGE]


def test_glyphs_that_stand_for_no_character_make_a_page_unread(tmp_path: Path) -> None:
    with PdfPages(pdf(tmp_path / "a.pdf", ENGLISH)) as pages:
        assert pages.need(0, ENGLISH, 10) is Need.NOTHING
        assert pages.need(0, ENGLISH, 100) is Need.PAGE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, True),
        (GERMAN, True),
        ("Договор заключён между сторонами 3 мая 2014 года.", True),
        ("契約書 株式会社", True),
        ("INVOICE No. 2014-0042, EUR 1.250,00 (net) VAT 19%", True),
        ("D'ya? l|;e t~ fjk ]]i ;;ll t|t| {n1 qwrtz", False),
        ("xcvbnm qwrtzp kjhgfd", False),
        ("", True),
    ],
)
def test_words_are_told_from_rubbish(text: str, expected: bool) -> None:
    assert reads_as_words(text) is expected


def test_a_page_is_drawn_at_its_pictures_resolution(tmp_path: Path) -> None:
    tiny = page().resize((200, 280))
    path = pdf(tmp_path / "a.pdf", page(), page().resize((2000, 2838)), ENGLISH, tiny)
    with PdfPages(path) as pages:
        drawn = [pages.render(number, hide_text=False) for number in range(4)]
    assert [dpi for _, dpi in drawn] == [DPI, MAX_DPI, DRAWN_DPI, DPI]
    assert np.abs(np.subtract(drawn[0][0].size, SIZE)).max() <= 1


def test_a_poster_is_drawn_within_the_limit(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(14_400, 14_400))
    canvas.drawString(100, 100, "x")
    canvas.save()
    with PdfPages(tmp_path / "a.pdf") as pages:
        picture, dpi = pages.render(0, hide_text=False)
    assert picture.width * picture.height <= 1.01 * MAX_PIXELS
    assert dpi == 22


@pytest.mark.parametrize("degrees", [0, 90, 180])
def test_text_is_painted_over_and_pictures_stay(tmp_path: Path, degrees: int) -> None:
    writer = pypdf.PdfWriter(pdf(tmp_path / "a.pdf", ENGLISH, ("Received", page())))
    for one in writer.pages:
        one.rotate(degrees)
    writer.write(tmp_path / "b.pdf")
    with PdfPages(tmp_path / "b.pdf") as pages:
        hidden = [ink_share(pages.render(number, hide_text=True)[0]) for number in (0, 1)]
    assert hidden[0] < WHITE_SHARE
    assert hidden[1] > 0.01


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nonsense")
    with pytest.raises(PdfError):
        PdfPages(tmp_path / "a.pdf")
