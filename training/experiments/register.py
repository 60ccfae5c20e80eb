"""What a project learns from a contract register alone, measured on agreements it has not seen.

Nda, all folds but one -> table -> `project import --register` -> `train` with its defaults
-> the fields of the fold that was left out -> scores
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from enricher.enrichment.pipeline import find_entities
from enricher.ledger.labels import Label, LabeledDocument, in_order
from enricher.models.memory import serve_bundle
from enricher.projects.label_files import import_documents
from enricher.projects.project import Project, create_project
from enricher.projects.spreadsheet import NamedFiles, RegisterImported, import_register
from enricher.projects.spreadsheet import Request as Register
from enricher.text.language import detect_language
from enricher.wiring.projects import open_project
from training.dataset.split import split_folds
from training.evaluation.scores import Evaluation, displayed, score_fields
from training.experiments.nda import KEYS, Nda, label
from training.projects import Request, Trained, train_project

PROJECT = "register"


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of a register.

    Attributes:
        imported: how many of its values were found.
        trained: the model, measured on the testing set that training drew by itself.
        fields: scores on the documents that the register lacks.
        unseen: how many these are.
    """

    imported: RegisterImported
    trained: Trained
    fields: Evaluation
    unseen: int


def learn_from_register(
    ndas: Sequence[Nda], schema: Path, request: Request, fold: int, folds: int, is_taught: bool
) -> Learned:
    """Train on the values of all folds but one, and read that one.

    Args:
        schema: a file; of the new project.
        request: how to train.
        fold: counted from 0.
        is_taught: the labels that the register gave are replaced by those of `training.experiments.nda`, from
            which the model that ships learns.
    """
    held_out = set(split_folds([nda.file for nda in ndas], folds)[fold])
    seen = [nda for nda in ndas if nda.file not in held_out]
    unseen = [nda for nda in ndas if nda.file in held_out]
    texts = {nda.file: nda.text for nda in seen}
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        create_project(home, PROJECT, schema)
        with open_project(home, PROJECT) as project:
            table = write_register(seen, home / "register.csv")
            imported = import_register(
                project, Register(table, {}), NamedFiles(texts), texts.__getitem__
            )
            if is_taught:
                _replace_labels(project, seen)
            trained = train_project(project, request)
            served = serve_bundle(trained.model.bundle, project.schema)
        found = [
            find_entities(nda.text, served, len(nda.text), detect_language(nda.text)).fields
            for nda in unseen
        ]
    scores = score_fields([nda.expected for nda in unseen], [displayed(one) for one in found])
    return Learned(imported, trained, scores, len(unseen))


def _replace_labels(project: Project, ndas: Sequence[Nda]) -> None:
    documents = [
        LabeledDocument(
            nda.file,
            nda.text,
            in_order(Label(one.start, one.end, one.category) for one in label(nda).labels),
            tagged=tuple(KEYS),
        )
        for nda in ndas
    ]
    import_documents(project, documents, tuple(KEYS), None)


def write_register(ndas: Sequence[Nda], path: Path) -> Path:
    """A table as people keep it, a row for each agreement, several parties in a cell."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(["File", *KEYS])
        rows.writerows(
            [nda.file, *("; ".join(nda.expected[name]) for name in KEYS)] for nda in ndas
        )
    return path
