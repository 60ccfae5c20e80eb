"""Photographed and scanned receipts of the test data, from their pixels."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from connectors.files.page_tables import PageTableReader
from connectors.files.pdf_words import read_words
from connectors.layout.receipts.reader import ReceiptReader
from connectors.ocr.reader import OcrPlan
from connectors.tika.embedded import EmbeddedTika
from enricher.text.language import detect_language

EACH = 7
"""One of so many is read: all of them take ten minutes."""
# Of all 100, cross-checked by eye: 0.96. What OCR reads caps companies at 0.92.
FLOOR = 0.9


@pytest.mark.tesseract
def test_company_date_and_total_are_read_from_pixels(test_data: Path, tmp_path: Path) -> None:
    plan = OcrPlan(page_seconds=600, document_seconds=3600, detect_language=detect_language)
    tika = EmbeddedTika(ocr=True, plan=plan)
    reader = PageTableReader(tika, [ReceiptReader()], read_words)
    receipts = test_data / "financial" / "receipts"
    results = []
    for path in sorted((receipts / "documents").iterdir())[::EACH]:
        reading = reader.read(path, path.name)
        fields = {one.category: [one.choice] for one in reading.stated}
        results.append({"file": path.name, "fields": fields, "tables": []})
        expected = tmp_path / "receipts" / "expected" / f"{path.stem}.json"
        expected.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(receipts / "expected" / expected.name, expected)
    written = tmp_path / "results.json"
    written.write_text(json.dumps(results), encoding="utf-8")
    score = test_data / "financial" / "score.py"
    command: list[str | Path] = [
        sys.executable,
        score,
        written,
        "--gold",
        tmp_path,
        "--parts",
        "receipts",
    ]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    scores = json.loads(printed.splitlines()[-1])["receipts"]
    assert scores["answered"] == len(results) > 0
    assert scores["f1"] >= FLOOR, printed
    assert min(scores["by_field"][name] for name in ("date", "total")) >= FLOOR, printed
