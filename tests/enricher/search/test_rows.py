"""Rows over all documents of a home, and that they follow their documents, whatever happens to them."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from enricher.errors import InputError, NotFoundError, QueryError
from enricher.search.row_exports import write_rows
from enricher.search.rows import read_sort
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import collections
from enricher.wiring.search import row_search, search
from tests.enricher.here import ingest
from tests.enricher.homes import make_home
from tests.enricher.statement_home import APRIL, SHOP, ingest_statements, mt940, publish


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with open_home(make_home(tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def folder(home: Home, tmp_path: Path) -> Path:
    return ingest_statements(home, tmp_path / "statements")


def found(home: Home, query: str = "") -> list[str]:
    """File and amount of the rows that a query finds, sorted."""
    hits = row_search(home).hits(query, (), "date")
    return sorted(f"{Path(one.path).name} {one.row.cells['amount']}" for one in hits)


ALL = [
    *("april.sta -11000.00", "april.sta -25.03", "march.sta -25.03", "march.sta 12000.00"),
    "rent.sta 900.50",
]


def test_rows_are_found_over_all_statements(home: Home, folder: Path) -> None:
    assert found(home) == ALL
    assert found(home, "amount>10000 description:acme") == ["march.sta 12000.00"]
    assert found(home, f"IBAN:{SHOP} bakery") == ["april.sta -25.03", "march.sta -25.03"]
    assert found(home, "date:2025-03 currency:EUR amount<0") == ["march.sta -25.03"]
    assert found(home, f"path:{folder}/april.sta abs>10000") == ["april.sta -11000.00"]


def test_sums_are_of_one_currency_each_and_by_what_is_asked_for(home: Home, folder: Path) -> None:
    page = row_search(home).find("bakery OR rent", by="month", size=1)
    assert (page.total, len(page.hits)) == (3, 1)
    assert [(one.currency, str(one.total)) for one in page.sums] == [
        ("EUR", "-50.06"),
        ("CHF", "900.50"),
    ]
    assert [(one.key, one.currency, one.count) for one in page.groups] == [
        ("2025-03", "CHF", 1),
        ("2025-03", "EUR", 1),
        ("2025-04", "EUR", 1),
    ]
    by_party = row_search(home).find("", by="PARTY").groups
    assert (by_party[0].key, by_party[0].count) == ("Bakery de Wit", 2)
    by_account = row_search(home).find("amount<0", by="iban").groups
    assert [one.key for one in by_account] == [SHOP]


def test_rows_come_and_go_with_the_wish_of_their_collection(home: Home, folder: Path) -> None:
    for _ in range(2):
        _, count = collections(home).search_rows("statements", False, "")
        publish(home)
        assert (count, found(home)) == (3, [])
        assert search(home).page().total == 3
        _, count = collections(home).search_rows("statements", True, "")
        publish(home)
        assert (count, found(home)) == (3, ALL)
    assert collections(home).search_rows("statements", True, "")[1] == 0
    with pytest.raises(NotFoundError):
        collections(home).search_rows("nowhere", True, "")


def test_rows_of_a_collection_that_asks_for_none_are_not_searched(
    home: Home, tmp_path: Path
) -> None:
    ingest_statements(home, tmp_path / "statements", rows=False)
    assert not home.ledger.collections.have_rows()
    assert (found(home), row_search(home).find().total) == ([], 0)


def test_rows_of_a_changed_file_are_those_of_now(home: Home, folder: Path) -> None:
    (folder / "march.sta").write_text(mt940(SHOP, [("250311", "D7,00", "Other bakery")]))
    ingest(home, folder)
    assert found(home, "date:2025-03 currency:EUR") == ["march.sta -7.00"]
    assert len(found(home)) == 4


def test_rows_go_with_their_file(home: Home, folder: Path) -> None:
    (folder / "april.sta").unlink()
    ingest(home, folder, confirm_removed=True)
    assert found(home) == ["march.sta -25.03", "march.sta 12000.00", "rent.sta 900.50"]


def test_rows_follow_a_file_to_where_they_are_searched_and_back(
    home: Home, folder: Path, tmp_path: Path
) -> None:
    quiet = tmp_path / "quiet"
    quiet.mkdir()
    collections(home).add("quiet", quiet, ["financial"])
    (folder / "march.sta").rename(quiet / "march.sta")
    ingest(home, folder, quiet)
    assert found(home, "acme amount>1000") == []
    (quiet / "march.sta").rename(folder / "march.sta")
    ingest(home, folder, quiet)
    assert found(home, "acme amount>1000") == ["march.sta 12000.00"]


def test_rows_follow_a_folder_into_another_collection(home: Home, folder: Path) -> None:
    collections(home).add("quiet", folder, ["financial"])
    publish(home)
    assert found(home) == []
    assert search(home).page(where=["collection=quiet"]).total == 3
    collections(home).add("statements", folder)
    publish(home)
    assert found(home) == ALL


def test_a_file_of_two_collections_has_its_rows_where_one_asks(
    home: Home, folder: Path, tmp_path: Path
) -> None:
    quiet = tmp_path / "quiet"
    quiet.mkdir()
    shutil.copy(folder / "march.sta", quiet / "copy.sta")
    collections(home).add("quiet", quiet, ["financial"])
    ingest(home, quiet)
    assert len(found(home)) == 5
    (folder / "march.sta").unlink()
    ingest(home, folder, confirm_removed=True)
    assert len(found(home)) == 3


def test_rows_of_members_of_an_archive_are_searched(home: Home, folder: Path) -> None:
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("may.sta", mt940(SHOP, [("250502", "D1,50", "Parking")]))
    ingest(home, folder)
    assert found(home, "parking") == ["may.sta -1.50"]


def test_rows_are_made_anew_with_a_lost_index(home: Home, folder: Path) -> None:
    home.index.close()
    shutil.rmtree(home.path / "index")
    with open_home(home.path) as again:
        publish(again)
        assert found(again) == ALL


def test_rows_are_no_documents(home: Home, folder: Path) -> None:
    page = search(home).page("bakery", facets=["collection"])
    assert page.total == 2
    assert [(one.value, one.count) for one in page.facets["collection"]] == [("statements", 2)]


def test_what_cannot_be_asked_is_told(home: Home, folder: Path) -> None:
    with pytest.raises(QueryError, match=r"category 'amuont'; similar names: .*amount"):
        row_search(home).find("amuont>5")
    with pytest.raises(InputError, match="added up by 'weather'"):
        row_search(home).find(by="weather")
    with pytest.raises(InputError, match="sorted by 'weather'"):
        row_search(home).find(sort="weather")


def test_latest_come_first_unless_asked_otherwise() -> None:
    assert read_sort("date").descending
    assert not read_sort("date:asc").descending
    assert not read_sort("amount").descending
    assert read_sort("amount:desc").descending
    with pytest.raises(InputError):
        read_sort("amount:up")


def test_workbook_has_typed_rows_and_sums(home: Home, folder: Path, tmp_path: Path) -> None:
    (folder / "odd.sta").write_text(mt940(SHOP, [(*APRIL[0][:2], "=1+1")]))
    ingest(home, folder)
    rows, page = row_search(home), row_search(home).find(by="currency")
    path = tmp_path / "rows.xlsx"
    assert write_rows(rows.hits("", (), "date:asc"), page.sums, "currency", page.groups, path) == 6
    book = load_workbook(path)
    heads, *lines = book["Rows"].iter_rows(values_only=True)
    table = [dict(zip(heads, line, strict=True)) for line in lines]
    assert table[0]["date"] == datetime(2025, 3, 3)
    assert table[0]["amount"] == -25.03
    assert table[0]["currency"] == "EUR"
    formulas = [one for row in book["Rows"].iter_rows() for one in row if one.data_type == "f"]
    assert formulas == []
    sums = list(book["Sums"].iter_rows(values_only=True))
    assert sums[0] == ("currency", "currency", "rows", "in", "out", "sum")
    assert sums[1] == ("EUR", "EUR", 5, 12000, -22050.06, -10050.06)
