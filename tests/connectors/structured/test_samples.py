"""The documents of `financial/structured` in the test data, by the score that lies beside them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from connectors.structured.reader import StructuredReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import Reading
from tests.connectors.structured_files import check_places, stated

AMOUNTS = ("Balance", "Amount")


def result(name: str, reading: Reading) -> dict[str, object]:
    fields = {
        category: [one.split()[0] if category.endswith(AMOUNTS) else one for one in values]
        for category, values in stated(reading).items()
    }
    tables = [
        {
            "name": one.name,
            **one.facts,
            "columns": [column.name for column in one.columns],
            "rows": one.records(),
        }
        for one in reading.tables
    ]
    return {"file": name, "fields": fields, "tables": tables}


def test_all_that_is_in_the_samples_is_read(test_data: Path, tmp_path: Path) -> None:
    reader = StructuredReader(EmbeddedTika(ocr=False))
    results = []
    for path in sorted((test_data / "financial" / "structured" / "documents").iterdir()):
        reading = reader.read(path, path.name)
        check_places(reading)
        assert reading.warnings == ()
        results.append(result(path.name, reading))
    written = tmp_path / "results.json"
    written.write_text(json.dumps(results), encoding="utf-8")
    score = test_data / "financial" / "score.py"
    command = [sys.executable, str(score), str(written), "--parts", "structured"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    scores = json.loads(printed.splitlines()[-1])["structured"]
    for name in ("rows_f1", "statement_fields_f1", "invoice_fields_f1", "lines_f1"):
        assert scores[name] == 1.0
