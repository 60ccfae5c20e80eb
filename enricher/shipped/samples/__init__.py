"""The sample documents that ship with enricher, and what is to be found in them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SampleGold:
    """What a sample document states.

    Attributes:
        file: path below `documents_folder()`; members of mails and archives as `file!/member`.
        fields: the display values per category.
        entities: category and text of each mention, in order.
    """

    file: str
    kind: str
    fields: dict[str, list[str]]
    entities: tuple[tuple[str, str], ...]


def documents_folder() -> Path:
    return Path(__file__).parent / "documents"


def gold() -> list[SampleGold]:
    """The gold of every sample, sorted by file. Empty for mails, archives and what is encrypted."""
    lines = (Path(__file__).parent / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        SampleGold(
            row["file"],
            row["kind"],
            row["fields"],
            tuple((entity["category"], entity["text"]) for entity in row["entities"]),
        )
        for row in rows
    ]
