from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from enricher.__main__ import cli
from enricher.wiring.projects import open_project
from tests.enricher.command_line import run, run_json
from tests.enricher.homes import make_home, write_documents
from tests.enricher.projects.letters import LABELS, write_letters


def test_a_project_is_created_shown_listed_and_deleted(tmp_path: Path) -> None:
    schema = tmp_path / "mine.toml"
    schema.write_text('# loans\n[categories.Rate]\ntype = "percent"\nlearned = true\n')
    home = tmp_path / "home"
    made = run_json(home, "project", "create", "loans", "--schema", str(schema))
    assert Path(made["schema"]).read_text() == schema.read_text()
    shown = run_json(home, "project", "show", "loans")
    assert shown["categories"] == [
        {"name": "Rate", "type": "percent", "cardinality": "many", "learned": True, "labels": 0}
    ]
    listed = {one["name"]: one["documents"]["all"] for one in run_json(home, "project", "list")}
    assert listed == {"clauses": 0, "contracts": 0, "financial": 0, "loans": 0}
    assert "Rate" in run(home, "project", "show", "loans").output
    run(home, "project", "delete", "loans", "--yes")
    assert [one["name"] for one in run_json(home, "project", "list")] == [
        "clauses",
        "contracts",
        "financial",
    ]


def test_nothing_is_deleted_without_a_yes(tmp_path: Path) -> None:
    run(tmp_path, "project", "create", "loans")
    result = CliRunner().invoke(cli, ["--home", str(tmp_path), "project", "delete", "loans"], "n\n")
    assert result.exit_code == 1
    assert len(run_json(tmp_path, "project", "list")) == 4


def test_a_wrong_schema_makes_no_project(tmp_path: Path) -> None:
    schema = tmp_path / "mine.toml"
    schema.write_text('[categories.Rate]\ntype = "rate"\nlearned = true\n')
    result = run(tmp_path, "project", "create", "loans", "--schema", str(schema), code=2)
    assert "mine.toml:2: categories.Rate.type" in result.output
    assert [one["name"] for one in run_json(tmp_path, "project", "list")] == [
        "clauses",
        "contracts",
        "financial",
    ]


@pytest.mark.parametrize(
    ("line", "say"),
    [
        ("patterns = ['(']", "mine.toml: category Rate: "),
        ('detectors = ["dates"]', "mine.toml: category Rate: there is no detector 'dates'"),
    ],
)
def test_a_schema_that_no_text_can_be_read_by_makes_no_project(
    tmp_path: Path, line: str, say: str
) -> None:
    schema = tmp_path / "mine.toml"
    schema.write_text(f'[categories.Rate]\ntype = "percent"\n{line}\n')
    result = run(tmp_path, "project", "create", "loans", "--schema", str(schema), code=2)
    assert say in result.output
    assert [one["name"] for one in run_json(tmp_path, "project", "list")] == [
        "clauses",
        "contracts",
        "financial",
    ]


def test_a_project_that_reads_a_collection_is_not_deleted(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    documents = write_documents(tmp_path / "documents")
    schema = home / "projects" / "contracts" / "schema.toml"
    run(home, "project", "create", "rules", "--schema", str(schema))
    run(home, "collections", "add", "files", str(documents), "--serve", "rules")
    result = run(home, "project", "delete", "rules", "--yes", code=2)
    assert "collection files is read by rules/production" in result.output
    assert len(run_json(home, "project", "list")) == 4


def test_the_model_that_ships_is_deployed_and_no_model_of_the_home(tmp_path: Path) -> None:
    (deployment,) = run_json(tmp_path, "deployments", "contracts")
    assert deployment["deployment"] == "production"
    assert deployment["name"] == "contracts-1"
    assert run_json(tmp_path, "models", "contracts") == []
    assert "enricher train contracts" in run(tmp_path, "models", "contracts").output
    missing = run(tmp_path, "deploy", "contracts", "m1", code=2)
    assert "project contracts has no model 'm1'; it has: none" in missing.output
    for command in (["swap", "contracts", "production", "a"], ["rollback", "contracts"]):
        assert "no deployment" in run(tmp_path, *command, code=2).output
    assert not (tmp_path / "projects").exists()


def test_an_unknown_project_is_named_with_those_there_are(tmp_path: Path) -> None:
    for command in (["project", "show"], ["project", "delete", "--yes"], ["models"]):
        result = run(tmp_path, *command, "loan", code=2)
        assert (
            "there is no project 'loan'; there are: clauses, contracts, financial" in result.output
        )


def test_labels_are_imported_with_the_documents_they_name(tmp_path: Path) -> None:
    labels, home = write_letters(tmp_path), tmp_path / "home"
    run(home, "project", "create", "letters")
    arguments = ("project", "import", "letters", str(labels), "--documents")
    imported = run_json(home, *arguments, str(tmp_path / "letters"))
    assert imported["documents"] == {"added": 2, "replaced": 0, "unchanged": 0}
    assert imported["labels"] == 3
    assert [(one["name"], one["type"]) for one in imported["categories"]] == [
        ("Who", "text"),
        ("When", "date"),
    ]
    shown = run_json(home, "project", "show", "letters")
    assert shown["documents"] == {"all": 2, "train": 1, "test": 1, "tagged": 2, "finished": 2}
    again = run_json(home, *arguments, str(tmp_path / "letters"))
    assert again["documents"]["unchanged"] == 2


@pytest.mark.parametrize("format_", ["doccano", "label-studio", "conll", "spacy", "brat", "azure"])
def test_what_is_exported_is_imported_as_it_was(tmp_path: Path, format_: str) -> None:
    labels, home = write_letters(tmp_path), tmp_path / "home"
    for name in ("first", "second"):
        run(home, "project", "create", name)
    documents = ("--documents", str(tmp_path / "letters"))
    run(home, "project", "import", "first", str(labels), *documents)
    out = tmp_path / "exported"
    run(home, "project", "export", "first", str(out), "--format", format_)
    run(home, "project", "import", "second", str(out), *documents)
    with open_project(home, "first") as first, open_project(home, "second") as second:
        assert list(second.store.read()) == list(first.store.read())
        assert second.schema == first.schema


def test_offsets_of_a_browser_are_read_when_one_says_so(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps({"text": "🎈 Ada pays", "label": [[3, 6, "Who"]]}))
    run(tmp_path, "project", "create", "letters")
    warned = run_json(tmp_path, "project", "import", "letters", str(path))["warnings"]
    assert "UTF-16" in warned[0]
    run(tmp_path, "project", "import", "letters", str(path), "--utf16")
    with open_project(tmp_path, "letters") as project:
        (document,) = project.store.read()
    assert [document.text[one.start : one.end] for one in document.labels] == ["Ada"]


def test_a_wrong_file_is_refused_by_place_and_nothing_is_imported(tmp_path: Path) -> None:
    labels, home = write_letters(tmp_path), tmp_path / "home"
    labels.write_text(labels.read_text().replace('"offset": 20', '"offset": 99'))
    run(home, "project", "create", "letters")
    arguments = ("project", "import", "letters", str(labels), "--documents")
    result = run(home, *arguments, str(tmp_path / "letters"), code=2)
    assert "labels.json" in result.output
    assert "99" in result.output
    shown = run_json(home, "project", "show", "letters")
    assert (shown["documents"]["all"], shown["categories"]) == (0, [])


def test_documents_that_are_no_texts_are_read_as_ingestion_does(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    letter = Document()
    letter.add_paragraph("Ada pays Bob.")
    letter.save(str(folder / "letter.docx"))
    said = {**LABELS, "assets": {**LABELS["assets"]}}
    said["assets"]["documents"] = [
        {
            "location": "letter.docx",
            "entities": [
                {
                    "regionOffset": 0,
                    "regionLength": 13,
                    "labels": [{"category": "Who", "offset": 9, "length": 3}],
                }
            ],
        }
    ]
    (tmp_path / "labels.json").write_text(json.dumps(said))
    home = tmp_path / "home"
    run(home, "project", "create", "letters")
    run(
        home, "project", "import", "letters", str(tmp_path / "labels.json"),
        "--documents", str(folder),
    )  # fmt: skip
    with open_project(home, "letters") as project:
        (document,) = project.store.read()
    (label,) = document.labels
    assert document.text[label.start : label.end] == "Bob"


def test_a_document_outside_of_the_folder_is_not_read(tmp_path: Path) -> None:
    labels, home = write_letters(tmp_path), tmp_path / "home"
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.4 secret")
    labels.write_text(labels.read_text().replace('"b/c.txt"', '"../secret.pdf"'))
    run(home, "project", "create", "letters")
    arguments = ("project", "import", "letters", str(labels), "--documents")
    result = run(home, *arguments, str(tmp_path / "letters"), code=2)
    assert "'../secret.pdf' is not the name of a file" in result.output
