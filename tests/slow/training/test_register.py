"""The NDA set as a register: how many values are found, and whether at the places training uses."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook

from enricher.projects.project import create_project
from enricher.projects.spreadsheet import NamedFiles, Request, import_register
from enricher.wiring.projects import document_texts, open_project
from tests.checkout import ROOT
from training.experiments.nda import KEYS, Nda, label

CONTRACTS = ROOT / "enricher" / "shipped" / "projects" / "contracts" / "schema.toml"

FLOORS = {"Party": 0.99, "EffectiveDate": 0.97, "Jurisdiction": 1.0, "Term": 0.85}
"""Share of values found; of the eleven terms that are not, none stands in its text."""
FLOOR = 0.97
AGREEMENT = 0.98
SHARE = 3  # each third agreement: to read them all takes a minute and a half


@pytest.fixture(scope="module")
def ndas(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Nda]:
    folder = test_data / "nda"
    texts = document_texts(tmp_path_factory.mktemp("home"), folder / "documents")
    lines = (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines[::SHARE]]
    return [
        Nda(
            row["file"],
            texts(row["file"]),
            {
                category: tuple(value.replace("_", " ") for value in row[key])
                for category, key in KEYS.items()
            },
        )
        for row in rows
    ]


def write(path: Path, ndas: list[Nda]) -> Path:
    """The set as people keep it, `Effective Date` with a blank, several parties in a cell."""
    headings = ["File", "Party", "Effective Date", "Jurisdiction", "Term"]
    rows = [[nda.file, *("; ".join(nda.expected[name]) for name in KEYS)] for nda in ndas]
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8-sig") as stream:
            csv.writer(stream, delimiter=";").writerows([headings, *rows])
    else:
        book = Workbook()
        for row in (headings, *rows):
            book.worksheets[0].append(row)
        book.save(path)
    return path


@pytest.mark.parametrize("name", ["ndas.xlsx", "ndas.csv"])
def test_values_of_the_nda_set_are_found_where_training_finds_them(
    ndas: list[Nda], tmp_path: Path, name: str
) -> None:
    create_project(tmp_path, "ndas", CONTRACTS)
    texts = {nda.file: nda.text for nda in ndas}
    with open_project(tmp_path, "ndas") as project:
        imported = import_register(
            project,
            Request(write(tmp_path / name, ndas), {}),
            NamedFiles(texts),
            texts.__getitem__,
        )
        found = {
            document.name: {(one.start, one.end, one.category) for one in document.labels}
            for document in project.store.read()
        }
    shares = {one.category: one.found / one.values for one in imported.columns}
    for category, floor in FLOORS.items():
        assert shares[category] >= floor, shares
    assert imported.found / imported.values >= FLOOR, shares
    assert not imported.unused
    assert not imported.left_out
    same, different = Counter[str](), Counter[str]()
    for nda in ndas:
        wanted = {(one.start, one.end, one.category) for one in label(nda).labels}
        same.update(one[2] for one in wanted & found[nda.file])
        different.update(one[2] for one in wanted ^ found[nda.file])
    for category in KEYS:
        share = same[category] / (same[category] + different[category])
        assert share >= AGREEMENT, (category, same, different)
