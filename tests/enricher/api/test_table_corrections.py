"""Tables are corrected over HTTP, and all that is made of them follows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from enricher.wiring.home import Home
from enricher.wiring.ingestion import collections
from tests.enricher.api.clients import connect
from tests.enricher.here import ingest
from tests.enricher.statement_home import SHOP, publish
from tests.invoice_pages import write as write_invoice
from tests.invoice_styles import STYLES

MISREAD = "D26,03"
"""What stands in the file for D25,03, as its closing balance proves."""


def statement(movements: str) -> str:
    return f":20:1\n:25:{SHOP}EUR\n:28C:1\n:60F:C250228EUR500,00\n{movements}:62F:C250331EUR1474,97\n-\n"


def movement(amount: str, description: str) -> str:
    return f":61:2503030303{amount}NTRFNONREF\n:86:{description}\n"


MARCH = statement(movement(MISREAD, "Bakery de Wit") + movement("C1000,00", "Acme Holdings"))


@pytest.fixture
def march(empty_home: Home, tmp_path: Path) -> Path:
    """A statement that does not add up by one cent of one euro."""
    folder = tmp_path / "statements"
    folder.mkdir()
    (folder / "march.sta").write_text(MARCH)
    collections(empty_home).add("statements", folder, ["financial"])
    collections(empty_home).search_rows("statements", True, "")
    ingest(empty_home, folder)
    publish(empty_home)
    return folder / "march.sta"


@pytest.fixture
def api(empty_home: Home, march: Path) -> Iterator[TestClient]:
    with connect(empty_home) as client:
        yield client


@pytest.fixture
def document(api: TestClient) -> str:
    (hit,) = api.get("/api/search").json()["hits"]
    return f"/api/documents/{hit['id']}"


def table(api: TestClient, document: str) -> Any:
    (found,) = api.get(f"{document}/tables").json()
    return found


def correct(api: TestClient, document: str, act: str, row: int | None, **more: Any) -> Any:
    said = {"act": act, "row": row, **more}
    answer = api.post(f"{document}/tables/0/corrections", json=said)
    assert answer.status_code == 201, answer.text
    return answer.json()


def amounts(api: TestClient, document: str) -> list[str]:
    return [one["amount"] for one in table(api, document)["rows"]]


def test_a_digit_put_right_makes_the_statement_add_up(api: TestClient, document: str) -> None:
    before = table(api, document)
    assert before["balanced"] is False
    assert "does not add up" in " ".join(api.get(document).json()["warnings"])
    fields = api.get(document).json()["fields"]
    made = correct(api, document, "set-cell", 0, cells={"amount": "-25,03"}, seen=before["rows"][0])
    assert (made["act"], made["table"], made["cells"]) == (
        "set-cell",
        "transactions",
        {"amount": "-25.03"},
    )
    assert (made["category"], made["who"], made["state"]) == (None, "administrator", "in force")
    after = table(api, document)
    assert after["balanced"] is True
    assert all(one["holds"] for one in after["proofs"])
    (override,) = after["overrides"]
    assert override == {
        **{"correction": made["id"], "row": 0, "column": "amount", "removed": False},
        **{"read": {"amount": "-26.03"}, "who": "administrator", "at": made["at"]},
    }
    assert api.get(document).json()["warnings"] == []
    assert api.get(document).json()["fields"] == fields
    (found,) = api.get("/api/rows", params={"q": "amount<0"}).json()["hits"]
    assert found["cells"]["amount"] == "-25.03"
    assert api.get(document, params={"text": True}).json()["text"][found["start"] : found["end"]]
    book = load_workbook(io.BytesIO(api.get("/api/rows.xlsx").content))
    assert -25.03 in [cell.value for row in book["Rows"].rows for cell in row]

    assert (found["corrected"], found["added"]) == ({"amount": "-26.03"}, False)

    undone = api.delete(f"{document}/corrections/{made['id']}")
    assert undone.json()["state"] == "undone"
    assert table(api, document) == before
    assert api.get("/api/rows", params={"q": "amount:-26.03"}).json()["total"] == 1


def test_rows_are_removed_and_added_and_both_are_taken_back(api: TestClient, document: str) -> None:
    gone = correct(api, document, "remove-row", 0)
    assert amounts(api, document) == ["1000.00"]
    cells = {"date": "2025-03-03", "description": "Bakery", "amount": "-25.03"}
    added = correct(api, document, "add-row", 0, before=True, cells=cells)
    assert table(api, document)["rows"][0]["description"] == "Bakery"
    assert table(api, document)["balanced"] is True
    correct(api, document, "add-row", None, cells={"amount": "1"})
    assert amounts(api, document) == ["-25.03", "1000.00", "1"]
    last = correct(api, document, "remove-row", 2)
    assert (last["act"], last["state"]) == ("add-row", "undone"), (
        "what a person added is taken back"
    )
    assert api.get("/api/rows").json()["total"] == 2
    for one in (gone, added):
        api.delete(f"/api/corrections/{one['id']}")
    assert amounts(api, document) == ["-26.03", "1000.00"]


def test_what_comes_from_a_person_is_told_wherever_rows_go(api: TestClient, document: str) -> None:
    correct(api, document, "set-cell", 0, cells={"amount": "-25.03"})
    correct(api, document, "set-cell", 0, cells={"balance": "474.97"})
    correct(api, document, "add-row", 1, cells={"date": "2025-03-04", "amount": "1"})
    told = {
        "-25.03": "amount was read as -26.03; balance was not read",
        "1000": "",
        "1": "added by a person",
    }
    hits = [json.loads(one) for one in api.get("/api/rows.jsonl").text.splitlines()]
    assert {one["cells"]["amount"]: (one["corrected"], one["added"]) for one in hits} == {
        "-25.03": ({"amount": "-26.03", "balance": ""}, False),
        "1000.00": ({}, False),
        "1": ({}, True),
    }
    answer = api.get("/api/rows.csv", params={"q": "amount<100"})
    assert answer.headers["content-disposition"] == 'attachment; filename="rows.csv"'
    lines = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {one["amount"]: one["corrections"] for one in lines} == {
        name: text for name, text in told.items() if name != "1000"
    }
    for address, sheet in (("/api/rows.xlsx", "Rows"), ("/api/search.xlsx", "Transactions")):
        heads, *rows = load_workbook(io.BytesIO(api.get(address).content))[sheet].iter_rows()
        names = [one.value for one in heads]
        at, last = names.index("amount"), names.index("corrections")
        assert {f"{row[at].value:g}": row[last].value or "" for row in rows} == told
        coloured = {f"{row[at].value:g}": row[at].fill.start_color.rgb for row in rows}
        assert coloured["-25.03"] == coloured["1"] != coloured["1000"]
        (row,) = [one for one in rows if one[at].value == 1000]
        assert len({one.fill.start_color.rgb for one in row}) == 1
    page = api.get("/rows").text
    assert "read: <del>-26.03</del>" in page
    assert "added by a person" in page


def test_a_cell_is_cleared(api: TestClient, document: str) -> None:
    for nothing in (None, "", " "):
        correct(api, document, "set-cell", 1, cells={"description": nothing})
    assert table(api, document)["rows"][1]["description"] is None
    assert len(api.get(f"{document}/corrections").json()) == 1, "said again it is what was said"
    correct(api, document, "set-cell", 1, cells={"description": "Acme"})
    correct(api, document, "set-cell", 1, cells={"description": None})
    assert len(api.get(f"{document}/corrections").json()) == 3


@pytest.mark.parametrize(
    ("said", "status", "why"),
    [
        ({"act": "set-cell", "row": 0, "cells": {"amount": "much"}}, 422, "column amount takes a"),
        ({"act": "set-cell", "row": 0, "cells": {"date": "soon"}}, 422, "column date takes a day"),
        (
            {"act": "set-cell", "row": 0, "cells": {"sum": "1"}},
            422,
            "no column 'sum'; there are: date",
        ),
        ({"act": "set-cell", "row": 0}, 422, "one column"),
        ({"act": "set-cell", "row": 2, "cells": {"amount": "1"}}, 422, "has 2 rows"),
        ({"act": "set-cell", "cells": {"amount": "1"}}, 422, "name a row"),
        ({"act": "remove-row", "row": 0, "cells": {"amount": "1"}}, 422, "no values"),
        ({"act": "add-row", "row": 0, "cells": {"amount": " "}}, 422, "has something in it"),
        ({"act": "remove-row", "row": 0, "before": True}, 422, "only a row that is added"),
        ({"act": "dance", "row": 0}, 422, "set-cell"),
        (
            {"act": "remove-row", "row": 0, "seen": {"amount": "-1.00"}},
            409,
            "'-26.03' in column amount",
        ),
        ({"act": "remove-row", "row": 0, "sha256": "0" * 64}, 409, "another content"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(
    api: TestClient, document: str, said: dict[str, Any], status: int, why: str
) -> None:
    answer = api.post(f"{document}/tables/0/corrections", json=said)
    assert answer.status_code == status
    assert why in str(answer.json()["detail"])
    assert api.get(f"{document}/corrections").json() == []


def test_tables_that_there_are_not_are_named(api: TestClient, document: str) -> None:
    said = {"act": "remove-row", "row": 0}
    assert api.post(f"{document}/tables/1/corrections", json=said).status_code == 404
    assert api.post("/api/documents/0000/tables/0/corrections", json=said).status_code == 404


def test_a_new_version_keeps_corrections_of_rows_that_are_found_again(
    api: TestClient, document: str, march: Path, empty_home: Home
) -> None:
    correct(api, document, "set-cell", 0, cells={"amount": "-25.03"})
    correct(api, document, "set-cell", 1, cells={"description": "Acme Inc."})
    march.write_text(statement(movement(MISREAD, "Bakery de Wit") + movement("C2,00", "Acme")))
    ingest(empty_home, march.parent)
    publish(empty_home)
    (hit,) = api.get("/api/search").json()["hits"]
    now = f"/api/documents/{hit['id']}"
    assert amounts(api, now) == ["-25.03", "2.00"]
    assert table(api, now)["rows"][1]["description"] == "Acme"
    (lost,) = api.get("/api/corrections", params={"lost": True}).json()
    assert "its row is no longer in the table" in lost["reason"]
    assert lost["text"].endswith("1000,00 Acme Holdings") or "Acme Holdings" in lost["text"]
    shown = api.get(f"{now.removeprefix('/api')}/tables").text
    assert "Corrections that do not apply" in shown
    assert "its row is no longer in the table" in shown
    assert "1 correction does not apply" in " ".join(api.get(now).json()["warnings"])


def test_what_was_done_to_tables_is_in_the_history(api: TestClient, document: str) -> None:
    made = correct(api, document, "set-cell", 0, cells={"amount": "-25.03"})
    correct(api, document, "set-cell", 0, cells={"description": None})
    correct(api, document, "remove-row", 1)
    correct(api, document, "add-row", 0, cells={"amount": "5"})
    api.delete(f"/api/corrections/{made['id']}")
    about = {"about": document.rpartition("/")[2]}
    events = api.get("/api/history", params=about).json()["events"]
    told = [one["what"] for one in events]
    row = "row “2025-03-03 Bakery"
    assert told[0].startswith(f"undid: set amount to -25.03 in {row}")
    assert told[1] == "added row “5” to transactions"
    assert told[2].startswith("removed row “2025-03-03 Acme Holdings")
    assert told[3].startswith(f"cleared description in {row}")
    assert told[4].startswith(f"set amount to -25.03 in {row}")
    assert events[1]["details"]["cells"] == {"amount": "5"}
    only = api.get("/api/history", params={**about, "act": "remove-row"}).json()["events"]
    assert [one["act"] for one in only] == ["remove-row"]
    assert "removed row" in api.get("/history", params=about).text


def test_taggers_may_correct_tables_and_readers_may_not(empty_home: Home, march: Path) -> None:
    keys = {"api_key": "a" * 20, "tagger_key": "t" * 20, "reader_key": "r" * 20}
    said = {"act": "remove-row", "row": 0}
    with connect(empty_home, **keys) as api:
        tagger, reader = ({"x-api-key": keys[one]} for one in ("tagger_key", "reader_key"))
        (hit,) = api.get("/api/search", headers=reader).json()["hits"]
        address = f"/api/documents/{hit['id']}/tables/0/corrections"
        assert api.post(address, json=said, headers=reader).status_code == 403
        assert api.post(address, json=said, headers=tagger).json()["who"] == "tagger"


def test_a_balance_put_right_makes_the_statement_add_up(api: TestClient, document: str) -> None:
    before = table(api, document)
    seen = {"closing_balance": "1474.97"}
    made = correct(api, document, "set-fact", None, cells={"closing_balance": "1473,97"}, seen=seen)
    assert (made["table"], made["cells"]) == ("transactions", {"closing_balance": "1473.97"})
    after = table(api, document)
    assert (after["closing_balance"], after["balanced"]) == ("1473.97", True)
    assert after["fact_overrides"] == [
        {
            **{"correction": made["id"], "fact": "closing_balance", "read": "1474.97"},
            **{"who": "administrator", "at": made["at"]},
        }
    ]
    assert api.get(document).json()["warnings"] == []
    correct(api, document, "set-fact", None, cells={"currency": "usd"})
    (row,) = api.get("/api/rows", params={"q": "amount<0"}).json()["hits"]
    assert row["currency"] == "USD"
    page = api.get(f"{document.removeprefix('/api')}/tables").text
    assert "read: <del>1474.97</del>" in page
    told = api.get("/api/history", params={"about": document.rpartition("/")[2]}).json()["events"]
    assert told[1]["what"] == "set closing_balance to 1473.97 in transactions"
    for one in api.get(f"{document}/corrections").json():
        api.delete(f"/api/corrections/{one['id']}")
    assert table(api, document) == before


def test_a_balance_is_of_this_statement_and_not_of_the_next(
    api: TestClient, document: str, march: Path, empty_home: Home
) -> None:
    correct(api, document, "set-fact", None, cells={"closing_balance": "1473.97"})
    march.write_text(MARCH + "\n")
    ingest(empty_home, march.parent)
    publish(empty_home)
    (hit,) = api.get("/api/search").json()["hits"]
    assert table(api, f"/api/documents/{hit['id']}")["balanced"] is True
    march.write_text(statement(movement("D1,00", "Bakery de Wit")))
    ingest(empty_home, march.parent)
    publish(empty_home)
    (hit,) = api.get("/api/search").json()["hits"]
    assert table(api, f"/api/documents/{hit['id']}")["closing_balance"] == "1474.97"
    (lost,) = api.get("/api/corrections", params={"lost": True}).json()
    assert "its table is no longer in the document" in lost["reason"]


@pytest.mark.parametrize(
    ("said", "status", "why"),
    [
        ({"cells": {"closing_balance": "much"}}, 422, "closing_balance takes a number"),
        ({"cells": {"owner": "me"}}, 422, "no fact 'owner'; there are: account"),
        ({"cells": {"currency": "euros"}}, 422, "three letters"),
        ({"cells": {}}, 422, "one fact"),
        ({"row": 0, "cells": {"currency": "EUR"}}, 422, "name no row"),
        ({"cells": {"currency": "EUR"}, "seen": {"currency": "USD"}}, 409, "'EUR' in currency"),
    ],
)
def test_a_fact_that_is_wrong_is_named(
    api: TestClient, document: str, said: dict[str, Any], status: int, why: str
) -> None:
    answer = api.post(f"{document}/tables/0/corrections", json={"act": "set-fact", **said})
    assert (answer.status_code, why in str(answer.json()["detail"])) == (status, True), answer.text


def test_a_removed_row_leaves_a_trace_and_counts_in_no_sum(api: TestClient, document: str) -> None:
    correct(api, document, "remove-row", 0)
    found = api.get("/api/rows").json()
    assert [one["cells"]["amount"] for one in found["hits"]] == ["1000.00"]
    (total,) = found["sums"]
    assert (total["count"], total["total"]) == (1, "1000.00")
    (gone,) = found["removed"]
    assert gone["document"] == document.rpartition("/")[2]
    assert "Bakery de Wit" in gone["cells"]["description"]
    assert (gone["table"], gone["who"]) == ("transactions", "administrator")
    for address, name in (("/api/rows.xlsx", "Rows"), ("/api/search.xlsx", "Transactions")):
        answer = api.get(address)
        assert answer.status_code == 200, address
        book = load_workbook(io.BytesIO(answer.content))
        assert book[name].max_row == 2
        head, row = ([cell.value for cell in line] for line in book["Removed rows"].rows)
        shown = dict(zip(head, row, strict=True))
        assert "Bakery de Wit" in str(shown["row"])
        assert (shown["table"], shown["removed by"]) == ("transactions", "administrator")

    api.delete(f"/api/corrections/{gone['correction']}")
    assert api.get("/api/rows").json()["removed"] == []
    book = load_workbook(io.BytesIO(api.get("/api/rows.xlsx").content))
    assert "Removed rows" not in book.sheetnames


def test_charges_and_rounding_of_an_invoice_are_set(empty_home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "invoices"
    folder.mkdir()
    (folder / "invoice.pdf").write_bytes(write_invoice(STYLES[0])[0])
    collections(empty_home).add("invoices", folder, ["financial"])
    ingest(empty_home, folder)
    publish(empty_home)
    with connect(empty_home) as api:
        (hit,) = api.get("/api/search").json()["hits"]
        document = f"/api/documents/{hit['id']}"
        assert api.get(document).json()["warnings"] == []
        for name, figure in (("charges", "net amount"), ("rounding", "total")):
            before = table(api, document)[name]
            made = correct(api, document, "set-fact", None, cells={name: "5,00"})
            assert table(api, document)[name] == "5.00"
            (warning,) = api.get(document).json()["warnings"]
            assert f"the {figure} is" in warning
            api.delete(f"/api/corrections/{made['id']}")
            assert table(api, document)[name] == before
            assert api.get(document).json()["warnings"] == []
