"""Reading a file that a test spells out, and saying what was read or refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from enricher.errors import LabelError
from enricher.projects.formats import LabelSet, Unit, folder_texts, read_labels


def read(
    folder: Path,
    content: str | bytes,
    texts: Mapping[str, str] | None = None,
    format: str | None = None,
    unit: Unit | None = None,
) -> LabelSet:
    """Read a file of this content; `texts` become files of a folder beside it."""
    path = folder / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    beside = None
    if texts is not None:
        (folder / "documents").mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / "documents" / name).write_bytes(text.encode())
        beside = folder_texts(folder / "documents")
    return read_labels(path, beside, format, unit)


def refused(
    folder: Path,
    content: str | bytes,
    texts: Mapping[str, str] | None = None,
    format: str | None = None,
) -> list[str]:
    """The problems of a file that is wrong, `LINE: message` each."""
    with pytest.raises(LabelError) as caught:
        read(folder, content, texts, format)
    return [f"{problem.line}: {problem.message}" for problem in caught.value.problems]


def labels_of(labels: LabelSet) -> dict[str, list[tuple[str, str]]]:
    """Document -> what each label covers, and its category."""
    return {
        document.name: [
            (document.text[label.start : label.end], label.category) for label in document.labels
        ]
        for document in labels.documents
    }


def warnings_of(labels: LabelSet) -> list[str]:
    return [f"{warning.line}: {warning.message}" for warning in labels.warnings]
