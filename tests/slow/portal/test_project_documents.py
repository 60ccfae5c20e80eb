from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from docx import Document
from playwright.sync_api import FilePayload, Page, expect

from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from tests.enricher.homes import make_home
from tests.slow.portal.chromium import check_page, serving, take_picture

LABELS = "loan-agreements/loanAgreementsLabels.json"
SECONDS = 60_000  # the first file that is not plain text waits for the processes that read

DROP = """async ([names, bodies]) => {
  const data = new DataTransfer();
  names.forEach((name, number) => data.items.add(new File([new Uint8Array(bodies[number])], name)));
  for (const kind of ["dragover", "drop"])
    document.querySelector("h1").dispatchEvent(
      new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(make_home(tmp_path_factory.mktemp("documents") / "home")) as url:
        yield url


@pytest.fixture
def loans(server: str) -> Iterator[str]:
    """The address of the documents of a project that has none."""
    httpx.post(f"{server}/api/projects", json={"name": "loans"}).raise_for_status()
    yield f"{server}/projects/loans/documents"
    httpx.delete(f"{server}/api/projects/loans").raise_for_status()


def api(address: str) -> str:
    return address.replace("/projects", "/api/projects")


def listed(address: str, **asked: Any) -> list[dict[str, Any]]:
    found = httpx.get(api(address), params={"size": 1000, **asked}).json()["documents"]
    return [{name: one[name] for name in ("name", "dataset", "labels")} for one in found]


def test_labels_without_documents_say_what_to_do_here(page: Page, loans: str) -> None:
    page.goto(loans)
    file = json.dumps(
        {
            "projectFileVersion": "2022-05-01",
            "stringIndexType": "Utf16CodeUnit",
            "metadata": {"projectName": "Loans", "projectKind": "CustomEntityRecognition"},
            "assets": {
                "projectKind": "CustomEntityRecognition",
                "entities": [{"category": "Who"}],
                "documents": [
                    {
                        "location": "note.txt",
                        "entities": [
                            {
                                "regionOffset": 0,
                                "regionLength": 13,
                                "labels": [{"category": "Who", "offset": 0, "length": 3}],
                            }
                        ],
                    }
                ],
            },
        }
    )
    labels: FilePayload = {
        "name": "labels.json",
        "mimeType": "application/json",
        "buffer": file.encode(),
    }
    page.get_by_label("Labels file").set_input_files(labels)
    page.get_by_role("button", name="Import labels").click()
    outcome, documents = page.locator("#outcome"), page.get_by_label("Documents that it names")
    expect(outcome).to_contain_text("Add the documents under “Documents to tag”", timeout=SECONDS)
    expect(outcome).not_to_contain_text("folder")
    expect(documents).to_be_focused()
    check_page(page)
    note: FilePayload = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"Bob owes Ann."}
    documents.set_input_files(note)
    page.get_by_role("button", name="Import labels").click()
    expect(outcome).to_contain_text("1 label: 1 document added", timeout=SECONDS)
    expect(page.get_by_role("row", name="note.txt")).to_contain_text("Who")
    expect(page.get_by_role("region", name="Progress")).to_contain_text("1 label")


def test_labels_come_in_and_go_out_as_they_are(page: Page, loans: str, test_data: Path) -> None:
    documents = sorted((test_data / "loan-agreements").glob("[0-9]*.txt"))[:20]
    for one in documents:
        sent = {"files": (one.name, one.read_bytes(), "text/plain")}
        httpx.post(api(loans), files=sent).raise_for_status()
    page.goto(loans)
    page.get_by_text("Add documents and labels").click()
    page.get_by_label("Labels file").set_input_files(
        {"name": "labels.json", "mimeType": "application/json", "buffer": b'{"x": '}
    )
    page.get_by_role("button", name="Import labels").click()
    expect(page.locator("#outcome .error").first).to_contain_text("labels.json", timeout=SECONDS)
    page.get_by_label("Labels file").set_input_files(test_data / LABELS)
    page.get_by_role("button", name="Import labels").click()
    outcome = page.locator("#outcome")
    expect(outcome).to_contain_text("240 labels: 0 documents added, 20 replaced", timeout=SECONDS)
    expect(outcome).to_contain_text("Interest new category, percent, one value a document")
    check_page(page)
    expect(page.get_by_role("row", name="05.txt")).to_contain_text("12 labels, of every category")
    expect(page.get_by_role("region", name="Progress")).to_contain_text(
        "20 of 20 documents tagged, 240 labels"
    )
    page.get_by_role("button", name="Show the documents").click()
    expect(page.get_by_role("searchbox", name="Name contains")).to_be_in_viewport()

    page.get_by_label("What 05.txt is for").select_option("test")
    expect(page.locator("#notices")).to_contain_text("05.txt is for testing.")
    for name in ("01.txt", "02.txt"):
        page.get_by_label(f"Select {name}").check()
    check_page(page)
    page.get_by_label("Set to").select_option("train")
    expect(page.get_by_label("What 02.txt is for")).to_have_value("train")
    expect(page.get_by_label("What 05.txt is for")).to_have_value("test")
    take_picture(page, "project-documents")

    suffixes = {}
    for value in ("azure", "doccano", "label-studio", "conll", "spacy", "brat"):
        page.get_by_label("Export as").select_option(value)
        with page.expect_download() as download:
            page.get_by_role("button", name="Export all").click()
        suffixes[value] = download.value.suggested_filename
        if value == "doccano":
            exported = Path(download.value.path()).read_bytes()
    assert suffixes["brat"] == "loans-brat.zip"
    assert suffixes["conll"] == "loans-conll.conll"
    copy = loans.replace("loans", "copy")
    httpx.post(api(copy).removesuffix("/copy/documents"), json={"name": "copy"})
    sent = {"files": ("labels.jsonl", exported, "application/jsonl")}
    imported = httpx.post(api(copy).replace("documents", "labels"), files=sent)
    assert imported.status_code == 200, imported.text
    assert listed(copy) == listed(loans)


def test_categories_of_others_get_names_that_a_schema_can_have(page: Page, loans: str) -> None:
    line = b'{"text": "The Data Act.", "label": [[4, 12, "LEGISLATION/ACT"]]}\n'
    page.goto(loans)
    form, outcome = page.locator("#send-labels"), page.locator("#outcome")
    form.get_by_label("Labels file").set_input_files(
        {"name": "labels.jsonl", "mimeType": "application/jsonl", "buffer": line}
    )
    page.get_by_role("button", name="Import labels").click()
    expect(outcome).to_contain_text("LEGISLATION/ACT -> LEGISLATION_ACT", timeout=SECONDS)
    form.get_by_text("More").click()
    form.get_by_label("Rename").fill("LEGISLATION/ACT=Act")
    page.get_by_role("button", name="Import labels").click()
    expect(outcome).to_contain_text("LEGISLATION/ACT is named Act", timeout=SECONDS)
    form.get_by_label("Rename").fill("")
    form.get_by_label("Replace invalid characters with _").check()
    page.get_by_role("button", name="Import labels").click()
    expect(outcome).to_contain_text("is named LEGISLATION_ACT", timeout=SECONDS)
    check_page(page)


def test_dropped_files_are_taken_in_and_unreadable_ones_say_why(page: Page, loans: str) -> None:
    word = io.BytesIO()
    document = Document()
    document.add_paragraph("Ann owes Bob five dollars.")
    document.save(word)
    files = {
        "note.txt": b"Bob owes Ann.",
        "loan.docx": word.getvalue(),
        "broken.pdf": b"%PDF-1.4\nnothing",
        "empty.txt": b" \n",
        "<img src=x onerror=alert(1)>.txt": b"Eve owes Bob.",
    }
    page.goto(loans)
    check_page(page)
    take_picture(page, "project-documents-empty")
    none_yet = page.get_by_role("heading", name="No documents yet")
    expect(none_yet).to_be_visible()
    page.evaluate(DROP, [list(files), [list(body) for body in files.values()]])
    outcome = page.locator("#outcome")
    expect(outcome).to_contain_text("3 documents added, 2 not readable.", timeout=SECONDS)
    expect(none_yet).to_have_count(0)
    lines = outcome.get_by_role("listitem")
    expect(lines.filter(has_text="empty.txt")).to_contain_text("there is no text in it")
    expect(lines.filter(has_text="broken.pdf").locator(".error")).not_to_be_empty()
    expect(outcome.locator("img")).to_have_count(0)
    check_page(page)
    link = page.get_by_role("link", name="loan.docx")
    expect(link).to_have_attribute("href", "/projects/loans/tag/loan.docx")
    page.get_by_role("button", name="Remove note.txt").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="Remove note.txt").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("row")).to_have_count(3)
    assert "note.txt" not in [one["name"] for one in listed(loans)]


def test_register_says_which_values_were_not_found(page: Page, loans: str) -> None:
    for name, text in (("a.txt", "Vega LLC lends $100.00."), ("b.txt", "Orion Inc. lends $70.00.")):
        sent = {"files": (name, text.encode(), "text/plain")}
        httpx.post(api(loans), files=sent).raise_for_status()
    page.goto(loans)
    page.get_by_text("Add documents and labels").click()
    table = b"File,Lender\na.txt,Vega LLC\nb.txt,Harbor Bank Inc.\nc.txt,Ann\n"
    page.get_by_label("Register", exact=True).set_input_files(
        {"name": "register.csv", "mimeType": "text/csv", "buffer": table}
    )
    page.get_by_role("button", name="Import register").click()
    outcome = page.locator("#outcome")
    expect(outcome).to_contain_text("1 of 2 values found", timeout=SECONDS)
    expect(outcome.get_by_role("listitem").filter(has_text="c.txt")).to_be_visible()
    expect(outcome.get_by_role("row", name="b.txt")).to_contain_text("Harbor Bank Inc.")
    check_page(page)
    assert [one["labels"] for one in listed(loans)] == [{"Lender": 1}, {}]


def test_ten_thousand_documents_are_paged_filtered_and_set(page: Page, tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    create_project(home, "loans")
    text = "Ann owes Bob. " * 200
    documents = [
        LabeledDocument(
            f"{number % 4}/{number:05}.txt", text, (Label(0, 3, "Who"),) if number % 2 else ()
        )
        for number in range(10_000)
    ]
    with open_project(home, "loans") as project:
        project.store.put(documents)
    with serving(home) as url:
        page.goto(f"{url}/projects/loans/documents")
        expect(page.get_by_text("1 to 100 of 10,000")).to_be_visible()
        page.get_by_role("link", name="Later").click()
        expect(page.get_by_text("101 to 200 of 10,000")).to_be_visible()
        page.get_by_label("Name contains").fill("1/0")
        page.get_by_role("combobox", name="Tagged").select_option("yes")
        page.get_by_role("button", name="Filter").click()
        expect(page.get_by_text("1 to 100 of 2,500")).to_be_visible()
        check_page(page)
        page.get_by_label("Select all on this page").check()
        page.get_by_role("button", name="Select all 2,500").click()
        expect(page.get_by_text("2,500 documents selected")).to_be_visible(timeout=SECONDS)
        page.get_by_label("Set to").select_option("test")
        counts = page.get_by_text("0 for training, 2,500 for testing, 7,500 unassigned")
        expect(counts).to_be_visible(timeout=SECONDS)
        assert {one["name"][0] for one in listed(page.url.partition("?")[0], dataset="test")} == {
            "1"
        }
