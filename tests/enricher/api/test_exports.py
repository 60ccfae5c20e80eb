from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from enricher.search.exports import csv_lines
from enricher.wiring.home import Home
from enricher.wiring.search import search

ASKED = {"q": "agreement", "where": '"Party"="Vega LLC"', "sort": "EffectiveDate:asc"}


def test_register_holds_every_hit_with_its_evidence(api: TestClient) -> None:
    answer = api.get("/api/search.xlsx", params=ASKED)
    assert answer.headers["content-disposition"] == 'attachment; filename="register.xlsx"'
    book = load_workbook(io.BytesIO(answer.content))
    files = [Path(str(row[0].value)).name for row in book["Documents"].iter_rows(min_row=2)]
    assert files == ["nda.txt", "loan.txt"]
    evidence = [(row[1].value, row[2].value) for row in book["Evidence"].iter_rows(min_row=2)]
    assert ("Party", "Harbor Bank Inc.") in evidence


def test_table_has_a_row_per_document_and_a_column_per_category(api: TestClient) -> None:
    answer = api.get("/api/search.csv", params=ASKED)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [Path(row["file"]).name for row in rows] == ["nda.txt", "loan.txt"]
    assert rows[0]["Party"] == "Orion Labs Inc.; Vega LLC"


def test_columns_are_those_asked_for_in_their_order(api: TestClient) -> None:
    columns = ASKED | {"column": ["effectivedate", "Party"]}
    text = api.get("/api/search.csv", params=columns).content.decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text))) == [
        "title", "file", "EffectiveDate", "Party", "warnings", "id",
    ]  # fmt: skip
    book = load_workbook(io.BytesIO(api.get("/api/search.xlsx", params=columns).content))
    heads = [cell.value for cell in next(book["Documents"].iter_rows(max_row=1))]
    assert heads[5:8] == ["EffectiveDate", "Party", "warnings"]
    asked = ASKED | {"column": ["IBAN", "Party"]}
    book = load_workbook(io.BytesIO(api.get("/api/search.xlsx", params=asked).content))
    heads = [cell.value for cell in next(book["Documents"].iter_rows(max_row=1))]
    assert heads[5:8] == ["IBAN", "Party", "warnings"], "what was asked for, even if empty"
    categories = {row[1].value for row in book["Evidence"].iter_rows(min_row=2)}
    assert len(categories) > 2  # which say where each field comes from
    answer = api.get("/api/search.csv", params=ASKED | {"column": "Nonsense"})
    assert answer.status_code == 422
    assert "no category 'Nonsense' to show" in answer.text


def test_lines_are_hits_of_the_search(api: TestClient) -> None:
    lines = api.get("/api/search.jsonl", params=ASKED).text.splitlines()
    assert [json.loads(line) for line in lines] == api.get("/api/search", params=ASKED).json()[
        "hits"
    ]


def test_all_hits_come_once(ingested_home: Home) -> None:
    ids = [hit.id for hit in search(ingested_home).hits("", (), "relevance")]
    assert len(ids) == len(set(ids)) == 5


def test_what_a_document_says_is_no_formula(ingested_home: Home) -> None:
    (hit, *_) = search(ingested_home).hits("", (), "relevance")
    lines = list(csv_lines([replace(hit, title="=1+1")], ingested_home.schema()))
    assert lines[1].startswith("'=1+1,")


@pytest.mark.parametrize("kind", ["xlsx", "csv", "jsonl"])
def test_what_cannot_be_read_is_a_problem_and_no_file(api: TestClient, kind: str) -> None:
    answer = api.get(f"/api/search.{kind}", params={"q": '"open'})
    assert answer.status_code == 422
    assert answer.json()["position"] == 0
