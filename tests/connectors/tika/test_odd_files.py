"""What becomes of every odd file in the shared data, written down file by file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from connectors.files.reader import FileReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import ExtractedText, SourceFile
from enricher.documents.notices import all_in_words
from enricher.ledger.jobs import failure

SAMPLE = "This is a sample text available in page 1"
SECOND = "This second part of the text is in Page 2"
WORDS = "This file contains some words."


@dataclass(frozen=True)
class Outcome:
    """Expected of a file: its kind, a part of its text, or the kind of its error.

    `ocr_has` is the part of the text when pictures are read, where that makes a difference.
    """

    media_type: str
    has: str = ""
    error_kind: str = ""
    ocr_has: str = ""
    pages: int = 0
    warns: str = ""


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

OUTCOMES = {
    "issue-1097.pdf": Outcome("application/pdf", has="Dummy PDF file", pages=1),
    "issue-163.xml": Outcome("application/xml", error_kind="unsupported"),
    "issue-221-doc1.pdf": Outcome("application/pdf", has="coucou", pages=2, warns="page 2"),
    "issue-221-doc2.pdf": Outcome("application/pdf", has="COMPETENCES", pages=2),
    "issue-369.txt": Outcome("text/plain", has="今天天气晴好"),
    "issue-400-shiftjis.txt": Outcome("text/plain", has="全文検索の技術調査"),
    "issue-418-中文名称.txt": Outcome("text/plain", has="foo\nbar\n"),
    "issue-494-email-with-plain-and-html.eml": Outcome(
        "message/rfc822", has="Unique plain text body for issue 494."
    ),
    "issue-592.xml": Outcome("application/xml", has="foo"),
    "issue-834.txt": Outcome("application/x-empty", error_kind="unsupported"),
    "issue-stackoverflow.docx": Outcome(DOCX, has="Casquilhos - Guia de Inspeção"),
    "mock-io-exception.xml": Outcome("application/xml", has="Simulated I/O error"),
    "mock-parse-exception.xml": Outcome("application/xml", has="Simulated SAX"),
    "mock-runtime-exception.xml": Outcome("application/xml", has="Simulated parser crash"),
    "mock-stdout.xml": Outcome("application/xml", has="written to stdout"),
    "test-de.txt": Outcome("text/plain", has="enthält ein paar Worte"),
    "test-enfrde.txt": Outcome("text/plain", has="Ce fichier contient quelques mots"),
    "test-fr.txt": Outcome("text/plain", has="Ce fichier contient"),
    "test-ocr-heb.pdf": Outcome("application/pdf", error_kind="scan"),
    "test-ocr-notext.pdf": Outcome("application/pdf", error_kind="scan", ocr_has=WORDS),
    "test-ocr.docx": Outcome(DOCX, has=SECOND, ocr_has=WORDS),
    "test-ocr.pdf": Outcome("application/pdf", has=SECOND, pages=2),
    "test-ocr.png": Outcome("image/png", error_kind="scan", ocr_has=WORDS),
    "test-protected.docx": Outcome("application/x-tika-ooxml-protected", error_kind="encrypted"),
    "test-protected.pdf": Outcome("application/pdf", error_kind="encrypted"),
    "test.doc": Outcome("application/msword", has=SAMPLE),
    "test.docx": Outcome(DOCX, has=SAMPLE),
    "test.html": Outcome("text/html", has="sample text available in page 1"),
    "test.jpg": Outcome("image/jpeg", error_kind="scan", ocr_has=WORDS),
    "test.json": Outcome("application/json", has='{"content": "look at me. I am json"}'),
    "test.key": Outcome("application/vnd.apple.keynote.13", error_kind="scan"),
    "test.mp3": Outcome("audio/mpeg", error_kind="unsupported"),
    "test.odt": Outcome("application/vnd.oasis.opendocument.text", has=SAMPLE),
    "test.pdf": Outcome("application/pdf", has=SAMPLE, pages=2),
    "test.rtf": Outcome("application/rtf", has=SAMPLE),
    "test.txt": Outcome("text/plain", has=WORDS),
    "test.wav": Outcome("audio/vnd.wave", error_kind="unsupported"),
    "test.xhtml": Outcome("application/xhtml+xml", has="This is an example of XHTML"),
}


@pytest.fixture(scope="module")
def files(test_data: Path) -> Path:
    folder = test_data / "files"
    if not folder.is_dir():
        pytest.skip(f"no files in {folder}")
    return folder


def read(reader: FileReader, path: Path) -> ExtractedText:
    data = path.read_bytes()
    source = SourceFile(path, len(data), 0, hashlib.sha256(data).hexdigest())
    (text,) = reader.extract(source)
    return text


def test_every_file_has_an_expected_outcome(files: Path) -> None:
    assert {path.name for path in files.iterdir()} == set(OUTCOMES)


@pytest.mark.parametrize("name", OUTCOMES)
def test_outcome_without_ocr(files: Path, name: str) -> None:
    outcome = OUTCOMES[name]
    text = read(FileReader(EmbeddedTika(ocr=False)), files / name)
    assert text.media_type == outcome.media_type
    assert text.error_kind == outcome.error_kind
    assert bool(text.error) == bool(outcome.error_kind)
    assert outcome.has in text.text
    assert len(text.pages) == outcome.pages
    assert (
        any(outcome.warns in warning for warning in all_in_words(text.warnings))
        or not outcome.warns
    )


@pytest.mark.tesseract
@pytest.mark.parametrize("name", [name for name in OUTCOMES if OUTCOMES[name].ocr_has])
def test_pictures_are_read_where_tesseract_is_installed(files: Path, name: str) -> None:
    text = read(FileReader(EmbeddedTika(ocr=True)), files / name)
    assert text.error is None
    assert OUTCOMES[name].ocr_has in text.text


@pytest.mark.tesseract
def test_what_ocr_looked_at_in_vain_is_illegible(files: Path) -> None:
    text = read(FileReader(EmbeddedTika(ocr=True)), files / "test-ocr-heb.pdf")
    assert text.error_kind == "illegible"
    assert "OCR found no text" in (text.error or "")
    assert "install Tesseract's data" in failure(text.error_kind, text.error or "").next_step


def test_a_mail_in_plain_and_html_has_its_body_once(files: Path) -> None:
    name = "issue-494-email-with-plain-and-html.eml"
    text = read(FileReader(EmbeddedTika(ocr=False)), files / name)
    assert text.title == "Test email for FSCrawler issue 494"
    assert text.text.lower().count("body for issue 494") == 1


def test_an_outline_does_not_double_the_text_of_a_pdf(files: Path) -> None:
    text = read(FileReader(EmbeddedTika(ocr=False)), files / "issue-1097.pdf")
    assert text.text.count("Dummy PDF file") == 1
