from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.errors import InputError, NotFoundError
from enricher.ledger.labels import Label, LabeledDocument
from enricher.models.registry import Registry
from enricher.projects.check import check
from enricher.projects.documents import add_texts, label_document
from enricher.projects.label_files import export_labels, import_documents, import_labels
from enricher.projects.project import Project, survey
from enricher.projects.quality.flaws import Severity
from enricher.projects.schema_text import NEW_SCHEMA
from enricher.projects.tagging.intake import bring_documents
from enricher.values import DATE, MONEY, TEXT
from enricher.wiring.projects import open_project

DATES = ("May 3, 2014", "1 June 2015", "2016-07-01", "August 2, 2017", "3 September 2018")


def loan(number: int, text: str, *categories: tuple[str, str]) -> LabeledDocument:
    labels = sorted(
        Label(text.index(part), text.index(part) + len(part), category)
        for category, part in categories
    )
    return LabeledDocument(f"{number:02}.txt", text, tuple(labels))


LOANS = tuple(
    loan(
        number,
        f"On {date} Ada of Unit {number} lends ${number},000.00 to Bob and Eve.",
        ("Signed", date),
        ("Principal", f"${number},000.00"),
        ("Unit", f"Unit {number}"),
        ("Who", "Ada"),
        ("Who", "Bob"),
    )
    for number, date in enumerate(DATES, start=1)
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    Registry(tmp_path).create("loans", NEW_SCHEMA)
    with open_project(tmp_path, "loans") as opened:
        yield opened


def test_labels_propose_the_categories_that_the_schema_lacks(project: Project) -> None:
    imported = import_documents(project, LOANS, categories=["Who", "Never", "Signed"])
    assert [(one.name, one.type, one.cardinality) for one in imported.categories] == [
        ("Who", TEXT, "many"),
        ("Never", TEXT, "many"),
        ("Signed", DATE, "one"),
        ("Unit", TEXT, "one"),
        ("Principal", MONEY, "one"),
    ]
    assert project.schema.categories == imported.categories
    assert project.schema.learned == project.schema.names


def test_what_people_wrote_in_a_schema_stays(project: Project) -> None:
    path = project.folder / "schema.toml"
    path.write_text('# ours\n[categories.Signed]\ntype = "text"  # as it stands\nlearned = true\n')
    import_documents(project, LOANS)
    assert path.read_text().startswith(
        '# ours\n[categories.Signed]\ntype = "text"  # as it stands\nlearned = true\n'
    )
    assert project.schema["Signed"].type is TEXT
    assert project.schema["Principal"].type is MONEY


def test_an_import_merges_by_document(project: Project) -> None:
    import_documents(project, LOANS[:3], dataset="test")
    fewer = LabeledDocument(LOANS[1].name, LOANS[1].text, LOANS[1].labels[:2])
    imported = import_documents(project, [LOANS[0], fewer, LOANS[3]])
    assert imported.added == ("04.txt",)
    assert imported.replaced == ("02.txt",)
    assert imported.unchanged == ("01.txt",)
    assert (imported.labels, imported.lost) == (12, 3)
    kept = {document.name: document for document in project.store.read()}
    assert set(kept) == {"01.txt", "02.txt", "03.txt", "04.txt"}
    assert kept["02.txt"].labels == fewer.labels
    assert [one.dataset for one in kept.values()] == ["test", "test", "test", None]


def test_nothing_is_tagged_as_what_is_derived_or_learns_from_it(
    project: Project, tmp_path: Path
) -> None:
    import_documents(project, LOANS)
    derived = '\n[categories.Due]\ntype = "date"\nderived = "plus(fields.Signed, \'90 days\')"\n'
    with project.schema_path.open("a") as file:
        file.write(derived)
    assert "Due" not in project.schema.learned
    with pytest.raises(InputError, match=r"category Due is derived .*so it has no labels"):
        label_document(project, "01.txt", [Label(0, 2, "Due")], None, "*")
    export_labels(project, tmp_path / "labels.jsonl", "doccano")
    written = (tmp_path / "labels.jsonl").read_text()
    (tmp_path / "labels.jsonl").write_text(written.replace('"Unit"', '"Due"'))
    imported = import_labels(project, tmp_path / "labels.jsonl")
    assert imported.warnings == ("nothing learns from the labels of Due: it is derived",)
    assert imported.categories == ()
    (flaw,) = [one for one in check(project).flaws if one.kind == "not-learned"]
    assert (flaw.category, flaw.severity) == ("Due", Severity.NOTE)
    assert "because the category is derived" in flaw.sentence


def test_a_category_that_cannot_be_named_so_leaves_everything_as_it_was(project: Project) -> None:
    wrong = LabeledDocument("a.txt", "Ada", (Label(0, 3, "who/what"),))
    before = (project.folder / "schema.toml").read_text()
    with pytest.raises(InputError, match="category 'who/what'"):
        import_documents(project, [*LOANS, wrong])
    assert project.store.names() == []
    assert (project.folder / "schema.toml").read_text() == before


def test_a_category_that_differs_from_another_in_case_leaves_everything_as_it_was(
    project: Project,
) -> None:
    import_documents(project, LOANS)
    twin = LabeledDocument("a.txt", "Ada", (Label(0, 3, "who"),))
    with pytest.raises(InputError, match="Who and who differ only in case"):
        import_documents(project, [twin])
    assert "a.txt" not in project.store.names()
    with project.schema_path.open("a") as file:
        file.write('\n[categories.who]\ntype = "text"\nlearned = true\n')
    import_documents(project, [twin])
    assert "a.txt" in project.store.names(), "a schema that had both may keep them"


def test_a_document_that_is_too_long_for_a_project_is_named(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_documents(project, [LabeledDocument("old.txt", "Ada " * 10)])
    monkeypatch.setattr("enricher.projects.documents.MOST_CHARACTERS", 20)
    long = LabeledDocument("long.txt", "Ada " * 6)
    say = r"long\.txt: it has 24 characters, and a document of a project 20 at most"
    with pytest.raises(InputError, match=say):
        import_documents(project, [long])
    with pytest.raises(InputError, match=say):
        add_texts(project, {"long.txt": long.text})
    brought = bring_documents(project, [long, LabeledDocument("old.txt", "Ada " * 10)])
    assert ([one.name for one in brought.unreadable], brought.known) == (["long.txt"], ("old.txt",))
    assert project.store.names() == ["old.txt"]


def test_a_survey_counts_documents_and_labels(project: Project) -> None:
    import_documents(project, LOANS[:2], dataset="train")
    import_documents(project, LOANS[2:3], dataset="test")
    import_documents(project, LOANS[3:])
    found = survey(project)
    assert (found.documents, found.train, found.test) == (5, 2, 1)
    assert found.labels == {"Signed": 5, "Principal": 5, "Unit": 5, "Who": 10}


def test_labels_of_a_project_that_ships_are_of_this_home(tmp_path: Path) -> None:
    party = LabeledDocument("a.txt", "Ada", (Label(0, 3, "Party"),))
    with open_project(tmp_path, "contracts") as contracts:
        shipped = contracts.schema.learned
        assert import_documents(contracts, [party]).categories == ()
        assert not (tmp_path / "projects" / "contracts" / "schema.toml").exists()
        new = LabeledDocument("b.txt", "Ada", (Label(0, 3, "Witness"),))
        import_documents(contracts, [new])
        assert contracts.schema.learned == (*shipped, "Witness")


def test_a_project_is_created_once_and_deleted_whole(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    folder = registry.create("loans", NEW_SCHEMA)
    with open_project(tmp_path, "loans") as project:
        import_documents(project, LOANS)
    with pytest.raises(InputError, match="there is a project loans already"):
        registry.create("loans", NEW_SCHEMA)
    registry.delete("loans")
    assert registry.projects() == ["clauses", "contracts", "financial"]
    assert list(folder.parent.iterdir()) == []
    with pytest.raises(
        NotFoundError, match="there is no project 'loans'; there are: clauses, contracts, financial"
    ):
        registry.delete("loans")


def test_what_ships_cannot_be_deleted_or_made_again(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    with pytest.raises(InputError, match="project contracts ships with enricher"):
        registry.delete("contracts")
    with pytest.raises(InputError, match="already"):
        registry.create("contracts", NEW_SCHEMA)


@pytest.mark.parametrize("name", ["", ".loans", "a/b", "..", " a", "a" * 65, "a:b"])
def test_a_name_that_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="project name"):
        Registry(tmp_path).create(name, NEW_SCHEMA)


def test_a_project_without_categories_reads_nothing_yet(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.create("loans", NEW_SCHEMA)
    with pytest.raises(NotFoundError, match="project loans has no deployment 'production'"):
        registry.resolve("loans")
