"""Two letters, and their labels in the format of Azure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LETTERS = {"a.txt": "Ada pays Bob 5 € on May 3, 2014.\r\n", "b/c.txt": "Eve 🎈 pays Ada.\n"}


LABELS: dict[str, Any] = {
    "projectFileVersion": "2022-05-01",
    "stringIndexType": "Utf16CodeUnit",
    "metadata": {"projectName": "letters", "projectKind": "CustomEntityRecognition"},
    "assets": {
        "projectKind": "CustomEntityRecognition",
        "entities": [{"category": "Who"}, {"category": "When"}],
        "documents": [
            {
                "location": "a.txt",
                "dataset": "Train",
                "entities": [
                    {
                        "regionOffset": 0,
                        "regionLength": 34,
                        "labels": [
                            {"category": "Who", "offset": 0, "length": 3},
                            {"category": "When", "offset": 20, "length": 11},
                        ],
                    }
                ],
            },
            {
                "location": "b/c.txt",
                "dataset": "Test",
                "entities": [
                    {
                        "regionOffset": 0,
                        "regionLength": 17,
                        "labels": [{"category": "Who", "offset": 12, "length": 3}],
                    }
                ],
            },
        ],
    },
}


def write_letters(folder: Path) -> Path:
    """The letters, and beside their folder a file of labels that is returned."""
    for name, text in LETTERS.items():
        path = folder / "letters" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (folder / "labels.json").write_text(json.dumps(LABELS))
    return folder / "labels.json"
