"""A register's values become labels of documents that are written here, in several kinds."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from enricher.errors import InputError, LabelError
from enricher.ledger.labels import Label, LabeledDocument, LabelSource, in_order
from enricher.projects.project import Project, create_project
from enricher.projects.spreadsheet import NamedFiles, RegisterImported, Request, import_register
from enricher.wiring.projects import open_project

SCHEMA = """
[categories.Landlord]
type = "party"
learned = true

[categories.Tenant]
type = "party"
learned = true

[categories.StartDate]
type = "date"
cardinality = "one"
learned = true

[categories.Term]
type = "duration"
cardinality = "one"
learned = true

[categories.Rent]
type = "money"
cardinality = "one"
learned = true

[categories.Deposit]
type = "money"
cardinality = "one"
learned = true
"""
LEASE = (
    "LEASE\n\nThis lease is made on March 1, 2021 between Harbor Homes, Inc. (the landlord) and Ada"
    " Byron. The term of this lease is twenty-four (24) months. Ada Byron pays a monthly rent of"
    " $1,250.00, and a deposit of $1,250.00 within 30 days.\n\nHARBOR HOMES INC.\n"
)
MIETVERTRAG = (
    "Mietvertrag\n\nZwischen der Hafen Wohnbau GmbH als Vermieterin und Frau Eva Müller als Mieterin"
    " wird dieser Vertrag am 1. April 2021 geschlossen. Die Laufzeit beträgt zwei Jahre. Die Miete"
    " beläuft sich auf 1.471,60 € im Monat, die Kaution auf 4.400,00 Euro.\n"
)
INVOICE = (
    "INVOICE No. 2021-77\n\nDate 05.04.2021\nOrion Tools Ltd. to Ada Byron\n"
    "3 drills at EUR 99.50\nTotal EUR 298.50, due in 14 days.\n"
)
TEXTS = {"lease.pdf": LEASE, "de/mietvertrag.docx": MIETVERTRAG, "invoice.txt": INVOICE}
HEADINGS = ["File", "landlord", "Tenant", "Start date", "TERM", "Rent", "Owner"]
ROWS: list[list[Any]] = [
    ["lease.pdf", "Harbor Homes Incorporated", "Byron, Ada", date(2021, 3, 1), "24 months", 1250, "x"],
    ["Mietvertrag", "Hafen Wohnbau GmbH", "Eva Müller", "01.04.2021", "zwei Jahre", "1.471,60 €", "y"],
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    schema = tmp_path / "schema.toml"
    schema.write_text(SCHEMA)
    create_project(tmp_path / "home", "leases", schema)
    with open_project(tmp_path / "home", "leases") as opened:
        yield opened


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Project]:
    """A project without categories."""
    create_project(tmp_path / "home", "new")
    with open_project(tmp_path / "home", "new") as opened:
        yield opened


def write(path: Path, rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> Path:
    if path.suffix == ".xlsx":
        book = Workbook()
        for row in (headings, *rows):
            book.worksheets[0].append(list(row))
        book.save(path)
    else:
        with path.open("w", newline="") as stream:
            csv.writer(stream).writerows([headings, *rows])
    return path


def read_text(name: str) -> str:
    if name.startswith("broken"):
        raise LabelError(f"{name} cannot be read: it is encrypted")
    return TEXTS.get(name, "")


def load(
    project: Project, path: Path, asked: dict[str, str] | None = None, **more: Any
) -> RegisterImported:
    files = NamedFiles([*TEXTS, "broken.pdf", "scan.pdf"])
    return import_register(project, Request(path, asked or {}, **more), files, read_text)


def labels_of(project: Project, name: str) -> dict[str, list[str]]:
    """What is labelled in a document, by category."""
    (document,) = project.store.read([name])
    found: dict[str, list[str]] = {}
    for label in document.labels:
        found.setdefault(label.category, []).append(document.text[label.start : label.end])
    return found


@pytest.mark.parametrize("name", ["register.xlsx", "register.csv"])
def test_values_of_leases_are_labelled(project: Project, tmp_path: Path, name: str) -> None:
    imported = load(project, write(tmp_path / name, ROWS))
    assert labels_of(project, "lease.pdf") == {
        "StartDate": ["March 1, 2021"],
        "Landlord": ["Harbor Homes, Inc.", "HARBOR HOMES INC."],
        "Tenant": ["Ada Byron", "Ada Byron"],
        "Term": ["twenty-four (24) months"],
        "Rent": ["$1,250.00", "$1,250.00"],
    }
    assert labels_of(project, "de/mietvertrag.docx") == {
        "Landlord": ["Hafen Wohnbau GmbH"],
        "Tenant": ["Eva Müller"],
        "StartDate": ["1. April 2021"],
        "Term": ["zwei Jahre"],
        "Rent": ["1.471,60 €"],
    }
    assert (imported.values, imported.found) == (10, 10)
    assert [(one.heading, one.category, one.values, one.labels) for one in imported.columns] == [
        ("landlord", "Landlord", 2, 3),
        ("Tenant", "Tenant", 2, 3),
        ("Start date", "StartDate", 2, 2),
        ("TERM", "Term", 2, 2),
        ("Rent", "Rent", 2, 3),
    ]
    assert imported.unused == ("Owner",)
    for document in project.store.read():
        assert document.tagged == ("Landlord", "Tenant", "StartDate", "Term", "Rent")
        assert {label.source for label in document.labels} == {LabelSource.REGISTER}


def test_importing_again_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "register.xlsx", ROWS)
    load(project, path)
    before = list(project.store.read())
    again = load(project, path)
    assert list(project.store.read()) == before
    assert again.imported.unchanged == ("lease.pdf", "de/mietvertrag.docx")


def test_place_that_two_columns_claim_goes_to_the_nearer_name(
    project: Project, tmp_path: Path
) -> None:
    path = write(tmp_path / "r.csv", [["lease", "$1250", "$1250"]], ["file", "rent", "deposit"])
    load(project, path)
    (document,) = project.store.read(["lease.pdf"])
    rent, deposit = (LEASE.index("$1,250.00"), LEASE.rindex("$1,250.00"))
    assert [(label.start, label.category) for label in document.labels] == [
        (rent, "Rent"),
        (deposit, "Deposit"),
    ]


def test_what_is_not_found_is_listed_and_its_category_not_tagged(
    project: Project, tmp_path: Path
) -> None:
    rows = [
        ["lease", "Harbor Homes Inc.", "Ada Byron; Bob Byron", "soon"],
        ["mietvertrag", "Hafen Wohnbau GmbH", "Eva Müller", ""],
    ]
    path = write(tmp_path / "r.csv", rows, ["file", "Landlord", "Tenant", "Start Date"])
    imported = load(project, path)
    assert [(one.file, one.row, one.column, one.value) for one in imported.not_found] == [
        ("lease.pdf", 2, "Tenant", "Bob Byron"),
        ("lease.pdf", 2, "Start Date", "soon"),
    ]
    assert [one.reason for one in imported.not_found] == [
        "it is not in the text",
        "'soon' is not a date",
    ]
    assert labels_of(project, "lease.pdf")["Tenant"] == ["Ada Byron", "Ada Byron"]
    tagged = {document.name: document.tagged for document in project.store.read()}
    assert tagged == {
        "lease.pdf": ("Landlord",),
        "de/mietvertrag.docx": ("Landlord", "Tenant", "StartDate"),
    }


def test_reading_of_an_ambiguous_cell_is_settled_by_the_text(
    project: Project, tmp_path: Path
) -> None:
    headings = ["file", "Start date"]
    load(project, write(tmp_path / "a.csv", [["mietvertrag", "01.04.2021"]], headings))
    assert labels_of(project, "de/mietvertrag.docx") == {"StartDate": ["1. April 2021"]}
    load(project, write(tmp_path / "b.csv", [["invoice", "05.04.2021"]], headings))
    assert labels_of(project, "invoice.txt") == {"StartDate": ["05.04.2021"]}
    both = "Made on April 5, 2021, due on May 4, 2021."
    project.store.put([LabeledDocument("lease.pdf", both, (Label(0, 4, "Tenant"),))])
    imported = load(project, write(tmp_path / "c.csv", [["lease", "05/04/2021"]], headings))
    (missing,) = imported.not_found
    assert missing.reason == "may be read as 2021-05-04 or 2021-04-05; the text has both"


def test_several_rows_and_columns_make_up_one_document(project: Project, tmp_path: Path) -> None:
    headings = ["file", "Tenant 1", "Tenant 2", "Rent"]
    rows = [["invoice", "Ada Byron", "", "EUR 99.50"], ["invoice.txt", "", "Orion Tools Ltd", ""]]
    imported = load(project, write(tmp_path / "r.csv", rows, headings))
    assert labels_of(project, "invoice.txt") == {
        "Tenant": ["Orion Tools Ltd.", "Ada Byron"],
        "Rent": ["EUR 99.50"],
    }
    assert [(one.heading, one.values, one.found) for one in imported.columns] == [
        ("Tenant 1", 1, 1),
        ("Tenant 2", 1, 1),
        ("Rent", 1, 1),
    ]


def test_names_in_one_cell_are_told_apart(project: Project, tmp_path: Path) -> None:
    rows = [["lease", "Harbor Homes, Inc. and Ada Byron"]]
    load(project, write(tmp_path / "r.csv", rows, ["file", "Tenant"]))
    assert set(labels_of(project, "lease.pdf")["Tenant"]) == {
        "Harbor Homes, Inc.",
        "HARBOR HOMES INC.",
        "Ada Byron",
    }


def test_documents_that_cannot_be_read_are_left_out_and_named(
    project: Project, tmp_path: Path
) -> None:
    names = ["lease", "broken.pdf", "scan.pdf", "gone.pdf", "", "gone.pdf"]
    rows = [[name, "Harbor Homes Inc"] for name in names]
    imported = load(project, write(tmp_path / "r.csv", rows, ["file", "Landlord"]))
    assert imported.imported.added == ("lease.pdf",)
    assert {(one.file, one.rows, one.reason) for one in imported.left_out} == {
        ("broken.pdf", (3,), "broken.pdf cannot be read: it is encrypted"),
        ("scan.pdf", (4,), "there is no text in it"),
        ("gone.pdf", (5, 7), "file not found"),
        ("", (6,), "the row does not name a document"),
    }


def test_labels_of_people_stay_and_are_not_overlapped(project: Project, tmp_path: Path) -> None:
    start = LEASE.index("Ada")
    by_hand = (
        Label(start, start + 3, "Tenant"),
        Label(LEASE.index("March"), LEASE.index(", 2021") + 6, "StartDate"),
    )
    document = LabeledDocument("lease.pdf", LEASE, in_order(by_hand), "test", "en")
    project.store.put([document])
    imported = load(project, write(tmp_path / "r.xlsx", ROWS[:1]))
    (after,) = project.store.read()
    assert set(by_hand) < set(after.labels)
    assert labels_of(project, "lease.pdf")["Tenant"] == ["Ada", "Ada Byron"]
    assert after.dataset == "test"
    assert imported.found == imported.values == 5
    # A person looked for all; what the register has no column for stays looked for.
    assert set(after.tagged or ()) == set(project.schema.names)


def test_text_that_people_labelled_is_not_read_anew(project: Project, tmp_path: Path) -> None:
    text = "Ada Byron rents it."
    label = Label(0, 3, "Tenant")
    project.store.put([LabeledDocument("lease.pdf", text, (label,))])
    load(project, write(tmp_path / "r.csv", [["lease", "Harbor Homes"]], ["file", "Landlord"]))
    (after,) = project.store.read()
    assert (after.text, after.labels) == (text, (label,))
    assert after.tagged is not None
    assert "Landlord" not in after.tagged


def test_former_labels_of_the_columns_alone_are_replaced(project: Project, tmp_path: Path) -> None:
    load(project, write(tmp_path / "a.xlsx", ROWS[:1]))
    rows = [["lease", "Ada Byron", ""], ["invoice", "", "Ada Byron"]]
    imported = load(project, write(tmp_path / "b.csv", rows, ["file", "Landlord", "Tenant"]))
    labels = labels_of(project, "lease.pdf")
    assert labels["Landlord"] == ["Ada Byron", "Ada Byron"]
    assert "Tenant" not in labels
    assert labels["Term"] == ["twenty-four (24) months"]
    assert imported.imported.lost == 4
    (document,) = project.store.read(["lease.pdf"])
    assert set(document.tagged or ()) == {"Landlord", "Tenant", "StartDate", "Term", "Rent"}


def test_columns_are_given_by_hand(project: Project, tmp_path: Path) -> None:
    headings = ["Ref", "Vermieter", "Beginn", "Nummer"]
    rows = [["Mietvertrag", "Hafen Wohnbau GmbH", "1.4.2021", "4.400,00 Euro"]]
    asked = {"Vermieter": "Landlord", "beginn": "start_date", "Nummer": "Kaution"}
    imported = load(project, write(tmp_path / "r.csv", rows, headings), asked, file_column="ref")
    assert labels_of(project, "de/mietvertrag.docx") == {
        "Landlord": ["Hafen Wohnbau GmbH"],
        "StartDate": ["1. April 2021"],
        "Kaution": ["4.400,00 Euro"],
    }
    assert [(one.name, one.type.name) for one in imported.imported.categories] == [
        ("Kaution", "money")
    ]
    assert "Kaution" in project.schema


def test_new_project_takes_the_columns_that_its_documents_have(
    fresh: Project, tmp_path: Path
) -> None:
    headings = [*HEADINGS, "Kind", "Deposit (EUR)"]
    rows = [[*ROWS[0], "lease", None], [*ROWS[1], "Mietvertrag", 4400]]
    imported = load(fresh, write(tmp_path / "r.xlsx", rows, headings))
    assert {one.name: one.type.name for one in fresh.schema.categories} == {
        "landlord": "party",
        "Tenant": "party",
        "Start date": "date",
        "TERM": "duration",
        "Rent": "money",
        "Kind": "text",
        "Deposit": "money",
    }
    assert imported.unused == ("Owner",)
    assert labels_of(fresh, "de/mietvertrag.docx")["Deposit"] == ["4.400,00 Euro"]


def test_columns_of_one_new_category_are_many_values_of_it(
    project: Project, tmp_path: Path
) -> None:
    headings = ["file", "First", "Second"]
    rows = [["lease", "Harbor Homes Inc.", "Ada Byron"]] * 6
    imported = load(
        project,
        write(tmp_path / "r.csv", rows, headings),
        {"First": "Side", "Second": "Side"},
    )
    (category,) = imported.imported.categories
    assert (category.name, category.type.name, category.cardinality) == ("Side", "party", "many")
    assert len(labels_of(project, "lease.pdf")["Side"]) == 4


def test_dataset_is_set_for_the_documents_of_the_table(project: Project, tmp_path: Path) -> None:
    load(project, write(tmp_path / "r.xlsx", ROWS[:1]), dataset="test")
    (document,) = project.store.read()
    assert document.dataset == "test"
    load(project, write(tmp_path / "r.xlsx", ROWS[:1]))
    assert next(iter(project.store.read())).dataset == "test"


@pytest.mark.parametrize(
    ("headings", "asked", "file_column", "message"),
    [
        (
            ["file", "Owner"],
            {},
            None,
            "no column with values is a category of the project (Landlord, ",
        ),
        (["x", "Tenant"], {}, None, "no column names documents; say which with --file-column"),
        (["file", "Tenant"], {"Rent": "Rent"}, None, "has no column 'Rent'; the columns are file"),
        (["file", "Tenant"], {}, "datei", "has no column 'datei'"),
        (["file", "file"], {}, "file", "has 2 columns 'file'"),
        (["file", "Tenant"], {"file": "Rent"}, None, "column 'file' names the documents"),
        (["file", "Tenant"], {"Tenant": "a/b"}, None, "category 'a/b'"),
    ],
)
def test_wrong_columns_are_refused_and_nothing_is_imported(
    project: Project,
    tmp_path: Path,
    headings: list[str],
    asked: dict[str, str],
    file_column: str | None,
    message: str,
) -> None:
    path = write(tmp_path / "r.csv", [["soon", "Ada"], ["later", "Bob"]], headings)
    before = project.schema_path.read_text()
    with pytest.raises(InputError) as caught:
        load(project, path, asked, file_column=file_column)
    assert message in str(caught.value)
    assert project.store.names() == []
    assert project.schema_path.read_text() == before


def test_table_of_other_documents_is_refused(project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", [["x.pdf", "Ada"], ["y.pdf", "Bob"]], ["file", "Tenant"])
    with pytest.raises(InputError, match=r"the first is 'x\.pdf' in row 2: file not found"):
        load(project, path)


def test_new_category_is_not_made_for_a_table_that_is_refused(
    project: Project, tmp_path: Path
) -> None:
    path = write(tmp_path / "r.csv", [["x.pdf", "Ada"]], ["file", "Signer"])
    with pytest.raises(InputError):
        load(project, path, {"Signer": "Signer"})
    assert "Signer" not in project.schema


def test_text_that_changed_loses_what_was_found_in_the_former_one(
    project: Project, tmp_path: Path
) -> None:
    load(project, write(tmp_path / "r.xlsx", ROWS[:1]))
    (document,) = project.store.read()
    former = replace(document, text=f"{LEASE} And more.")
    project.store.put([former])
    load(project, write(tmp_path / "r.csv", [["lease", "Ada Byron"]], ["file", "Tenant"]))
    (after,) = project.store.read()
    assert after.text == LEASE
    assert set(labels_of(project, "lease.pdf")) == {"Tenant"}
    assert after.tagged == ("Tenant",)


def test_of_categories_that_differ_in_case_a_column_is_the_one_that_it_names(
    project: Project, tmp_path: Path
) -> None:
    with project.schema_path.open("a") as file:
        file.write('\n[categories.tenant]\ntype = "text"\nlearned = true\n')
    path = write(tmp_path / "register.csv", [["lease.pdf", "Ada Byron"]], ["File", "Tenant"])
    assert load(project, path).unused == ()
    assert labels_of(project, "lease.pdf") == {"Tenant": ["Ada Byron", "Ada Byron"]}


def test_a_column_of_what_is_derived_is_no_category(project: Project, tmp_path: Path) -> None:
    with project.schema_path.open("a") as file:
        file.write(
            '\n[categories.Ends]\ntype = "date"\nderived = "plus(fields.StartDate, fields.Term)"\n'
        )
    rows = [["lease.pdf", "Ada Byron", "2023-03-01"]]
    path = write(tmp_path / "register.csv", rows, ["File", "Tenant", "Ends"])
    imported = load(project, path)
    assert imported.unused == ("Ends",)
    assert labels_of(project, "lease.pdf") == {"Tenant": ["Ada Byron", "Ada Byron"]}
    with pytest.raises(InputError, match=r"Ends is derived .* is not in the text of documents"):
        load(project, path, {"Ends": "Ends"})
