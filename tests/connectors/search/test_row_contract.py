"""What every index does that is asked for rows of tables, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from enricher.documents.tables import Override, RowCorrections
from enricher.errors import QueryError
from enricher.query.index import HomeIndex, IndexWriter
from enricher.query.nodes import Node, SearchRequest
from enricher.query.row_grammar import parse_row_query
from enricher.query.rows import RowHit, RowSort, plain_bounds
from enricher.values import PARTY
from tests.build import date_value, make_document
from tests.connectors.search_indexes import SEARCH_INDEX_PARAMS, SEARCH_INDEXES, OpenIndex
from tests.table_documents import invoice, statement

PENNINE = statement(
    "pennine",
    [
        ("2025-03-03", "Standing order RENT Okafor 4411", "-825.00", "1152.40"),
        ("2025-03-10", "ACME Ltd invoice 12", "12500.10", "13652.50"),
        ("2025-03-28", "Cash withdrawal ATM 7", "-10000.00", "3652.50"),
        ("2025-04-01", "Standing order RENT Okafor 4412", "-825.00", "2827.50"),
    ],
    {"Bank": ["Pennine Bank plc"], "AccountHolder": ["Tom Okafor"]},
)
ZURICH = statement(
    "zurich",
    [
        ("2025-03-03", "Löhne März", "-18200.25", "-4100.25"),
        ("2025-04-02", "Zahlung Acme AG", "20000.00", ""),
    ],
    {"Bank": ["Zürcher Bank"]},
    account="CH93 0076 2011 6238 5295 7",
    currency="CHF",
    collections=("statements", "swiss"),
)
INVOICE = invoice(
    "invoice",
    [("Paper A4, 80 g", "40", "3.125", "125.00"), ("Delivery", "", "", "9.90")],
    {
        "Vendor": ["Nordlys Trykk AS"],
        "Currency": ["NOK"],
        "InvoiceDate": [date_value("2024-12-31")],
    },
)


QUERIES = [
    ("amount>10000", "pennine:1 zurich:1"),
    ("amount>=12500.10", "pennine:1 zurich:1"),
    ("amount<=-10000", "pennine:2 zurich:0"),
    ("abs>10000", "pennine:1 zurich:0 zurich:1"),
    ("amount>10000 currency:gbp", "pennine:1"),
    ('amount>"10,000 CHF"', "zurich:1"),
    ("amount:125", "invoice:0"),
    ("amount:125NOK", "invoice:0"),
    ("amount:125CHF", ""),
    ("amount:-900..-800", "pennine:0 pennine:3"),
    ("balance<0", "zurich:0"),
    ("balance:missing table:transactions", "zurich:1"),
    ("unit_price=3.125 quantity>39", "invoice:0"),
    ("quantity:present", "invoice:0"),
    ("date>=2025-04-01", "pennine:3 zurich:1"),
    ("date:2025-03", "pennine:0 pennine:1 pennine:2 zurich:0"),
    ("date:2025-03-10..2025-04-01", "pennine:1 pennine:2 pennine:3"),
    ("date=2025-04-01", "pennine:3"),
    ("date:missing", ""),
    ("date<2025-01-01", "invoice:0 invoice:1"),
    ("acme", "pennine:1 zurich:1"),
    ("Acme OR delivery", "pennine:1 zurich:1 invoice:1"),
    ("description:acme amount>15000", "zurich:1"),
    ('description:"standing orders"', "pennine:0 pennine:3"),
    ('"order standing"', ""),
    ("lohne", "zurich:0"),
    ("party:okafor", "pennine:0 pennine:3"),
    ("party:nordlys", "invoice:0 invoice:1"),
    ("description:nordlys", ""),
    ("rent -4411", "pennine:3"),
    ("-description:present", ""),
    ("table:lines", "invoice:0 invoice:1"),
    ("account:gb69PENN20448155 amount>0", "pennine:1"),
    ('account:"CH93 0076 2011 6238 5295 7"', "zurich:0 zurich:1"),
    ("account:missing", "invoice:0 invoice:1"),
    ("currency!=GBP amount<0", "zurich:0"),
    ('Bank:"Pennine Bank plc" amount<-1000', "pennine:2"),
    ('-Bank:"Pennine Bank plc" amount<0', "zurich:0"),
    ("Bank:missing", "invoice:0 invoice:1"),
    ('(Bank:"Zürcher Bank" amount<0) OR (Vendor:present quantity:missing)', "zurich:0 invoice:1"),
    ("collection:swiss", "zurich:0 zurich:1"),
    ("path:/data/ acme", "pennine:1 zurich:1"),
    ("amount!=125 table:lines", "invoice:1"),
    ("-date>=2025-01-01 quantity:present", "invoice:0"),
    ("-balance>0 table:transactions", "zurich:0 zurich:1"),
]
"""Queries, each with the rows that it finds."""


@pytest.fixture(params=SEARCH_INDEX_PARAMS, scope="module")
def open_index(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[OpenIndex]:
    folder: Path = tmp_path_factory.mktemp(request.param)
    with SEARCH_INDEXES[request.param](folder) as opener:
        yield opener


@pytest.fixture(scope="module")
def module_index(open_index: OpenIndex) -> HomeIndex:
    return open_index()


@pytest.fixture(scope="module")
def module_writer(module_index: HomeIndex) -> Iterator[IndexWriter]:
    writer = module_index.open_writer()
    yield writer
    writer.close()


@pytest.fixture
def writer(module_writer: IndexWriter) -> IndexWriter:
    module_writer.clear()
    return module_writer


@pytest.fixture
def index(module_index: HomeIndex, writer: IndexWriter) -> HomeIndex:
    """With two statements, an invoice, and a contract without rows."""
    contract = make_document("contract", "Acme rents.", {"Bank": ["Pennine Bank plc"]})
    assert writer.write([PENNINE, ZURICH, INVOICE, contract], []) == {}
    return module_index


def node(query: str) -> Node | None:
    types = {"Bank": PARTY, "Vendor": PARTY, "AccountHolder": PARTY}
    read = parse_row_query(query, types, date(2026, 1, 1))
    return read and plain_bounds(read)


LATEST = RowSort()


def found(index: HomeIndex, query: str = "", sort: RowSort = LATEST) -> list[str]:
    """Document and place of the rows that a query finds, in their order."""
    page = index.row_index.rows(node(query), sort, 100, 0)
    assert page.total == len(page.hits)
    return [f"{one.document}:{one.row.number}" for one in page.hits]


def asked(index: HomeIndex, query: str) -> set[str]:
    return set(found(index, query))


def test_all_rows_come_latest_first_and_those_without_a_day_last(
    index: HomeIndex, writer: IndexWriter
) -> None:
    writer.write([statement("undated", [("", "When?", "1.00", "")], currency="EUR")], [])
    assert found(index) == [
        *("zurich:1", "pennine:3", "pennine:2", "pennine:1", "pennine:0", "zurich:0"),
        *("invoice:0", "invoice:1", "undated:0"),
    ]


def test_rows_are_found_by_what_stands_in_them_and_by_their_documents(index: HomeIndex) -> None:
    wanted = {query: set(rows.split()) for query, rows in QUERIES}
    assert {query: asked(index, query) for query in wanted} == wanted


def test_hit_has_its_document_and_its_place(index: HomeIndex) -> None:
    (hit,) = index.row_index.rows(node("cash"), RowSort(), 1, 0).hits
    assert (hit.document, hit.title, hit.path) == ("pennine", "pennine.txt", "/data/pennine.txt")
    row, text = hit.row, PENNINE.enriched.extracted.text
    assert (row.table, row.number, row.page) == ("transactions", 2, 1)
    assert text[row.start : row.end] == "2025-03-28 Cash withdrawal ATM 7 -10000.00 3652.50"
    assert row.cells == {
        "date": "2025-03-28",
        "description": "Cash withdrawal ATM 7",
        "amount": "-10000.00",
        "balance": "3652.50",
    }
    assert (row.account, row.currency, row.day) == ("GB69 PENN 2044 8155", "GBP", "2025-03-28")
    assert row.party == "Cash withdrawal ATM"
    (last,) = index.row_index.rows(node("4412"), RowSort(), 1, 0).hits
    assert last.row.page == 2


def test_hit_says_what_a_person_corrected(index: HomeIndex, writer: IndexWriter) -> None:
    document = statement(
        "corrected", [("2025-05-03", "Rent", "-1.00", ""), ("", "Tea", "-2.00", "")]
    )
    extracted = document.enriched.extracted
    said = Override(1, "Ada", datetime(2026, 1, 1, tzinfo=UTC), 0, "amount", {"amount": "-7.00"})
    overrides = (said, replace(said, column="balance", read={}), replace(said, row=1, column=None))
    (table,) = (replace(one, overrides=overrides) for one in extracted.tables)
    enriched = replace(document.enriched, extracted=replace(extracted, tables=(table,)))
    writer.write([replace(document, enriched=enriched)], [])
    hits = index.row_index.rows(node("path:/data/corrected.txt"), LATEST, 10, 0).hits
    assert [one.row.corrections for one in hits] == [
        RowCorrections({"amount": "-7.00", "balance": ""}),
        RowCorrections({}, is_added=True),
    ]
    (read,) = index.row_index.rows(node("cash"), RowSort(), 1, 0).hits
    assert not read.row.corrections


def test_rows_are_in_the_order_that_is_asked_for(index: HomeIndex) -> None:
    for sort, rows in [
        (RowSort("amount"), "zurich:1 pennine:1"),
        (RowSort("amount", descending=False), "zurich:0 pennine:2"),
        (RowSort("abs"), "zurich:1 zurich:0"),
        (RowSort("date", descending=False), "invoice:0 invoice:1"),
        (RowSort("description", descending=False), "pennine:1 pennine:2"),
        (RowSort("currency", descending=False), "zurich:0 zurich:1"),
        (RowSort("path", descending=False), "invoice:0 invoice:1"),
    ]:
        assert found(index, sort=sort)[:2] == rows.split(), sort


def test_pages_and_scans_have_every_row_once(index: HomeIndex) -> None:
    rows = index.row_index
    pages = [rows.rows(None, RowSort(), 3, offset) for offset in (0, 3, 6)]
    paged = [one for page in pages for one in page.hits]
    assert [page.total for page in pages] == [8, 8, 8]
    assert paged == list(rows.scan_rows(None, RowSort()))
    assert rows.rows(None, RowSort(), 0, 0).hits == ()


def sums(index: HomeIndex, query: str, by: str, size: int = 100) -> list[tuple[str, ...]]:
    found = index.row_index.sums(node(query), by, size)
    return [
        (one.key, one.currency, str(one.count), str(one.incoming), str(one.outgoing))
        for one in found
    ]


def test_sums_are_of_one_currency_each(index: HomeIndex) -> None:
    assert sums(index, "", "") == [
        ("", "GBP", "4", "12500.10", "-11650.00"),
        ("", "CHF", "2", "20000.00", "-18200.25"),
        ("", "NOK", "2", "134.90", "0.00"),
    ]
    (one,) = index.row_index.sums(node("currency:GBP"), "", 10)
    assert one.total == Decimal("850.10")


def test_sums_by_month_account_party_and_document(index: HomeIndex) -> None:
    assert sums(index, "currency!=NOK", "month") == [
        ("2025-03", "CHF", "1", "0.00", "-18200.25"),
        ("2025-03", "GBP", "3", "12500.10", "-10825.00"),
        ("2025-04", "CHF", "1", "20000.00", "0.00"),
        ("2025-04", "GBP", "1", "0.00", "-825.00"),
    ]
    assert sums(index, "currency:GBP", "account") == [
        ("GB69 PENN 2044 8155", "GBP", "4", "12500.10", "-11650.00")
    ]
    assert sums(index, "currency:GBP", "party", 1) == [
        ("Standing order RENT Okafor", "GBP", "2", "0.00", "-1650.00")
    ]
    assert sums(index, "table:lines", "Vendor") == [
        ("Nordlys Trykk AS", "NOK", "2", "134.90", "0.00")
    ]
    assert sums(index, "currency:CHF", "collection") == [
        ("statements", "CHF", "2", "20000.00", "-18200.25"),
        ("swiss", "CHF", "2", "20000.00", "-18200.25"),
    ]
    assert [one[0] for one in sums(index, "", "path")] == [
        "/data/pennine.txt",
        "/data/invoice.txt",
        "/data/zurich.txt",
    ]
    assert sums(index, "quantity:missing table:lines", "month") == [
        ("2024-12", "NOK", "1", "9.90", "0.00")
    ]
    assert [one[:3] for one in sums(index, "", "AccountHolder")] == [
        ("Tom Okafor", "GBP", "4"),
        ("", "CHF", "2"),
        ("", "NOK", "2"),
    ]


def test_sum_of_many_small_amounts_is_exact(index: HomeIndex, writer: IndexWriter) -> None:
    rows = [("2025-05-05", "Coin", "0.10", "")] * 3_000
    writer.write([statement("coins", rows, account="1", currency="EUR")], [])
    assert sums(index, "account:1", "") == [("", "EUR", "3000", "300.00", "0.00")]


def test_rows_are_replaced_with_their_document(index: HomeIndex, writer: IndexWriter) -> None:
    writer.write([statement("pennine", [("2025-03-05", "Only one is left", "1.00", "")])], [])
    assert asked(index, "currency:GBP") == {"pennine:0"}
    assert asked(index, "rent") == set()


def test_same_rows_are_of_the_document_as_it_is_now(index: HomeIndex, writer: IndexWriter) -> None:
    moved = replace(PENNINE, paths=("/data/elsewhere.txt",), collections=("elsewhere",))
    writer.write([moved], [])
    (hit,) = index.row_index.rows(node("cash"), LATEST, 10, 0).hits
    assert hit.path == "/data/elsewhere.txt"
    assert len(asked(index, "collection:elsewhere")) == 4
    assert [one[0] for one in sums(index, "currency:GBP", "collection")] == ["elsewhere"]


def test_rows_go_with_their_document(index: HomeIndex, writer: IndexWriter) -> None:
    writer.write([], ["pennine", "invoice"])
    assert asked(index, "") == {"zurich:0", "zurich:1"}
    assert [one[1] for one in sums(index, "", "")] == ["CHF"]


def test_rows_go_when_no_collection_asks_for_them(index: HomeIndex, writer: IndexWriter) -> None:
    rows = [("2025-03-05", "Kept with the document alone", "1.00", "")]
    writer.write([statement("pennine", rows, with_rows=False)], [])
    assert asked(index, "currency:GBP") == set()
    assert index.search(SearchRequest()).total == 4
    writer.write([PENNINE], [])
    assert len(asked(index, "currency:GBP")) == 4


def test_rows_are_no_documents(index: HomeIndex) -> None:
    page = index.search(SearchRequest(facets=("collection", "Bank")))
    assert page.total == 4
    assert {one.value: one.count for one in page.facets["collection"]} == {
        "statements": 2,
        "default": 1,
        "invoices": 1,
        "swiss": 1,
    }


def test_cleared_index_has_no_rows(index: HomeIndex, writer: IndexWriter) -> None:
    writer.clear()
    assert found(index) == []
    assert sums(index, "", "month") == []
    writer.write([ZURICH], [])
    assert asked(index, "") == {"zurich:0", "zurich:1"}


def test_another_process_sees_the_rows(index: HomeIndex, open_index: OpenIndex) -> None:
    other = open_index()
    assert asked(other, "cash") == {"pennine:2"}


def test_rows_survive_what_stands_in_documents(index: HomeIndex, writer: IndexWriter) -> None:
    odd = statement(
        "odd",
        [
            ("", 'half \ud800 of a pair, "quotes" {braces} a*b', "12e3", "NaN"),
            ("2025-02-30", "no such day", "1,000.00", "1e999"),
            ("", "🚕 taxi_fare", "-0.005", ""),
        ],
        {"Bank": ["Bänk, \ud800"]},
        account="A/1 \ud800",
        currency="",
    )
    assert writer.write([odd], []) == {}
    assert asked(index, 'collection:statements "half"') == {"odd:0"}
    assert asked(index, "taxi_fare currency:missing") == {"odd:2"}
    assert asked(index, "amount:12000") == {"odd:0"}
    assert sums(index, "currency:missing", "") == [("", "", "3", "12000.00", "-0.005")]


def test_what_has_no_order_is_not_compared(index: HomeIndex) -> None:
    with pytest.raises(QueryError, match="cannot be compared"):
        node("account>5")
    hits: list[RowHit] = list(index.row_index.scan_rows(node("zzz"), RowSort()))
    assert hits == []
