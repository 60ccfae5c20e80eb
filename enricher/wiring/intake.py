"""The documents of a folder as they come into a project to be tagged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from enricher.documents.boxes import KeepBoxes, keep_none
from enricher.errors import LabelError
from enricher.ingestion.extraction import FoundFile, extract_files
from enricher.ledger.labels import LabeledDocument
from enricher.projects.formats import PLAIN_SUFFIXES, folder_texts
from enricher.projects.formats.detection import detect
from enricher.projects.tagging.intake import Unreadable
from enricher.settings import load_settings
from enricher.wiring.readers import find_files, reading

_OF_LABELS = frozenset({".json", ".jsonl", ".conll", ".ann"})  # that may lie beside documents


def folder_documents(
    home: Path, folder: Path, keep: KeepBoxes = keep_none
) -> Iterator[LabeledDocument | Unreadable]:
    """The documents of a folder without labels, named by their paths below it.

    Plain texts are as they are, so that offsets in them are those of others; what else there is
    comes as Tika reads it, several files at a time. Of mails and archives it is their own text.

    Args:
        keep: is told where the words of texts stand.
    """
    settings = load_settings(home)
    plain = folder_texts(folder)
    others: list[FoundFile] = []
    for file in find_files([folder], settings.ignore):
        name = file.path.relative_to(folder).as_posix()
        if not file.error and _holds_labels(file.path):
            yield Unreadable(name, "it is a file of labels; import it by its name")
        elif file.error or file.path.suffix.lower() not in PLAIN_SUFFIXES:
            others.append(replace(file, name=name))
        else:
            try:
                yield LabeledDocument(name, plain(name))
            except LabelError as error:
                yield Unreadable(name, str(error))
    if not others:
        return
    with reading(home, settings) as pool:
        for found in extract_files(others, pool, (), ahead=4 * settings.worker_count):
            if found.error:
                yield Unreadable(found.file, found.error)
            elif not found.parents:
                if boxes := found.enriched.extracted.boxes:
                    keep(found.text, boxes)
                yield LabeledDocument(found.file, found.text)


def _holds_labels(path: Path) -> bool:
    try:
        return path.suffix.lower() in _OF_LABELS and detect(path) is not None
    except LabelError:
        return False  # whoever reads its text says what is wrong with it
