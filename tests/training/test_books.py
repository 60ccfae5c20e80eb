"""The financial documents that ship: what enricher makes of them is what they are for."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.shipped.samples import documents_folder
from training.corpus.books.papers import read_papers

BOOKS = documents_folder() / "books"
SIZE_BYTES = 120_000  # of all; each user downloads them
PICTURES = ("statement-april-scan.pdf", "receipt.png")
TWICE = "Hollin Timber Invoice 2041"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the project `financial` finds in each, without OCR, by its name."""
    home = tmp_path_factory.mktemp("books")
    (home / "enricher.toml").write_text('ocr = "off"\n')
    command = ["extract", str(BOOKS), "--project", "financial", "--json", "--home", str(home)]
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 1, result.output  # of the pictures
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return {Path(one["file"]).name: one for one in lines}


def _tables(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = found[name]["tables"]
    return tables


def test_books_are_small_and_of_every_sort() -> None:
    papers = read_papers()
    kinds = [kind for kind, _ in papers.values()]
    assert len(papers) == 13
    assert set(kinds) == {"statement", "invoice", "order", "receipt", "form"}
    assert sum(len(content) for _, content in papers.values()) < SIZE_BYTES


@pytest.mark.parametrize(
    ("name", "accounts"),
    [
        ("statement-march.pdf", [True]),
        ("two-accounts.pdf", [True, False]),
        ("umsaetze-camt053.xml", [True]),
        ("rekening-maart.sta", [True]),
        ("umsaetze.csv", [True]),
    ],
)
def test_all_statements_add_up_but_one(
    found: dict[str, Any], name: str, accounts: list[bool]
) -> None:
    tables = _tables(found, name)
    assert [one["name"] for one in tables] == ["transactions"] * len(accounts)
    assert [one["balanced"] for one in tables] == accounts
    told = [one for one in found[name]["warnings"] if "does not add up" in one]
    assert len(told) == accounts.count(False)


def test_march_has_cash_and_an_invoice_that_is_paid_twice(found: dict[str, Any]) -> None:
    (table,) = _tables(found, "statement-march.pdf")
    amounts: dict[str, list[str]] = {}
    for row in table["rows"]:
        amounts.setdefault(row["description"], []).append(row["amount"])
    assert amounts[TWICE] == ["-5190.00", "-5190.00"]
    assert amounts["Cash paid in Carrowby branch"] == ["12400.00"]


def test_invoice_charges_more_than_was_ordered(found: dict[str, Any]) -> None:
    invoice, note = (found[one]["fields"] for one in ("invoice-2041.pdf", "credit-note-2058.pdf"))
    assert invoice["PurchaseOrder"] == ["PO-118"]
    assert Decimal(invoice["TotalAmount"][0]) == Decimal("5190")
    ordered = found["purchase-order-118.pdf"]
    assert "4,500.00" in {row["value"] for row in ordered["tables"][0]["rows"]}
    assert Decimal(note["TotalAmount"][0]) == Decimal("-378")


def test_forms_are_pairs(found: dict[str, Any]) -> None:
    for name, pair in (
        ("account-application.pdf", ("Company number", "09417725")),
        ("lastschriftmandat.pdf", ("Mandatsreferenz", "SL-204718")),
    ):
        (table,) = _tables(found, name)
        assert pair in {(row["label"], row["value"]) for row in table["rows"]}


def test_pictures_are_listed_with_their_remedy(found: dict[str, Any]) -> None:
    assert sorted(found) == sorted(read_papers())
    for name in PICTURES:
        assert "pictures and no text" in found[name]["error"]
