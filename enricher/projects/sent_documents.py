"""Documents and labels files that were sent: kept in a folder while they are read.

parts of a form -> files below a folder -> texts of documents | a labels file -> a project
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from enricher.documents import MEMBER_MARK, EnrichedText
from enricher.documents.boxes import KeepBoxes, keep_none
from enricher.errors import InputError, LabelError
from enricher.ingestion.extraction import FoundFile, extract_files
from enricher.ingestion.uploads import safe_name, save_copy
from enricher.ingestion.worker import Pool
from enricher.ledger.labels import DataSet
from enricher.projects.category_names import Renaming
from enricher.projects.documents import length_fault, texts_with_known
from enricher.projects.formats import PLAIN_SUFFIXES, Unit, folder_texts, texts_of_folder
from enricher.projects.formats.azure import NO_TEXTS
from enricher.projects.label_files import AS_THEY_ARE, Imported, import_labels
from enricher.projects.project import Project
from enricher.projects.spreadsheet import NamedFiles, RegisterImported, Request, import_register
from enricher.projects.spreadsheet.sheets import Sheet

_NO_TEXTS_SENT = (
    "names documents and does not hold their texts; add the documents to the project first, or send"
    " them as `documents`"
)


def save_parts(parts: Sequence[tuple[str, IO[bytes]]], folder: Path) -> list[str]:
    """Write files that were sent below a folder; returns their names there, `/` between.

    Raises:
        InputError: two have one name.
    """
    names = []
    for said, content in parts:
        steps = [safe_name(step) for step in said.replace("\\", "/").split("/") if step.strip(". ")]
        name = "/".join(steps) or safe_name("")
        path = folder / name
        if path.exists():
            raise InputError(f"two files have the name {name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        save_copy(content, path.parent, path.name)
        names.append(name)
    return names


def read_sent(
    folder: Path, names: Sequence[str], pool: Pool[EnrichedText], keep: KeepBoxes = keep_none
) -> tuple[dict[str, str], dict[str, str]]:
    """The texts of documents by name, members of archives and mails among them, and the errors.

    Args:
        keep: is told where the words of texts stand.
    """
    plain = folder_texts(folder)
    texts: dict[str, str] = {}
    failed: dict[str, str] = {}
    files = []
    for name in names:
        if (folder / name).suffix.lower() in PLAIN_SUFFIXES:
            try:
                texts[name] = plain(name)
            except LabelError as error:
                failed[name] = str(error).replace(f"{folder}/", "")
        else:
            files.append(FoundFile(folder / name, name=name))
    for extraction in extract_files(files, pool, ()):
        if extraction.error:
            failed[extraction.file] = extraction.error
        else:
            texts[extraction.file] = extraction.text
            if boxes := extraction.enriched.extracted.boxes:
                keep(extraction.text, boxes)
    too_long = {name: fault for name, text in texts.items() if (fault := length_fault(text))}
    failed |= too_long
    for name in too_long:
        del texts[name]
    for name in [name for name, text in texts.items() if not text.strip()]:
        del texts[name]
        if not any(one.startswith(name + MEMBER_MARK) for one in (*texts, *failed)):
            failed[name] = "there is no text in it"
    return texts, failed


def import_sent(
    project: Project,
    folder: Path,
    labels: Path,
    pool: Pool[EnrichedText],
    format: str | None = None,
    dataset: DataSet | None = None,
    unit: Unit | None = None,
    renaming: Renaming = AS_THEY_ARE,
) -> Imported:
    """Take a labels file in, as `import_labels` does; documents that it names lie in `folder`.

    Raises:
        LabelError: it is wrong; the message names files as they were sent.
    """

    def read_file(path: Path) -> str:
        own, *_ = extract_files([FoundFile(path, name=path.name)], pool, ())
        if own.error:
            raise LabelError(f"{path} cannot be read: {own.error}")
        if boxes := own.enriched.extracted.boxes:
            project.store.keep_boxes(own.text, boxes)
        return own.text

    def sent(text: str) -> str:
        for one in (f"{labels.parent}/", f"{folder}/", str(folder)):
            text = text.replace(one, "")
        return text.replace(NO_TEXTS, _NO_TEXTS_SENT)

    try:
        are_sent = any(folder.iterdir())
        texts = texts_of_folder(folder, read_file) if are_sent else None
        imported = import_labels(project, labels, texts, format, dataset, unit, renaming)
    except LabelError as error:
        problems = [
            replace(one, file=sent(one.file), message=sent(one.message)) for one in error.problems
        ]
        raise LabelError(sent(str(error)), problems) from error
    return replace(imported, warnings=tuple(sent(one) for one in imported.warnings))


def import_sent_register(
    project: Project, request: Request, read_sheet: Callable[[Path], Sheet]
) -> RegisterImported:
    """Take labels in from a table, as `import_register` does, for documents of the project.

    Args:
        read_sheet: reads what may be anybody's file.

    Raises:
        InputError: the project has none, or the table is wrong.
    """
    texts = texts_with_known(project, None)
    if texts is None:
        raise InputError(f"project {project.name} has no documents; send them first")
    try:
        files = NamedFiles(project.store.names())
        return import_register(project, request, files, texts, read=read_sheet)
    except InputError as error:
        raise InputError(str(error).replace(f"{request.path.parent}/", "")) from error
