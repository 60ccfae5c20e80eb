from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from enricher.__main__ import cli
from enricher.wiring.home import Home
from tests.enricher.api.clients import Connect, connect
from tests.enricher.command_line import json_lines
from tests.enricher.homes import NDA, IngestedHome


@pytest.fixture(autouse=True)
def _private_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_text_is_answered_with_its_entities(api: TestClient) -> None:
    text = "☎ Made as of May 20, 2014 under the laws of Delaware.\r\n🙂 Vega LLC pays $5.00."
    answer = api.post("/api/extract", json={"text": text})
    assert answer.status_code == 200
    found = answer.json()
    assert found["fields"] == {
        "Party": ["Vega LLC"],
        "EffectiveDate": ["2014-05-20"],
        "Jurisdiction": ["Delaware"],
        "Money": ["5.00 USD"],
    }
    assert found["characters"] == len(text)
    for entity in found["entities"]:
        assert text[entity["offset"] :][: entity["length"]] == entity["text"]


def test_file_is_answered_as_the_command_line_prints_it(
    api: TestClient, ingested: IngestedHome, tmp_path: Path
) -> None:
    archive = ingested.documents / "annexes.zip"
    answer = api.post("/api/extract", files={"file": ("annexes.zip", archive.read_bytes())})
    found = answer.json()
    (member,) = found.pop("members")
    printed = CliRunner().invoke(
        cli, ["extract", str(archive), "--json", "--home", str(ingested.home)]
    )
    own, inner = json_lines(printed)
    placed = ("file", "id", "parents")
    assert {k: v for k, v in found.items() if k not in placed} == {
        k: v for k, v in own.items() if k not in placed
    }
    assert {k: v for k, v in member.items() if k not in placed} == {
        k: v for k, v in inner.items() if k not in placed
    }
    assert member["file"] == "annexes.zip!/inner/annex.txt"
    assert member["parents"] == [found["id"]]
    assert list(tmp_path.iterdir()) == []


def test_body_itself_may_be_the_file(api: TestClient, tmp_path: Path) -> None:
    answer = api.post(
        "/api/extract?name=nda.txt",
        content=NDA.encode(),
        headers={"content-type": "application/octet-stream"},
    )
    assert answer.json()["file"] == "nda.txt"
    assert answer.json()["fields"]["Jurisdiction"] == ["Delaware"]
    assert list(tmp_path.iterdir()) == []


def test_file_that_cannot_be_read_is_answered_with_its_error(
    api: TestClient, ingested: IngestedHome
) -> None:
    broken = (ingested.documents / "broken.pdf").read_bytes()
    answer = api.post("/api/extract", files={"file": ("broken.pdf", broken)})
    assert answer.status_code == 200
    assert answer.json()["error"]
    assert answer.json()["entities"] == []


def test_nothing_is_stored(empty_home: Home) -> None:
    with connect(empty_home) as api:
        api.post("/api/extract", files={"file": ("nda.txt", NDA.encode())})
        assert api.get("/api/status").json()["seen"] == 0
    assert list(empty_home.path.rglob("*.txt")) == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"{}", "application/json"),
        (b'{"text": "a", "more": 1}', "application/json"),
        (b'{"text": "\\ud800"}', "application/json"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
    ],
)
def test_malformed_body_is_a_problem(api: TestClient, content: bytes, kind: str) -> None:
    answer = api.post("/api/extract", content=content, headers={"content-type": kind})
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_form_without_a_file_is_refused(api: TestClient) -> None:
    answer = api.post("/api/extract", files={"other": ("nda.txt", NDA.encode())})
    assert answer.status_code == 422


def test_unknown_project_is_not_found(api: TestClient) -> None:
    assert api.post("/api/extract?project=no", json={"text": "a"}).status_code == 404


@pytest.mark.parametrize("path", ["/api/extract", "/api/documents"])
def test_body_over_the_limit_is_refused(connecting: Connect, tmp_path: Path, path: str) -> None:
    api = connecting(upload_megabytes=1)
    large = b"x" * 1_000_001
    for answer in (
        api.post(path, files={"file": ("large.txt", large)}),
        api.post(path, content=iter([large[:600_000], large[600_000:]]), headers={
            "content-type": "application/octet-stream" if "extract" in path
            else "multipart/form-data; boundary=x"
        }),
    ):  # fmt: skip
        assert answer.status_code == 413, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
    assert list(tmp_path.iterdir()) == []


def test_fields_are_flat_and_typed(api: TestClient) -> None:
    text = "Made as of May 20, 2014 under the laws of Delaware. Vega LLC pays $5.00."
    found = api.post("/api/extract/fields", json={"text": text}).json()
    assert found["fields"]["Party"] == ["Vega LLC"]
    assert found["dates"] == {"EffectiveDate": ["2014-05-20"]}
    assert found["numbers"] == {"Money": [5.0]}
    assert found["currencies"] == {"Money": ["USD"]}
    assert found["digest"] == hashlib.sha256(text.encode()).hexdigest()
    assert not {"error", "content"} & found.keys()
    whole = api.post("/api/extract", json={"text": text}).json()
    assert found["entities"] == whole["entities"]
    read = ["/".join(model.values()) for model in whole["model"]]
    assert found["model"][: len(read)] == read
    # What reads statements alone had its turn: the text is done for it, too.
    assert [one.partition("/")[0] for one in found["model"][len(read) :]] == ["financial"]


def test_fields_of_a_file_come_with_its_text_and_name_no_member(
    api: TestClient, ingested: IngestedHome
) -> None:
    nda = api.post("/api/extract/fields", files={"file": ("nda.txt", NDA.encode())}).json()
    assert nda["content"] == NDA
    archive = (ingested.documents / "annexes.zip").read_bytes()
    found = api.post("/api/extract/fields", files={"file": ("annexes.zip", archive)}).json()
    assert "fields" not in found
    assert found["warnings"] == [
        "it contains 1 other documents, from which no entities were extracted"
    ]


def test_file_without_fields_says_why_and_what_could_not_read_it(
    api: TestClient, ingested: IngestedHome
) -> None:
    broken = (ingested.documents / "broken.pdf").read_bytes()
    found = api.post("/api/extract/fields", files={"file": ("broken.pdf", broken)}).json()
    assert found["error"]
    assert found["model"]
    assert found["entities"] == []
