from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from docx.document import Document
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from connectors.tika.embedded import EmbeddedTika
from connectors.tika.reading import Reading
from enricher.documents.notices import all_in_words, in_words


@pytest.fixture(scope="module")
def tika() -> EmbeddedTika:
    return EmbeddedTika(ocr=False)


def picture_of_text() -> Image.Image:
    picture = Image.new("RGB", (900, 200), "white")
    ImageDraw.Draw(picture).text((20, 60), "Signed in Berlin", fill="black", font_size=60)
    return picture


def pdf(path: Path, *pages: str | Image.Image | None) -> Path:
    canvas = Canvas(str(path))
    for content in pages:
        if isinstance(content, str):
            canvas.drawString(100, 700, content)
        elif content:
            canvas.drawImage(ImageReader(content), 50, 500, 450, 100)
        canvas.showPage()
    canvas.save()
    return path


def contract() -> Document:
    document = docx.Document()
    document.add_paragraph("The parties agree. \U0001f600\U0001d538")
    document.sections[0].header.paragraphs[0].text = "Acme Corporation"
    document.sections[0].footer.paragraphs[0].text = "Confidential"
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Price", "5 EUR"
    return document


def read(tika: EmbeddedTika, path: Path) -> Reading:
    return tika.read(path, path.name)


def test_header_footer_table_and_characters_beyond_the_first_plane(
    tika: EmbeddedTika, tmp_path: Path
) -> None:
    path = tmp_path / "contract.docx"
    contract().save(str(path))
    reading = read(tika, path)
    assert reading.text == (
        "Acme Corporation\nThe parties agree. \U0001f600\U0001d538\nPrice\t5 EUR\nConfidential\n"
    )
    assert reading.metadata["author"] == "python-docx"
    assert (reading.error, reading.warnings, reading.characters_unreadable) == (None, (), 0)


def test_a_sheet_is_rows_of_cells(tika: EmbeddedTika, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Party", "Amount"])  # type: ignore[union-attr]
    workbook.active.append(["Acme", 1000.5])  # type: ignore[union-attr]
    workbook.save(tmp_path / "sheet.xlsx")
    assert read(tika, tmp_path / "sheet.xlsx").text == "Sheet\nParty\tAmount\nAcme\t1000.5\n"


def test_text_longer_than_the_library_cuts_off(tika: EmbeddedTika, tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    path.write_text("<p>" + "word " * 150_000 + "end</p>")
    assert read(tika, path).text.endswith("word end\n")


def test_pages_of_a_pdf(tika: EmbeddedTika, tmp_path: Path) -> None:
    reading = read(tika, pdf(tmp_path / "a.pdf", "First page", "Second page"))
    assert reading.text == "First page\nSecond page\n"
    assert reading.pages == (0, 11)
    assert reading.metadata["page_count"] == "2"


def test_a_page_that_is_a_picture_is_named_and_counted(tika: EmbeddedTika, tmp_path: Path) -> None:
    reading = read(tika, pdf(tmp_path / "a.pdf", "First", picture_of_text(), "Third"))
    assert reading.text == "First\nThird\n"
    assert reading.characters_unreadable == len("First\n")  # an average page
    assert "page 2;" in in_words(reading.warnings[0])
    assert reading.error is None


def test_a_scan_says_what_to_install(tika: EmbeddedTika, tmp_path: Path) -> None:
    reading = read(tika, pdf(tmp_path / "a.pdf", picture_of_text()))
    assert reading.error_kind == "scan"
    assert "install Tesseract" in (reading.error or "")
    assert reading.text == ""


@pytest.mark.tesseract
def test_scans_are_read_with_ocr(tmp_path: Path) -> None:
    tika = EmbeddedTika(ocr=True)
    reading = read(tika, pdf(tmp_path / "a.pdf", "First", picture_of_text()))
    assert "First\nSigned in Berlin" in reading.text
    assert reading.characters_unreadable == 0


def test_a_process_that_reads_has_tika_start_no_program(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho started >> {tmp_path / 'started'}\n")
    program.chmod(0o755)
    page = pdf(tmp_path / "a.pdf", "A page")
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    reading = (
        "import os, pathlib, sys; from connectors.tika.embedded import EmbeddedTika;"
        " page = pathlib.Path(sys.argv[1]);"
        " print(EmbeddedTika(ocr=False).read(page, page.name).text, os.environ['PATH'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", reading, str(page)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PATH": path},
    )
    assert done.stdout.split("\n") == ["A page", f" {path}", ""]
    assert not (tmp_path / "started").exists()


def test_an_encrypted_pdf_says_so(tika: EmbeddedTika, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(pdf(tmp_path / "a.pdf", "Secret"))
    writer.encrypt("password", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    reading = read(tika, tmp_path / "b.pdf")
    assert reading.error_kind == "encrypted"
    assert "password-protected" in (reading.error or "")


def test_a_pdf_that_breaks_off_carries_a_warning_or_an_error(
    tika: EmbeddedTika, tmp_path: Path
) -> None:
    data = pdf(tmp_path / "a.pdf", *["Some text on a page"] * 5).read_bytes()
    for share in (0.95, 0.5, 0.1):
        path = tmp_path / "cut.pdf"
        path.write_bytes(data[: int(share * len(data))])
        reading = read(tika, path)
        assert "cut off" in " ".join(all_in_words(reading.warnings)) + (reading.error or "") or (
            reading.error_kind == "failed"
        )


def test_a_docx_that_breaks_off_is_read_as_far_as_it_goes(
    tika: EmbeddedTika, tmp_path: Path
) -> None:
    path = tmp_path / "cut.docx"
    contract().save(str(path))
    path.write_bytes(path.read_bytes()[:-3000])
    reading = read(tika, path)
    assert "cut off" in " ".join(all_in_words(reading.warnings)) + (reading.error or "")


@pytest.mark.parametrize("name", ["random.docx", "random.pdf", "random.doc"])
def test_damage_is_an_error_that_is_the_same_each_time(
    tika: EmbeddedTika, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    head = {".pdf": b"%PDF-1.7\n", ".doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx": b""}
    path.write_bytes(head[path.suffix] + bytes(range(256)) * 4)
    readings = {read(tika, path).error for _ in range(2)}
    assert len(readings) == 1
    assert read(tika, path).error_kind == "failed"


def test_glyphs_without_a_character_make_a_pdf_unreadable(
    tika: EmbeddedTika, tmp_path: Path
) -> None:
    # A composite font with identity codes and no ToUnicode map: the codes say nothing.
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    name = pypdf.generic.NameObject
    number = pypdf.generic.NumberObject
    text = pypdf.generic.TextStringObject
    descendant = pypdf.generic.DictionaryObject(
        {
            name("/Type"): name("/Font"),
            name("/Subtype"): name("/CIDFontType2"),
            name("/BaseFont"): name("/Unknown"),
            name("/CIDSystemInfo"): pypdf.generic.DictionaryObject(
                {
                    name("/Registry"): text("Adobe"),
                    name("/Ordering"): text("Identity"),
                    name("/Supplement"): number(0),
                }
            ),
        }
    )
    font = pypdf.generic.DictionaryObject(
        {
            name("/Type"): name("/Font"),
            name("/Subtype"): name("/Type0"),
            name("/BaseFont"): name("/Unknown"),
            name("/Encoding"): name("/Identity-H"),
            name("/DescendantFonts"): pypdf.generic.ArrayObject([descendant]),
        }
    )
    page[name("/Resources")] = pypdf.generic.DictionaryObject(
        {name("/Font"): pypdf.generic.DictionaryObject({name("/F"): font})}
    )
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(b"BT /F 12 Tf 50 200 Td <00030004000500060007> Tj ET")
    page[name("/Contents")] = writer._add_object(stream)
    writer.write(tmp_path / "a.pdf")
    reading = read(tika, tmp_path / "a.pdf")
    assert reading.error_kind == "scan"
    assert reading.text == ""


def test_an_embedded_object_that_fails_is_a_warning(tika: EmbeddedTika, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(pdf(tmp_path / "a.pdf", "The contract"))
    writer.add_attachment("broken.docx", b"PK\x03\x04" + bytes(range(256)))
    writer.write(tmp_path / "b.pdf")
    reading = read(tika, tmp_path / "b.pdf")
    assert "The contract" in reading.text
    assert "embedded" in " ".join(all_in_words(reading.warnings))


def test_an_outside_entity_is_not_read(tika: EmbeddedTika, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    path = tmp_path / "a.xml"
    path.write_text(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>before &x; after</a>')
    assert "secret" not in read(tika, path).text


def test_an_exploding_entity_ends(tika: EmbeddedTika, tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 12))
    path = tmp_path / "a.xml"
    path.write_text(f'<!DOCTYPE a [<!ENTITY e0 "boom">{levels}]><a>&e11;</a>')
    assert len(read(tika, path).text) < 10_000_000


@pytest.mark.parametrize(
    "name", [b"caf\xe9.docx", b"\xff\xfe.DOCX", "契約.docx".encode(), b"a\nb.docx"]
)
def test_any_name_is_read(tika: EmbeddedTika, tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    contract().save(str(tmp_path / "a.docx"))
    (tmp_path / "a.docx").rename(path)
    assert "The parties agree" in tika.read(path, os.fsencode(name).decode("utf-8", "replace")).text


def test_a_folder_that_ends_in_a_blank(tika: EmbeddedTika, tmp_path: Path) -> None:
    folder = tmp_path / "folder "
    folder.mkdir()
    assert read(tika, pdf(folder / "a.PDF", "Text")).text == "Text\n"


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", b"one\r\ntwo\n", "one\r\ntwo\n"),
        ("bom.txt", b"\xef\xbb\xbfone\r\n", "one\r\n"),
        ("utf16.txt", "Grüße\r\n".encode("utf-16"), "Grüße\r\n"),
        ("latin.txt", "Größe: 5 €, déjà vu\r\n".encode("cp1252"), "Größe: 5 €, déjà vu\r\n"),
        ("sjis.txt", "全文検索の技術調査について\r\n".encode("shift_jis"), "全文検索の技術調査について\r\n"),
        ("rtl.txt", "הסכם \u202bx\u202c e\u0301 \U0001f600".encode(), "הסכם \u202bx\u202c e\u0301 \U0001f600"),
        ("noname", b"Just a text\r\nof two lines", "Just a text\r\nof two lines"),
    ],
)  # fmt: skip
def test_plain_text_is_the_decoded_file(
    tika: EmbeddedTika, tmp_path: Path, name: str, data: bytes, text: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    reading = read(tika, path)
    assert (reading.media_type, reading.text) == ("text/plain", text)


@pytest.mark.parametrize("data", [b"", b" \n\n "])
def test_files_without_text_are_unsupported(
    tika: EmbeddedTika, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read(tika, path).error_kind == "unsupported"


def test_only_old_litter_of_tika_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.tika.embedded.JAVA_FOLDER", tmp_path)
    names = ["apache-tika-1.tmp", "apache-tika-2.tmp", "mine.tmp"]
    for name in names:
        (tmp_path / name).write_bytes(b"")
    for name in ["apache-tika-1.tmp", "mine.tmp"]:
        os.utime(tmp_path / name, (0, 0))
    EmbeddedTika(ocr=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == names[1:]
