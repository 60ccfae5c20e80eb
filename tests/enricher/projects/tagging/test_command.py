"""Documents come into a project without labels, and `enricher project next` orders them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from enricher.ledger.labels import LabeledDocument
from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from tests.enricher.command_line import run, run_json
from tests.enricher.homes import SETTINGS
from tests.enricher.projects.quality.loans import clean, marked
from tests.enricher.projects.tagging.texts import DOUBT, SURE, UNSURE


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    (home / "enricher.toml").write_text(SETTINGS)
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents of three kinds, one that fails, and a file of labels."""
    folder = tmp_path / "more"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"Ada pays Bob.\r\n")
    letter = Document()
    letter.add_paragraph("Eve pays Ada.")
    letter.save(str(folder / "sub" / "letter.docx"))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing of a document")
    (folder / "latin.txt").write_bytes("Grüße".encode("latin-1"))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "labels.jsonl").write_text(json.dumps({"text": "Ada", "label": [[0, 3, "Who"]]}))
    return folder


def test_a_folder_alone_is_documents_to_tag(home: Path, folder: Path) -> None:
    run(home, "project", "create", "loans")
    brought = run_json(home, "project", "import", "loans", "--documents", str(folder))
    assert brought["documents"] == {"added": 3, "unchanged": 0, "changed": []}
    reasons = {one["document"]: one["reason"] for one in brought["unreadable"]}
    assert reasons.keys() == {"broken.pdf", "latin.txt", "labels.jsonl"}
    assert "is not UTF-8" in reasons["latin.txt"]
    assert reasons["labels.jsonl"] == "it is a file of labels; import it by its name"
    with open_project(home, "loans") as project:
        found = {one.name: one for one in project.store.read()}
    assert found["a.txt"] == LabeledDocument("a.txt", "Ada pays Bob.\r\n")
    assert found["sub/letter.docx"].text.strip() == "Eve pays Ada."
    shown = run(home, "project", "import", "loans", "--documents", str(folder)).output
    assert "0 documents to tag added, 3 unchanged, 0 kept as they were, 3 not readable" in shown
    order = run_json(home, "project", "next", "loans")
    assert order["model"] is None
    assert (order["untagged"], order["wordless"]) == (3, ["empty.txt"])
    assert {one["document"] for one in order["documents"]} == {"a.txt", "sub/letter.docx"}


def test_what_the_project_has_stays_labels_and_all(home: Path, folder: Path) -> None:
    create_project(home, "loans")
    kept = marked("a.txt", "[Who|Ada] pays Eve.")
    with open_project(home, "loans") as project:
        import_documents(project, [kept])
    said = run_json(home, "project", "import", "loans", "--documents", str(folder), "--set", "test")
    assert said["documents"]["changed"] == ["a.txt"]
    with open_project(home, "loans") as project:
        found = {one.name: one for one in project.store.read()}
    assert found["a.txt"] == kept
    assert found["sub/letter.docx"].dataset == "test"


def test_an_import_of_nothing_is_misuse(home: Path) -> None:
    run(home, "project", "create", "loans")
    result = run(home, "project", "import", "loans", code=2)
    assert "or use --documents to add documents to tag" in result.output


def test_documents_that_the_model_doubts_come_first(home: Path) -> None:
    """The model that ships reads for `contracts`."""
    with open_project(home, "contracts") as project:
        project.store.put([LabeledDocument("1-sure", SURE), LabeledDocument("2-unsure", UNSURE)])
    order = run_json(home, "project", "next", "contracts")
    assert order["model"]["name"] == "contracts-1"
    first, second = order["documents"]
    assert (first["document"], second["document"]) == ("2-unsure", "1-sure")
    assert first["score"] > 2 * second["score"]
    assert DOUBT.match(first["reason"])
    shown = run(home, "project", "next", "contracts", "--count", "1").output
    assert "2-unsure" in shown
    assert "1-sure" not in shown
    assert "1 of 2 documents to tag; read by model contracts-1" in shown


def test_tagged_documents_are_not_to_be_tagged_again(home: Path) -> None:
    create_project(home, "loans")
    documents = clean(3, 0)
    categories = tuple(sorted({name for one in documents for name in one.categories}))
    none_said = LabeledDocument("none.txt", "Nothing is named here.", tagged=categories)
    with open_project(home, "loans") as project:
        import_documents(project, [*documents, none_said])
    assert run_json(home, "project", "next", "loans")["documents"] == []
    shown = run(home, "project", "next", "loans").output
    assert "`enricher project import loans --documents DIR` adds some" in shown


def test_documents_that_were_not_looked_through_for_all_are_named(home: Path) -> None:
    create_project(home, "loans")
    documents = clean(3, 0)
    in_part = LabeledDocument("part.txt", "No lender is named here.", tagged=("Lender",))
    with open_project(home, "loans") as project:
        import_documents(project, [*documents, in_part])
    assert run_json(home, "project", "next", "loans")["unfinished"] == ["part.txt"]
    shown = run(home, "project", "next", "loans").output
    assert "every document has been started; tagged in part: part.txt" in shown
    counts = run_json(home, "project", "show", "loans")["documents"]
    assert (counts["tagged"], counts["finished"]) == (4, 3)
