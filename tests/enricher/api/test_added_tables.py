"""A table that readers missed is added by a box around it, over HTTP."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from enricher.wiring.home import Home
from enricher.wiring.ingestion import collections
from tests.boxed_pages import BOX, HEIGHT, INTRO, ROWS, WIDTH, write_deliveries, write_picture
from tests.enricher.api.clients import connect
from tests.enricher.here import ingest
from tests.enricher.statement_home import publish

RECORDS = [
    {
        "Part": "A-17",
        "Description": "Oak panel, planed",
        "Delivered on": "2025-03-03",
        "Weight kg": "12.50",
    },
    {
        "Part": "B-2",
        "Description": "Ash rail with a groove and a rounded edge",
        "Delivered on": "2025-03-17",
        "Weight kg": "1204.00",
    },
    {
        "Part": "A-18",
        "Description": "Oak panel, rough",
        "Delivered on": "2025-03-28",
        "Weight kg": "9.75",
    },
]
MISSED = {"page": 1, "box": BOX}


@pytest.fixture
def folder(empty_home: Home, tmp_path: Path) -> Path:
    folder = tmp_path / "schedules"
    folder.mkdir()
    (folder / "deliveries.pdf").write_bytes(write_deliveries())
    collections(empty_home).add("schedules", folder, ["financial"])
    collections(empty_home).search_rows("schedules", True, "")
    read(empty_home, folder)
    return folder


def read(home: Home, folder: Path) -> None:
    ingest(home, folder)
    publish(home)


@pytest.fixture
def api(empty_home: Home, folder: Path) -> Iterator[TestClient]:
    with connect(empty_home) as client:
        yield client


@pytest.fixture
def document(api: TestClient) -> str:
    return only_document(api)


def only_document(api: TestClient) -> str:
    (hit,) = api.get("/api/search").json()["hits"]
    return f"/api/documents/{hit['id']}"


def tables(api: TestClient, document: str) -> Any:
    return api.get(f"{document}/tables").json()


def add(api: TestClient, document: str, **more: Any) -> Any:
    answer = api.post(f"{document}/tables", json={**MISSED, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_missed_table_is_looked_at_and_added(api: TestClient, document: str) -> None:
    assert tables(api, document) == []
    seen = api.post(f"{document}/tables/try", json=MISSED)
    assert seen.status_code == 200, seen.text
    assert seen.json()["rows"] == RECORDS
    assert [one["type"] for one in seen.json()["columns"]] == ["text", "text", "date", "number"]
    assert tables(api, document) == []

    made = add(api, document)
    assert (made["act"], made["table"], made["state"]) == ("add-table", "table", "in force")
    (table,) = tables(api, document)
    assert table["rows"] == RECORDS
    assert table["addition"] == {
        **{"correction": made["id"], "page": 1, "box": list(BOX)},
        **{"who": "administrator", "at": made["at"]},
    }
    (row,) = api.get("/api/rows", params={"q": "groove"}).json()["hits"]
    text = api.get(document, params={"text": True}).json()["text"]
    assert text[row["start"] : row["end"]].startswith("B-2")
    (event,) = api.get("/api/history", params={"act": "add-table"}).json()["events"]
    assert "added a table that begins with “A-17 Oak panel, planed" in str(event)

    api.delete(f"/api/corrections/{made['id']}")
    assert tables(api, document) == []
    assert api.get("/api/rows", params={"q": "groove"}).json()["hits"] == []


def test_columns_take_other_names_and_types(api: TestClient, document: str) -> None:
    names = [("Part", "text"), ("What", "text"), ("Day", "text"), ("Weight", "number")]
    columns = [{"name": name, "type": type_} for name, type_ in names]
    add(api, document, columns=columns)
    (table,) = tables(api, document)
    assert table["columns"] == ["Part", "What", "Day", "Weight"]
    assert table["rows"][0]["Day"] == "03.03.2025"


def test_an_added_table_is_corrected_like_any_other(api: TestClient, document: str) -> None:
    add(api, document, kind="transactions")
    said: list[dict[str, Any]] = [
        {"act": "set-cell", "row": 0, "cells": {"amount": "-12.50"}},
        {"act": "remove-row", "row": 1},
        {"act": "add-row", "row": 1, "cells": {"date": "2025-03-30", "amount": "2.75"}},
        {"act": "set-fact", "cells": {"opening_balance": "10"}},
        {"act": "set-fact", "cells": {"closing_balance": "10"}},
    ]
    for one in said:
        answer = api.post(f"{document}/tables/0/corrections", json=one)
        assert answer.status_code == 201, answer.text
        assert answer.json()["state"] == "in force"
    (table,) = tables(api, document)
    assert [one["amount"] for one in table["rows"]] == ["-12.50", "9.75", "2.75"]
    assert table["balanced"] is True
    assert len(table["overrides"]) == 3


def test_it_outlives_another_version_of_the_document(
    api: TestClient, document: str, empty_home: Home, folder: Path
) -> None:
    made = add(api, document)
    api.post(
        f"{document}/tables/0/corrections",
        json={"act": "set-cell", "row": 2, "cells": {"Weight kg": "9.80"}},
    )
    intro = ("This page was printed anew.", *INTRO)
    (folder / "deliveries.pdf").write_bytes(write_deliveries(intro=intro))
    read(empty_home, folder)
    document = only_document(api)
    (table,) = tables(api, document)
    assert [one["Weight kg"] for one in table["rows"]] == ["12.50", "1204.00", "9.80"]
    (row,) = api.get("/api/rows", params={"q": "groove"}).json()["hits"]
    text = api.get(document, params={"text": True}).json()["text"]
    assert text[row["start"] : row["end"]].startswith("B-2")

    (folder / "deliveries.pdf").write_bytes(write_deliveries(ROWS[:2]))
    read(empty_home, folder)
    document = only_document(api)
    assert tables(api, document) == []
    lost = {one["id"]: one for one in api.get("/api/corrections", params={"lost": True}).json()}
    assert "no longer in the document" in lost[made["id"]]["reason"]


@pytest.mark.parametrize(
    ("wish", "status", "why"),
    [
        ({"box": [0.1, 0.9, 0.9, 0.2]}, 422, "fractions of the page"),
        ({"box": [0.1, 0.9, 0.9, 0.95]}, 422, "no words in that box"),
        ({"page": 2}, 404, "no page 2"),
        ({"box": [0.1, 0.12, 0.9, 0.2]}, 422, "no columns"),
        ({"kind": "lines"}, 422, "no lines of an invoice"),
        ({"kind": "transactions", "columns": [{"name": "a"}]}, 422, "names and types of their own"),
        ({"columns": [{"name": "a"}]}, 422, "4 columns; name all"),
        ({"columns": [{"name": "a"}] * 4}, 422, "a name of its own"),
        ({"columns": [{"name": " "}] * 4}, 422, "a column has a name"),
        ({"sha256": "0" * 64}, 409, "another content"),
    ],
)
def test_what_cannot_be_read_is_refused(
    api: TestClient, document: str, wish: dict[str, Any], status: int, why: str
) -> None:
    for address in (f"{document}/tables/try", f"{document}/tables"):
        answer = api.post(address, json={**MISSED, **wish})
        assert (answer.status_code, why in answer.text) == (status, True), answer.text
    assert tables(api, document) == []


def test_a_table_that_is_there_is_not_added_again(api: TestClient, document: str) -> None:
    add(api, document)
    answer = api.post(f"{document}/tables", json=MISSED)
    assert answer.status_code == 409
    assert "a table at this place already" in answer.text


@pytest.mark.tesseract
@pytest.mark.parametrize("name", ["scan.pdf", "scan.png", "scan.jpg", "scan.tif"])
def test_a_table_on_a_scan_or_picture_is_added(empty_home: Home, tmp_path: Path, name: str) -> None:
    home = replace(empty_home, settings=empty_home.settings.model_copy(update={"ocr": "on"}))
    folder = tmp_path / "scans"
    folder.mkdir()
    write_picture(folder / name, write_deliveries(), turn=1.0)
    collections(home).add("scans", folder, ["financial"])
    read(home, folder)
    with connect(home) as api:
        document = only_document(api)
        (size,) = api.get(f"{document}/pages").json()["pages"]
        assert size["height"] / size["width"] == pytest.approx(HEIGHT / WIDTH, abs=0.01)
        picture = api.get(f"{document.removeprefix('/api')}/pages/1.png", params={"width": 300})
        assert Image.open(io.BytesIO(picture.content)).width == 300
        add(api, document)
        (table,) = tables(api, document)
        assert table["rows"] == RECORDS
        cells = api.get(f"{document}/pages/1/words").json()["cells"]
        assert len(cells) >= 11  # of twelve; what is broken over two lines may stand apart
