from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from enricher.documents import ModelVersion
from enricher.documents.boxes import WordBoxes
from enricher.enrichment.parts import ServedModel
from enricher.entities import Recognition, Span
from enricher.expressions.schema_file import load_schema
from training.experiments.options import SCHEMA
from training.experiments.scans import (
    ReadScan,
    Scanner,
    choose_documents,
    compare,
    edits,
    read_digital,
    read_scans,
)

SENTENCE = "This Agreement is governed by the laws of Delaware."


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "contract.pdf"
    canvas = Canvas(str(path), pagesize=(420, 300))
    canvas.setFont("Times-Roman", 14)
    canvas.drawString(40, 200, SENTENCE)
    canvas.save()
    return path


def test_a_scan_is_pictures_alone_and_the_same_for_a_seed(contract: Path, tmp_path: Path) -> None:
    scans = [tmp_path / f"{number}.pdf" for number in range(3)]
    for seed, scan in zip((0, 0, 1), scans, strict=True):
        assert Scanner(dpi=100, seed=seed).scan(contract, scan) == 1
    assert scans[0].read_bytes() == scans[1].read_bytes() != scans[2].read_bytes()
    (page,) = pypdf.PdfReader(scans[0]).pages
    assert page.extract_text() == ""
    assert [image.image.size for image in page.images if image.image] == [(584, 417)]


@pytest.mark.tesseract
def test_a_scan_is_read_as_the_original_and_once(contract: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    (scan,) = read_scans([contract], Scanner(), kept)
    digital = read_digital([contract], tmp_path / "digital")
    assert edits(digital[contract.name], scan.text) == 0
    assert (scan.page_count, scan.unread) == (1, 0)
    assert scan.cpu_seconds > 0
    assert list(read_scans([contract], Scanner(), kept)) == [scan]
    assert [path.name for path in kept.iterdir()] == ["contract.pdf.json"]


class FindsDelaware:
    def recognize(
        self, text: str, max_characters: int, boxes: WordBoxes | None = None
    ) -> Recognition:
        at = text.find("Delaware")
        found = (Span(at, at + 8, "Jurisdiction"),) if at >= 0 else ()
        return Recognition(found, len(text))


def test_scores_of_both_kinds_of_text() -> None:
    expected: Mapping[str, Mapping[str, tuple[str, ...]]] = {
        name: {"Jurisdiction": ("Delaware",)} for name in ("a.pdf", "b.pdf")
    }
    served = ServedModel(
        "test", ModelVersion("test", "test", "1"), load_schema(SCHEMA), FindsDelaware()
    )
    scores = compare(
        expected,
        dict.fromkeys(expected, SENTENCE),
        [
            ReadScan("a.pdf", SENTENCE, 1, 2.0, 0),
            ReadScan("b.pdf", SENTENCE.replace("Delaware", "Dclaware"), 3, 2.0, 100),
        ],
        lambda name: served,
    )
    assert scores.digital.micro.f1 == 1
    assert (scores.scanned.micro.tp, scores.scanned.micro.fn) == (1, 1)
    assert (scores.documents, scores.pages, scores.unread_documents) == (2, 4, 1)
    assert scores.pages_per_second == 1.0
    assert scores.wrong_characters == pytest.approx(0.5 / len(SENTENCE))


@pytest.mark.parametrize(
    ("right", "found", "count"),
    [
        ("", "", 0),
        ("a b", "a\n\nb", 0),
        ("abc", "", 3),
        ("", "abc", 3),
        ("kitten", "sitting", 3),
        ("1 2 3", "12 3 4", 3),
    ],
)
def test_edits(right: str, found: str, count: int) -> None:
    assert edits(right, found) == count


def test_documents_are_chosen_evenly_and_alike() -> None:
    files = [Path(f"{number:03}.pdf") for number in range(10)]
    assert choose_documents(list(reversed(files)), 3) == [files[0], files[3], files[6]]
    assert choose_documents(files, 99) == files
